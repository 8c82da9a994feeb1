import { calendarDate, isCalendarDate } from '../lib/calendar-date.ts'
import { addWorkingDays, type BankHolidays } from './working-days.ts'

/** A line of input that cannot be answered: its number, counted from 1, and what was expected. */
export class DueLineError extends Error {}

/**
 * The due day for a line `YYYY-MM-DD,workingDays`.
 *
 * @throws {DueLineError} when the line is not of that form, or its day lies beyond the bank holidays that are known
 */
export function dueForLine(line: string, lineNumber: number, holidays: BankHolidays): string {
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
