// A concern that a decision may be unsafe: who raises it, who is asked step by step, who may end it and how; by action and by SQL.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { listAuditEventsOfChild, recordAuditEvent } from '../audit/store.ts'
import { listWhoSees } from '../child/store/seeing.ts'
import { joinNetwork } from '../child/actions.ts'
import { listChronology } from '../chronology/store.ts'
import { stopClocksOfChild } from '../clock/actions.ts'
import { findClockOf, listRunningClocksOfChild } from '../clock/store/clocks.ts'
import { listUnreadNotices } from '../notice/store.ts'
import { meetingIn } from '../../test/access/meeting-deeds.ts'
import { asSql } from '../../test/access/sight.ts'
import { childOnPathway } from '../../test/children.ts'
import { overConnection } from '../../test/database.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { answerConcern, endConcern, goOnWithConcern, raiseConcern } from './actions.ts'
import type { ConcernAnswer, ConcernEnding } from './decision-concern.ts'
import { findConcern } from './store.ts'

let world: World
let childId: string
const ids = new Map<string, string>()
const idOf = (who: string) => ids.get(who) ?? ''
before(async () => {
  world = await demonstrationWorld()
  childId = await childOnPathway(world, 'Pryder')
  for (const who of [
    'teacher',
    'police',
    'social-worker',
    'police-2',
    'duty',
    'duty-manager',
    'youth-justice',
    'lead',
    'chair',
    'administrator',
  ])
    ids.set(who, (await world.actor(who)).userId)
  for (const who of ['teacher', 'police', 'police-2'])
    await world.as('social-worker', work => joinNetwork(work, { childId, userId: idOf(who), part: 'practitioner' }))
})
after(() => world.close())

const WORDS = { decision: 'No meeting is held.', why: 'He was seen at the flat again.', wanted: 'A meeting this week.' }
const raise = (who: string, asked: string, about: { meetingId?: string; audience?: 'network' | 'closed' } = {}) =>
  world.as(who, work =>
    raiseConcern(work, { ...WORDS, childId, meetingId: null, audience: 'network', askedId: idOf(asked), ...about }),
  )
async function raised(who = 'teacher', asked = 'lead'): Promise<string> {
  const result = await raise(who, asked)
  assert.ok(result.outcome === 'raised')
  return result.concernId
}
const answer = (who: string, concernId: string, says: ConcernAnswer = 'stands', words = 'The risk is held.') =>
  world.as(who, work => answerConcern(work, { concernId, answer: says, words })).then(({ outcome }) => outcome)
const goOn = (who: string, concernId: string, asked: string) =>
  world.as(who, work => goOnWithConcern(work, { concernId, askedId: idOf(asked) })).then(({ outcome }) => outcome)
const end = (who: string, concernId: string, as: ConcernEnding, words = 'We spoke.') =>
  world.as(who, work => endConcern(work, { concernId, as, words })).then(({ outcome }) => outcome)
const clock = (rule: Parameters<typeof findClockOf>[1], concernId: string) =>
  world.as('lead', ({ tx }) => findClockOf(tx, rule, concernId))

const REFUSED = /may not be done|row-level security|nothing there|permission denied/
const answerBySql = (who: string, concernId: string) =>
  asSql(
    world,
    who,
    `update decision_concern_step s set answer = 'stands', words = 'x', answered_at = now()
      where concern_id = $1 and not exists (select 1 from decision_concern_step t where t.concern_id = $1 and t.asked_at > s.asked_at)`,
    [concernId],
  )
const endBySql = (who: string, concernId: string, as: ConcernEnding) =>
  asSql(
    world,
    who,
    `update decision_concern set ended_as = $3, ended_at = now(), ended_by = $2, version = version + 1 where id = $1`,
    [concernId, idOf(who), as],
  )
const askBySql = (who: string, concernId: string, step: string, asked: string) =>
  asSql(
    world,
    who,
    `insert into decision_concern_step (concern_id, child_id, step, asked_id, asked_by) values ($1, $2, $3, $4, $5)`,
    [concernId, childId, step, idOf(asked), idOf(who)],
  )

