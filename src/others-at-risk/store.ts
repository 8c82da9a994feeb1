import type { Selectable } from 'kysely'
import type { ActorTx } from '../db/database.ts'
import type { OtherAtRisk as OtherTable } from '../db/schema.ts'
import { calendarDate } from '../lib/calendar-date.ts'
import type { DoneForThem, OtherAtRisk, OtherKind, OtherWords, Worry } from './others-at-risk.ts'

/** The column in which each thing is kept that is written down of somebody. */
export const OTHER_COLUMNS = {
  kind: 'kind',
  who: 'who',
  worries: 'worries',
  words: 'words',
  done: 'done',
  doneWords: 'done_words',
  doneOn: 'done_on',
} as const satisfies Record<keyof OtherWords, keyof OtherTable>

const columnsOf = (words: OtherWords) => ({
  kind: words.kind,
  who: words.who,
  worries: [...words.worries],
  words: words.words,
  done: words.done,
  done_words: words.doneWords,
  done_on: words.doneOn,
})

const otherOf = (row: Selectable<OtherTable>): OtherAtRisk => ({
  id: row.id,
  childId: row.child_id,
  kind: row.kind as OtherKind,
  who: row.who,
  worries: row.worries as Worry[],
  words: row.words,
  done: row.done as DoneForThem,
  doneWords: row.done_words,
  doneOn: row.done_on === null ? null : calendarDate(row.done_on),
  version: row.version,
})

/** Everybody else around a child who was written down, in the order in which they were; also what was written by mistake. */
export async function listOthersAtRisk(tx: ActorTx, childId: string): Promise<readonly OtherAtRisk[]> {
  const rows = await tx
    .selectFrom('other_at_risk')
    .where('child_id', '=', childId)
    .orderBy('written_at')
    .orderBy('id')
    .selectAll()
    .execute()
  return rows.map(otherOf)
}

/** One of them; `undefined` when there is none around a child whom the actor sees. */
export async function findOtherAtRisk(tx: ActorTx, id: string): Promise<OtherAtRisk | undefined> {
  const row = await tx.selectFrom('other_at_risk').where('id', '=', id).selectAll().executeTakeFirst()
  return row && otherOf(row)
}

/** Writes somebody down. */
export async function insertOtherAtRisk(
  tx: ActorTx,
  other: OtherWords & { readonly childId: string },
  by: string,
  at: Date,
): Promise<string> {
  const row = await tx
    .insertInto('other_at_risk')
    .values({
      child_id: other.childId,
      ...columnsOf(other),
      written_by: by,
      written_at: at,
      changed_by: by,
      changed_at: at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Changes what is known of somebody. Answers false, and writes nothing, when someone saved another version first. */
export async function updateOtherAtRisk(
  tx: ActorTx,
  read: { readonly id: string; readonly version: number },
  words: OtherWords,
  by: string,
  at: Date,
): Promise<boolean> {
  const result = await tx
    .updateTable('other_at_risk')
    .set({ ...columnsOf(words), version: read.version + 1, changed_by: by, changed_at: at })
    .where('id', '=', read.id)
    .where('version', '=', read.version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
