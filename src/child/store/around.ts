import type { ActorTx } from '../../db/database.ts'
import type { Alert, AlertKind, NameKind, OtherName } from '../child.ts'

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
