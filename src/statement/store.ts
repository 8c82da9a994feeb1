import type { ActorTx, FamilyRoomTx } from '../db/database.ts'
import type { ChosenWords, Statement, StatementWords } from './statement.ts'

/** Every choice that the board made about its statements, the newest first. */
export async function listChosenWords(tx: ActorTx | FamilyRoomTx): Promise<readonly ChosenWords[]> {
  const rows = await tx
    .selectFrom('board_statement')
    .leftJoin('statement_wording', 'statement_wording.id', 'board_statement.wording_id')
    .orderBy('board_statement.number', 'desc')
    .orderBy('board_statement.statement')
    .select([
      'board_statement.statement',
      'board_statement.number',
      'board_statement.set_at',
      'board_statement.set_by',
      'statement_wording.words_en',
      'statement_wording.words_cy',
    ])
    .execute()
  return rows.map(row => ({
    statement: row.statement as Statement,
    number: row.number,
    words: row.words_en === null || row.words_cy === null ? undefined : { en: row.words_en, cy: row.words_cy },
    setAt: row.set_at,
    setBy: row.set_by,
  }))
}

/** The wording of a statement with exactly these words, kept once however often it is chosen or heard. */
export async function keepWording(tx: ActorTx, statement: Statement, words: StatementWords): Promise<string> {
  await tx
    .insertInto('statement_wording')
    .values({ statement, words_en: words.en, words_cy: words.cy })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  const row = await tx
    .selectFrom('statement_wording')
    .where('statement', '=', statement)
    .where('words_en', '=', words.en)
    .where('words_cy', '=', words.cy)
    .select('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Writes that the board chose a wording, or none; of two at once the second throws with the constraint board_statement_number_once. */
export async function insertChosenWords(
  tx: ActorTx,
  choice: { statement: Statement; wordingId: string | null; number: number; by: string; at: Date },
): Promise<void> {
  await tx
    .insertInto('board_statement')
    .values({
      statement: choice.statement,
      wording_id: choice.wordingId,
      number: choice.number,
      set_by: choice.by,
      set_at: choice.at,
    })
    .execute()
}
