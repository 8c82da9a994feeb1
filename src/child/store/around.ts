import type { ActorTx } from '../../db/database.ts'
import type { NameKind, OtherName } from '../child.ts'

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