test('whoever works with the child raises it, and asks somebody else who sees the child; nobody else does', async () => {
  assert.deepEqual(await raise('youth-justice', 'lead'), { outcome: 'not-found' })
  assert.deepEqual(await raise('administrator', 'lead'), { outcome: 'not-found' })
  for (const asked of ['teacher', 'youth-justice', 'administrator'])
    assert.deepEqual(await raise('teacher', asked), { outcome: 'cannot-be-asked' }, asked)
  const statement = `insert into decision_concern (child_id, decision, why, raised_by, agency_id)
    select $1, 'x', 'x', $2, agency_id from app_user where id = $3`
  assert.match(
    await asSql(world, 'youth-justice', statement, [childId, idOf('youth-justice'), idOf('youth-justice')]),
    REFUSED,
  )
  assert.match(
    await asSql(world, 'teacher', statement, [childId, idOf('police'), idOf('teacher')]),
    REFUSED,
    'in another name',
  )
  assert.match(
    await asSql(world, 'teacher', statement, [childId, idOf('teacher'), idOf('police')]),
    REFUSED,
    'of another agency',
  )
  const concernId = await raised()
  for (const asked of ['youth-justice', 'teacher', 'administrator'])
    assert.match(await askBySql('teacher', concernId, 'safeguarding-lead', asked), REFUSED, asked)
  for (const who of ['social-worker', 'police', 'lead'])
    assert.equal((await world.as(who, ({ tx }) => findConcern(tx, concernId)))?.why, WORDS.why, who)
  for (const who of ['youth-justice', 'administrator', 'governance'])
    assert.equal(await world.as(who, ({ tx }) => findConcern(tx, concernId)), undefined, who)
})

test('whoever is asked answers, once, with words; nobody else does; the raiser is told, and the clock of the step is met', async () => {
  const concernId = await raised()
  const due = await clock('concern-where-decided', concernId)
  assert.deepEqual([due?.holderId, due?.limitValue, due?.limitUnit], [idOf('lead'), 2, 'working-days'])
  for (const who of ['teacher', 'social-worker', 'police', 'youth-justice']) {
    assert.equal(await answer(who, concernId), 'not-found', who)
    assert.match(await answerBySql(who, concernId), REFUSED, who)
  }
  assert.equal(await answer('lead', concernId, 'stands', ' '), 'words-needed')
  assert.equal(await answer('lead', concernId), 'answered')
  assert.equal(await answer('lead', concernId, 'changed'), 'not-now')
  assert.match(await answerBySql('lead', concernId), REFUSED)
  assert.notEqual((await clock('concern-where-decided', concernId))?.metAt, null)
  const told = (who: string) =>
    world.as(who, async ({ tx }) =>
      (await listUnreadNotices(tx)).filter(each => each.subjectId === concernId).map(each => each.kind),
    )
  assert.deepEqual(await told('teacher'), ['concern-answered'])
  assert.deepEqual(await told('lead'), ['concern-asked'])
  assert.deepEqual(await told('police'), [])
})

test('the raiser goes on to the next step whether or not an answer came, in order and no further than the last', async () => {
  const concernId = await raised()
  for (const who of ['lead', 'police', 'social-worker']) {
    assert.equal(await goOn(who, concernId, 'social-worker'), 'not-found', who)
    assert.match(await askBySql(who, concernId, 'safeguarding-lead', 'social-worker'), REFUSED, who)
  }
  assert.match(await askBySql('teacher', concernId, 'senior-manager', 'police'), REFUSED, 'no step is left out')
  assert.equal(await goOn('teacher', concernId, 'youth-justice'), 'cannot-be-asked')
  assert.equal(await goOn('teacher', concernId, 'social-worker'), 'gone-on')
  assert.notEqual((await clock('concern-where-decided', concernId))?.stoppedAt, null)
  assert.equal((await clock('concern-safeguarding-lead', concernId))?.holderId, idOf('social-worker'))
  assert.equal(await answer('lead', concernId), 'not-found', 'whoever was asked before is asked no more')
  assert.equal(await goOn('teacher', concernId, 'police'), 'gone-on')
  assert.equal(await answer('police', concernId), 'answered')
  assert.equal(await goOn('teacher', concernId, 'lead'), 'not-now')
  const steps = (await world.as('lead', ({ tx }) => findConcern(tx, concernId)))?.steps ?? []
  assert.deepEqual(
    steps.map(each => [each.step, each.askedId, each.answer]),
    [
      ['where-decided', idOf('lead'), null],
      ['safeguarding-lead', idOf('social-worker'), null],
      ['senior-manager', idOf('police'), 'stands'],
    ],
  )
})

