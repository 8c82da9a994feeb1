import { sql } from 'kysely'
import type { ActorTx } from '../../db/database.ts'

/** Who sees a child now, by their identifiers; nobody, for an actor who does not see the child. */
export async function listWhoSees(tx: ActorTx, childId: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`select u as id from who_sees_child(${childId}) u`.execute(tx)
  return new Set(rows.map(row => row.id))
}

/** Who of those that see a child does so through a closed session alone, as far as the actor may know of it. */
export async function listThereForClosedAlone(tx: ActorTx, childId: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select u as id from who_sees_child(${childId}) u where is_there_for_closed_alone(${childId}, u)`.execute(tx)
  return new Set(rows.map(row => row.id))
}
