import { sql } from 'kysely'
import type { ActorTx } from '../db/database.ts'

/** The references of children by their identifiers, for the information governance officer alone; none for anybody else. */
export async function listAuditedReferences(
  tx: ActorTx,
  childIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ child_id: string; reference: string }>`
    select * from audited_references(${childIds}::uuid[])`.execute(tx)
  return new Map(rows.map(row => [row.child_id, row.reference]))
}

/** The child of a reference, for the information governance officer alone; `undefined` when there is none. */
export async function findAuditedChild(tx: ActorTx, reference: string): Promise<string | undefined> {
  const { rows } = await sql<{ child: string | null }>`select audited_child(${reference}) as child`.execute(tx)
  return rows[0]?.child ?? undefined
}
