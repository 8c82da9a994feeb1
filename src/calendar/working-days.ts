import { addDays, type CalendarDate, isWeekend } from '../lib/calendar-date.ts'

/** The bank holidays of England and Wales that we know, and the first and the last day for which we know them. */
export type BankHolidays = {
  readonly days: ReadonlySet<CalendarDate>
  readonly knownFrom: CalendarDate
  readonly knownUntil: CalendarDate
}

/**
 * Whether a day is Monday to Friday and not a bank holiday in England and Wales.
 *
 * @throws {RangeError} when the bank holidays of that day are not known
 */
export function isWorkingDay(day: CalendarDate, holidays: BankHolidays): boolean {
  mustBeKnown(day, holidays)
  return !isWeekend(day) && !holidays.days.has(day)
}

/**
 * The day that falls `count` working days after `start`.
 *
 * A working day is Monday to Friday and not a bank holiday in England and Wales. `start` itself is day 0, whether or not it
 * is a working day.
 *
 * @param count whole working days, 0 or more
 * @throws {RangeError} when `count` is not a whole number of 0 or more
 * @throws {RangeError} when the count would pass through days whose bank holidays are not known: a deadline that might be
 *   wrong is never shown
 */
export function addWorkingDays(start: CalendarDate, count: number, holidays: BankHolidays): CalendarDate {
  if (!Number.isInteger(count) || count < 0)
    throw new RangeError(`working days must be a whole number, 0 or more: ${count}`)
  mustBeKnown(start, holidays)
  let day = start
  for (let counted = 0; counted < count;) {
    day = addDays(day, 1)
    if (isWorkingDay(day, holidays)) counted += 1
  }
  return day
}

/**
 * How many working days have passed on `to`, counted from `from`: day 0 is `from`, and `to` counts if it is a working day.
 *
 * @throws {RangeError} when `to` is before `from`
 * @throws {RangeError} when the bank holidays between them are not known
 */
export function workingDaysBetween(from: CalendarDate, to: CalendarDate, holidays: BankHolidays): number {
  if (to < from) throw new RangeError(`${to} is before ${from}`)
  mustBeKnown(from, holidays)
  mustBeKnown(to, holidays)
  let counted = 0
  for (let day = from; day < to;) {
    day = addDays(day, 1)
    if (isWorkingDay(day, holidays)) counted += 1
  }
  return counted
}

function mustBeKnown(day: CalendarDate, { knownFrom, knownUntil }: BankHolidays): void {
  if (day < knownFrom) throw new RangeError(`bank holidays are known only from ${knownFrom}`)
  if (day > knownUntil) throw new RangeError(`bank holidays are known only until ${knownUntil}`)
}
