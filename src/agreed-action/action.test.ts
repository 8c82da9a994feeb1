import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { childOnPathway } from '../../test/children.ts'
import { beginAs, overConnection } from '../../test/database.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { joinNetwork } from '../child/actions.ts'
import { listNetwork } from '../child/store/network.ts'
import { addNote } from '../entry/actions.ts'
import { answerLine } from '../chronology/actions.ts'
import { explainLateness, replanClock } from '../clock/actions.ts'
import { findClockOf, listRunningClocksOfChild } from '../clock/store/clocks.ts'
import { addWorkingDays } from '../calendar/working-days.ts'
import { addDays, calendarDate } from '../lib/calendar-date.ts'
import { listUnreadNotices } from '../notice/store.ts'
import { decideEscalation, escalate, planSitting } from '../panel/actions.ts'
import { agreeAction, reportAction } from './actions.ts'
import { ACTION_OUTCOMES, type ActionOutcome } from './agreed-action.ts'
import { chairIsTold } from './rules.ts'

let world: World
let childId: string
before(async () => {
  world = await demonstrationWorld()
  childId = await childOnPathway(world, 'Cam')
  for (const [who, part] of [
    ['chair', 'chair'],
    ['teacher', 'practitioner'],
    ['panel-2', 'practitioner'],
  ] as const) {
    const { userId } = await world.actor(who)
    await world.as('social-worker', work => joinNetwork(work, { childId, userId, part }))
  }
})
after(() => world.close())

const agreed = (owner = 'teacher') =>
  world.actor(owner).then(({ userId }) =>
    world.as('social-worker', work =>
      agreeAction(work, {
        childId,
        meetingId: null,
        context: 'school',
        what: 'Keep the art room open.',
        who: 'the teacher',
        ownerId: userId,
        agencyId: null,
        dueOn: addDays(work.today, 3),
        audience: 'network',
      }),
    ),
  )
const report = (who: string, actionId: string, outcome: ActionOutcome, reason = 'x', version = 1) =>
  world.as(who, work => reportAction(work, { actionId, version, outcome, reason }))

test('an action is reported on once, by who carries it out or works with the child, and by nobody else', async () => {
  const actionId = await agreed()
  assert.equal((await report('panel-2', actionId, 'done')).outcome, 'not-found', 'reads, and works with nobody')
  assert.equal((await report('youth-justice', actionId, 'done')).outcome, 'not-found')
  assert.equal((await report('teacher', actionId, 'done')).outcome, 'reported')
  assert.equal((await report('social-worker', actionId, 'not-done', 'x', 2)).outcome, 'reported-already')
  for (const who of ['teacher', 'social-worker', 'panel-2']) {
    const { userId } = await world.actor(who)
    await overConnection(world.appUrl, async client => {
      await beginAs(client, userId)
      await assert.rejects(
        client.query(
          `update action set outcome = 'not-done', outcome_reason = 'x', version = version + 1 where id = $1`,
          [actionId],
        ),
        /happened and stays|may not be done/,
      )
      await client.query('rollback')
    })
  }
  const unreported = await agreed()
  const { userId } = await world.actor('panel-2')
  await overConnection(world.appUrl, async client => {
    await beginAs(client, userId)
    await assert.rejects(
      client.query(`update action set outcome = 'done', version = version + 1 where id = $1`, [unreported]),
      /may not be done/,
    )
    await client.query('rollback')
  })
})

test('D24: the chair is told of every action that was changed or not carried out, in their own list, and of no other', async () => {
  for (const outcome of ACTION_OUTCOMES) {
    const actionId = await agreed()
    if (outcome !== 'done') assert.equal((await report('teacher', actionId, outcome, ' ')).outcome, 'reason-needed')
    assert.equal((await report('teacher', actionId, outcome)).outcome, 'reported')
    const told = (await world.as('chair', ({ tx }) => listUnreadNotices(tx))).some(each => each.subjectId === actionId)
    assert.equal(told, outcome !== 'done', outcome)
    const clock = await world.as('chair', ({ tx }) => findClockOf(tx, 'action', actionId))
    assert.ok(clock?.metAt, outcome)
  }
  assert.deepEqual(ACTION_OUTCOMES.map(chairIsTold), [false, true, true, true])
})

