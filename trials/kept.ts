import pg from 'pg'
import { startEmbeddedPostgres } from '../src/db/embedded.ts'
import { inDatabase } from '../src/db/roles.ts'
import type { Writers } from './writers.ts'

/** What became of the sentences of a trial. Each is to be zero but the first three. */
export type Kept = {
  readonly acknowledged: number
  /** Asked in vain: a trial in which nothing was refused has tried nothing. */
  readonly refused: number
  /** Done, and the answer lost: allowed, for nobody was told that it was done. */
  readonly unacknowledged: number
  readonly lost: number
  readonly twice: number
  /** A change without its audit event, or an event without its change. */
  readonly unaudited: number
  readonly strange: number
}

/** Compares what the writers know with what is in the database of a folder whose service has ended, or at an address. */
export async function compare(
  place: { readonly dataDir: string } | { readonly adminUrl: string },
  writers: Writers,
): Promise<Kept> {
  const server = 'dataDir' in place ? await startEmbeddedPostgres(place) : undefined
  const { adminUrl } = 'adminUrl' in place ? place : (server ?? { adminUrl: '' })
  const client = new pg.Client(inDatabase(adminUrl, 'llwybr'))
  await client.connect()
  try {
    const { rows } = await client.query<{ text: string; events: number }>(
      `select e.text, (select count(*)::int from audit_event a where a.subject_id = e.id and a.event = 'entry.added') as events
         from entry e where e.text like 'Under trial, sentence %'`,
    )
    const { rows: orphans } = await client.query<{ count: number }>(
      `select count(*)::int as count from audit_event a where a.event = 'entry.added' and not exists (select 1 from entry e where e.id = a.subject_id)`,
    )
    const times = new Map<string, number>()
    for (const { text } of rows) times.set(text, (times.get(text) ?? 0) + 1)
    const ours = [...writers.sent]
    return {
      acknowledged: writers.acknowledged.size,
      refused: writers.refused(),
      unacknowledged: ours.filter(text => times.has(text) && !writers.acknowledged.has(text)).length,
      lost: [...writers.acknowledged].filter(text => !times.has(text)).length,
      twice: ours.filter(text => (times.get(text) ?? 0) > 1).length,
      unaudited: rows.filter(row => row.events !== 1).length + (orphans[0]?.count ?? 0),
      strange: writers.strange.length,
    }
  } finally {
    await client.end()
    await server?.stop()
  }
}
