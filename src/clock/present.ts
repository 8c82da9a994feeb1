import { formatDay, formatTime } from '../lib/calendar-date.ts'
import type { Clock } from './clock.ts'

/** When a clock runs out, in words: a day, with the time when it is counted in hours. */
export function dueWords(clock: Pick<Clock, 'dueOn' | 'dueAt'>, language: 'en' | 'cy'): string {
  return clock.dueAt === null
    ? formatDay(clock.dueOn, language)
    : `${formatDay(clock.dueOn, language)}, ${formatTime(clock.dueAt)}`
}