test('a clock is re-planned by a manager, chair or lead, with a reason, and not into the past; explained by who works', async () => {
  await agreed()
  const [clock] = await world.as('lead', ({ tx }) => listRunningClocksOfChild(tx, childId))
  assert.ok(clock)
  const replan = (who: string, change = {}) =>
    world.as(who, work =>
      replanClock(work, {
        clockId: clock.id,
        toDueOn: addWorkingDays(work.today, 6, work.holidays),
        reason: 'illness',
        ...change,
      }),
    )
  // D34: Saturday, Sunday and a bank holiday that falls on a Friday.
  for (const day of ['2027-01-02', '2027-01-03', '2027-01-01'] as const)
    assert.equal((await replan('chair', { toDueOn: calendarDate(day) })).outcome, 'not-a-working-day', day)
  for (const who of ['social-worker', 'teacher', 'panel-2']) assert.equal((await replan(who)).outcome, 'not-found', who)
  assert.equal((await replan('chair', { reason: ' ' })).outcome, 'reason-needed')
  assert.equal((await replan('chair', { toDueOn: addDays(clock.startedOn, -1) })).outcome, 'in-the-past')
  assert.equal((await replan('chair')).outcome, 'replanned')
  const { userId } = await world.actor('social-worker')
  await overConnection(world.appUrl, async client => {
    await beginAs(client, userId)
    await assert.rejects(
      client.query(
        `insert into clock_replan (clock_id, child_id, from_due_on, to_due_on, reason, authorised_by)
         values ($1, $2, current_date, current_date + 9, 'x', actor())`,
        [clock.id, childId],
      ),
      /row-level security/,
    )
    await client.query('rollback')
  })
  const explain = (who: string) =>
    world.as(who, work => explainLateness(work, { clockId: clock.id, reason: 'illness' }))
  assert.equal((await explain('panel-2')).outcome, 'not-found')
  assert.equal((await explain('teacher')).outcome, 'explained')
})

test('notes and answers are written by who works with the child, on a day that has come, with words', async () => {
  const note = (who: string, change = {}) =>
    world.as(who, work =>
      addNote(work, {
        childId,
        kind: 'note',
        basis: 'fact',
        audience: 'network',
        context: null,
        text: 'Seen at school.',
        saidBy: '',
        happenedOn: work.today,
        ...change,
      }),
    )
  assert.equal((await note('panel-2')).outcome, 'not-found')
  assert.equal((await note('teacher', { text: ' ' })).outcome, 'text-needed')
  assert.equal((await note('teacher', { happenedOn: addDays('2099-01-01' as never, 0) })).outcome, 'not-yet-happened')
  const added = await note('teacher')
  assert.ok(added.outcome === 'added')
  const answer = (who: string) =>
    world.as(who, work => answerLine(work, { lineId: added.entryId, text: 'Seen here too.' }))
  assert.equal((await answer('panel-2')).outcome, 'not-found')
  assert.equal((await answer('social-worker')).outcome, 'answered')
  const { userId, agencyId } = await world.actor('panel-2')
  await overConnection(world.appUrl, async client => {
    await beginAs(client, userId)
    await assert.rejects(
      client.query(
        `insert into entry (child_id, kind, basis, text, happened_on, author_id, agency_id) values ($1, 'note', 'fact', 'x', current_date, $2, $3)`,
        [childId, userId, agencyId],
      ),
      /row-level security/,
    )
    await client.query('rollback')
  })
})

test('a panel’s item is decided once, by a member of that panel, with reasons; escalated by who works; a sitting is to come', async () => {
  const item = { childId, reasons: 'The same adults wait for several children.', askedOfPanel: '', urgentReason: '' }
  const escalated = (who: string, change = {}) =>
    world.as(who, work => escalate(work, { ...item, audience: 'network', ...change }))
  assert.equal((await escalated('panel-2')).outcome, 'not-found')
  assert.equal((await escalated('social-worker', { reasons: ' ' })).outcome, 'reasons-needed')
  const open = await escalated('social-worker')
  assert.ok(open.outcome === 'escalated')
  const decide = (who: string, reasons = 'Patrols are agreed.') =>
    world.as(who, work =>
      decideEscalation(work, { escalationId: open.escalationId, decision: 'actions-agreed', reasons }),
    )
  for (const who of ['social-worker', 'chair', 'lead']) assert.equal((await decide(who)).outcome, 'not-found', who)
  const { userId } = await world.actor('lead')
  await overConnection(world.appUrl, async client => {
    await beginAs(client, userId)
    await assert.rejects(
      client.query(
        `update panel_escalation set decision = 'advice-given', decision_reasons = 'x', decided_by = actor(), decided_at = now(), version = version + 1
          where id = $1`,
        [open.escalationId],
      ),
      /may not be done/,
    )
    await client.query('rollback')
  })
  assert.equal((await decide('panel', ' ')).outcome, 'reasons-needed')
  assert.equal((await decide('panel')).outcome, 'decided')
  assert.equal((await decide('panel-2')).outcome, 'decided-already')
  assert.equal((await world.as('lead', work => planSitting(work, addDays(work.today, -1)))).outcome, 'in-the-past')
  assert.equal(
    (await world.as('social-worker', work => planSitting(work, addDays(work.today, 8)))).outcome,
    'not-found',
  )
  assert.equal((await world.as('lead', work => planSitting(work, addDays(work.today, 8)))).outcome, 'planned')
  assert.ok((await world.as('lead', ({ tx }) => listNetwork(tx, childId))).length > 0)
})