test('the raiser alone ends it, a manager of the same agency does not; before an answer only by withdrawing it', async () => {
  const concernId = await raised('social-worker', 'teacher')
  for (const as of ['changed', 'explained', 'not-agreed'] as const) {
    assert.equal(await end('social-worker', concernId, as), 'not-now', as)
    assert.match(await endBySql('social-worker', concernId, as), REFUSED, as)
  }
  assert.equal(await answer('teacher', concernId, 'changed'), 'answered')
  for (const who of ['teacher', 'police', 'youth-justice', 'duty-manager', 'duty']) {
    assert.equal(await end(who, concernId, 'explained'), 'not-found', who)
    assert.match(await endBySql(who, concernId, 'explained'), REFUSED, who)
  }
  assert.equal(await end('social-worker', concernId, 'not-agreed'), 'not-now', 'there are steps left')
  assert.match(await endBySql('social-worker', concernId, 'not-agreed'), REFUSED)
  assert.equal(await end('social-worker', concernId, 'changed', ''), 'words-needed')
  assert.equal(await end('social-worker', concernId, 'changed'), 'ended')
  assert.equal(await end('social-worker', concernId, 'withdrawn'), 'not-now')
  assert.equal(await goOn('social-worker', concernId, 'police'), 'not-now')
  assert.match(await endBySql('social-worker', concernId, 'withdrawn'), REFUSED)
  assert.match(await askBySql('social-worker', concernId, 'safeguarding-lead', 'police'), REFUSED)
  const withdrawn = await raised()
  assert.equal(await end('teacher', withdrawn, 'withdrawn'), 'ended')
  assert.notEqual((await clock('concern-where-decided', withdrawn))?.stoppedAt, null)
})

test('a colleague takes it over once the raiser sees the child no more, but not one who was asked', async () => {
  const concernId = await raised('police', 'lead')
  assert.equal(await end('police-2', concernId, 'withdrawn'), 'not-found')
  assert.match(await endBySql('police-2', concernId, 'withdrawn'), REFUSED)
  const asked = await raised('police', 'police-2')
  await overConnection(world.ownerUrl, client =>
    client.query(`update network_member set left_at = now() where child_id = $1 and user_id = $2`, [
      childId,
      idOf('police'),
    ]),
  )
  assert.equal(await end('police', concernId, 'withdrawn'), 'not-found')
  assert.equal(await end('teacher', concernId, 'withdrawn'), 'not-found')
  assert.equal(await end('police-2', asked, 'withdrawn'), 'not-found')
  assert.match(await endBySql('police-2', asked, 'withdrawn'), REFUSED)
  assert.equal(await answer('lead', concernId), 'answered', 'the raiser is told no more, and the answer is kept')
  assert.equal(await end('police-2', concernId, 'explained'), 'ended')
})

test('what was written stays: no words of a concern can be changed or taken away by SQL', async () => {
  const concernId = await raised()
  for (const statement of [
    `update decision_concern set why = 'x' where id = $1`,
    `update decision_concern set audience = 'closed' where id = $1`,
    `update decision_concern_step set asked_id = asked_by where concern_id = $1`,
    `delete from decision_concern_step where concern_id = $1`,
    `delete from decision_concern where id = $1`,
  ])
    assert.match(await asSql(world, 'teacher', statement, [concernId]), /permission denied/, statement)
})

