import type { ActorTx } from '../db/database.ts'
import type { DataSheet, SheetAnswers } from './data-sheet.ts'

/** The sheet of a pathway as it was last written down, as far as the actor may read it. */
export async function findDataSheet(tx: ActorTx, pathwayId: string): Promise<DataSheet> {
  const row = await tx
    .selectFrom('data_sheet')
    .where('pathway_id', '=', pathwayId)
    .orderBy('version', 'desc')
    .select(['version', 'answers', 'saved_at', 'saved_by'])
    .limit(1)
    .executeTakeFirst()
  return row === undefined
    ? { version: 0, answers: {}, savedAt: null, savedBy: null }
    : { version: row.version, answers: row.answers as SheetAnswers, savedAt: row.saved_at, savedBy: row.saved_by }
}

/** Writes the next version of a sheet; false when somebody wrote that version first. */
export async function insertDataSheet(
  tx: ActorTx,
  sheet: { childId: string; pathwayId: string; version: number; answers: SheetAnswers },
  by: string,
  at: Date,
): Promise<boolean> {
  const result = await tx
    .insertInto('data_sheet')
    .values({
      child_id: sheet.childId,
      pathway_id: sheet.pathwayId,
      version: sheet.version,
      answers: JSON.stringify(sheet.answers),
      saved_by: by,
      saved_at: at,
    })
    .onConflict(conflict => conflict.columns(['pathway_id', 'version']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}
