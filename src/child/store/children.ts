import { type Selectable, sql } from 'kysely'
import { anyOf } from '../../db/any-of.ts'
import type { ActorTx } from '../../db/database.ts'
import type { Child as ChildTable } from '../../db/schema.ts'
import { calendarDate } from '../../lib/calendar-date.ts'
import type { CareStatus, Child, ChildDetails, LegalStatus, SpokenLanguage, YesNoNotKnown } from '../child.ts'

/** The child, or `undefined` when there is none that the actor may see: deliberately one answer. */
export async function findChild(tx: ActorTx, id: string): Promise<Child | undefined> {
  const row = await tx.selectFrom('child').where('id', '=', id).selectAll().executeTakeFirst()
  return row && childOf(row)
}

/** The child of a reference such as LL-00042, as typed; `undefined` when there is none that the actor may see. */
export async function findChildByReference(tx: ActorTx, reference: string): Promise<Child | undefined> {
  const row = await tx
    .selectFrom('child')
    .where('reference', '=', reference.trim().toUpperCase())
    .selectAll()
    .executeTakeFirst()
  return row && childOf(row)
}

/** Some children by identifier, as far as the actor may see them. */
export async function listChildren(tx: ActorTx, ids: readonly string[]): Promise<readonly Child[]> {
  if (ids.length === 0) return []
  const rows = await tx.selectFrom('child').where('id', '=', anyOf(ids)).selectAll().execute()
  return rows.map(childOf)
}

/** A row of the table as a child. */
export function childOf(row: Selectable<ChildTable>): Child {
  const day = (text: string | null) => (text === null ? null : calendarDate(text))
  return {
    id: row.id,
    reference: row.reference,
    givenName: row.given_name,
    familyName: row.family_name,
    knownAs: row.known_as,
    bornOn: day(row.born_on),
    estimatedAge: row.estimated_age,
    estimatedAgeOn: day(row.estimated_age_on),
    gender: row.gender,
    ethnicity: row.ethnicity,
    religion: row.religion,
    language: row.language as SpokenLanguage,
    otherLanguage: row.other_language,
    interpreterNeeded: row.interpreter_needed,
    communicationNeeds: row.communication_needs,
    disabilityAndNeurodivergence: row.disability_and_neurodivergence,
    careStatus: row.care_status as CareStatus,
    legalStatus: row.legal_status as LegalStatus | '',
    unaccompaniedAsylumSeeking: row.unaccompanied_asylum_seeking as YesNoNotKnown,
    nhsNumber: row.nhs_number,
    school: row.school,
    generalPractice: row.general_practice,
    localAuthorityId: row.local_authority_id,
    ownWords: row.own_words,
    ownWordsOn: day(row.own_words_on),
    safeContact: row.safe_contact,
    overEighteenReason: row.over_eighteen_reason,
    restrictedAt: row.restricted_at,
    restrictedReason: row.restricted_reason,
    version: row.version,
  }
}

/** Opens the record of a child new to the board, for the front door that holds a referral about them. The referral then names the child. */
export async function insertChild(
  tx: ActorTx,
  child: { referralId: string; givenName: string; familyName: string; at: Date },
): Promise<string> {
  const { rows } = await sql<{ id: string | null }>`
    select open_child_record(${child.referralId}, ${child.givenName}, ${child.familyName}, ${child.at}) as id`.execute(
    tx,
  )
  const id = rows[0]?.id
  if (id == null) throw new RangeError('a record is opened by the front door that holds the referral')
  return id
}

/** Changes what is known of a child. Answers false, and writes nothing, when someone saved another version first. */
export async function updateChild(
  tx: ActorTx,
  child: { id: string; version: number },
  details: Partial<ChildDetails>,
  by: string,
  at: Date,
): Promise<boolean> {
  const columns: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(details)) columns[COLUMN_OF[name as keyof ChildDetails]] = value
  const result = await tx
    .updateTable('child')
    .set({ ...columns, version: child.version + 1, changed_at: at, changed_by: by })
    .where('id', '=', child.id)
    .where('version', '=', child.version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** The column in which each detail is kept. */
export const COLUMN_OF: Readonly<Record<keyof ChildDetails, keyof ChildTable>> = {
  givenName: 'given_name',
  familyName: 'family_name',
  knownAs: 'known_as',
  bornOn: 'born_on',
  estimatedAge: 'estimated_age',
  estimatedAgeOn: 'estimated_age_on',
  gender: 'gender',
  ethnicity: 'ethnicity',
  religion: 'religion',
  language: 'language',
  otherLanguage: 'other_language',
  interpreterNeeded: 'interpreter_needed',
  communicationNeeds: 'communication_needs',
  disabilityAndNeurodivergence: 'disability_and_neurodivergence',
  careStatus: 'care_status',
  legalStatus: 'legal_status',
  unaccompaniedAsylumSeeking: 'unaccompanied_asylum_seeking',
  nhsNumber: 'nhs_number',
  school: 'school',
  generalPractice: 'general_practice',
  localAuthorityId: 'local_authority_id',
  ownWords: 'own_words',
  ownWordsOn: 'own_words_on',
  safeContact: 'safe_contact',
  overEighteenReason: 'over_eighteen_reason',
}

/** Restricts a child's record; false when the actor may not, or it is restricted already. */
export async function restrictChild(tx: ActorTx, childId: string, reason: string, at: Date): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select restrict_child(${childId}, ${reason}, ${at}) as done`.execute(tx)
  return rows[0]?.done ?? false
}

/** Lifts the restriction of a child's record; false when the actor may not, or there is none. */
export async function liftChildRestriction(tx: ActorTx, childId: string, at: Date): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select lift_restriction(${childId}, ${at}) as done`.execute(tx)
  return rows[0]?.done ?? false
}

/** Marks that the actor looks at the record now, and answers when they last did. */
export async function updateLastLook(tx: ActorTx, childId: string, userId: string, at: Date): Promise<Date | null> {
  const last = await tx
    .selectFrom('last_look')
    .where('child_id', '=', childId)
    .where('user_id', '=', userId)
    .select(['looked_at', 'before_at'])
    .executeTakeFirst()
  // Opening a page again and again within a minute is one look, and costs no write.
  if (last !== undefined && at.getTime() - last.looked_at.getTime() < 60_000) return last.before_at
  const { rows } = await sql<{ before_at: Date | null }>`
    insert into last_look as l (child_id, user_id, looked_at) values (${childId}, ${userId}, ${at})
    on conflict (child_id, user_id) do update
      -- Looking twice within a quarter of an hour is one look: what was new stays marked.
      set before_at = case when l.looked_at < ${at}::timestamptz - interval '15 minutes' then l.looked_at else l.before_at end,
          looked_at = ${at}
    returning before_at`.execute(tx)
  return rows[0]?.before_at ?? null
}
