import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { childOnPathway } from '../../test/children.ts'
import { beginAs, overConnection } from '../../test/database.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { changeLimit } from '../board/actions.ts'
import { bankHolidays } from '../calendar/bank-holidays.ts'
import { isWorkingDay } from '../calendar/working-days.ts'
import { joinNetwork } from '../child/actions.ts'
import { findClockOf, listRunningClocksOfChild } from '../clock/store/clocks.ts'
import { confirmEnding, proposeEnding } from '../ending/actions.ts'
import { addDays, type CalendarDate, calendarDateAt, instantInWales } from '../lib/calendar-date.ts'
import { askForMeeting } from './actions/arranging.ts'
import { bookMeeting } from './actions/booking.ts'
import { endMeeting } from './actions/ending.ts'
import { agreeMeetingAction, beginMeeting, moveToStage, recordPresence, writeEntry } from './actions/holding.ts'
import { recordConsultation } from './actions/inviting.ts'
import type { Consultation } from './meeting.ts'
import { findMeeting } from './store/meeting.ts'
import { listPeople } from './store/people.ts'

let world: World
before(async () => {
  world = await demonstrationWorld()
})
after(() => world.close())

const today = calendarDateAt(new Date())
const holidays = bankHolidays()
const nextWorkingDay = (from: CalendarDate): CalendarDate =>
  isWorkingDay(from, holidays) ? from : nextWorkingDay(addDays(from, 1))
const HOUR = 3_600_000

/** A meeting that was asked for, of a child around whom chair and note-taker are not yet. */
async function askedFor(familyName: string): Promise<{ childId: string; meetingId: string }> {
  const childId = await childOnPathway(world, familyName)
  const asked = await world.as('social-worker', work => askForMeeting(work, { childId, risk: 'high', reason: 'x' }))
  assert.ok(asked.outcome === 'asked-for')
  return { childId, meetingId: asked.meetingId }
}

const ids = async () => ({
  chairId: (await world.actor('chair')).userId,
  noteTakerId: (await world.actor('note-taker')).userId,
})
const book = async (meetingId: string, bookedFor: Date, change: Partial<Parameters<typeof bookMeeting>[1]> = {}) => {
  const people = await ids()
  return world.as('social-worker', async work =>
    bookMeeting(work, {
      ...people,
      meetingId,
      version: (await findMeeting(work.tx, meetingId))?.version ?? 0,
      bookedFor,
      bookingReason: 'The only day.',
      place: '',
      language: 'en',
      interpreter: '',
      accessNeeds: '',
      keepApart: '',
      acceptedIncomplete: 'The papers follow.',
      ...change,
    }),
  )
}
const CONSULTED: Consultation = {
  consultedAt: null,
  withWhom: '',
  childWantsToSay: '',
  familyWantsToSay: '',
  fears: '',
  privateWord: '',
  complaintExplained: 'yes',
  advocacy: 'not-offered',
  languageOffered: 'en',
  lateOrRefusedReason: '',
}
const consult = (meetingId: string, consultedAt: Date | null, lateOrRefusedReason = '') =>
  world.as('chair', work =>
    recordConsultation(work, { meetingId, consultation: { ...CONSULTED, consultedAt, lateOrRefusedReason } }),
  )
const begin = (meetingId: string, earlyReason = 'Everyone is here.') =>
  world.as('chair', work => beginMeeting(work, { meetingId, earlyReason }))
const clockOf = (rule: Parameters<typeof findClockOf>[1], subjectId: string) =>
  world.as('chair', ({ tx }) => findClockOf(tx, rule, subjectId))

test('D15: a consultation in the future is not one that was held', async () => {
  const { meetingId } = await askedFor('Ymgynghori')
  await book(meetingId, new Date(Date.now() + 72 * HOUR))
  assert.equal((await consult(meetingId, new Date(Date.now() + HOUR))).outcome, 'not-yet')
  assert.equal((await clockOf('consultation', meetingId))?.metAt, null)
  assert.equal((await consult(meetingId, new Date(Date.now() - HOUR))).outcome, 'recorded')
})

test('D16: an earlier hour that makes the consultation late asks for the reason first, and the clock then says it was late', async () => {
  const { meetingId } = await askedFor('Cynnar')
  await book(meetingId, new Date(Date.now() + 72 * HOUR))
  const consultedAt = new Date(Date.now() - HOUR)
  await consult(meetingId, consultedAt)
  const earlier = new Date(Date.now() + 12 * HOUR)
  assert.equal((await book(meetingId, earlier)).outcome, 'consultation-too-late')
  assert.equal((await consult(meetingId, consultedAt, 'The family was away.')).outcome, 'recorded')
  assert.equal((await book(meetingId, earlier)).outcome, 'booked')
  const clock = await clockOf('consultation', meetingId)
  assert.ok(clock?.metAt && clock.dueAt && clock.metAt > clock.dueAt)
})

