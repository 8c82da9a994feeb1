import type { Selectable } from 'kysely'
import type { ActorTx } from '../../db/database.ts'
import type { ChildAlert } from '../../db/schema.ts'
import { type Alert, type AlertKind, FAMILY_ALERTS } from '../child.ts'

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

/** Ends an alert; it stays in the record. Answers whether there was such an alert to end. */
export async function updateAlertEnded(
  tx: ActorTx,
  alert: { id: string; reason: string },
  by: string,
  at: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('child_alert')
    .set({ ended_at: at, ended_by: by, ended_reason: alert.reason })
    .where('id', '=', alert.id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

function alertOf(row: Selectable<ChildAlert>): Alert & { readonly childId: string } {
  return {
    id: row.id,
    childId: row.child_id,
    kind: row.kind as AlertKind,
    text: row.text,
    raisedBy: row.raised_by,
    raisedAt: row.raised_at,
    endedAt: row.ended_at,
    endedReason: row.ended_reason,
  }
}

/** One alert with its child, in force or not, or `undefined` when there is none that the actor may see. */
export async function findAlert(tx: ActorTx, id: string): Promise<(Alert & { readonly childId: string }) | undefined> {
  const row = await tx.selectFrom('child_alert').where('id', '=', id).selectAll().executeTakeFirst()
  return row && alertOf(row)
}

/** What has to be known before the family is told anything, and what was agreed about it: in force and ended, the oldest first. */
export async function listFamilyAlerts(tx: ActorTx, childId: string): Promise<readonly Alert[]> {
  const rows = await tx
    .selectFrom('child_alert')
    .where('child_id', '=', childId)
    .where('kind', 'in', FAMILY_ALERTS)
    .orderBy('raised_at')
    .orderBy('id')
    .selectAll()
    .execute()
  return rows.map(alertOf)
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
  return rows.map(alertOf)
}
