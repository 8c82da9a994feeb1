// A review begins with what was agreed last time: each action answered, once at each meeting, by the chair alone.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makeApp } from '../app.ts'
import { type ActionAnswer, type ActionOutcome } from '../agreed-action/agreed-action.ts'
import { answerReport, reportAction } from '../agreed-action/actions.ts'
import { listAnswers } from '../agreed-action/store.ts'
import { beginAs, overConnection, TEST_KEY } from '../../test/database.ts'
import { type Case, meetingIn } from '../../test/access/meeting-deeds.ts'
import { asOwner, one } from '../../test/access/sight.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { answerLastTime } from './actions/last-time.ts'
import { fullRecord } from './document.ts'
import { copyOptionsOf } from '../copy-options.ts'

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

/** An action of the meeting before, as it was agreed then. */
const agreedBefore = (at: Case, what: string, audience = 'network', outcome: ActionOutcome | null = null) =>
  asOwner(world, client =>
    one(
      client,
      `insert into action (child_id, meeting_id, context, what, who, due_on, agreed_by, audience, outcome, outcome_reason)
       select $1, meeting_id, 'home', $2, 'Robin', current_date - 9, agreed_by, $3, $4, case when $4::text is null then '' else 'Zq because' end from action where id = $5 returning id`,
      [at.childId, what, audience, outcome, at.leftOver],
    ),
  )
const answer = (
  at: Case,
  actionId: string,
  given: { who?: string; report?: { outcome: ActionOutcome; reason: string }; answer?: ActionAnswer; words?: string },
) =>
  world
    .as(given.who ?? 'chair', work =>
      answerLastTime(work, {
        meetingId: at.meetingId,
        actionId,
        version: 1,
        report: given.report,
        answer: given.answer,
        words: given.words ?? '',
      }),
    )
    .then(({ outcome }) => outcome)
const page = async (at: Case, who = 'chair', path = 'last-time') =>
  (await visitor(app, world, who)).get(`/meetings/${at.meetingId}/${path}`)
const stateOf = (actionId: string) =>
  asOwner(world, async client => {
    const { rows } = await client.query<{ outcome: string | null; answers: number }>(
      'select outcome, (select count(*) from action_answer w where w.action_id = a.id) as answers from action a where id = $1',
      [actionId],
    )
    return rows[0]
  })

test('what is missing is asked for, and nothing is half-saved', async () => {
  const at = await meetingIn(world, 'in-closed-session')
  const open = await agreedBefore(at, 'Ask the leader for a lift.')
  assert.equal(await answer(at, open, { answer: 'accepted' }), 'outcome-needed')
  assert.equal(await answer(at, open, { report: { outcome: 'not-done', reason: ' ' } }), 'reason-needed')
  assert.equal(await answer(at, open, { report: { outcome: 'not-done', reason: 'Ill.' } }), 'answer-needed')
  assert.equal(
    await answer(at, open, { report: { outcome: 'not-done', reason: 'Ill.' }, answer: 'stands' }),
    'words-needed',
  )
  assert.deepEqual(await stateOf(open), { outcome: null, answers: 0 })
  assert.equal(
    await answer(at, open, { report: { outcome: 'not-done', reason: 'Ill.' }, answer: 'stands', words: 'By May.' }),
    'answered',
  )
  assert.deepEqual(await stateOf(open), { outcome: 'not-done', answers: 1 })
  const done = await agreedBefore(at, 'Ring on Monday.')
  assert.equal(await answer(at, done, { report: { outcome: 'done', reason: '' } }), 'answered')
  assert.deepEqual(await stateOf(done), { outcome: 'done', answers: 0 })
  assert.equal(await answer(at, done, { answer: 'accepted' }), 'not-to-be-answered')
})