test('D18: a meeting does not begin before the consultation, or the reason why there was none; then its clock ends', async () => {
  const { meetingId } = await askedFor('Dechrau')
  await book(meetingId, new Date(Date.now() + 72 * HOUR))
  assert.equal((await begin(meetingId)).outcome, 'consultation-needed')
  const { userId } = await world.actor('chair')
  await overConnection(world.appUrl, async client => {
    await beginAs(client, userId)
    await assert.rejects(
      client.query(
        `update meeting set began_at = now(), stage = 'closed-session', began_early_reason = 'x', version = version + 1 where id = $1`,
        [meetingId],
      ),
      /after the consultation/,
    )
    await client.query('rollback')
  })
  assert.equal((await consult(meetingId, null)).outcome, 'reason-needed')
  assert.equal((await consult(meetingId, null, 'They refused.')).outcome, 'recorded')
  assert.equal((await begin(meetingId, ' ')).outcome, 'reason-needed', 'and before its day with the chair’s reason')
  await overConnection(world.appUrl, async client => {
    await beginAs(client, userId)
    await assert.rejects(
      client.query(
        `update meeting set began_at = now(), stage = 'closed-session', version = version + 1 where id = $1`,
        [meetingId],
      ),
      /on its day, or with a reason/,
    )
    await client.query('rollback')
  })
  assert.equal((await begin(meetingId)).outcome, 'began')
  const clock = await clockOf('consultation', meetingId)
  assert.ok(clock?.metAt ?? clock?.stoppedAt)
})

test('D6: a meeting of a pathway that has ended does not begin', async () => {
  const { childId, meetingId } = await askedFor('Diwedd')
  await book(meetingId, new Date(Date.now() + 72 * HOUR))
  await consult(meetingId, null, 'They refused.')
  // As it was before an ending called meetings off: the pathway alone has ended.
  await overConnection(world.ownerUrl, client =>
    client.query(
      `update pathway set ended_on = current_date, ending = 'other', version = version + 1 where child_id = $1 and ended_on is null`,
      [childId],
    ),
  )
  assert.equal((await begin(meetingId)).outcome, 'pathway-ended')
  const { userId } = await world.actor('chair')
  await overConnection(world.appUrl, async client => {
    await beginAs(client, userId)
    await assert.rejects(
      client.query(
        `update meeting set began_at = now(), stage = 'closed-session', began_early_reason = 'x', version = version + 1 where id = $1`,
        [meetingId],
      ),
      /pathway that has ended/,
    )
    await client.query('rollback')
  })
})

test('a meeting past its limit, or on a day that is not worked, is booked with a reason; chair and note-taker are two, with these roles', async () => {
  const { meetingId } = await askedFor('Trefnu')
  const meeting = await world.as('social-worker', ({ tx }) => findMeeting(tx, meetingId))
  assert.ok(meeting)
  const on = (day: CalendarDate) => instantInWales(day, '14:00')
  const without = { bookingReason: ' ' }
  assert.equal((await book(meetingId, on(addDays(meeting.dueBy, 1)), without)).outcome, 'past-the-limit')
  const saturday = [1, 2, 3, 4, 5, 6, 7].map(n => addDays(today, n)).find(day => !isWorkingDay(day, holidays))
  assert.ok(saturday)
  assert.equal((await book(meetingId, on(saturday), without)).outcome, 'not-a-working-day')
  assert.equal((await book(meetingId, new Date(Date.now() - HOUR))).outcome, 'in-the-past')
  const { chairId } = await ids()
  const teacher = (await world.actor('teacher')).userId
  const later = on(nextWorkingDay(addDays(today, 1)))
  assert.equal((await book(meetingId, later, { noteTakerId: chairId })).outcome, 'note-taker-is-chair')
  assert.equal((await book(meetingId, later, { chairId: teacher })).outcome, 'not-a-chair')
  assert.equal((await book(meetingId, later, { noteTakerId: teacher })).outcome, 'not-a-note-taker')
  assert.equal((await book(meetingId, later, { acceptedIncomplete: ' ' })).outcome, 'incomplete')
  assert.equal((await book(meetingId, later, { version: 99 })).outcome, 'changed-since-you-read')
  assert.equal((await book(meetingId, later, without)).outcome, 'booked')
})