test('raised and ended stand in the chronology, and a concern about the ending of the pathway outlasts it', async () => {
  const ending = await childOnPathway(world, 'Diwedd')
  await world.as('social-worker', work =>
    joinNetwork(work, { childId: ending, userId: idOf('teacher'), part: 'practitioner' }),
  )
  const result = await world.as('teacher', work =>
    raiseConcern(work, { ...WORDS, childId: ending, meetingId: null, audience: 'network', askedId: idOf('lead') }),
  )
  assert.ok(result.outcome === 'raised')
  await world.as('lead', async work => {
    await stopClocksOfChild(work, ending, 'pathway-ended')
    await recordAuditEvent(work.tx, 'pathway.ended', { childId: ending })
  })
  const running = await world.as('lead', ({ tx }) => listRunningClocksOfChild(tx, ending))
  assert.deepEqual(
    running.map(each => each.rule),
    ['concern-where-decided'],
  )
  assert.equal((await clock('concern-where-decided', result.concernId))?.stoppedAt, null)
  assert.equal(await answer('lead', result.concernId), 'answered')
  assert.equal(await end('teacher', result.concernId, 'explained', 'I see why.'), 'ended')
  const lines = await world.as('social-worker', ({ tx }) => listChronology(tx, ending, { most: 20 }))
  const kinds = lines.map(line => line.kind)
  assert.ok(kinds.includes('concern-raised') && kinds.includes('concern-ended'))
  assert.ok(lines.some(line => line.kind === 'concern-ended' && line.text.includes('I see why.')))
})

test('a closed one is of somebody of the closed session, for those in it and whoever is asked', async () => {
  const { meetingId, childId: ofMeeting } = await meetingIn(world, 'in-closed-session')
  const about = { ...WORDS, childId: ofMeeting, meetingId, audience: 'closed' } as const
  const inClosed = await world.actor('youth-worker')
  const asked = { askedId: inClosed.userId }
  for (const who of ['teacher', 'police'])
    assert.equal((await world.as(who, work => raiseConcern(work, { ...about, ...asked }))).outcome, 'not-found', who)
  const bySql = `insert into decision_concern (child_id, meeting_id, audience, decision, why, raised_by, agency_id)
    select $1, $2, 'closed', 'x', 'x', id, agency_id from app_user where id = $3`
  assert.match(await asSql(world, 'teacher', bySql, [ofMeeting, meetingId, idOf('teacher')]), REFUSED)
  const result = await world.as('youth-worker', work => raiseConcern(work, { ...about, askedId: idOf('teacher') }))
  assert.ok(result.outcome === 'raised')
  const found = (who: string) => world.as(who, ({ tx }) => findConcern(tx, result.concernId))
  for (const who of ['youth-worker', 'chair', 'teacher']) assert.equal((await found(who))?.why, WORDS.why, who)
  for (const who of ['social-worker', 'nurse', 'police']) assert.equal(await found(who), undefined, who)
  const seen = (who: string) => world.as(who, ({ tx }) => listChronology(tx, ofMeeting, { most: 40 }))
  assert.ok((await seen('chair')).some(line => line.kind === 'concern-raised'))
  assert.ok(!(await seen('social-worker')).some(line => line.kind === 'concern-raised'))
  assert.equal(
    await world.as('social-worker', ({ tx }) => findClockOf(tx, 'concern-where-decided', result.concernId)),
    undefined,
  )
  assert.equal(await answer('teacher', result.concernId), 'answered')
  const traces = (who: string) =>
    world.as(
      who,
      async ({ tx }) =>
        (await listAuditEventsOfChild(tx, ofMeeting)).filter(each => each.event.startsWith('decision-concern.')).length,
    )
  for (const who of ['chair', 'teacher']) assert.ok((await traces(who)) > 0, who)
  for (const who of ['social-worker', 'nurse'])
    assert.equal(await traces(who), 0, `${who} is not told by what was done with it`)
})

test('who sees a child is told to nobody who does not see the child themselves', async () => {
  const count = (who: string) => world.as(who, async ({ tx }) => (await listWhoSees(tx, childId)).size)
  assert.ok((await count('teacher')) > 3)
  for (const who of ['youth-justice', 'administrator', 'governance']) assert.equal(await count(who), 0, who)
})
