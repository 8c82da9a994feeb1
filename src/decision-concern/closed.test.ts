// Concerns beside a closed session: they tell of nobody who is there for it alone, and none is left that nobody can end.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makeApp } from '../app.ts'
import { invitePerson } from '../meeting/actions/inviting.ts'
import { meetingIn } from '../../test/access/meeting-deeds.ts'
import { asOwner, asSql } from '../../test/access/sight.ts'
import { beginAs, overConnection, TEST_KEY } from '../../test/database.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { endConcern, goOnWithConcern, raiseConcern } from './actions.ts'

let world: World
let app: FastifyInstance
let meetingId: string
let childId: string
const ids = new Map<string, string>()
const idOf = (who: string) => ids.get(who) ?? ''
before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: undefined })
  ;({ meetingId, childId } = await meetingIn(world, 'booked'))
  for (const who of ['chair', 'youth-worker', 'teacher', 'lead', 'nurse', 'social-worker-3'])
    ids.set(who, (await world.actor(who)).userId)
  const invited = await world.as('chair', work =>
    invitePerson(work, {
      meetingId,
      userId: idOf('social-worker-3'),
      name: '',
      part: 'practitioner',
      inClosed: true,
      inFamily: false,
    }),
  )
  assert.equal(invited.outcome, 'invited')
})
after(async () => {
  await app.close()
  await world.close()
})

const WORDS = { decision: 'The lift stops.', why: 'The flat is on the way.', wanted: '' }
const raise = (who: string, asked: string, audience: 'network' | 'closed') =>
  world.as(who, work => raiseConcern(work, { ...WORDS, childId, meetingId, audience, askedId: idOf(asked) }))
async function raised(who: string, asked: string, audience: 'network' | 'closed'): Promise<string> {
  const result = await raise(who, asked, audience)
  assert.ok(result.outcome === 'raised', result.outcome)
  return result.concernId
}
const end = (who: string, concernId: string) =>
  world.as(who, work => endConcern(work, { concernId, as: 'withdrawn', words: 'We spoke.' })).then(r => r.outcome)
const ask = (who: string, concernId: string, asked: string) =>
  asSql(
    world,
    who,
    `insert into decision_concern_step (concern_id, child_id, step, asked_id, asked_by) values ($1, $2, 'safeguarding-lead', $3, $4)`,
    [concernId, childId, idOf(asked), idOf(who)],
  )
const endBySql = (who: string, concernId: string) =>
  asSql(
    world,
    who,
    `update decision_concern set ended_as = 'withdrawn', ended_at = now(), ended_by = $2, version = version + 1 where id = $1`,
    [concernId, idOf(who)],
  )

test('one that everybody reads is not put to somebody who is there for the closed session alone; a closed one is', async () => {
  for (const who of ['youth-worker', 'chair'])
    assert.deepEqual(await raise(who, 'social-worker-3', 'network'), { outcome: 'would-tell' }, who)
  const open = await raised('youth-worker', 'teacher', 'network')
  const onwards = await world.as('youth-worker', work =>
    goOnWithConcern(work, { concernId: open, askedId: idOf('social-worker-3') }),
  )
  assert.deepEqual(onwards, { outcome: 'would-tell' })
  assert.match(await ask('youth-worker', open, 'social-worker-3'), /may not be done/)
  assert.equal(await ask('youth-worker', open, 'lead'), 'written')
  const closed = await raised('youth-worker', 'social-worker-3', 'closed')
  assert.equal(await end('youth-worker', closed), 'ended')
})

test('who is not of the closed session learns nothing from being refused: it is as if the person did not see the child', async () => {
  assert.deepEqual(await raise('teacher', 'social-worker-3', 'network'), { outcome: 'cannot-be-asked' })
  const told = (who: string, about: string) =>
    overConnection(world.appUrl, async client => {
      await beginAs(client, idOf(who))
      const { rows } = await client.query<{ told: boolean }>(`select is_there_for_closed_alone($1, $2) as told`, [
        childId,
        idOf(about),
      ])
      await client.query('rollback')
      return rows[0]?.told
    })
  assert.deepEqual(
    [await told('teacher', 'social-worker-3'), await told('nurse', 'social-worker-3')],
    [false, false],
    'nobody outside',
  )
  assert.deepEqual([await told('chair', 'social-worker-3'), await told('chair', 'teacher')], [true, false])
  assert.equal(await told('social-worker-3', 'social-worker-3'), true, 'they know it of themselves')
})

test('the page: refused at the field, with what was typed; who is there for the closed session alone is told that their name stands on it', async () => {
  const form = `/children/${childId}/decision-concerns/new?meeting=${meetingId}`
  const worker = await visitor(app, world, 'youth-worker')
  const sent = await worker.post(`/children/${childId}/decision-concerns/new`, {
    ...WORDS,
    meetingId,
    audience: 'network',
    askedId: idOf('social-worker-3'),
  })
  assert.equal(sent.statusCode, 400)
  assert.ok(sent.body.includes('would tell everybody') && sent.body.includes(WORDS.why))
  const offered = (body: string) => /<select[^>]*name="askedId"[\s\S]*?<\/select>/.exec(body)?.[0] ?? ''
  assert.ok(offered((await worker.get(form)).body).includes(idOf('social-worker-3')), 'for a closed one')
  const everybodys = (await worker.get(`/children/${childId}/decision-concerns/new`)).body
  assert.ok(!offered(everybodys).includes(idOf('social-worker-3')), 'where it can be for everybody alone')
  const alone = 'your name stands on it'
  assert.ok((await (await visitor(app, world, 'social-worker-3')).get(form)).body.includes(alone))
  assert.ok(!(await worker.get(form)).body.includes(alone))
})

test('a concern whose raiser sees the child no more is taken over by a lead, a closed one within the closed session', async () => {
  const open = await raised('social-worker-3', 'teacher', 'network')
  const closed = await raised('social-worker-3', 'teacher', 'closed')
  for (const concernId of [open, closed]) {
    assert.equal(await end('lead', concernId), 'not-found', 'while its raiser is there')
    assert.match(await endBySql('lead', concernId), /may not be done/)
  }
  await asOwner(world, client =>
    client.query(`update meeting_person set removed_at = now() where user_id = $1 and meeting_id = $2`, [
      idOf('social-worker-3'),
      meetingId,
    ]),
  )
  for (const who of ['teacher', 'nurse', 'chair'])
    for (const concernId of [open, closed]) {
      assert.equal(await end(who, concernId), 'not-found', who)
      assert.match(await endBySql(who, concernId), /may not be done|nothing there/, who)
    }
  // A colleague of the raiser's agency who is outside the closed session.
  await asOwner(world, client =>
    client.query(
      `update decision_concern set agency_id = (select agency_id from app_user where id = $2), version = version + 1 where id = $1`,
      [closed, idOf('nurse')],
    ),
  )
  assert.equal(await end('nurse', closed), 'not-found')
  assert.match(await ask('nurse', closed, 'lead'), /may not be done|row-level security/)
  for (const concernId of [open, closed]) assert.equal(await end('lead', concernId), 'ended')
})
