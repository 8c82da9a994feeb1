import { sql } from 'kysely'
import type { Language } from '../../access/actor.ts'
import type { ActorTx, NobodyTx } from '../../db/database.ts'
import type { Board } from '../board.ts'

/** Writes a setting that holds from a day on; it takes the place of another for the same day. */
export async function insertSetting(
  tx: ActorTx,
  setting: { name: string; value: number; effectiveFrom: string; source: string; by: string; at: Date },
): Promise<void> {
  await tx
    .insertInto('setting')
    .values({
      name: setting.name,
      value: setting.value,
      effective_from: setting.effectiveFrom,
      source: setting.source,
      changed_by: setting.by,
      changed_at: setting.at,
    })
    .onConflict(conflict =>
      conflict.columns(['name', 'effective_from']).doUpdateSet({
        value: setting.value,
        source: setting.source,
        changed_by: setting.by,
        changed_at: setting.at,
      }),
    )
    .execute()
}

/** Every setting the board has made itself. */
export async function listSettings(
  tx: ActorTx,
): Promise<readonly { name: string; value: number; effectiveFrom: string; source: string }[]> {
  const rows = await tx.selectFrom('setting').orderBy('name').orderBy('effective_from').selectAll().execute()
  return rows.map(row => ({ name: row.name, value: row.value, effectiveFrom: row.effective_from, source: row.source }))
}

/** Adds a bank holiday that was proclaimed. */
export async function insertFurtherBankHoliday(
  tx: ActorTx,
  holiday: { day: string; nameEn: string; nameCy: string; by: string },
): Promise<void> {
  await tx
    .insertInto('further_bank_holiday')
    .values({ day: holiday.day, name_en: holiday.nameEn, name_cy: holiday.nameCy, added_by: holiday.by })
    .onConflict(conflict => conflict.column('day').doNothing())
    .execute()
}

/** Founds the board with its one-time code; answers the first administrator, or `undefined` when the code is not right. */
export async function foundBoard(
  tx: NobodyTx,
  founding: {
    codeHash: Buffer
    kind: 'live' | 'demonstration'
    name: Readonly<Record<Language, string>>
    adminName: string
    adminEmail: string
    language: Language
  },
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string | null }>`
    select found_board(${founding.codeHash}, ${founding.kind}, ${founding.name.en}, ${founding.name.cy},
                       ${founding.adminName}, ${founding.adminEmail}, ${founding.language}) as id`.execute(tx)
  return rows[0]?.id ?? undefined
}

/** Whether this one-time code would still found the board. */
export async function foundingCodeIsRight(tx: NobodyTx, codeHash: Buffer): Promise<boolean> {
  const { rows } = await sql<{ right: boolean }>`select founding_code_is_right(${codeHash}) as right`.execute(tx)
  return rows[0]?.right ?? false
}

/** The board this deployment serves, or `undefined` before it is founded. */
export async function findBoard(tx: NobodyTx | ActorTx): Promise<Board | undefined> {
  const row = await tx.selectFrom('board').select(['kind', 'name_en', 'name_cy']).executeTakeFirst()
  return row && { kind: row.kind as Board['kind'], name: { en: row.name_en, cy: row.name_cy } }
}

/** The days that the board added to the computed bank holidays, with what each is called, in their order. */
export async function listFurtherBankHolidayNames(
  tx: ActorTx,
): Promise<readonly { readonly day: string; readonly name: Readonly<Record<Language, string>> }[]> {
  const rows = await tx
    .selectFrom('further_bank_holiday')
    .orderBy('day')
    .select(['day', 'name_en', 'name_cy'])
    .execute()
  return rows.map(row => ({ day: row.day, name: { en: row.name_en, cy: row.name_cy } }))
}

/** Days the board added to the computed bank holidays. */
export async function listFurtherBankHolidays(tx: NobodyTx | ActorTx): Promise<readonly string[]> {
  const rows = await tx.selectFrom('further_bank_holiday').select('day').execute()
  return rows.map(row => row.day)
}
