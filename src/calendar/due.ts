import { calendarDate, type CalendarDate, isCalendarDate } from '../lib/calendar-date.ts'
import { addWorkingDays, type BankHolidays } from './working-days.ts'

/** A line of input that cannot be answered: its number, counted from 1, and what was expected. */
export class DueLineError extends Error {}

/**
 * The due days for lines `YYYY-MM-DD,workingDays`, one for each line and in their order, given as the lines arrive. Empty
 * lines at the end are passed over; one between others is an error, since answers would no longer stand beside their lines.
 *
 * @throws {DueLineError} at the first line that is not of that form, or whose due day lies beyond the bank holidays known
 */
export async function* dueLines(
  lines: AsyncIterable<string> | Iterable<string>,
  holidays: BankHolidays,
): AsyncGenerator<CalendarDate, void, undefined> {
  let lineNumber = 0
  let firstEmpty = 0
  for await (const line of lines) {
    lineNumber += 1
    if (line.trim() === '') firstEmpty ||= lineNumber
    else if (firstEmpty > 0) throw new DueLineError(`line ${firstEmpty}: expected YYYY-MM-DD,workingDays`)
    else yield dueForLine(line, lineNumber, holidays)
  }
}

/**
 * The due day for a line `YYYY-MM-DD,workingDays`.
 *
 * @throws {DueLineError} when the line is not of that form, or its day lies beyond the bank holidays that are known
 */
export function dueForLine(line: string, lineNumber: number, holidays: BankHolidays): CalendarDate {
  const [day = '', count = '', ...rest] = line.split(',').map(part => part.trim())
  if (rest.length > 0 || !isCalendarDate(day) || !/^\d{1,5}$/.test(count))
    throw new DueLineError(`line ${lineNumber}: expected YYYY-MM-DD,workingDays`)
  try {
    return addWorkingDays(calendarDate(day), Number(count), holidays)
  } catch (error) {
    if (error instanceof RangeError) throw new DueLineError(`line ${lineNumber}: ${error.message}`)
    throw error
  }
}
