// The family's copy beside the decisions: as it would be were they saved, and nothing of them saved.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makeApp } from '../app.ts'
import { joinNetwork } from '../child/actions.ts'
import { asOwner } from '../../test/access/sight.ts'
import { meetingIn } from '../../test/access/meeting-deeds.ts'
import { TEST_KEY } from '../../test/database.ts'
import { type Visitor, visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'

let world: World
let app: FastifyInstance
before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: undefined })
})
after(async () => {
  await app.close()
  await world.close()
})

const OPEN = 'The youth club saves him a seat on Fridays.'
const COVERT = 'A plain car waits outside his school at three.'

async function withLines(state: 'held' | 'approved' | 'in-closed-session' | 'in-open-session') {
  const { meetingId, childId } = await meetingIn(world, state)
  const chair = await world.actor('chair')
  const write = (text: string, audience: string, stage: string) =>
    asOwner(world, async client => {
      const { rows } = await client.query<{ id: string }>(
        `insert into entry (child_id, kind, basis, audience, context, text, happened_on, meeting_id, stage, author_id, agency_id)
         values ($1, 'meeting-entry', 'fact', $2, 'school', $3, current_date, $4, $5, $6, $7) returning id`,
        [childId, audience, text, meetingId, stage, chair.userId, chair.agencyId],
      )
      return rows[0]?.id ?? ''
    })
  const open = await write(OPEN, state === 'approved' ? 'family' : 'network', 'family-session')
  const covert = await write(COVERT, 'closed', 'closed-session')
  return { meetingId, childId, open, covert, address: `/meetings/${meetingId}/decisions/copy` }
}

const chosen = (entryId: string, decision: string, more: Record<string, string> = {}) => ({
  [`words-${entryId}`]: '1',
  [`was-${entryId}`]: '',
  [`decision-${entryId}`]: decision,
  ...Object.fromEntries(Object.entries(more).map(([name, value]) => [`${name}-${entryId}`, value])),
})

const everything = (meetingId: string) =>
  asOwner(world, async client => {
    const { rows } = await client.query<{ all: string }>(
      `select coalesce((select string_agg(e::text, '/' order by e.id) from entry e where e.meeting_id = $1), '')
           || coalesce((select string_agg(d::text, '/' order by d.id) from family_decision d where d.meeting_id = $1), '') as all`,
      [meetingId],
    )
    return rows[0]?.all ?? ''
  })

const copyOf = async (who: Visitor, address: string, fields: Record<string, string>) => {
  const { statusCode, body } = await who.post(address, fields)
  assert.equal(statusCode, 200)
  return /<div data-copy>([\s\S]*)<\/div>/.exec(body)?.[1] ?? ''
}

test('it is the copy as it would be with what is chosen, in the words that are chosen, and nothing is saved', async () => {
  const { meetingId, open, covert, address } = await withLines('held')
  const before = await everything(meetingId)
  const chair = await visitor(app, world, 'chair')
  const nothing = await copyOf(chair, address, {})
  assert.ok(nothing.includes('What we agreed'), 'it is the copy')
  assert.ok(!nothing.includes(OPEN) && !nothing.includes(COVERT), 'undecided stays out')
  assert.ok((await copyOf(chair, address, chosen(open, 'share'))).includes(OPEN))
  const reworded = await copyOf(
    chair,
    address,
    chosen(open, 'reword', { rewording: 'There is a seat for you.', omission: 'safety' }),
  )
  assert.ok(reworded.includes('There is a seat for you.') && !reworded.includes(OPEN))
  const both = await copyOf(chair, address, { ...chosen(open, 'share'), ...chosen(covert, 'share') })
  assert.ok(both.includes(OPEN) && both.includes(COVERT) && both.includes('From the closed session'))
  assert.equal(await everything(meetingId), before, 'nothing of it was saved')
  assert.ok(!(await copyOf(chair, address, {})).includes(OPEN))
})

test('what is chosen and not complete is looked at: it stays out', async () => {
  const { open, covert, address } = await withLines('held')
  const chair = await visitor(app, world, 'chair')
  for (const fields of [
    chosen(open, 'withhold'),
    chosen(open, 'reword', { omission: 'safety' }),
    chosen(open, 'reword'),
  ])
    assert.ok(!(await copyOf(chair, address, { ...fields, ...chosen(covert, 'withhold') })).includes(OPEN))
  const stale = { ...chosen(covert, 'share'), ...chosen(open, 'share'), [`words-${covert}`]: '7' }
  const shown = await copyOf(chair, address, stale)
  assert.ok(shown.includes(OPEN) && !shown.includes(COVERT), 'what was changed meanwhile is not decided, the rest is')
})

test('words of what stays out that are written into the copy are named beside it', async () => {
  const { open, address } = await withLines('held')
  const chair = await visitor(app, world, 'chair')
  const said = { rewording: 'We know that a plain car waits outside his school.', omission: 'safety' }
  assert.ok((await copyOf(chair, address, chosen(open, 'reword', said))).includes('Words of what stays out'))
})

test('after approval what is taken back is seen to go; nobody but the chair asks, and not before the meeting is over', async () => {
  const approved = await withLines('approved')
  const chair = await visitor(app, world, 'chair')
  assert.ok((await copyOf(chair, approved.address, {})).includes(OPEN))
  const back = chosen(approved.open, 'withhold', { omission: 'safety' })
  assert.ok(!(await copyOf(chair, approved.address, back)).includes(OPEN))
  assert.ok((await copyOf(chair, approved.address, {})).includes(OPEN))
  for (const [who, status] of [
    ['teacher', 403],
    ['note-taker', 403],
    ['chair-2', 404],
  ] as const)
    assert.equal((await (await visitor(app, world, who)).post(approved.address, {})).statusCode, status, who)
  await world.as('chair', async work => {
    const { userId } = await world.actor('chair-2')
    await joinNetwork(work, { childId: approved.childId, userId, part: 'practitioner' })
  })
  const other = await visitor(app, world, 'chair-2')
  assert.equal((await other.post(approved.address, {})).statusCode, 404, 'one who chairs other meetings')
  for (const state of ['in-closed-session', 'in-open-session'] as const)
    assert.equal((await chair.post((await withLines(state)).address, {})).statusCode, 404, state)
})
