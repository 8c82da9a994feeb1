// What the chair says to an action that was not carried out as agreed, and the list of an agency's actions across children.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makeApp } from '../app.ts'
import { joinNetwork } from '../child/actions.ts'
import { listUnreadNotices } from '../notice/store.ts'
import { addDays } from '../lib/calendar-date.ts'
import { childOnPathway } from '../../test/children.ts'
import { beginAs, overConnection, TEST_KEY } from '../../test/database.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { agreeAction, answerReport, reportAction } from './actions.ts'
import type { ActionAnswer, ActionOutcome } from './agreed-action.ts'
import { listAnswers } from './store.ts'

let world: World
let app: FastifyInstance
let childId: string
before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: undefined })
  childId = await childOnPathway(world, 'Ateb')
  for (const [who, part] of [
    ['chair', 'chair'],
    ['teacher', 'practitioner'],
    ['police', 'practitioner'],
  ] as const) {
    const { userId } = await world.actor(who)
    await world.as('social-worker', work => joinNetwork(work, { childId, userId, part }))
  }
})
after(async () => {
  await app.close()
  await world.close()
})

async function agreed(what: string, daysFromNow = 3): Promise<string> {
  const owner = await world.actor('teacher')
  return world.as('social-worker', work =>
    agreeAction(work, {
      childId,
      meetingId: null,
      context: 'school',
      what,
      who: `Who does ${what}`,
      ownerId: owner.userId,
      agencyId: owner.agencyId,
      dueOn: addDays(work.today, daysFromNow),
      audience: 'network',
    }),
  )
}
/** One that the chair and the teacher know of, and nobody else. */
async function agreedInClosed(what: string): Promise<string> {
  const actionId = await agreed(what)
  const { userId } = await world.actor('chair')
  await overConnection(world.ownerUrl, client =>
    client.query(`update action set audience = 'closed', agreed_by = $2, version = version + 1 where id = $1`, [
      actionId,
      userId,
    ]),
  )
  return actionId
}
async function reported(outcome: ActionOutcome, what = 'Keep the art room open.'): Promise<string> {
  const actionId = await agreed(what)
  await world.as('teacher', work => reportAction(work, { actionId, version: 1, outcome, reason: 'No room is free.' }))
  return actionId
}
const answer = (who: string, actionId: string, what: ActionAnswer = 'stands', words = 'By Friday, please.') =>
  world.as(who, work => answerReport(work, { actionId, answer: what, words })).then(({ outcome }) => outcome)
const asSql = async (who: string, actionId: string) => {
  const { userId } = await world.actor(who)
  return overConnection(world.appUrl, async client => {
    await beginAs(client, userId)
    const said = await client
      .query(
        `insert into action_answer (action_id, child_id, answer, words, answered_by) values ($1, $2, 'stands', 'x', $3)`,
        [actionId, childId, userId],
      )
      .then(() => 'written')
      .catch((error: unknown) => String(error))
    await client.query('rollback')
    return said
  })
}

test('a chair around the child answers what was not carried out, once; nobody else does, and nothing that is open or done', async () => {
  for (const outcome of ['changed', 'not-done', 'not-possible'] as const) {
    const actionId = await reported(outcome)
    for (const who of ['teacher', 'social-worker', 'lead', 'chair-2', 'youth-justice']) {
      assert.equal(await answer(who, actionId), 'not-found', who)
      assert.match(await asSql(who, actionId), /may not be done|row-level security/, who)
    }
    assert.equal(await answer('chair', actionId, 'stands', ' '), 'words-needed')
    assert.equal(await answer('chair', actionId), 'answered')
    assert.equal(await answer('chair', actionId, 'accepted'), 'not-to-be-answered')
    assert.match(await asSql('chair', actionId), /may not be done/)
  }
  const open = await agreed('Nothing was said of it yet.')
  for (const actionId of [open, await reported('done')]) {
    assert.equal(await answer('chair', actionId, 'accepted', ''), 'not-to-be-answered')
    assert.match(await asSql('chair', actionId), /may not be done/)
  }
})

test('an answer is in one’s own name, and is never changed or taken away', async () => {
  const actionId = await reported('not-done')
  const [chair, teacher] = await Promise.all([world.actor('chair'), world.actor('teacher')])
  await overConnection(world.appUrl, async client => {
    await beginAs(client, chair.userId)
    await assert.rejects(
      client.query(
        `insert into action_answer (action_id, child_id, answer, answered_by) values ($1, $2, 'accepted', $3)`,
        [actionId, childId, teacher.userId],
      ),
      /in one's own name/,
    )
    await client.query('rollback')
  })
  assert.equal(await answer('chair', actionId, 'accepted', ''), 'answered')
  for (const statement of [`update action_answer set words = 'x'`, 'delete from action_answer'])
    await overConnection(world.appUrl, async client => {
      await beginAs(client, chair.userId)
      await assert.rejects(client.query(statement), /permission denied/)
      await client.query('rollback')
    })
})

