// What an agency knows is written before the meeting, all of it or nothing; it is settled in the closed room like what is said there.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makeApp } from '../app.ts'
import { overConnection, TEST_KEY } from '../../test/database.ts'
import { type Case, meetingIn } from '../../test/access/meeting-deeds.ts'
import { asOwner } from '../../test/access/sight.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { openInClosedRoom } from './actions/stages.ts'

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

const written = async ({ meetingId }: Case) => {
  const { rows } = await overConnection(world.ownerUrl, client =>
    client.query<{
      text: string
      context: string | null
      basis: string
      audience: string
      said_by: string
      stage: string
    }>(
      `select e.text, e.context, e.basis, e.audience, e.said_by, e.stage from entry e join app_user u on u.id = e.author_id
        where e.meeting_id = $1 and e.text like 'Zq%' order by e.text`,
      [meetingId],
    ),
  )
  return rows
}
const url = (at: Case) => `/meetings/${at.meetingId}/contribution`

test('each piece is kept under its context with its sort and for whom it is; the child’s words are by the child', async () => {
  const at = await meetingIn(world, 'booked')
  const teacher = await visitor(app, world, 'teacher')
  assert.match((await teacher.get(`/meetings/${at.meetingId}`)).body, /Write what you know for the meeting/)
  const sent = await teacher.post(url(at), {
    audience: 'network',
    childsWords: 'Zq1 They wait by the gate.',
    familyWords: 'Zq2 We ring and nobody answers.',
    familySaidBy: 'The grandmother',
    'text-school': 'Zq3 Trusts the art teacher.',
    'basis-school': 'professional-opinion',
    'text-home': ' ',
    'basis-home': '',
  })
  assert.equal(sent.headers.location, url(at))
  const { known } = await asOwner(world, async client => {
    const { rows } = await client.query<{ known: string }>(
      `select coalesce(nullif(known_as, ''), given_name) as known from child where id = $1`,
      [at.childId],
    )
    return rows[0] ?? { known: '' }
  })
  assert.deepEqual(
    (await written(at)).map(row => [
      row.text.slice(0, 3),
      row.context,
      row.basis,
      row.audience,
      row.said_by,
      row.stage,
    ]),
    [
      ['Zq1', null, 'childs-own-words', 'network', known, 'closed-session'],
      ['Zq2', null, 'family-words', 'network', 'The grandmother', 'closed-session'],
      ['Zq3', 'school', 'professional-opinion', 'network', '', 'closed-session'],
    ],
  )
  assert.match((await teacher.get(url(at))).body, /Zq3 Trusts the art teacher\.[\s\S]*meeting-entries/)
})

test('what is missing is asked for at its field, what was typed stays, and nothing is half-saved', async () => {
  const at = await meetingIn(world, 'booked')
  const teacher = await visitor(app, world, 'teacher')
  const refused = async (form: Record<string, string>, message: RegExp) => {
    const answer = await teacher.post(url(at), { audience: 'closed', ...form })
    assert.equal(answer.statusCode, 400)
    assert.match(answer.body, message)
    for (const words of Object.values(form)) if (words.startsWith('Zq')) assert.ok(answer.body.includes(words), words)
    assert.deepEqual(await written(at), [])
  }
  await refused({ 'text-school': 'Zq a', 'text-home': 'Zq b', 'basis-home': 'fact' }, /Choose what sort of statement/)
  await refused({ familyWords: 'Zq c', 'text-home': 'Zq b', 'basis-home': 'fact' }, /who said it/i)
  await refused({}, /at least one of the boxes/)
  await refused({ 'text-home': 'Zq b', 'basis-home': 'childs-own-words' }, /Choose what sort of statement/)
})

test('only who works with the child writes, and only while the meeting is booked', async () => {
  const form = { audience: 'network', 'text-home': 'Zq late', 'basis-home': 'fact' }
  const booked = await meetingIn(world, 'booked')
  for (const [who, status] of [
    ['youth-justice', 404],
    ['panel', 403],
    ['governance', 403],
  ] as const) {
    const one = await visitor(app, world, who)
    assert.equal((await one.get(url(booked))).statusCode, status, who)
    assert.equal((await one.post(url(booked), form)).statusCode, status, who)
  }
  const teacher = await visitor(app, world, 'teacher')
  for (const state of [
    'asked-for',
    'in-closed-session',
    'in-open-session',
    'held',
    'approved',
    'called-off',
  ] as const) {
    const at = await meetingIn(world, state)
    const { statusCode } = await teacher.post(url(at), form)
    assert.ok([303, 404].includes(statusCode), `${state}: ${statusCode}`)
    assert.deepEqual(await written(at), [], state)
  }
})

test('closed words are read by their writer and the closed session; the family comes in when they are settled', async () => {
  const at = await meetingIn(world, 'booked')
  const teacher = await visitor(app, world, 'teacher')
  await teacher.post(url(at), { audience: 'closed', 'text-home': 'Zq closed words', 'basis-home': 'fact' })
  const reads = async (who: string) =>
    (await (await visitor(app, world, who)).get(url(at))).body.includes('Zq closed words')
  for (const who of ['teacher', 'chair', 'youth-worker']) assert.equal(await reads(who), true, who)
  assert.equal(await reads('nurse'), false)
  await asOwner(world, client =>
    client.query(
      `update meeting set began_at = now() + interval '1 second', stage = 'closed-session', version = version + 1 where id = $1`,
      [at.meetingId],
    ),
  )
  const chair = await visitor(app, world, 'chair')
  const room = (await chair.get(`/meetings/${at.meetingId}/run`)).body
  assert.match(room, /written before the meeting[\s\S]{0,400}Zq closed words/)
  assert.equal((await world.as('chair', work => openInClosedRoom(work.tx, at.meetingId))).length, 1)
  assert.equal((await teacher.get(url(at))).headers.location, `/meetings/${at.meetingId}`)
})
