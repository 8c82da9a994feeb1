import { formatDay, formatTime } from '../lib/calendar-date.ts'
import type { Translate } from '../web/translation.ts'
import type { Clock } from './clock.ts'

/** When a clock runs out, in words: a day, with the time when it is counted in hours. */
export function dueWords(clock: Pick<Clock, 'dueOn' | 'dueAt'>, language: 'en' | 'cy'): string {
  return clock.dueAt === null
    ? formatDay(clock.dueOn, language)
    : `${formatDay(clock.dueOn, language)}, ${formatTime(clock.dueAt)}`
}

// The sources that limits come with; what a board writes itself stands as it was written.
const SOURCES = [
  'wales-safeguarding-procedures-section-2',
  'wales-safeguarding-procedures-section-3',
  '6-step-4',
  '6-step-5',
  '6-step-6',
  'appendix-one-pre-meeting-consultation',
  'appendix-one-change-to-an-action',
  'appendix-one-stage-four',
  '5-not-a-one-off-event',
  '5-safety-planning',
  'the-board-s-own-target',
] as const

/** Where a limit comes from, in the reader's language; a board's own words as they are. */
export function sourceWords(source: string, t: Translate): string {
  const name = source
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  const known = SOURCES.find(each => each === name)
  return known === undefined ? source : t(`clock.source.${known}`)
}
