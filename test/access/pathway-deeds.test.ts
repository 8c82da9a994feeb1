// The table state × deed × part of a pathway, every cell tried twice: through the action, and as SQL under the application's role.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Work } from '../../src/access/work.ts'
import { agreeAction } from '../../src/agreed-action/actions.ts'
import { completeAssessment } from '../../src/assessment/actions.ts'
import type { RiskLevel } from '../../src/assessment/assessment.ts'
import { joinNetwork } from '../../src/child/actions.ts'
import { findClockOf, listRunningClocksOfChild } from '../../src/clock/store/clocks.ts'
import { confirmEnding, declineEnding, proposeEnding, reopenPathway, stepUp } from '../../src/ending/actions.ts'
import type { NewProposal } from '../../src/ending/ending.ts'
import { hindersEnding } from '../../src/ending/rules.ts'
import { addDays, calendarDate, calendarDateAt } from '../../src/lib/calendar-date.ts'
import { askForMeeting } from '../../src/meeting/actions/arranging.ts'
import { listMeetings } from '../../src/meeting/store/meeting.ts'
import { findOpenPathway } from '../../src/pathway/store.ts'
import { childOnPathway } from '../children.ts'
import { beginAs, overConnection } from '../database.ts'
import { demonstrationWorld, type World } from '../world.ts'

const STATES = ['open', 'proposed', 'ended'] as const
const DEEDS = ['step-up', 'propose', 'confirm', 'decline', 'reopen'] as const
// The proposer is a manager too, so that only having proposed it keeps them from confirming it.
const WHO = ['practitioner', 'chair', 'proposer', 'manager', 'lead', 'note-taker', 'reader', 'outsider'] as const
type Who = (typeof WHO)[number]
const STAFF: Readonly<Record<Who, string>> = {
  practitioner: 'social-worker',
  chair: 'chair',
  proposer: 'duty-bridgend',
  manager: 'duty-rct',
  lead: 'lead',
  'note-taker': 'note-taker',
  reader: 'panel',
  outsider: 'youth-justice',
}

// What each may do, said once and by hand. Everything that is not here must be refused.
const EVERYONE_WHO_WORKS: readonly Who[] = ['practitioner', 'chair', 'proposer', 'manager', 'lead']
const MAY: Readonly<Record<(typeof DEEDS)[number], Partial<Record<(typeof STATES)[number], readonly Who[]>>>> = {
  'step-up': { open: EVERYONE_WHO_WORKS, proposed: EVERYONE_WHO_WORKS },
  propose: { open: EVERYONE_WHO_WORKS },
  confirm: { proposed: ['manager', 'lead'] },
  decline: { proposed: ['manager', 'lead', 'proposer'] },
  reopen: { ended: ['proposer', 'manager', 'lead'] },
}

let world: World
const children = new Map<(typeof STATES)[number], string>()
const MOVED: NewProposal = {
  kind: 'ending',
  ending: 'moved',
  movedTo: null,
  whatChanged: 'The family has moved.',
  whoKeepsWatch: '',
  whatWouldBringBack: '',
}
const propose = (who: string, childId: string, proposal: NewProposal = MOVED) =>
  world.as(who, work => proposeEnding(work, { ...proposal, childId }))

/** A child on the pathway around whom everyone but the outsider is. */
async function childWithNetwork(familyName: string): Promise<string> {
  const childId = await childOnPathway(world, familyName)
  for (const who of ['chair', 'proposer', 'manager', 'note-taker', 'reader'] as const) {
    const { userId } = await world.actor(STAFF[who])
    const joined = await world.as('social-worker', work => joinNetwork(work, { childId, userId, part: 'practitioner' }))
    assert.equal(joined.outcome, 'joined')
  }
  return childId
}

before(async () => {
  world = await demonstrationWorld()
  for (const state of STATES) {
    const childId = await childWithNetwork(`Cyflwr ${state}`)
    children.set(state, childId)
    if (state === 'open') continue
    assert.equal((await propose(STAFF.proposer, childId)).outcome, 'proposed')
    if (state === 'ended')
      assert.equal((await world.as('lead', work => confirmEnding(work, childId))).outcome, 'confirmed')
  }
})
after(() => world.close())

const childIn = (state: (typeof STATES)[number]): string => children.get(state) ?? ''

class Undone extends Error {}

