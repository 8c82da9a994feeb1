// What a deed of the random walk finds: the world, the model of it, and who is about to do what.
import assert from 'node:assert/strict'
import { overConnection } from '../../database.ts'
import type { World } from '../../world.ts'
import type { Child, Meeting, Model, Person } from '../model.ts'

/** Numbers that choose who does what to whom; each deed takes them as it likes. */
export type Deed<Kind extends string = string> = {
  readonly kind: Kind
  readonly actor: number
  readonly child: number
  readonly other: number
  readonly which: number
}

/** One deed about to be done. */
export type Moment = {
  readonly world: World
  readonly model: Model
  readonly deed: Deed
  readonly actor: Person
  /** The short name of the actor. */
  readonly name: string
  readonly other: Person
  readonly child: Child
  readonly meeting: Meeting | undefined
  /** Says, of a deed that was done, whether the model allows it. */
  readonly may: (allowed: boolean) => void
}

/** One of several, chosen by a number of any size; nothing of nothing. */
export const pick = <T>(from: readonly T[], at: number): T | undefined =>
  from.length === 0 ? undefined : from[at % from.length]

/** What the database itself refuses is refused; anything else is a fault. */
export function refused(error: Error & { code?: string }): undefined {
  assert.equal(error.code, '42501', error.message)
  return undefined
}

/** The row of whoever joined a child's network last. */
export async function newestMember(world: World, model: Model, child: Child): Promise<string> {
  return overConnection(world.ownerUrl, async client => {
    const { rows } = await client.query<{ id: string }>(
      'select id from network_member where child_id = $1 order by joined_at desc limit 1',
      [child.id],
    )
    await readEntries(world, model, child)
    return rows[0]?.id ?? ''
  })
}

/** Reads a child's network anew, after a deed that may have added to it. */
export async function readNetwork(world: World, child: Child): Promise<void> {
  const { rows } = await overConnection(world.ownerUrl, client =>
    client.query<{ id: string; userId: string; part: string; left: boolean }>(
      `select id, user_id as "userId", part, left_at is not null as left from network_member where child_id = $1`,
      [child.id],
    ),
  )
  child.network.splice(0, child.network.length, ...rows)
}

/** Whom the author of an entry wrote it for. */
export async function writtenFor(world: World, entryId: string): Promise<string> {
  return overConnection(world.ownerUrl, async client => {
    const { rows } = await client.query<{ written_for: string; audience: string }>(
      'select written_for, audience from entry where id = $1',
      [entryId],
    )
    assert.notEqual(rows[0]?.audience, 'family')
    return rows[0]?.written_for ?? ''
  })
}

/** What the system itself noted of a deed: its audience is the network's unless the deed says otherwise. */
export async function readEntries(world: World, model: Model, child: Child): Promise<void> {
  const { rows } = await overConnection(world.ownerUrl, client =>
    client.query<{ id: string; meeting_id: string | null; author_id: string; audience: string }>(
      'select id, meeting_id, author_id, audience from chronology where child_id = $1',
      [child.id],
    ),
  )
  for (const row of rows)
    if (!model.entries.has(row.id)) {
      assert.equal(row.audience, 'network')
      model.entries.set(row.id, {
        id: row.id,
        childId: child.id,
        meetingId: row.meeting_id,
        authorId: row.author_id,
        audience: 'network',
      })
    }
}
