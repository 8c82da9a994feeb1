// On what an ending and a reopening rest, and what they leave behind.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { agreeAction } from '../../src/agreed-action/actions.ts'
import { completeAssessment } from '../../src/assessment/actions.ts'
import type { RiskLevel } from '../../src/assessment/assessment.ts'
import { findClockOf, listRunningClocksOfChild } from '../../src/clock/store/clocks.ts'
import { confirmEnding, reopenPathway } from '../../src/ending/actions.ts'
import type { NewProposal } from '../../src/ending/ending.ts'
import { hindersEnding } from '../../src/ending/rules.ts'
import { addDays, calendarDate, calendarDateAt } from '../../src/lib/calendar-date.ts'
import { askForMeeting } from '../../src/meeting/actions/arranging.ts'
import { listMeetings } from '../../src/meeting/store/meeting.ts'
import { findOpenPathway } from '../../src/pathway/store.ts'
import { overConnection } from '../database.ts'
import { demonstrationWorld, type World } from '../world.ts'
import { MOVED, propose, childWithNetwork } from './pathway-deeds.ts'

let world: World
before(async () => {
  world = await demonstrationWorld()
})
after(() => world.close())

const judge = (childId: string, level: RiskLevel) =>
  world.as('social-worker', work =>
    completeAssessment(work, {
      childId,
      kind: 'assessment',
      doneOn: work.today,
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
    }),
  )

test('an ending because the risk is lower, and a step down, rest on a current judgement that is not high', async () => {
  const childId = await childWithNetwork(world, 'Barn')
  const lower: NewProposal = {
    ...MOVED,
    ending: 'risk-reduced',
    whoKeepsWatch: 'The school.',
    whatWouldBringBack: 'New unexplained money.',
  }
  const down: NewProposal = { ...lower, kind: 'step-down', ending: null, movedTo: 'early-help' }
  for (const each of [lower, down])
    assert.equal((await propose(world, 'social-worker', childId, each)).outcome, 'judgement-needed')
  await judge(childId, 'high')
  for (const each of [lower, down])
    assert.equal((await propose(world, 'social-worker', childId, each)).outcome, 'judged-high')
  assert.equal(
    (await propose(world, 'social-worker', childId, { ...MOVED, ending: 'turned-18' })).outcome,
    'still-a-child',
  )
  const words = await propose(world, 'social-worker', childId, { ...lower, whoKeepsWatch: ' ' })
  assert.deepEqual(words, { outcome: 'words-needed', missing: ['whoKeepsWatch'] })
  await judge(childId, 'low')
  assert.equal((await propose(world, 'social-worker', childId, lower)).outcome, 'proposed')
  // Judged high again before anybody confirmed it: it can no longer be confirmed.
  await judge(childId, 'high')
  assert.equal((await world.as('lead', work => confirmEnding(work, childId))).outcome, 'judged-high')
})

test('an ending calls off the meeting that was asked for, stops what is due, and waits while a meeting runs', async () => {
  const childId = await childWithNetwork(world, 'Terfyn')
  await judge(childId, 'high')
  const asked = await world.as('social-worker', work => askForMeeting(work, { childId, risk: 'high', reason: '' }))
  assert.ok(asked.outcome === 'asked-for')
  await propose(world, 'social-worker', childId)
  const begin = (at: string) =>
    overConnection(world.ownerUrl, client =>
      client.query(`update meeting set began_at = ${at}, version = version + 1 where id = $1`, [asked.meetingId]),
    )
  await overConnection(world.ownerUrl, client => client.query('alter table meeting disable trigger meeting_stays'))
  await begin('now()')
  assert.equal((await world.as('lead', work => confirmEnding(work, childId))).outcome, 'meeting-is-running')
  assert.ok(await world.as('lead', ({ tx }) => findOpenPathway(tx, childId)))
  await begin('null')
  await overConnection(world.ownerUrl, client => client.query('alter table meeting enable trigger meeting_stays'))
  assert.equal((await world.as('lead', work => confirmEnding(work, childId))).outcome, 'confirmed')
  const [meeting] = await world.as('lead', ({ tx }) => listMeetings(tx, childId))
  assert.ok(meeting?.calledOffAt)
  assert.deepEqual(await world.as('lead', ({ tx }) => listRunningClocksOfChild(tx, childId)), [])
})

test('opened again it has a reason, a holder, a clock, and the actions that are gone on with', async () => {
  const childId = await childWithNetwork(world, 'Eto')
  const { userId } = await world.actor('social-worker')
  const agreed = (what: string) =>
    world.as('social-worker', work =>
      agreeAction(work, {
        childId,
        meetingId: null,
        context: 'home',
        what,
        who: 'x',
        ownerId: userId,
        agencyId: null,
        dueOn: addDays(work.today, 5),
        audience: 'network',
      }),
    )
  const kept = await agreed('meet weekly')
  const left = await agreed('phone the school')
  await propose(world, 'social-worker', childId)
  await world.as('lead', work => confirmEnding(work, childId))
  const next = await world.actor('social-worker-2')
  const reopening = { childId, reason: 'Seen at the station.', leadPractitionerId: next.userId, actionIds: [kept] }
  const reopen = (change: Partial<typeof reopening>) =>
    world.as('lead', work => reopenPathway(work, { ...reopening, ...change }))
  assert.equal((await reopen({ reason: ' ' })).outcome, 'reason-needed')
  const noteTaker = await world.actor('note-taker')
  assert.equal((await reopen({ leadPractitionerId: noteTaker.userId })).outcome, 'lead-needed')
  assert.equal((await reopen({})).outcome, 'reopened')
  assert.equal((await reopen({})).outcome, 'not-now')
  const running = await world.as('lead', ({ tx }) => listRunningClocksOfChild(tx, childId))
  assert.deepEqual(
    running.map(({ rule, holderId }) => `${rule} ${holderId}`).sort(),
    [`action ${userId}`, `assessment ${next.userId}`].sort(),
  )
  const stopped = await world.as('lead', ({ tx }) => findClockOf(tx, 'action', left))
  assert.ok(stopped?.stoppedAt)
})

test('a judgement is current until the last day of the limit for assessing again, and not after it', () => {
  const today = calendarDateAt(new Date('2026-11-25T12:00:00Z'))
  const facts = { today, reassessDays: 90, isChild: true }
  const ending = { kind: 'ending', ending: 'risk-reduced' } as const
  const on = (doneOn: string, level: RiskLevel = 'low') => ({ level, doneOn: calendarDate(doneOn) })
  assert.equal(hindersEnding(ending, on('2026-08-27'), facts), undefined)
  assert.equal(hindersEnding(ending, on('2026-08-26'), facts), 'judgement-needed')
  assert.equal(hindersEnding(ending, on('2026-11-25', 'medium'), facts), undefined)
  assert.equal(hindersEnding(ending, on('2026-11-25', 'high'), facts), 'judged-high')
  assert.equal(hindersEnding({ kind: 'ending', ending: 'moved' }, undefined, facts), undefined)
  assert.equal(hindersEnding({ kind: 'ending', ending: 'turned-18' }, undefined, facts), 'still-a-child')
  assert.equal(
    hindersEnding({ kind: 'ending', ending: 'turned-18' }, undefined, { ...facts, isChild: false }),
    undefined,
  )
})
