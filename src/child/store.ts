import { type Selectable, sql } from 'kysely'
import type { ActorTx } from '../db/database.ts'
import type { Child as ChildTable } from '../db/schema.ts'
import { type CalendarDate, calendarDate } from '../lib/calendar-date.ts'
import type {
  Address,
  Alert,
  AlertKind,
  CareStatus,
  Child,
  ChildDetails,
  ImportantPerson,
  LegalStatus,
  NameKind,
  NetworkMember,
  NetworkPart,
  OtherName,
  SpokenLanguage,
  YesNoNotKnown,
} from './child.ts'

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
  const rows = await tx
    .selectFrom('child')
    .where('id', 'in', [...new Set(ids)])
    .selectAll()
    .execute()
  return rows.map(childOf)
}

function childOf(row: Selectable<ChildTable>): Child {
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

const COLUMN_OF: Readonly<Record<keyof ChildDetails, keyof ChildTable>> = {
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

/** Whether another record that the actor may or may not see has this NHS number is not answered; this one's own is. */
export async function findChildByNhsNumber(tx: ActorTx, nhsNumber: string): Promise<Child | undefined> {
  const row = await tx.selectFrom('child').where('nhs_number', '=', nhsNumber).selectAll().executeTakeFirst()
  return row && childOf(row)
}

/** Children the actor may see who were born on a day. */
export async function listChildrenBornOn(tx: ActorTx, day: CalendarDate): Promise<readonly Child[]> {
  return (await tx.selectFrom('child').where('born_on', '=', day).limit(50).selectAll().execute()).map(childOf)
}

/** Children the actor may see whose names are near these, nearest first. */
export async function searchChildrenByName(
  tx: ActorTx,
  names: readonly string[],
  most = 20,
): Promise<readonly Child[]> {
  const { rows } = await sql<Selectable<ChildTable>>`
    select c.* from search_children(${[...names]}::text[], ${most * 3}) s join child c on c.id = s.child_id order by s.distance limit ${most}`.execute(
    tx,
  )
  return rows.map(childOf)
}

/** A record that may be about the same child: enough to recognise them, no more. */
export type PossibleDuplicate = {
  readonly childId: string
  readonly reference: string
  readonly givenName: string
  readonly familyName: string
  readonly bornOn: CalendarDate | null
  readonly sameNhsNumber: boolean
}

/** Records that may be about the same child as a referral; none unless the actor's front door holds it. The referral can be joined to these only. */
export async function listPossibleDuplicates(
  tx: ActorTx,
  search: { referralId: string; names: readonly string[]; bornOn: CalendarDate | null; nhsNumber: string | null },
): Promise<readonly PossibleDuplicate[]> {
  const { rows } = await sql<{
    child_id: string
    reference: string
    given_name: string
    family_name: string
    born_on: string | null
    same_nhs_number: boolean
  }>`
    select * from possible_duplicates(${search.referralId}, ${[...search.names]}::text[], ${search.bornOn}::date, ${search.nhsNumber}::text)`.execute(
    tx,
  )
  return rows.map(row => ({
    childId: row.child_id,
    reference: row.reference,
    givenName: row.given_name,
    familyName: row.family_name,
    bornOn: row.born_on === null ? null : calendarDate(row.born_on),
    sameNhsNumber: row.same_nhs_number,
  }))
}

/** Adds a further name: an alias, a Welsh or English form, an earlier name. */
export async function insertOtherName(tx: ActorTx, childId: string, name: OtherName): Promise<void> {
  await tx.insertInto('child_name').values({ child_id: childId, kind: name.kind, name: name.name }).execute()
}

/** The child's further names. */
export async function listOtherNames(tx: ActorTx, childId: string): Promise<readonly OtherName[]> {
  const rows = await tx
    .selectFrom('child_name')
    .where('child_id', '=', childId)
    .where('ended_at', 'is', null)
    .orderBy('name')
    .select(['kind', 'name'])
    .execute()
  return rows.map(row => ({ kind: row.kind as NameKind, name: row.name }))
}

/** Adds an address. */
export async function insertAddress(tx: ActorTx, childId: string, address: Address): Promise<void> {
  await tx
    .insertInto('child_address')
    .values({ child_id: childId, kind: address.kind, lines: address.lines, postcode: address.postcode })
    .execute()
}

/** The child's addresses. */
export async function listAddresses(tx: ActorTx, childId: string): Promise<readonly Address[]> {
  const rows = await tx
    .selectFrom('child_address')
    .where('child_id', '=', childId)
    .orderBy('kind')
    .select(['kind', 'lines', 'postcode'])
    .execute()
  return rows.map(row => ({ kind: row.kind as Address['kind'], lines: row.lines, postcode: row.postcode }))
}

/** Adds someone important to the child. */
export async function insertImportantPerson(
  tx: ActorTx,
  childId: string,
  person: Omit<ImportantPerson, 'id' | 'version'>,
  by: string,
  at: Date,
): Promise<string> {
  const row = await tx
    .insertInto('important_person')
    .values({
      child_id: childId,
      name: person.name,
      relationship: person.relationship,
      has_parental_responsibility: person.hasParentalResponsibility,
      lives_with_child: person.livesWithChild,
      language: person.language,
      contact: person.contact,
      safe_to_contact: person.safeToContact,
      notes: person.notes,
      changed_at: at,
      changed_by: by,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** The people who are important in the child's life. */
export async function listImportantPeople(tx: ActorTx, childId: string): Promise<readonly ImportantPerson[]> {
  const rows = await tx
    .selectFrom('important_person')
    .where('child_id', '=', childId)
    .where('ended_at', 'is', null)
    .orderBy('name')
    .selectAll()
    .execute()
  return rows.map(row => ({
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
  }))
}

/** Raises an alert. */
export async function insertAlert(
  tx: ActorTx,
  alert: { childId: string; kind: AlertKind; text: string; by: string; at: Date },
): Promise<string> {
  const row = await tx
    .insertInto('child_alert')
    .values({ child_id: alert.childId, kind: alert.kind, text: alert.text, raised_by: alert.by, raised_at: alert.at })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Ends an alert; it stays in the record. Answers the child, or `undefined` when there is no such alert to end. */
export async function updateAlertEnded(
  tx: ActorTx,
  alertId: string,
  by: string,
  at: Date,
): Promise<string | undefined> {
  const row = await tx
    .updateTable('child_alert')
    .set({ ended_at: at, ended_by: by })
    .where('id', '=', alertId)
    .where('ended_at', 'is', null)
    .returning('child_id')
    .executeTakeFirst()
  return row?.child_id
}

/** The alerts in force. */
export async function listAlerts(tx: ActorTx, childId: string): Promise<readonly Alert[]> {
  const rows = await tx
    .selectFrom('child_alert')
    .where('child_id', '=', childId)
    .where('ended_at', 'is', null)
    .orderBy('raised_at')
    .selectAll()
    .execute()
  return rows.map(row => ({
    id: row.id,
    kind: row.kind as AlertKind,
    text: row.text,
    raisedBy: row.raised_by,
    raisedAt: row.raised_at,
  }))
}

/** Adds someone to the child's network in one part; the one who has that part already stays. */
export async function insertNetworkMember(
  tx: ActorTx,
  member: { childId: string; userId: string; part: NetworkPart; by: string; at: Date },
): Promise<boolean> {
  const there = await tx
    .selectFrom('network_member')
    .where('child_id', '=', member.childId)
    .where('user_id', '=', member.userId)
    .where('part', '=', member.part)
    .where('left_at', 'is', null)
    .select('id')
    .executeTakeFirst()
  if (there !== undefined) return false
  await tx
    .insertInto('network_member')
    .values({
      child_id: member.childId,
      user_id: member.userId,
      part: member.part,
      added_by: member.by,
      joined_at: member.at,
    })
    .execute()
  return true
}

/** The people around the child now, the lead practitioner first. */
export async function listNetwork(tx: ActorTx, childId: string): Promise<readonly NetworkMember[]> {
  const rows = await tx
    .selectFrom('network_member')
    .where('child_id', '=', childId)
    .where('left_at', 'is', null)
    .orderBy(sql`part <> 'lead-practitioner'`)
    .orderBy('joined_at')
    .select(['id', 'user_id', 'part', 'joined_at'])
    .execute()
  return rows.map(row => ({ id: row.id, userId: row.user_id, part: row.part as NetworkPart, joinedAt: row.joined_at }))
}

/** One part in the network that has not ended, or `undefined`. */
export async function findNetworkMember(
  tx: ActorTx,
  memberId: string,
): Promise<{ childId: string; userId: string } | undefined> {
  const row = await tx
    .selectFrom('network_member')
    .where('id', '=', memberId)
    .where('left_at', 'is', null)
    .select(['child_id', 'user_id'])
    .executeTakeFirst()
  return row && { childId: row.child_id, userId: row.user_id }
}

/** Ends someone's part in the network. */
export async function updateNetworkMemberLeft(tx: ActorTx, memberId: string, reason: string, at: Date): Promise<void> {
  await tx
    .updateTable('network_member')
    .set({ left_at: at, left_reason: reason })
    .where('id', '=', memberId)
    .where('left_at', 'is', null)
    .execute()
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

/** The identifiers of the children whom one of these principals holds a grant for, newest grant first. */
export async function listMyChildIds(
  tx: ActorTx,
  principalIds: readonly string[],
  most = 200,
): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('access_grant')
    .where('principal_id', 'in', [...principalIds])
    .where(eb => eb.or([eb('until_at', 'is', null), eb('until_at', '>', sql<Date>`now()`)]))
    .groupBy('child_id')
    .orderBy(sql`max(from_at) desc`)
    .limit(most)
    .select('child_id')
    .execute()
  return rows.map(row => row.child_id)
}
