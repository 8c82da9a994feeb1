import Holidays from 'date-holidays'
import { calendarDate, type CalendarDate } from '../lib/calendar-date.ts'
import type { BankHolidays } from './working-days.ts'

// The package computes the standing rules for any year, but a year that far off may yet be given a day of its own (a
// coronation, a jubilee): beyond this year a deadline is refused rather than guessed (decision 0009).
const FIRST_YEAR = 2015
const LAST_KNOWN_YEAR = 2028

/**
 * The bank holidays of England and Wales from 2015 to 2028, with the days a board has added.
 *
 * @param further days proclaimed since, which the board has entered
 * @see decision 0009
 */
export function bankHolidays(further: readonly string[] = []): BankHolidays {
  const computed = new Holidays('GB', 'WLS')
  const days = new Set<CalendarDate>(further.map(calendarDate))
  for (let year = FIRST_YEAR; year <= LAST_KNOWN_YEAR; year += 1)
    for (const holiday of computed.getHolidays(year))
      if (holiday.type === 'public' || holiday.type === 'bank') days.add(calendarDate(holiday.date.slice(0, 10)))
  return { days, knownUntil: calendarDate(`${LAST_KNOWN_YEAR}-12-31`) }
}