test('whoever was to do it and whoever reported are told, and read it; the action stays as it was reported', async () => {
  const actionId = await agreed('Ask for a lift on Thursdays.')
  await world.as('social-worker', work =>
    reportAction(work, { actionId, version: 1, outcome: 'not-possible', reason: 'No driver.' }),
  )
  assert.equal(await answer('chair', actionId, 'next-meeting', 'We look for another way.'), 'answered')
  const told = (who: string) =>
    world.as(who, async ({ tx }) =>
      (await listUnreadNotices(tx)).filter(each => each.subjectId === actionId).map(each => each.kind),
    )
  for (const who of ['teacher', 'social-worker']) assert.deepEqual(await told(who), ['action-answered'], who)
  assert.deepEqual(await told('police'), [])
  const page = await (await visitor(app, world, 'teacher')).get(`/actions/${actionId}`)
  for (const words of ['No driver.', 'We look for another way.', 'The next meeting decides'])
    assert.ok(page.body.includes(words), words)
  assert.doesNotMatch(page.body, /action="\/actions\/[^"]*\/answer"/, 'no form for who does not chair')
  assert.deepEqual(await told('teacher'), [], 'read by opening it')
})

test('an answer about a closed action is for those who may know of the action', async () => {
  const actionId = await agreedInClosed('Watch the lane.')
  await world.as('teacher', work => reportAction(work, { actionId, version: 2, outcome: 'not-done', reason: 'Ill.' }))
  assert.equal(await answer('chair', actionId), 'answered')
  const found = (who: string) => world.as(who, async ({ tx }) => (await listAnswers(tx, [actionId]))[0])
  assert.ok(await found('teacher'))
  for (const who of ['police', 'social-worker', 'youth-justice']) assert.equal(await found(who), undefined, who)
})

test('the page asks the chair at the field, keeps what was typed, and a press again makes one answer', async () => {
  const actionId = await reported('not-done')
  const chair = await visitor(app, world, 'chair')
  assert.match((await chair.get(`/actions/${actionId}`)).body, /What follows from this\?/)
  const wrong = await chair.post(`/actions/${actionId}/answer`, { answer: 'stands', words: '' })
  assert.equal(wrong.statusCode, 400)
  assert.match(wrong.body, /Say by when and how/)
  assert.match(wrong.body, /value="stands" checked/)
  const sent = await chair.post(`/actions/${actionId}/answer`, { answer: 'stands', words: 'By Monday.' })
  assert.equal(sent.headers.location, `/actions/${actionId}`)
  const again = await chair.post(`/actions/${actionId}/answer`, { answer: 'accepted', words: '' })
  assert.equal(again.statusCode, 400)
  assert.match(again.body, /nothing to answer here now/)
  assert.equal((await (await visitor(app, world, 'teacher')).post(`/actions/${actionId}/answer`, {})).statusCode, 403)
})

// Whole words: a token of the page can hold any letters.
const OURS = /Zq(open|late|closed|waiting) one/

test('the list: an agency’s own across children, mine, late, waiting for an answer; no closed words, no name when names are hidden', async () => {
  await agreed('Zqopen one', 3)
  await agreed('Zqlate one', -2)
  await agreedInClosed('Zqclosed one')
  await reported('not-done', 'Zqwaiting one')
  const list = async (who: string, query = '') => (await (await visitor(app, world, who)).get(`/actions${query}`)).body
  const open = await list('teacher')
  assert.ok(open.includes('Zqopen one') && open.includes('Zqlate one'))
  assert.ok(open.includes('Who does Zqopen one'))
  assert.ok(!open.includes('Zqclosed') && open.includes('An action of the closed session'))
  assert.ok(!open.includes('Zqwaiting'))
  const late = await list('teacher', '?of=me&show=late')
  assert.ok(late.includes('Zqlate one') && !late.includes('Zqopen one'))
  assert.match(late, /2 days/)
  assert.ok((await list('chair', '?of=all&show=to-answer')).includes('Zqwaiting one'))
  assert.doesNotMatch(await list('police'), OURS, 'another agency’s are not its own')
  assert.ok((await list('police', '?of=all')).includes('Zqopen one'), 'who sees the child may know of them')
  for (const query of ['?of=all', '?of=all&show=late', '?of=all&show=to-answer'])
    assert.doesNotMatch(await list('youth-justice', query), OURS, 'and who does not, may not')
  const hidden = await visitor(app, world, 'teacher')
  await hidden.post('/public-view?to=on&path=/actions', {})
  assert.doesNotMatch((await hidden.get('/actions')).body, /Zq(open|late|closed|waiting) one|Ateb/)
  for (const who of ['administrator', 'governance', 'panel'])
    assert.equal((await (await visitor(app, world, who)).get('/actions')).statusCode, 403, who)
})
