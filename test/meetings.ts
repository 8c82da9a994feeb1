import assert from 'node:assert/strict'
import { childOnPathway } from './children.ts'
import type { World } from './world.ts'
import { bankHolidays } from '../src/calendar/bank-holidays.ts'
import { isWorkingDay } from '../src/calendar/working-days.ts'
import { findClockOf } from '../src/clock/store/clocks.ts'
import { addDays, type CalendarDate, calendarDateAt } from '../src/lib/calendar-date.ts'
import { askForMeeting } from '../src/meeting/actions/arranging.ts'
import { bookMeeting } from '../src/meeting/actions/booking.ts'
import { endMeeting } from '../src/meeting/actions/ending.ts'
import { beginMeeting, recordPresence } from '../src/meeting/actions/holding.ts'
import { moveToStage } from '../src/meeting/actions/stages.ts'
import { recordConsultation } from '../src/meeting/actions/inviting.ts'
import type { NewConsultation } from '../src/meeting/meeting.ts'
import { findMeeting } from '../src/meeting/store/meeting.ts'
import { listPeople } from '../src/meeting/store/people.ts'

/** The day on which the tests run, in Wales. */
export const today = calendarDateAt(new Date())

/** The bank holidays of Wales. */
export const holidays = bankHolidays()

/** The day itself when it is worked, or the next that is. */
export const nextWorkingDay = (from: CalendarDate): CalendarDate =>
  isWorkingDay(from, holidays) ? from : nextWorkingDay(addDays(from, 1))

/** An hour in milliseconds. */
export const HOUR = 3_600_000

/** A meeting that was asked for, of a child around whom chair and note-taker are not yet. */
export async function askedFor(world: World, familyName: string): Promise<{ childId: string; meetingId: string }> {
  const childId = await childOnPathway(world, familyName)
  const asked = await world.as('social-worker', work => askForMeeting(work, { childId, risk: 'high', reason: 'x' }))
  assert.ok(asked.outcome === 'asked-for')
  return { childId, meetingId: asked.meetingId }
}

/** The chair and the note-taker of the demonstration, as a booking names them. */
export const chairAndNoteTaker = async (world: World) => ({
  chairId: (await world.actor('chair')).userId,
  noteTakerId: (await world.actor('note-taker')).userId,
})

/** Books a meeting as the social worker, with whatever is said otherwise. */
export const book = async (
  world: World,
  meetingId: string,
  bookedFor: Date,
  change: Partial<Parameters<typeof bookMeeting>[1]> = {},
) => {
  const people = await chairAndNoteTaker(world)
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

const CONSULTED: NewConsultation = {
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

/** Records a consultation as the chair: held at an instant, or why it was not. */
export const consult = (world: World, meetingId: string, consultedAt: Date | null, lateOrRefusedReason = '') =>
  world.as('chair', work =>
    recordConsultation(work, { meetingId, consultation: { ...CONSULTED, consultedAt, lateOrRefusedReason } }),
  )

/** Begins a meeting as its chair. */
export const begin = (world: World, meetingId: string, earlyReason = 'Everyone is here.') =>
  world.as('chair', work => beginMeeting(work, { meetingId, earlyReason }))

/** The clock of a rule about a meeting. */
export const clockOf = (world: World, rule: Parameters<typeof findClockOf>[1], subjectId: string) =>
  world.as('chair', ({ tx }) => findClockOf(tx, rule, subjectId))

/** A meeting that was begun and moved on to planning, with its chair in the room. */
export async function running(world: World, familyName: string): Promise<{ childId: string; meetingId: string }> {
  const asked = await askedFor(world, familyName)
  await book(world, asked.meetingId, new Date(Date.now() + 72 * HOUR))
  await consult(world, asked.meetingId, null, 'They refused.')
  assert.equal((await begin(world, asked.meetingId)).outcome, 'began')
  await world.as('chair', async work => {
    const stage = 'safety-planning' as const
    await moveToStage(work, { meetingId: asked.meetingId, stage, openStaysOut: undefined })
    const people = await listPeople(work.tx, asked.meetingId)
    await recordPresence(work, { meetingId: asked.meetingId, stage, personIds: people.map(({ id }) => id), were: [] })
  })
  return asked
}

/** Ends a meeting as its chair. */
export const end = (world: World, meetingId: string, reviewSooner?: CalendarDate) =>
  world.as('chair', work =>
    endMeeting(work, {
      meetingId,
      familyPresent: 'child-and-family',
      reviewSooner,
      debriefBy: undefined,
      how: 'typed',
    }),
  )