test('the chair alone, once at each meeting, of that pathway’s earlier meetings, and not when it was accepted before', async () => {
  const at = await meetingIn(world, 'in-closed-session')
  const elsewhere = await meetingIn(world, 'in-closed-session')
  for (const who of ['note-taker', 'youth-worker', 'teacher', 'nurse', 'youth-justice', 'chair-2'])
    assert.equal(await answer(at, at.leftOver, { who, answer: 'accepted' }), 'not-found', who)
  assert.equal(await answer(at, elsewhere.leftOver, { answer: 'accepted' }), 'not-found')
  const ofItself = await asOwner(world, client =>
    one(
      client,
      `insert into action (child_id, meeting_id, context, what, who, due_on, agreed_by, outcome, outcome_reason)
       select child_id, $2, context, 'Now.', who, due_on, agreed_by, 'not-done', 'x' from action where id = $1 returning id`,
      [at.leftOver, at.meetingId],
    ),
  )
  assert.equal(
    await answer(at, ofItself, { answer: 'accepted' }),
    'not-found',
    'what it agrees itself is not last time’s',
  )
  const { userId } = await world.actor('chair')
  await overConnection(world.appUrl, async client => {
    for (const [actionId, meetingId] of [
      [ofItself, at.meetingId],
      [elsewhere.leftOver, at.meetingId],
      [at.leftOver, elsewhere.meetingId],
    ]) {
      await beginAs(client, userId)
      await assert.rejects(
        client.query(
          `insert into action_answer (action_id, child_id, answer, answered_by, at_meeting_id)
           select id, child_id, 'accepted', actor(), $2 from action where id = $1`,
          [actionId, meetingId],
        ),
        /may not be done/,
      )
      await client.query('rollback')
    }
  })
  const between = await world.as('chair', work =>
    answerReport(work, { actionId: at.leftOver, answer: 'next-meeting', words: 'We talk it over.' }),
  )
  assert.equal(between.outcome, 'answered')
  assert.equal(await answer(at, at.leftOver, { answer: 'stands', words: 'By Friday.' }), 'answered')
  assert.equal(await answer(at, at.leftOver, { answer: 'accepted' }), 'not-to-be-answered')
  const given = await world.as('chair', ({ tx }) => listAnswers(tx, [at.leftOver]))
  assert.deepEqual(
    given.map(each => [each.answer, each.atMeetingId]),
    [
      ['next-meeting', null],
      ['stands', at.meetingId],
    ],
  )
  const accepted = await agreedBefore(at, 'Leave it.', 'network', 'not-done')
  await world.as('chair', work => answerReport(work, { actionId: accepted, answer: 'accepted', words: '' }))
  assert.equal(await answer(at, accepted, { answer: 'stands', words: 'No.' }), 'not-to-be-answered')
})

test('the page shows what was agreed and what became of it, to the chair with a way to answer, to others without', async () => {
  const at = await meetingIn(world, 'in-closed-session')
  await agreedBefore(at, 'Zq closed watch.', 'closed')
  const room = await page(at, 'chair', 'run')
  assert.match(room.body, /Last time’s actions \(2 to answer\)/)
  const chair = await page(at)
  for (const words of [
    'Open the art room.',
    'No room.',
    'Zq closed watch.',
    'Nobody has reported on it',
    '2 actions are still',
  ])
    assert.ok(chair.body.includes(words), words)
  assert.ok(chair.body.includes(`/last-time/${at.leftOver}"`))
  assert.match((await page(at, 'chair', 'key')).body, /2 actions are still to be answered/)
  const teacher = await page(at, 'teacher')
  assert.equal(teacher.statusCode, 200)
  assert.ok(teacher.body.includes('Open the art room.') && !teacher.body.includes('Zq closed'))
  assert.ok(!teacher.body.includes(`/last-time/${at.leftOver}"`))
  assert.equal((await page(at, 'youth-justice')).statusCode, 404)
  const sent = await (
    await visitor(app, world, 'chair')
  ).post(`/meetings/${at.meetingId}/last-time/${at.leftOver}`, { version: '1', answer: 'stands', words: '' })
  assert.equal(sent.statusCode, 400)
  assert.match(sent.body, /Say by when and how/)
  assert.match(sent.body, /value="stands" checked/)
  const saved = await (
    await visitor(app, world, 'chair')
  ).post(`/meetings/${at.meetingId}/last-time/${at.leftOver}`, { version: '1', answer: 'stands', words: 'By Friday.' })
  assert.equal(saved.headers.location, `/meetings/${at.meetingId}/last-time`)
  assert.match((await page(at)).body, /One action is still to be answered/)
  const record = await world.as('chair', work => fullRecord(work, at.meetingId, copyOptionsOf('demonstration')('en')))
  const words = JSON.stringify(record?.blocks)
  for (const each of ['What was agreed last time', 'No room.', 'It is still to be carried out', 'By Friday.'])
    assert.ok(words.includes(each), each)
})

