import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { beginAs, overConnection } from '../../test/database.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { changeLimit } from '../board/actions.ts'
import { isWorkingDay } from '../calendar/working-days.ts'
import { addDays, type CalendarDate, instantInWales } from '../lib/calendar-date.ts'
import { findMeeting } from './store/meeting.ts'
import {
  today,
  holidays,
  nextWorkingDay,
  HOUR,
  askedFor,
  chairAndNoteTaker,
  book,
  consult,
  begin,
  clockOf,
} from '../../test/meetings.ts'

let world: World
before(async () => {
  world = await demonstrationWorld()
})
after(() => world.close())

test('D15: a consultation in the future is not one that was held', async () => {
  const { meetingId } = await askedFor(world, 'Ymgynghori')
  await book(world, meetingId, new Date(Date.now() + 72 * HOUR))
  assert.equal((await consult(world, meetingId, new Date(Date.now() + HOUR))).outcome, 'not-yet')
  assert.equal((await clockOf(world, 'consultation', meetingId))?.metAt, null)
  assert.equal((await consult(world, meetingId, new Date(Date.now() - HOUR))).outcome, 'recorded')
})

test('D16: an earlier hour that makes the consultation late asks for the reason first, and the clock then says it was late', async () => {
  const { meetingId } = await askedFor(world, 'Cynnar')
  await book(world, meetingId, new Date(Date.now() + 72 * HOUR))
  const consultedAt = new Date(Date.now() - HOUR)
  await consult(world, meetingId, consultedAt)
  const earlier = new Date(Date.now() + 12 * HOUR)
  assert.equal((await book(world, meetingId, earlier)).outcome, 'consultation-too-late')
  assert.equal((await consult(world, meetingId, consultedAt, 'The family was away.')).outcome, 'recorded')
  assert.equal((await book(world, meetingId, earlier)).outcome, 'booked')
  const clock = await clockOf(world, 'consultation', meetingId)
  assert.ok(clock?.metAt && clock.dueAt && clock.metAt > clock.dueAt)
})

test('D18: a meeting does not begin before the consultation, or the reason why there was none; then its clock ends', async () => {
  const { meetingId } = await askedFor(world, 'Dechrau')
  await book(world, meetingId, new Date(Date.now() + 72 * HOUR))
  assert.equal((await begin(world, meetingId)).outcome, 'consultation-needed')
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
  assert.equal((await consult(world, meetingId, null)).outcome, 'reason-needed')
  assert.equal((await consult(world, meetingId, null, 'They refused.')).outcome, 'recorded')
  assert.equal(
    (await begin(world, meetingId, ' ')).outcome,
    'reason-needed',
    'and before its day with the chair’s reason',
  )
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
  assert.equal((await begin(world, meetingId)).outcome, 'began')
  const clock = await clockOf(world, 'consultation', meetingId)
  assert.ok(clock?.metAt ?? clock?.stoppedAt)
})

test('D6: a meeting of a pathway that has ended does not begin', async () => {
  const { childId, meetingId } = await askedFor(world, 'Diwedd')
  await book(world, meetingId, new Date(Date.now() + 72 * HOUR))
  await consult(world, meetingId, null, 'They refused.')
  // As it was before an ending called meetings off: the pathway alone has ended.
  await overConnection(world.ownerUrl, client =>
    client.query(
      `update pathway set ended_on = current_date, ending = 'other', version = version + 1 where child_id = $1 and ended_on is null`,
      [childId],
    ),
  )
  assert.equal((await begin(world, meetingId)).outcome, 'pathway-ended')
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
  const { meetingId } = await askedFor(world, 'Trefnu')
  const meeting = await world.as('social-worker', ({ tx }) => findMeeting(tx, meetingId))
  assert.ok(meeting)
  const on = (day: CalendarDate) => instantInWales(day, '14:00')
  const without = { bookingReason: ' ' }
  assert.equal((await book(world, meetingId, on(addDays(meeting.dueBy, 1)), without)).outcome, 'past-the-limit')
  const saturday = [1, 2, 3, 4, 5, 6, 7].map(n => addDays(today, n)).find(day => !isWorkingDay(day, holidays))
  assert.ok(saturday)
  assert.equal((await book(world, meetingId, on(saturday), without)).outcome, 'not-a-working-day')
  assert.equal((await book(world, meetingId, new Date(Date.now() - HOUR))).outcome, 'in-the-past')
  const { chairId } = await chairAndNoteTaker(world)
  const teacher = (await world.actor('teacher')).userId
  const later = on(nextWorkingDay(addDays(today, 1)))
  assert.equal((await book(world, meetingId, later, { noteTakerId: chairId })).outcome, 'note-taker-is-chair')
  assert.equal((await book(world, meetingId, later, { chairId: teacher })).outcome, 'not-a-chair')
  assert.equal((await book(world, meetingId, later, { noteTakerId: teacher })).outcome, 'not-a-note-taker')
  assert.equal((await book(world, meetingId, later, { acceptedIncomplete: ' ' })).outcome, 'incomplete')
  assert.equal((await book(world, meetingId, later, { version: 99 })).outcome, 'changed-since-you-read')
  assert.equal((await book(world, meetingId, later, without)).outcome, 'booked')
})

test('D20, code 16: the board’s own hours before a meeting are counted; set twice for one day, the later number holds; no day that has passed', async () => {
  const set = (who: string, value: number, effectiveFrom = today) =>
    world.as(who, work => changeLimit(work, { rule: 'consultation', value, effectiveFrom, source: 'The board' }))
  assert.equal((await set('lead', 48)).outcome, 'not-found')
  assert.equal((await set('administrator', 48, addDays(today, -1))).outcome, 'day-has-passed')
  assert.equal((await set('administrator', 36)).outcome, 'changed')
  assert.equal((await set('administrator', 48)).outcome, 'changed')
  const { meetingId } = await askedFor(world, 'Oriau')
  const bookedFor = new Date(Date.now() + 96 * HOUR)
  await book(world, meetingId, bookedFor)
  const clock = await clockOf(world, 'consultation', meetingId)
  assert.equal(clock?.dueAt?.getTime(), bookedFor.getTime() - 48 * HOUR)
  assert.equal(clock.limitValue, 48)
})
