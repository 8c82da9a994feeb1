import { sql } from 'kysely'
import type { ActorTx } from '../../db/database.ts'

/**
 * Why someone can see a child: what gave the right, and what ends it. The database derives each from its source.
 *
 * @protocol §4 Information sharing and consent; decision 0024
 */
export const GRANT_REASONS = [
  'network',
  'meeting',
  'front-door',
  'exploitation-leads',
  'panel',
  'emergency',
  'named',
] as const
export type GrantReason = (typeof GRANT_REASONS)[number]

/** A person or a team that may see a child, why, and since when. */
export type Grant = {
  readonly id: string
  readonly principalId: string
  readonly reason: GrantReason
  readonly fromAt: Date
  readonly untilAt: Date | null
}

/** Every grant to a child that is in force now; none when the actor may not see the child. */
export async function listGrantsInForce(tx: ActorTx, childId: string): Promise<readonly Grant[]> {
  const rows = await tx
    .selectFrom('access_grant')
    .where('child_id', '=', childId)
    .where(eb => eb.or([eb('until_at', 'is', null), eb('until_at', '>', sql<Date>`now()`)]))
    .orderBy('from_at')
    .orderBy('principal_id')
    .select(['id', 'principal_id', 'reason', 'from_at', 'until_at'])
    .execute()
  return rows.map(row => ({
    id: row.id,
    principalId: row.principal_id,
    reason: row.reason as GrantReason,
    fromAt: row.from_at,
    untilAt: row.until_at,
  }))
}

/** Whether the actor's own right to see the child is one that may let others in: not an invitation, a panel's list or an emergency. */
export async function mayLetIn(tx: ActorTx, childId: string): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`select may_let_in(${childId}) as may`.execute(tx)
  return rows[0]?.may ?? false
}

/** Whether somebody else sees a child now, by themselves or through a team; false too when the actor does not. */
export async function seesChild(tx: ActorTx, childId: string, userId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('access_grant')
    .where('child_id', '=', childId)
    .where(eb => eb.or([eb('until_at', 'is', null), eb('until_at', '>', sql<Date>`now()`)]))
    .where(eb =>
      eb.or([
        eb('principal_id', '=', userId),
        eb(
          'principal_id',
          'in',
          eb.selectFrom('team_membership').where('user_id', '=', userId).where('left_at', 'is', null).select('team_id'),
        ),
      ]),
    )
    .select('id')
    .executeTakeFirst()
  return row !== undefined
}
