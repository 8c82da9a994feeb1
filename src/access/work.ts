import type { BankHolidays } from '../calendar/working-days.ts'
import type { ActorTx } from '../db/database.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { Actor } from './actor.ts'

/**
 * What an action is given: a transaction that carries its reader, who acts, and when.
 *
 * `now` and `today` are the instant and the civil day of the deed; a case file names earlier ones.
 */
export type Work = {
  readonly tx: ActorTx
  readonly actor: Actor
  readonly now: Date
  readonly today: CalendarDate
  readonly holidays: BankHolidays
  /** The language of the page on which it is done: what is typed there is in it, unless somebody says otherwise. */
  readonly language?: 'en' | 'cy'
}
