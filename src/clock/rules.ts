import { addWorkingDays, type BankHolidays } from '../calendar/working-days.ts'
import { addDays, type CalendarDate, calendarDateAt } from '../lib/calendar-date.ts'
import type { Clock, Limit } from './clock.ts'

/** When something is due: a civil day, and an instant too when the limit is counted in hours. */
export type Due = { readonly dueOn: CalendarDate; readonly dueAt: Date | null }

/**
 * When a clock that starts at `startedAt` runs out.
 *
 * Hours are counted from the instant. Days and working days are counted from the civil day in Wales, which is day 0; the last
 * day is in time.
 *
 * @throws {RangeError} when the limit is an agreed day or is counted back from a birthday
 * @throws {RangeError} when the bank holidays for the period are not known
 * @protocol §6 step 5; decision 0007
 */
export function dueOf(limit: Pick<Limit, 'value' | 'unit'>, startedAt: Date, holidays: BankHolidays): Due {
  const startedOn = calendarDateAt(startedAt)
  switch (limit.unit) {
    case 'hours': {
      const dueAt = new Date(startedAt.getTime() + limit.value * 3_600_000)
      return { dueOn: calendarDateAt(dueAt), dueAt }
    }
    case 'days':
      return { dueOn: addDays(startedOn, limit.value), dueAt: null }
    case 'working-days':
      return { dueOn: addWorkingDays(startedOn, limit.value, holidays), dueAt: null }
    case 'agreed':
    case 'months-before-18':
      throw new RangeError('this day is set by people or by a birthday, not counted from an event')
  }
}

/** Where a clock stands on a day. `late` tells by how many days; the due day itself is in time. */
export type Standing = {
  readonly state: 'met' | 'met-late' | 'stopped' | 'running' | 'due-today' | 'late'
  readonly daysLate: number
}

/**
 * Where a clock stands at an instant, against the day it is due now.
 *
 * @protocol §6 step 5
 */
export function standingOf(clock: Pick<Clock, 'dueOn' | 'dueAt' | 'metAt' | 'stoppedAt'>, now: Date): Standing {
  const end = clock.metAt ?? clock.stoppedAt ?? now
  const daysLate = daysAfter(clock.dueOn, calendarDateAt(end))
  const overdue = clock.dueAt === null ? daysLate > 0 : end.getTime() > clock.dueAt.getTime()
  if (clock.metAt !== null) return { state: overdue ? 'met-late' : 'met', daysLate }
  if (clock.stoppedAt !== null) return { state: 'stopped', daysLate: 0 }
  if (overdue) return { state: 'late', daysLate }
  return { state: calendarDateAt(now) === clock.dueOn ? 'due-today' : 'running', daysLate: 0 }
}

function daysAfter(due: CalendarDate, day: CalendarDate): number {
  return Math.max(0, Math.round((Date.parse(day) - Date.parse(due)) / 86_400_000))
}
