import type { CalendarDate } from '../lib/calendar-date.ts'
import type { OtherWords } from './others-at-risk.ts'

/** What keeps it from being written down: what was done needs its words, and its day, which is today or has passed. */
export type OtherFault = 'done-words-needed' | 'day-needed' | 'day-to-come'

/** What is missing of what was done, each once; `today` is in. @protocol Appendix Two, Home; decision 0068 */
export function otherFaults(
  { done, doneWords, doneOn }: Pick<OtherWords, 'done' | 'doneWords' | 'doneOn'>,
  today: CalendarDate,
): readonly OtherFault[] {
  if (done === 'not-yet') return []
  const words: readonly OtherFault[] = doneWords.trim() === '' ? ['done-words-needed'] : []
  if (done === 'by-mistake') return words
  if (doneOn === null) return [...words, 'day-needed']
  return doneOn > today ? [...words, 'day-to-come'] : words
}