/** A meeting that was begun and moved on to planning, with its chair in the room. */
async function running(familyName: string): Promise<{ childId: string; meetingId: string }> {
  const asked = await askedFor(familyName)
  await book(asked.meetingId, new Date(Date.now() + 72 * HOUR))
  await consult(asked.meetingId, null, 'They refused.')
  assert.equal((await begin(asked.meetingId)).outcome, 'began')
  await world.as('chair', async work => {
    const stage = 'safety-planning' as const
    await moveToStage(work, { meetingId: asked.meetingId, stage, knowingly: true })
    const people = await listPeople(work.tx, asked.meetingId)
    await recordPresence(work, { meetingId: asked.meetingId, stage, personIds: people.map(({ id }) => id) })
  })
  return asked
}
const end = (meetingId: string, reviewSooner?: CalendarDate) =>
  world.as('chair', work =>
    endMeeting(work, {
      meetingId,
      familyPresent: 'child-and-family',
      reviewSooner,
      debriefBy: undefined,
      how: 'typed',
    }),
  )

test('D45: an action is held by somebody who sees the child', async () => {
  const { childId, meetingId } = await running('Perchennog')
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
  const { meetingId } = await running('Adolygu')
  assert.equal((await end(meetingId, today)).outcome, 'review-before-meeting')
  assert.equal((await end(meetingId, addDays(today, -1))).outcome, 'review-before-meeting')
  const changed = await world.as('administrator', work =>
    changeLimit(work, { rule: 'review-meeting', value: 21, effectiveFrom: work.today, source: 'The board, today' }),
  )
  assert.equal(changed.outcome, 'changed')
  assert.equal((await end(meetingId)).outcome, 'ended')
  const meeting = await world.as('chair', ({ tx }) => findMeeting(tx, meetingId))
  assert.equal(meeting?.nextReviewBy, addDays(today, 21))
  assert.equal((await clockOf('review-meeting', meetingId))?.dueOn, addDays(today, 21))
})

test('D20, code 16: the board’s own hours before a meeting are counted; set twice for one day, the later number holds; no day that has passed', async () => {
  const set = (who: string, value: number, effectiveFrom = today) =>
    world.as(who, work => changeLimit(work, { rule: 'consultation', value, effectiveFrom, source: 'The board' }))
  assert.equal((await set('lead', 48)).outcome, 'not-found')
  assert.equal((await set('administrator', 48, addDays(today, -1))).outcome, 'day-has-passed')
  assert.equal((await set('administrator', 36)).outcome, 'changed')
  assert.equal((await set('administrator', 48)).outcome, 'changed')
  const { meetingId } = await askedFor('Oriau')
  const bookedFor = new Date(Date.now() + 96 * HOUR)
  await book(meetingId, bookedFor)
  const clock = await clockOf('consultation', meetingId)
  assert.equal(clock?.dueAt?.getTime(), bookedFor.getTime() - 48 * HOUR)
  assert.equal(clock.limitValue, 48)
})

test('D23: a review that is asked for late keeps its own day, and says that it is past', async () => {
  const { childId, meetingId } = await running('Hwyr')
  await end(meetingId)
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
    (await book(asked.meetingId, instantInWales(nextWorkingDay(addDays(today, 1)), '14:00'), { bookingReason: '' }))
      .outcome,
    'past-the-limit',
  )
})

test('a pathway does not end while its meeting runs, and a meeting is not ended twice', async () => {
  const { childId, meetingId } = await running('Dwywaith')
  const words = { whatChanged: 'x', whoKeepsWatch: '', whatWouldBringBack: '' }
  await world.as('social-worker', work =>
    proposeEnding(work, { childId, kind: 'ending', ending: 'moved', movedTo: null, ...words }),
  )
  assert.equal((await world.as('lead', work => confirmEnding(work, childId))).outcome, 'meeting-is-running')
  assert.equal((await end(meetingId)).outcome, 'ended')
  assert.equal((await end(meetingId)).outcome, 'not-now')
  assert.equal((await world.as('lead', work => confirmEnding(work, childId))).outcome, 'confirmed')
})

test('provenance: a note-taker names the speaker, a quotation too; nothing is a fact unless somebody said so', async () => {
  const { meetingId } = await running('Llefarydd')
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
  const { meetingId } = await running('Cynt')
  assert.equal((await end(meetingId, addDays(today, 10))).outcome, 'ended')
  const clock = await clockOf('review-meeting', meetingId)
  assert.equal(clock?.dueOn, addDays(today, 10))
  assert.equal(clock.limitDueOn, addDays(today, clock.limitValue))
  assert.ok(clock.limitValue > 10)
})
