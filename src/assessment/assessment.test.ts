import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { childOnPathway } from '../../test/children.ts'
import { beginAs, overConnection } from '../../test/database.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { markLeft } from '../board/actions.ts'
import { joinNetwork, leaveNetwork } from '../child/actions.ts'
import { listNetwork } from '../child/store/network.ts'
import type { ClockRule } from '../clock/clock.ts'
import { listRunningClocksOfChild } from '../clock/store/clocks.ts'
import { addDays, calendarDate, calendarDateAt } from '../lib/calendar-date.ts'
import { askForMeeting, callOffMeeting } from '../meeting/actions/arranging.ts'
import { findMeeting } from '../meeting/store/meeting.ts'
import type { AssessmentKind, AssessmentWords, RiskLevel } from './assessment.ts'
import { completeAssessment, decideAgainstMeeting } from './actions.ts'
import { listAssessments } from './store.ts'
import { changeNeedsReason, currentOf, isInForce, protocolCallsForMeeting } from './rules.ts'

let world: World
before(async () => {
  world = await demonstrationWorld()
})
after(() => world.close())

const today = calendarDateAt(new Date())
const words = (kind: AssessmentKind, level: RiskLevel, doneOn = today): AssessmentWords => ({
  kind,
  doneOn,
  level,
  reasons: 'As it was seen.',
  levelChangeReason: 'It has changed.',
  harm: 'suspected',
  harmDetails: '',
  childsWords: '',
  strengths: '',
  biasConsidered: '',
  unknowns: '',
  forms: [],
})

const childToAssess = () => childOnPathway(world)

const complete = (childId: string, assessment: AssessmentWords, who = 'social-worker') =>
  world.as(who, work => completeAssessment(work, { ...assessment, childId }))

const running = async (childId: string, rule: ClockRule) =>
  (await world.as('lead', ({ tx }) => listRunningClocksOfChild(tx, childId))).filter(clock => clock.rule === rule)

test('D12, D32: a screening meets no assessment’s clock, and takes no call for a meeting away', async () => {
  const childId = await childToAssess()
  assert.equal((await complete(childId, words('screening', 'low'))).outcome, 'completed')
  assert.equal((await running(childId, 'assessment')).length, 1, 'the assessment is still owed')
  assert.equal((await running(childId, 'reassessment')).length, 0, 'a screening starts none')
  assert.equal((await complete(childId, words('assessment', 'high'))).outcome, 'completed')
  assert.equal((await running(childId, 'assessment')).length, 0)
  assert.equal((await running(childId, 'reassessment')).length, 1)
  assert.equal((await running(childId, 'ask-for-meeting')).length, 1)
  await complete(childId, words('screening', 'low'))
  assert.equal((await running(childId, 'ask-for-meeting')).length, 1)
  assert.equal((await running(childId, 'reassessment')).length, 1)
})

test('D12: an assessment dated before the one in force changes nothing today', async () => {
  const childId = await childToAssess()
  await complete(childId, words('assessment', 'high'))
  const before = (await running(childId, 'reassessment')).map(({ id }) => id)
  assert.equal((await complete(childId, words('assessment', 'low', addDays(today, -30)))).outcome, 'completed')
  assert.deepEqual(
    (await running(childId, 'reassessment')).map(({ id }) => id),
    before,
  )
  assert.equal((await running(childId, 'ask-for-meeting')).length, 1)
})

test('A61: a lower judgement leaves the call for a meeting standing, and only a manager takes it away, with a reason', async () => {
  const childId = await childToAssess()
  const high = await complete(childId, words('assessment', 'high'))
  assert.ok(high.outcome === 'completed' && high.meetingCalledFor)
  const low = await complete(childId, words('assessment', 'low'))
  assert.ok(low.outcome === 'completed')
  assert.equal((await running(childId, 'ask-for-meeting')).length, 1)
  const against = { assessmentId: low.assessmentId, reason: 'The danger has moved away.' }
  assert.equal((await world.as('social-worker', work => decideAgainstMeeting(work, against))).outcome, 'not-found')
  assert.equal(
    (await world.as('lead', work => decideAgainstMeeting(work, { ...against, reason: ' ' }))).outcome,
    'reason-needed',
  )
  assert.equal((await running(childId, 'ask-for-meeting')).length, 1)
  const { userId } = await world.actor('social-worker')
  await overConnection(world.appUrl, async client => {
    await beginAs(client, userId)
    await assert.rejects(
      client.query(
        `insert into no_meeting_decision (child_id, assessment_id, reason, decided_by) values ($1, $2, 'x', $3)`,
        [childId, low.assessmentId, userId],
      ),
      /row-level security/,
    )
    await client.query('rollback')
  })
  assert.equal((await world.as('lead', work => decideAgainstMeeting(work, against))).outcome, 'decided')
  assert.equal((await running(childId, 'ask-for-meeting')).length, 0)
})

