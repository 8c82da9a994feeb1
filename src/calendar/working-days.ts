import { addDays, type CalendarDate, isWeekend } from '../lib/calendar-date.ts'

/** The bank holidays of England and Wales that we know, and the last day for which we know them. */
export type BankHolidays = {
  readonly days: ReadonlySet<CalendarDate>
  readonly knownUntil: CalendarDate
}

/**
 * The day that falls `count` working days after `start`.
 *
 * A working day is Monday to Friday and not a bank holiday in England and Wales. `start` itself is day 0, whether or not it
 * is a working day.
 *
 * @param count whole working days, 0 or more
 * @throws {RangeError} when `count` is not a whole number of 0 or more
 * @throws {RangeError} when the answer lies after `holidays.knownUntil`: a deadline that might be wrong is never shown
 */
export function addWorkingDays(start: CalendarDate, count: number, holidays: BankHolidays): CalendarDate {
  if (!Number.isInteger(count) || count < 0)
    throw new RangeError(`working days must be a whole number, 0 or more: ${count}`)
  let day = start
  for (let counted = 0; counted < count;) {
    day = addDays(day, 1)
    if (day > holidays.knownUntil) throw new RangeError(`bank holidays are known only until ${holidays.knownUntil}`)
    if (!isWeekend(day) && !holidays.days.has(day)) counted += 1
  }
  return day
}
