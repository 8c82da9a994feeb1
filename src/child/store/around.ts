import type { ActorTx } from '../../db/database.ts'
import type {
  Address,
  Alert,
  AlertKind,
  ImportantPerson,
  NameKind,
  OtherName,
  SpokenLanguage,
  YesNoNotKnown,
} from '../child.ts'

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