test('D43: high again does not start the call for a meeting again', async () => {
  const childId = await childToAssess()
  await complete(childId, words('assessment', 'high'))
  const [first] = await running(childId, 'ask-for-meeting')
  const again = await complete(childId, words('assessment', 'high'))
  assert.ok(again.outcome === 'completed' && !again.meetingCalledFor)
  assert.deepEqual(
    (await running(childId, 'ask-for-meeting')).map(({ id, dueOn }) => ({ id, dueOn })),
    [{ id: first?.id, dueOn: first?.dueOn }],
  )
})

test('D47: nothing is assessed before the child’s birth, or on a day to come; and not by whoever reads only', async () => {
  const childId = await childToAssess()
  const born = await overConnection(world.ownerUrl, async client => {
    const { rows } = await client.query<{ born: string }>('select born_on::text as born from child where id = $1', [
      childId,
    ])
    return calendarDate(rows[0]?.born ?? '')
  })
  assert.equal((await complete(childId, words('assessment', 'low', addDays(born, -1)))).outcome, 'before-birth')
  assert.equal((await complete(childId, words('assessment', 'low', addDays(today, 1)))).outcome, 'not-yet-done')
  assert.equal((await complete(childId, words('assessment', 'low', born))).outcome, 'completed')
  const panel = await world.actor('panel')
  await world.as('social-worker', work => joinNetwork(work, { childId, userId: panel.userId, part: 'practitioner' }))
  assert.equal((await complete(childId, words('assessment', 'low'), 'panel')).outcome, 'not-found')
})

test('D13: a meeting asked for at another level than was judged says why', async () => {
  const childId = await childToAssess()
  await complete(childId, words('assessment', 'high'))
  const ask = (risk: RiskLevel, reason: string) =>
    world.as('social-worker', work => askForMeeting(work, { childId, risk, reason }))
  assert.equal((await ask('medium', '')).outcome, 'reason-needed')
  assert.equal((await ask('low', '')).outcome, 'reason-needed')
  assert.equal((await ask('high', '')).outcome, 'asked-for')
  assert.equal((await running(childId, 'ask-for-meeting')).length, 0, 'what was called for was asked for')
})

test('D4: a first meeting that is called off and asked for again keeps the days of the first request', async () => {
  const childId = await childToAssess()
  await complete(childId, words('assessment', 'high'))
  const ask = () => world.as('social-worker', work => askForMeeting(work, { childId, risk: 'high', reason: '' }))
  const first = await ask()
  assert.ok(first.outcome === 'asked-for')
  await overConnection(world.ownerUrl, client =>
    client.query(`update meeting set asked_for_on = asked_for_on - 40, version = version + 1 where id = $1`, [
      first.meetingId,
    ]),
  )
  assert.equal((await ask()).outcome, 'one-is-running')
  await world.as('social-worker', work => callOffMeeting(work, { meetingId: first.meetingId, reason: 'illness' }))
  const second = await ask()
  assert.ok(second.outcome === 'asked-for')
  assert.ok(second.dueBy < today, 'forty days after the first request it is late')
  const meeting = await world.as('social-worker', ({ tx }) => findMeeting(tx, second.meetingId))
  assert.equal(meeting?.dueBy, second.dueBy)
})

