// Pathways around which everybody is, and the deeds of ending and opening them.
import assert from 'node:assert/strict'
import type { Work } from '../../src/access/work.ts'
import { joinNetwork } from '../../src/child/actions.ts'
import { proposeEnding } from '../../src/ending/actions.ts'
import type { NewProposal } from '../../src/ending/ending.ts'
import { childOnPathway } from '../children.ts'
import type { World } from '../world.ts'

/** Who tries: the proposer is a manager too, so that only having proposed it keeps them from confirming it. */
export const WHO = ['practitioner', 'chair', 'proposer', 'manager', 'lead', 'note-taker', 'reader', 'outsider'] as const
/** One of those who try. */
export type Who = (typeof WHO)[number]

/** Which member of the demonstration's staff stands for whom. */
export const STAFF: Readonly<Record<Who, string>> = {
  practitioner: 'social-worker',
  chair: 'chair',
  proposer: 'duty-bridgend',
  manager: 'duty-rct',
  lead: 'lead',
  'note-taker': 'note-taker',
  reader: 'panel',
  outsider: 'youth-justice',
}

/** An ending because the family has moved. */
export const MOVED: NewProposal = {
  kind: 'ending',
  ending: 'moved',
  movedTo: null,
  whatChanged: 'The family has moved.',
  whoKeepsWatch: '',
  whatWouldBringBack: '',
}

/** Proposes an ending as someone. */
export const propose = (world: World, who: string, childId: string, proposal: NewProposal = MOVED) =>
  world.as(who, work => proposeEnding(work, { ...proposal, childId }))

/** A child on the pathway around whom everyone but the outsider is. */
export async function childWithNetwork(world: World, familyName: string): Promise<string> {
  const childId = await childOnPathway(world, familyName)
  for (const who of ['chair', 'proposer', 'manager', 'note-taker', 'reader'] as const) {
    const { userId } = await world.actor(STAFF[who])
    const joined = await world.as('social-worker', work => joinNetwork(work, { childId, userId, part: 'practitioner' }))
    assert.equal(joined.outcome, 'joined')
  }
  return childId
}

class Undone extends Error {}

/** Does a deed and undoes it. */
export async function undone<T>(world: World, who: string, deed: (work: Work) => Promise<T>): Promise<T> {
  let result: T | undefined
  await assert.rejects(
    world.as(who, async work => {
      result = await deed(work)
      throw new Undone()
    }),
    Undone,
  )
  return result as T
}
