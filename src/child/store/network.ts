import { sql } from 'kysely'
import type { ActorTx } from '../../db/database.ts'
import type { NetworkMember, NetworkPart } from '../child.ts'

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
): Promise<{ childId: string; userId: string; part: NetworkPart } | undefined> {
  const row = await tx
    .selectFrom('network_member')
    .where('id', '=', memberId)
    .where('left_at', 'is', null)
    .select(['child_id', 'user_id', 'part'])
    .executeTakeFirst()
  return row && { childId: row.child_id, userId: row.user_id, part: row.part as NetworkPart }
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
