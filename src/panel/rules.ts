import type { CalendarDate } from '../lib/calendar-date.ts'
import type { Sitting } from './panel.ts'

/**
 * The sitting at which an escalation is heard: the next one, today's included. `undefined` when none is planned; then the
 * escalation waits, and the list says so.
 *
 * @protocol §6 step 6; decision 0017
 */
export function nextSitting(sittings: readonly Sitting[], today: CalendarDate): Sitting | undefined {
  return sittings
    .filter(sitting => sitting.sitsOn >= today)
    .sort((one, other) => (one.sitsOn < other.sitsOn ? -1 : 1))[0]
}