test('D33: what a lead practitioner is to do goes to the next, to the exploitation leads while nobody leads, and from whoever leaves', async () => {
  const childId = await childToAssess()
  await complete(childId, words('assessment', 'high'))
  const holders = async () =>
    new Set((await world.as('lead', ({ tx }) => listRunningClocksOfChild(tx, childId))).map(({ holderId }) => holderId))
  const next = await world.actor('social-worker-2')
  await world.as('lead', work => joinNetwork(work, { childId, userId: next.userId, part: 'lead-practitioner' }))
  assert.deepEqual(await holders(), new Set([next.userId]))
  const leading = (await world.as('lead', ({ tx }) => listNetwork(tx, childId))).find(
    each => each.part === 'lead-practitioner',
  )
  await world.as('lead', work => leaveNetwork(work, { memberId: leading?.id ?? '', reason: 'other work' }))
  const leads = await world.actor('lead')
  assert.deepEqual(await holders(), new Set(leads.teamIds))
  const third = await world.actor('social-worker-3')
  await world.as('lead', work => joinNetwork(work, { childId, userId: third.userId, part: 'lead-practitioner' }))
  assert.deepEqual(await holders(), new Set([third.userId]))
  await world.as('administrator', work => markLeft(work, third.userId))
  assert.deepEqual(await holders(), new Set(leads.teamIds))
  assert.ok(!(await world.as('lead', ({ tx }) => listNetwork(tx, childId))).some(each => each.userId === third.userId))
})

const done = (kind: AssessmentKind, doneOn: string, completed = true) => ({
  kind,
  doneOn: calendarDate(doneOn),
  completedAt: completed ? new Date() : null,
})

test('the assessment in force is the latest complete one of its kind', () => {
  const all = [
    done('screening', '2026-11-20'),
    done('assessment', '2026-10-01'),
    done('section-47', '2026-11-01'),
    done('assessment', '2026-11-10', false),
  ]
  assert.equal(currentOf(all, 'assessment')?.doneOn, '2026-11-01')
  assert.equal(currentOf(all, 'section-47')?.doneOn, '2026-11-01')
  assert.equal(currentOf(all, 'screening')?.doneOn, '2026-11-20')
  assert.equal(currentOf([], 'assessment'), undefined)
})

test('done on the day of the one in force, or after it, it is in force; a day before, it is not', () => {
  const current = { doneOn: calendarDate('2026-11-10') }
  assert.equal(isInForce(calendarDate('2026-11-10'), current), true)
  assert.equal(isInForce(calendarDate('2026-11-11'), current), true)
  assert.equal(isInForce(calendarDate('2026-11-09'), current), false)
  assert.equal(isInForce(calendarDate('2026-11-09'), undefined), true)
})

test('medium and high call for a meeting, low does not; every change of level needs a reason, the first does not', () => {
  assert.deepEqual((['low', 'medium', 'high'] as const).map(protocolCallsForMeeting), [false, true, true])
  for (const before of ['low', 'medium', 'high'] as const)
    for (const now of ['low', 'medium', 'high'] as const) assert.equal(changeNeedsReason(before, now), before !== now)
  assert.equal(changeNeedsReason(null, 'high'), false)
})

test('two assessments of one child at one instant: the second is judged beside the first, and one clock runs', async () => {
  const childId = await childToAssess()
  // Neither commits before both have begun: what the second knows it must know from the first.
  const begun = { first: Promise.withResolvers<undefined>(), second: Promise.withResolvers<undefined>() }
  const [one, other] = await Promise.all([
    world.as('social-worker', async work => {
      const done = await completeAssessment(work, { ...words('assessment', 'high'), childId })
      begun.first.resolve(undefined)
      await begun.second.promise
      return done
    }),
    begun.first.promise.then(() =>
      world.as('lead', async work => {
        setTimeout(begun.second.resolve, 300, undefined)
        return completeAssessment(work, { ...words('assessment', 'medium'), childId })
      }),
    ),
  ])
  assert.deepEqual([one.outcome, other.outcome], ['completed', 'completed'])
  assert.equal((await running(childId, 'reassessment')).length, 1)
  const [newest] = await world.as('lead', ({ tx }) => listAssessments(tx, childId))
  assert.deepEqual([newest?.level, newest?.previousLevel], ['medium', 'high'])
})
