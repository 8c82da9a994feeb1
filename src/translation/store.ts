import { sql } from 'kysely'
import { anyOf } from '../db/any-of.ts'
import type { ActorTx } from '../db/database.ts'
import type { Translation } from './translation.ts'

/** The translations of these entries that the actor may read, in the order in which they were written. */
export async function listTranslations(tx: ActorTx, entryIds: readonly string[]): Promise<readonly Translation[]> {
  if (entryIds.length === 0) return []
  const rows = await tx
    .selectFrom('translation')
    .where('entry_id', '=', anyOf(entryIds))
    .orderBy('written_at')
    .orderBy('id')
    .selectAll()
    .execute()
  return rows.map(row => ({
    id: row.id,
    entryId: row.entry_id,
    wordsVersion: row.words_version,
    language: row.language,
    text: row.text,
    translatedBy: row.translated_by,
    forFamily: row.for_family,
    writtenBy: row.written_by,
  }))
}

/** Whether the actor, as chair of the meeting at which it was said, may let a translation of an entry stand in the family's copy. */
export async function mayTranslateForFamily(tx: ActorTx, entryId: string): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`select may_translate_for_family(${entryId}) as may`.execute(tx)
  return rows[0]?.may === true
}

/** Writes a translation; those before it stay. */
export async function insertTranslation(
  tx: ActorTx,
  translation: Omit<Translation, 'id'> & { readonly childId: string },
  at: Date,
): Promise<string> {
  const row = await tx
    .insertInto('translation')
    .values({
      child_id: translation.childId,
      entry_id: translation.entryId,
      words_version: translation.wordsVersion,
      language: translation.language,
      text: translation.text,
      translated_by: translation.translatedBy,
      for_family: translation.forFamily,
      written_by: translation.writtenBy,
      written_at: at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}
