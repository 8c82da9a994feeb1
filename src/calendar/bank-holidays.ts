import Holidays from 'date-holidays'
import { calendarDate, type CalendarDate } from '../lib/calendar-date.ts'
import type { BankHolidays } from './working-days.ts'

// The package computes the standing rules for any year, but it lacks some days that were moved or added before 2013 (the royal
// wedding of 2011), and a year far ahead may yet be given a day of its own (a coronation, a jubilee). Outside these years a
// deadline is refused rather than guessed (decision 0009).
const FIRST_KNOWN_YEAR = 2013
const LAST_KNOWN_YEAR = 2028

/**
 * The bank holidays of England and Wales from 2013 to 2028, substitute days included, with the days a board has added.
 *
 * @param further days proclaimed since, `YYYY-MM-DD`, which the board has entered
 * @throws {RangeError} when one of them is not a day that exists
 * @see decision 0009
 */
export function bankHolidays(further: readonly string[] = []): BankHolidays {
  standing ??= standingDays()
  return {
    days: new Set([...standing, ...further.map(calendarDate)]),
    knownFrom: calendarDate(`${FIRST_KNOWN_YEAR}-01-01`),
    knownUntil: calendarDate(`${LAST_KNOWN_YEAR}-12-31`),
  }
}

// The rules give the same days each time and take tens of milliseconds of everybody's: they are asked once in a process.
let standing: ReadonlySet<CalendarDate> | undefined

function standingDays(): ReadonlySet<CalendarDate> {
  const computed = new Holidays('GB', 'WLS')
  const days = new Set<CalendarDate>()
  for (let year = FIRST_KNOWN_YEAR; year <= LAST_KNOWN_YEAR; year += 1)
    for (const holiday of computed.getHolidays(year))
      if (holiday.type === 'public' || holiday.type === 'bank') days.add(calendarDate(holiday.date.slice(0, 10)))
  return days
}