test('while the family sits in the meeting, the page leads into its room, where it reads what was agreed with it and no reason', async () => {
  const at = await meetingIn(world, 'in-open-session')
  await agreedBefore(at, 'Zq a lift on Thursdays.', 'family', 'not-possible')
  assert.equal((await page(at)).headers.location, `/meetings/${at.meetingId}/family-room`)
  const chair = await visitor(app, world, 'chair')
  const path = `/meetings/${at.meetingId}/family-room/actions`
  await chair.get(path)
  const { body } = await chair.get(path)
  assert.ok(body.includes('Zq a lift on Thursdays.') && body.includes('Was not possible'))
  assert.ok(
    !body.includes('Open the art room.') && !body.includes('Zq because'),
    'nothing of what practitioners agreed',
  )
  const { userId } = await world.actor('chair')
  await overConnection(world.appUrl, async client => {
    await beginAs(client, userId)
    await client.query('set local role llwybr_family_room')
    const { rows } = await client.query<{ what: string }>('select what from action')
    assert.deepEqual([...new Set(rows.map(row => row.what))], ['Zq a lift on Thursdays.'])
    await assert.rejects(client.query('select outcome_reason from action'), /permission denied/)
    await client.query('rollback')
  })
})

test('what was done is answered on the page without more ado', async () => {
  const at = await meetingIn(world, 'in-closed-session')
  const open = await agreedBefore(at, 'Ring on Tuesday.')
  const sent = await (
    await visitor(app, world, 'chair')
  ).post(`/meetings/${at.meetingId}/last-time/${open}`, { version: '1', outcome: 'done', reason: '', words: '' })
  assert.equal(sent.headers.location, `/meetings/${at.meetingId}/last-time`)
  assert.deepEqual(await stateOf(open), { outcome: 'done', answers: 0 })
})

test('an approved record says what stood when it was approved, whatever is reported and answered afterwards', async () => {
  const at = await meetingIn(world, 'held')
  const open = await agreedBefore(at, 'Ring on Wednesday.')
  assert.equal(await answer(at, at.leftOver, { answer: 'stands', words: 'By Friday.' }), 'answered')
  const lines = async () => {
    const record = await world.as('chair', work => fullRecord(work, at.meetingId, copyOptionsOf('demonstration')('en')))
    return JSON.stringify(record?.blocks.filter(block => block.kind === 'table'))
  }
  await asOwner(world, client =>
    client.query('update meeting set approved_at = clock_timestamp(), version = version + 1 where id = $1', [
      at.meetingId,
    ]),
  )
  const approved = await lines()
  assert.match(approved, /By Friday\./)
  await world.as('teacher', work =>
    reportAction(work, { actionId: open, version: 1, outcome: 'not-done', reason: 'Zq later.' }),
  )
  await world.as('chair', work => answerReport(work, { actionId: open, answer: 'accepted', words: 'Zq later too.' }))
  assert.equal((await stateOf(open))?.answers, 1)
  assert.equal(await lines(), approved)
  const page = (await (await visitor(app, world, 'chair')).get(`/meetings/${at.meetingId}/last-time`)).body
  assert.doesNotMatch(page, /Zq later/)
})
