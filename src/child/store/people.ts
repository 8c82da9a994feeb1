import { type Insertable, type Selectable, sql } from 'kysely'
import type { ActorTx } from '../../db/database.ts'
import type { ImportantPerson as PersonTable } from '../../db/schema.ts'
import type { ImportantPerson, PersonWords, SpokenLanguage, YesNoNotKnown } from '../child.ts'

/** Adds someone important to the child. */
export async function insertImportantPerson(
  tx: ActorTx,
  childId: string,
  person: PersonWords,
  by: string,
  at: Date,
): Promise<string> {
  const row = await tx
    .insertInto('important_person')
    .values({ child_id: childId, ...columnsOf(person), changed_at: at, changed_by: by })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** The people who are important in the child's life now. */
export async function listImportantPeople(tx: ActorTx, childId: string): Promise<readonly ImportantPerson[]> {
  const rows = await tx
    .selectFrom('important_person')
    .where('child_id', '=', childId)
    .where('ended_at', 'is', null)
    .orderBy('name')
    .selectAll()
    .execute()
  return rows.map(personOf)
}

/** One of them, with whose life it is; `undefined` for one who was ended, or whose child the actor does not see. */
export async function findImportantPerson(
  tx: ActorTx,
  id: string,
): Promise<(ImportantPerson & { readonly childId: string }) | undefined> {
  const row = await tx
    .selectFrom('important_person')
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .selectAll()
    .executeTakeFirst()
  return row && { ...personOf(row), childId: row.child_id }
}

/** Changes what is known of someone. Answers false, and writes nothing, when someone saved another version first. */
export async function updateImportantPerson(
  tx: ActorTx,
  read: { id: string; version: number },
  change: PersonWords | { endedReason: string },
  by: string,
  at: Date,
): Promise<boolean> {
  const columns = 'endedReason' in change ? { ended_at: at, ended_reason: change.endedReason } : columnsOf(change)
  const result = await tx
    .updateTable('important_person')
    .set({ ...columns, version: read.version + 1, changed_at: at, changed_by: by })
    .where('id', '=', read.id)
    .where('version', '=', read.version)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Every name that the record knows or knew of the child and of the people of their life: today's, those before, and of those taken off the list. */
export async function listNamesEverKnown(tx: ActorTx, childId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from (
      select name from important_person where child_id = ${childId}
      union select name from child_name where child_id = ${childId}
      union select unnest(array[given_name, family_name, known_as]) from child where id = ${childId}
      union select content ->> 'name' from row_history where child_id = ${childId} and table_name = 'important_person'
      union select unnest(array[content ->> 'given_name', content ->> 'family_name', content ->> 'known_as'])
        from row_history where child_id = ${childId} and table_name = 'child'
    ) known where name <> ''`.execute(tx)
  return rows.map(row => row.name)
}

/** The column in which each thing is kept that is written down of a person. */
export const PERSON_COLUMNS = {
  name: 'name',
  relationship: 'relationship',
  hasParentalResponsibility: 'has_parental_responsibility',
  livesWithChild: 'lives_with_child',
  language: 'language',
  contact: 'contact',
  safeToContact: 'safe_to_contact',
  notes: 'notes',
} as const satisfies Record<keyof PersonWords, keyof PersonTable>

type PersonColumns = Pick<Insertable<PersonTable>, (typeof PERSON_COLUMNS)[keyof PersonWords]>

const columnsOf = (person: PersonWords) =>
  Object.fromEntries(
    Object.entries(PERSON_COLUMNS).map(([name, column]) => [column, person[name as keyof PersonWords]]),
  ) as PersonColumns

const personOf = (row: Selectable<PersonTable>): ImportantPerson => ({
  id: row.id,
  name: row.name,
  relationship: row.relationship,
  hasParentalResponsibility: row.has_parental_responsibility as YesNoNotKnown,
  livesWithChild: row.lives_with_child as YesNoNotKnown,
  language: row.language as SpokenLanguage,
  contact: row.contact,
  safeToContact: row.safe_to_contact as YesNoNotKnown,
  notes: row.notes,
  version: row.version,
})
