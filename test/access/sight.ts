// Asks the database itself who sees a child, and finds children whom given people do not see.
import assert from 'node:assert/strict'
import type pg from 'pg'
import { openInEmergency } from '../../src/emergency/actions.ts'
import { beginAs, overConnection } from '../database.ts'
import type { World } from '../world.ts'

/** Does work as the owner of the tables. */
export const asOwner = <T>(world: World, work: (client: pg.Client) => Promise<T>) =>
  overConnection(world.ownerUrl, work)

/** The id that a query finds first. */
export async function one(client: pg.Client, query: string, values: readonly unknown[] = []): Promise<string> {
  const { rows } = await client.query<{ id: string }>(query, [...values])
  assert.ok(rows[0], query)
  return rows[0].id
}

/** What comes of a statement that somebody runs past the application: `written`, `nothing there`, or what was said against it. Nothing stays. */
export async function asSql(
  world: World,
  who: string,
  statement: string,
  values: readonly unknown[] = [],
): Promise<string> {
  const { userId } = await world.actor(who)
  return overConnection(world.appUrl, async client => {
    await beginAs(client, userId)
    const said = await client
      .query(statement, [...values])
      .then(({ rowCount }) => (rowCount === 0 ? 'nothing there' : 'written'))
      .catch((error: unknown) => String(error))
    await client.query('rollback')
    return said
  })
}

/** Whether someone sees a child, asked of the database past the application. */
export async function sees(world: World, name: string, childId: string): Promise<boolean> {
  const { userId } = await world.actor(name)
  return overConnection(world.appUrl, async client => {
    await beginAs(client, userId)
    const { rowCount } = await client.query('select 1 from child where id = $1', [childId])
    await client.query('rollback')
    return rowCount === 1
  })
}

/** A child of the social worker's with an open pathway, whom nobody of the names sees. */
export async function childOf(world: World, ...notSeenBy: readonly string[]): Promise<string> {
  const { userId } = await world.actor('social-worker')
  const others = await Promise.all(notSeenBy.map(name => world.actor(name)))
  return asOwner(world, client =>
    one(
      client,
      `select c.id from child c join pathway p on p.child_id = c.id and p.ended_on is null
        where c.restricted_at is null
          and exists (select 1 from network_member n where n.child_id = c.id and n.user_id = $1 and n.left_at is null and n.part = 'lead-practitioner')
          and not exists (select 1 from access_grant g where g.child_id = c.id and g.principal_id = any ($2) and (g.until_at is null or g.until_at > now()))
        order by c.reference limit 1`,
      [userId, others.flatMap(actor => [actor.userId, ...actor.teamIds])],
    ),
  )
}

/** Opens a child's record in an emergency as someone, with the child's own day of birth unless another is given. */
export async function openUrgently(world: World, name: string, childId: string, bornOn?: string) {
  const child = await asOwner(world, client =>
    client.query<{ reference: string; born_on: string }>('select reference, born_on::text from child where id = $1', [
      childId,
    ]),
  )
  const row = child.rows[0]
  assert.ok(row)
  return world.as(name, work =>
    openInEmergency(work, {
      reference: row.reference,
      bornOn: (bornOn ?? row.born_on) as never,
      reason: 'the child is at the door of the clinic',
    }),
  )
}
