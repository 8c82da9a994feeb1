import { sql } from 'kysely'
import type { JobsDatabase } from '../db/jobs.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import { TRANSITION_CLOCKS } from './transition.ts'

/**
 * Starts, with the number in force on a day, the clocks of the children who have come near 18. The jobs' role learns how many,
 * and of whom nothing. Of several processes that come up at once one starts them, and the others wait and find them started.
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
  return database.transaction().execute(async tx => {
    await sql`select pg_advisory_xact_lock(hashtextextended('transition-clocks', 0))`.execute(tx)
    const { rows } = await sql<{ started: number }>`
      select start_transition_clocks(${today}::date, ${value}::integer, ${source}) as started`.execute(tx)
    return rows[0]?.started ?? 0
  })
}
