import type { Selectable } from 'kysely'
import type { ActorTx } from '../db/database.ts'
import type { Guide as GuideTable } from '../db/schema.ts'
import { calendarDate } from '../lib/calendar-date.ts'
import type { Guide, GuideStep, GuideWords } from './guide.ts'

const columnsOf = ({ steps, name, address, openedOn }: GuideWords) => ({
  steps: [...steps],
  name_en: name.en,
  name_cy: name.cy,
  address_en: address.en,
  address_cy: address.cy,
  opened_on: openedOn,
})

const guideOf = (row: Selectable<GuideTable>): Guide => ({
  id: row.id,
  steps: row.steps as GuideStep[],
  name: { en: row.name_en, cy: row.name_cy },
  address: { en: row.address_en, cy: row.address_cy },
  openedOn: row.opened_on === null ? null : calendarDate(row.opened_on),
  takenAway: row.taken_away,
  isAsBrought: row.changed_by === null,
  version: row.version,
})

/** Every guide of the board, also those that it took away. */
export async function listGuides(tx: ActorTx): Promise<readonly Guide[]> {
  return (await tx.selectFrom('guide').orderBy('id').selectAll().execute()).map(guideOf)
}

/** One of them. */
export async function findGuide(tx: ActorTx, id: string): Promise<Guide | undefined> {
  const row = await tx.selectFrom('guide').where('id', '=', id).selectAll().executeTakeFirst()
  return row && guideOf(row)
}

/** Adds a guide. */
export async function insertGuide(tx: ActorTx, guide: GuideWords, by: string, at: Date): Promise<string> {
  const row = await tx
    .insertInto('guide')
    .values({ ...columnsOf(guide), changed_by: by, changed_at: at })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Changes a guide. Answers false, and writes nothing, when someone saved another version first. */
export async function updateGuide(
  tx: ActorTx,
  read: { readonly id: string; readonly version: number },
  guide: GuideWords,
  by: string,
  at: Date,
): Promise<boolean> {
  const result = await tx
    .updateTable('guide')
    .set({
      ...columnsOf(guide),
      taken_away: guide.takenAway,
      version: read.version + 1,
      changed_by: by,
      changed_at: at,
    })
    .where('id', '=', read.id)
    .where('version', '=', read.version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
