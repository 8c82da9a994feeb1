import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { beginAs, overConnection } from '../../test/database.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { changeLimit } from '../board/actions.ts'
import { joinNetwork } from '../child/actions.ts'
import { listRunningClocksOfChild } from '../clock/store/clocks.ts'
import { confirmEnding, proposeEnding } from '../ending/actions.ts'
import { addDays, instantInWales } from '../lib/calendar-date.ts'
import { askForMeeting } from './actions/arranging.ts'
import { agreeMeetingAction, writeEntry } from './actions/holding.ts'
import { findMeeting } from './store/meeting.ts'
import { today, nextWorkingDay, book, clockOf, running, end } from '../../test/meetings.ts'

let world: World
before(async () => {
  world = await demonstrationWorld()
})
after(() => world.close())

test('D45: an action is held by somebody who sees the child', async () => {
  const { childId, meetingId } = await running(world, 'Perchennog')
  const owner = await world.actor('youth-justice')
  const agree = () =>
    world.as('chair', work =>
      agreeMeetingAction(work, {
        meetingId,
        context: 'home',
        what: 'Meet weekly.',
        who: 'the youth justice worker',
        ownerId: owner.userId,
        agencyId: null,
        dueOn: addDays(work.today, 5),
        audience: 'network',
      }),
    )
  assert.equal((await agree()).outcome, 'owner-does-not-see-the-child')
  await world.as('social-worker', work => joinNetwork(work, { childId, userId: owner.userId, part: 'practitioner' }))
  assert.equal((await agree()).outcome, 'agreed')
  const held = await world.as('youth-justice', ({ tx }) => listRunningClocksOfChild(tx, childId))
  assert.ok(held.some(clock => clock.rule === 'action' && clock.holderId === owner.userId))
})

test('D21, D22: the board’s own limit of the review is the one of its clock and of the record; the review is after the meeting', async () => {
  const { meetingId } = await running(world, 'Adolygu')
  assert.equal((await end(world, meetingId, today)).outcome, 'review-before-meeting')
  assert.equal((await end(world, meetingId, addDays(today, -1))).outcome, 'review-before-meeting')
  const changed = await world.as('administrator', work =>
    changeLimit(work, { rule: 'review-meeting', value: 21, effectiveFrom: work.today, source: 'The board, today' }),
  )
  assert.equal(changed.outcome, 'changed')
  assert.equal((await end(world, meetingId)).outcome, 'ended')
  const meeting = await world.as('chair', ({ tx }) => findMeeting(tx, meetingId))
  assert.equal(meeting?.nextReviewBy, addDays(today, 21))
  assert.equal((await clockOf(world, 'review-meeting', meetingId))?.dueOn, addDays(today, 21))
})

test('D23: a review that is asked for late keeps its own day, and says that it is past', async () => {
  const { childId, meetingId } = await running(world, 'Hwyr')
  await end(world, meetingId)
  await overConnection(world.ownerUrl, client =>
    client.query(
      `update clock set due_on = current_date - 47, version = version + 1 where subject_id = $1 and rule = 'review-meeting'`,
      [meetingId],
    ),
  )
  const asked = await world.as('social-worker', work => askForMeeting(work, { childId, risk: 'high', reason: 'x' }))
  assert.ok(asked.outcome === 'asked-for')
  assert.equal(asked.dueBy, addDays(today, -47))
  const review = await world.as('social-worker', ({ tx }) => findMeeting(tx, asked.meetingId))
  assert.equal(review?.dueBy, addDays(today, -47))
  assert.equal(
    (
      await book(world, asked.meetingId, instantInWales(nextWorkingDay(addDays(today, 1)), '14:00'), {
        bookingReason: '',
      })
    ).outcome,
    'past-the-limit',
  )
})

test('a pathway does not end while its meeting runs, and a meeting is not ended twice', async () => {
  const { childId, meetingId } = await running(world, 'Dwywaith')
  const words = { whatChanged: 'x', whoKeepsWatch: '', whatWouldBringBack: '' }
  await world.as('social-worker', work =>
    proposeEnding(work, { childId, kind: 'ending', ending: 'moved', movedTo: null, ...words }),
  )
  assert.equal((await world.as('lead', work => confirmEnding(work, childId))).outcome, 'meeting-is-running')
  assert.equal((await end(world, meetingId)).outcome, 'ended')
  assert.equal((await end(world, meetingId)).outcome, 'not-now')
  assert.equal((await world.as('lead', work => confirmEnding(work, childId))).outcome, 'confirmed')
})

test('provenance: a note-taker names the speaker, a quotation too; nothing is a fact unless somebody said so', async () => {
  const { meetingId } = await running(world, 'Llefarydd')
  const write = (who: string, basis: 'fact' | 'childs-own-words', saidBy: string) =>
    world.as(who, work =>
      writeEntry(work, {
        meetingId,
        stage: 'safety-planning',
        context: null,
        basis,
        audience: 'network',
        text: 'x',
        saidBy,
      }),
    )
  assert.equal((await write('note-taker', 'fact', ' ')).outcome, 'speaker-needed')
  assert.equal((await write('chair', 'childs-own-words', '')).outcome, 'speaker-needed')
  assert.equal((await write('chair', 'fact', '')).outcome, 'written')
  assert.equal((await write('note-taker', 'fact', 'the teacher')).outcome, 'written')
  const { userId } = await world.actor('note-taker')
  await overConnection(world.appUrl, async client => {
    await beginAs(client, userId)
    await assert.rejects(
      client.query(
        `insert into entry (child_id, kind, basis, text, happened_on, meeting_id, stage, author_id, agency_id)
         select m.child_id, 'meeting-entry', 'fact', 'x', current_date, m.id, 'safety-planning', actor(), actor_agency() from meeting m where m.id = $1`,
        [meetingId],
      ),
      /who said it is named/,
    )
    await client.query('rollback')
  })
})

test('case files 9: a review that was agreed sooner says its own limit too', async () => {
  const { meetingId } = await running(world, 'Cynt')
  assert.equal((await end(world, meetingId, addDays(today, 10))).outcome, 'ended')
  const clock = await clockOf(world, 'review-meeting', meetingId)
  assert.equal(clock?.dueOn, addDays(today, 10))
  assert.equal(clock.limitDueOn, addDays(today, clock.limitValue))
  assert.ok(clock.limitValue > 10)
})