/** Does a deed and undoes it. */
async function undone<T>(who: string, deed: (work: Work) => Promise<T>): Promise<T> {
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

const BY_ACTION: Readonly<
  Record<(typeof DEEDS)[number], (work: Work, childId: string) => Promise<{ readonly outcome: string }>>
> = {
  'step-up': (work, childId) => stepUp(work, { childId, movedTo: 'child-protection', reasons: 'x' }),
  propose: (work, childId) => proposeEnding(work, { ...MOVED, childId }),
  confirm: confirmEnding,
  decline: (work, childId) => declineEnding(work, { childId, reason: 'not yet' }),
  reopen: (work, childId) =>
    world
      .actor('social-worker')
      .then(lead =>
        reopenPathway(work, { childId, reason: 'a new worry', leadPractitionerId: lead.userId, actionIds: [] }),
      ),
}
const DONE = new Set(['moved', 'proposed', 'confirmed', 'declined', 'reopened'])

const LATEST = '(select id from pathway where child_id = $1 order by opened_on desc, ended_on nulls first limit 1)'
const BY_SQL: Readonly<Record<(typeof DEEDS)[number], string>> = {
  'step-up': `insert into pathway_move (child_id, pathway_id, direction, moved_to, reasons, moved_by)
              values ($1, ${LATEST}, 'up', 'looked-after', 'x', actor())`,
  propose: `insert into pathway_proposal (child_id, pathway_id, kind, ending, what_changed) values ($1, ${LATEST}, 'ending', 'moved', 'x')`,
  confirm: `update pathway_proposal set confirmed = true, decided_by = actor(), decided_at = now() where child_id = $1 and decided_at is null`,
  decline: `update pathway_proposal set confirmed = false, decision_reason = 'x', decided_by = actor(), decided_at = now()
             where child_id = $1 and decided_at is null`,
  reopen: `insert into pathway (child_id, opened_on, opened_by, step, reopened_reason) values ($1, current_date, actor(), 'assessment', 'x')`,
}

for (const deed of DEEDS) {
  test(`${deed} of a pathway: by those who may, in the states in which they may, and by nobody else`, async () => {
    for (const state of STATES)
      for (const who of WHO) {
        const { outcome } = await undone(STAFF[who], work => BY_ACTION[deed](work, childIn(state)))
        assert.equal(DONE.has(outcome), MAY[deed][state]?.includes(who) ?? false, `${who}, ${state}: ${outcome}`)
      }
  })

  test(`${deed} of a pathway, as SQL past the actions: the database says the same`, async () => {
    for (const who of WHO) {
      const { userId } = await world.actor(STAFF[who])
      await overConnection(world.appUrl, async client => {
        for (const state of STATES) {
          await beginAs(client, userId)
          let done = false
          let said = ''
          try {
            done = ((await client.query(BY_SQL[deed], [childIn(state)])).rowCount ?? 0) > 0
          } catch (error) {
            said = String(error)
            // Not null: who does not see the child finds no pathway of theirs. Unique: there is one already.
            assert.match((error as { code?: string }).code ?? '', /^(42501|23502|23505)$/, said)
          }
          await client.query('rollback')
          assert.equal(done, MAY[deed][state]?.includes(who) ?? false, `${who}, ${state} ${said}`)
        }
      })
    }
  })
}

test('a pathway ends by nobody’s own hand: not as SQL, not without a confirmation, not in another way than was confirmed', async () => {
  const { userId } = await world.actor('lead')
  await overConnection(world.appUrl, async client => {
    for (const state of ['open', 'proposed'] as const) {
      await beginAs(client, userId)
      if (state === 'proposed') await client.query(BY_SQL.confirm, [childIn(state)])
      await assert.rejects(
        client.query(
          `update pathway set ended_on = current_date, ending = 'other', ended_by = actor(), version = version + 1
            where child_id = $1 and ended_on is null`,
          [childIn(state)],
        ),
        /proposed by one and confirmed by another/,
      )
      await client.query('rollback')
    }
  })
})

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
  const childId = await childWithNetwork('Barn')
  const lower: NewProposal = {
    ...MOVED,
    ending: 'risk-reduced',
    whoKeepsWatch: 'The school.',
    whatWouldBringBack: 'New unexplained money.',
  }
  const down: NewProposal = { ...lower, kind: 'step-down', ending: null, movedTo: 'early-help' }
  for (const each of [lower, down])
    assert.equal((await propose('social-worker', childId, each)).outcome, 'judgement-needed')
  await judge(childId, 'high')
  for (const each of [lower, down]) assert.equal((await propose('social-worker', childId, each)).outcome, 'judged-high')
  assert.equal((await propose('social-worker', childId, { ...MOVED, ending: 'turned-18' })).outcome, 'still-a-child')
  const words = await propose('social-worker', childId, { ...lower, whoKeepsWatch: ' ' })
  assert.deepEqual(words, { outcome: 'words-needed', missing: ['whoKeepsWatch'] })
  await judge(childId, 'low')
  assert.equal((await propose('social-worker', childId, lower)).outcome, 'proposed')
  // Judged high again before anybody confirmed it: it can no longer be confirmed.
  await judge(childId, 'high')
  assert.equal((await world.as('lead', work => confirmEnding(work, childId))).outcome, 'judged-high')
})

test('an ending calls off the meeting that was asked for, stops what is due, and waits while a meeting runs', async () => {
  const childId = await childWithNetwork('Terfyn')
  await judge(childId, 'high')
  const asked = await world.as('social-worker', work => askForMeeting(work, { childId, risk: 'high', reason: '' }))
  assert.ok(asked.outcome === 'asked-for')
  await propose('social-worker', childId)
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
  const childId = await childWithNetwork('Eto')
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
  await propose('social-worker', childId)
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

test('D41: a step up goes up', async () => {
  const childId = childIn('open')
  for (const [movedTo, outcome] of [
    ['information-and-advice', 'not-up'],
    ['early-help', 'not-up'],
    ['looked-after', 'moved'],
  ] as const)
    assert.equal(
      (await undone('social-worker', work => stepUp(work, { childId, movedTo, reasons: 'x' }))).outcome,
      outcome,
    )
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
