import { type Selectable, sql } from 'kysely'
import type { ActorTx } from '../db/database.ts'
import type { Confidence as ConfidenceTable } from '../db/schema.ts'
import type { YesNoNotKnown } from '../child/child.ts'
import { calendarDate } from '../lib/calendar-date.ts'
import type { Confidence, ConfidenceTopic, ConfidenceWords } from './confidence.ts'

/** The column in which each thing is kept that is written of it, but for its readers. */
export const CONFIDENCE_COLUMNS = {
  topic: 'topic',
  words: 'words',
  writtenIn: 'written_in',
  familyKnows: 'family_knows',
  saidOn: 'said_on',
  withdrawn: 'withdrawn',
} as const satisfies Record<Exclude<keyof ConfidenceWords, 'others'>, keyof ConfidenceTable>

const columnsOf = ({ others, ...words }: ConfidenceWords, by: string) => ({
  topic: words.topic,
  words: words.words,
  written_in: words.writtenIn,
  family_knows: words.familyKnows,
  readers: [...new Set([...others, by])],
  said_on: words.saidOn,
  withdrawn: words.withdrawn,
})

const confidenceOf = (row: Selectable<ConfidenceTable>): Confidence => ({
  id: row.id,
  childId: row.child_id,
  topic: row.topic as ConfidenceTopic,
  words: row.words,
  writtenIn: row.written_in,
  familyKnows: row.family_knows as YesNoNotKnown,
  readers: row.readers,
  saidOn: calendarDate(row.said_on),
  withdrawn: row.withdrawn,
  writtenBy: row.written_by,
  version: row.version,
})

/** What the actor was chosen to read of a child, in the order in which it was written; also what they took out of sight themselves. */
export async function listConfidences(tx: ActorTx, childId: string): Promise<readonly Confidence[]> {
  const rows = await tx
    .selectFrom('confidence')
    .where('child_id', '=', childId)
    .orderBy('written_at')
    .orderBy('id')
    .selectAll()
    .execute()
  return rows.map(confidenceOf)
}

/** Whether anything of a child stands there that the actor was chosen to read. */
export async function isChosenToRead(tx: ActorTx, childId: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select 1 from confidence where child_id = ${childId} and not withdrawn) as found`.execute(tx)
  return rows[0]?.found === true
}

/** One of them; `undefined` when there is none that the actor was chosen to read, or the child wants it no more. */
export async function findConfidence(tx: ActorTx, id: string): Promise<Confidence | undefined> {
  const row = await tx
    .selectFrom('confidence')
    .where('id', '=', id)
    .where('withdrawn', '=', false)
    .selectAll()
    .executeTakeFirst()
  return row && confidenceOf(row)
}

/** Writes it; whoever writes reads it too. */
export async function insertConfidence(
  tx: ActorTx,
  { childId, ...words }: ConfidenceWords & { readonly childId: string },
  by: string,
  at: Date,
): Promise<string> {
  const row = await tx
    .insertInto('confidence')
    .values({
      child_id: childId,
      ...columnsOf(words, by),
      written_by: by,
      written_at: at,
      changed_by: by,
      changed_at: at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Changes it; whoever changes goes on reading it. Answers false, and writes nothing, when someone saved another version first. */
export async function updateConfidence(
  tx: ActorTx,
  read: { readonly id: string; readonly version: number },
  words: ConfidenceWords,
  by: string,
  at: Date,
): Promise<boolean> {
  const result = await tx
    .updateTable('confidence')
    .set({ ...columnsOf(words, by), version: read.version + 1, changed_by: by, changed_at: at })
    .where('id', '=', read.id)
    .where('version', '=', read.version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
