import { sql } from 'kysely'
import type { ActorTx } from '../db/database.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'

/** A row of the record as it read on a day: which table it is in, and its columns then. */
export type RowThen = {
  readonly table: string
  readonly id: string
  readonly content: Readonly<Record<string, unknown>>
}

/**
 * The child's row, entries and happenings as they read at the end of a day in Wales: rows recorded later are left out, rows changed later
 * are given in the version of that day. Everything is read under the policies of today: what the actor may not read now is
 * not there either.
 */
export async function listRowsAsOn(tx: ActorTx, childId: string, day: CalendarDate): Promise<readonly RowThen[]> {
  const { rows } = await sql<{ table: string; id: string; content: Record<string, unknown> }>`
    with moment as (select ((${day}::date + 1)::timestamp at time zone 'Europe/London') as at)
    select 'child' as table, c.id, to_jsonb(c) as content from child c, moment where c.id = ${childId} and c.changed_at < moment.at
    union all
    select 'entry', e.id, to_jsonb(e) from entry e, moment where e.child_id = ${childId} and e.changed_at < moment.at
    union all
    select 'happening', p.id, to_jsonb(p) from happening p, moment where p.child_id = ${childId} and p.recorded_at < moment.at
    union all
    select h.table_name, h.row_id, h.content from row_history h, moment
     where h.child_id = ${childId} and h.table_name in ('child', 'entry') and h.from_at < moment.at and h.until_at >= moment.at`.execute(
    tx,
  )
  return rows.filter(row => row.table !== 'entry' || new Date(String(row.content['recorded_at'])) < endOf(day))
}

function endOf(day: CalendarDate): Date {
  return new Date(Date.parse(day) + 86_400_000 + 3_600_000)
}
