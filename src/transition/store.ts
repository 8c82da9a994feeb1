import { sql } from 'kysely'
import type { JobsDatabase } from '../db/jobs.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import { TRANSITION_CLOCKS } from './transition.ts'

/**
 * Starts, with the number in force on a day, the clocks of the children who have come near 18. The jobs' role learns how many,
 * and of whom nothing.
 */
export async function startTransitionClocks(database: JobsDatabase, today: CalendarDate): Promise<number> {
  const { limit, rule } = TRANSITION_CLOCKS.transition
  const own = await database
    .selectFrom('setting')
    .where('name', '=', rule)
    .where('effective_from', '<=', today)
    .orderBy('effective_from', 'desc')
    .select(['value', 'source'])
    .executeTakeFirst()
  const { value, source } = own ?? limit
  const { rows } = await sql<{ started: number }>`
    select start_transition_clocks(${today}::date, ${value}::integer, ${source}) as started`.execute(database)
  return rows[0]?.started ?? 0
}
