import { sql } from 'kysely'
import type { ActorTx } from '../db/database.ts'

/** Why someone can see a child. @protocol §4 Information sharing and consent; decision 0005 */
export const GRANT_REASONS = [
  'network',
  'allocation',
  'front-door',
  'exploitation-leads',
  'panel',
  'meeting',
  'break-glass',
  'named',
  'information-governance',
] as const
export type GrantReason = (typeof GRANT_REASONS)[number]

/** A person or a team that may see a child, why, and since when. */
export type Grant = {
  readonly id: string
  readonly principalId: string
  readonly reason: GrantReason
  readonly fromAt: Date
  readonly untilAt: Date | null
  readonly note: string
}

/**
 * Lets a person or a team see a child from `at` on, when they cannot already for this reason.
 *
 * Refused by the database unless the transaction's actor sees the child. To a team, on a restricted child, it gives nothing.
 *
 * @returns the grant, also the one that was there before
 */
export async function grantAccess(
  tx: ActorTx,
  grant: { childId: string; principalId: string; reason: GrantReason; at: Date; madeBy: string; untilAt?: Date },
): Promise<string> {
  const before = await tx
    .selectFrom('access_grant')
    .where('child_id', '=', grant.childId)
    .where('principal_id', '=', grant.principalId)
    .where('reason', '=', grant.reason)
    .where('until_at', 'is', null)
    .select('id')
    .executeTakeFirst()
  if (before !== undefined) return before.id
  const made = await tx
    .insertInto('access_grant')
    .values({
      child_id: grant.childId,
      principal_id: grant.principalId,
      reason: grant.reason,
      made_by: grant.madeBy,
      // Never in the future: the reader who is let in now must see the child now.
      from_at: sql<Date>`least(${grant.at}::timestamptz, now())`,
      until_at: grant.untilAt ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return made.id
}

/** Ends what lets one person or team see a child for one reason. The rows stay: who could see the child, and when, is kept. */
export async function endGrants(
  tx: ActorTx,
  { childId, principalId, reason }: { childId: string; principalId: string; reason: GrantReason },
): Promise<void> {
  await tx
    .updateTable('access_grant')
    .set({ until_at: sql<Date>`now()` })
    .where('child_id', '=', childId)
    .where('principal_id', '=', principalId)
    .where('reason', '=', reason)
    .where(eb => eb.or([eb('until_at', 'is', null), eb('until_at', '>', sql<Date>`now()`)]))
    .execute()
}

/** Ends one grant by its identifier. */
export async function endGrant(tx: ActorTx, id: string): Promise<void> {
  await tx
    .updateTable('access_grant')
    .set({ until_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('until_at', 'is', null)
    .execute()
}

/** A record that someone opened in an emergency, as those who must know are told. */
export type EmergencyOpening = {
  readonly noticeId: string
  readonly at: Date
  readonly reference: string
  readonly openedBy: string
  readonly reason: string
}

/** The emergency openings that the actor was told of and has not yet marked as seen, newest first. */
export async function listEmergencyOpenings(tx: ActorTx): Promise<readonly EmergencyOpening[]> {
  const { rows } = await sql<{ notice_id: string; at: Date; reference: string; opened_by: string; reason: string }>`
    select * from emergency_openings()`.execute(tx)
  return rows.map(row => ({
    noticeId: row.notice_id,
    at: row.at,
    reference: row.reference,
    openedBy: row.opened_by,
    reason: row.reason,
  }))
}

/** Every grant to a child that is in force now; none when the actor may not see the child. */
export async function listGrantsInForce(tx: ActorTx, childId: string): Promise<readonly Grant[]> {
  const rows = await tx
    .selectFrom('access_grant')
    .where('child_id', '=', childId)
    .where(eb => eb.or([eb('until_at', 'is', null), eb('until_at', '>', sql<Date>`now()`)]))
    .orderBy('from_at')
    .select(['id', 'principal_id', 'reason', 'from_at', 'until_at', 'note'])
    .execute()
  return rows.map(row => ({
    id: row.id,
    principalId: row.principal_id,
    reason: row.reason as GrantReason,
    fromAt: row.from_at,
    untilAt: row.until_at,
    note: row.note,
  }))
}
