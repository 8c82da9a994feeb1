import { mayLetIn } from '../../access/store/grants.ts'
import type { Work } from '../../access/work.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { hasRole, namesOf } from '../../board/store/staff.ts'
import { joinNetwork, leaveNetwork } from '../../child/actions.ts'
import { listNetwork } from '../../child/store/network.ts'
import { recordHappening } from '../../chronology/actions.ts'
import { calendarDateAt } from '../../lib/calendar-date.ts'
import { startClock } from '../../clock/actions.ts'
import { findClockOf, findLimit, updateClock } from '../../clock/store/clocks.ts'
import { dueDay } from '../due.ts'
import { type Meeting, MEETING_CLOCKS, type Part } from '../meeting.ts'
import { consultationDueAt, consultedInTime, dayToExplain, runsMeeting } from '../rules.ts'
import { findConsultation } from '../store/consultation.ts'
import { listMeetings, updateMeeting } from '../store/meeting.ts'
import { insertPerson, listPeople, updatePersonRemoved } from '../store/people.ts'
import { meetingFor, type Refused } from './asking.ts'

/** When and where a meeting is to be, who chairs it and who takes notes. */
export type Booking = {
  readonly chairId: string
  readonly noteTakerId: string | null
  readonly bookedFor: Date
  /** Why it is for a day that is not a working day, or past the limit; empty when it is neither. */
  readonly bookingReason: string
  readonly place: string
  readonly language: string
  readonly interpreter: string
  readonly accessNeeds: string
  readonly keepApart: string
  readonly acceptedIncomplete: string
}

/**
 * Books a meeting, or books it anew. Chair and note-taker, two people with these roles, join the child's network, the clock of
 * the meeting passes to the chair, and the one of the consultation is set to its hours before. A day past the limit, or one that
 * is not a working day, needs a reason; so does an earlier hour that makes the consultation late.
 *
 * @throws {RangeError} when the bank holidays for the period are not known
 * @protocol §6 step 5; Appendix One, Pre-meeting consultation; decision 0025
 */
export async function bookMeeting(
  work: Work,
  booking: Booking & { meetingId: string; version: number },
): Promise<
  | { outcome: 'booked' }
  | { outcome: 'in-the-past' }
  | { outcome: 'past-the-limit' | 'not-a-working-day' }
  | { outcome: 'not-a-chair' | 'not-a-note-taker' | 'note-taker-is-chair' }
  | { outcome: 'consultation-too-late' }
  | { outcome: 'incomplete' }
  | { outcome: 'may-not-let-in' }
  | { outcome: 'changed-since-you-read' }
  | Refused
> {
  const { tx, actor, now } = work
  const asked = await meetingFor(work, booking.meetingId, 'book')
  if (asked.outcome !== 'may') return asked
  const { meeting } = asked
  if (booking.bookedFor < now) return { outcome: 'in-the-past' }
  const toExplain = dayToExplain(calendarDateAt(booking.bookedFor), await dueDay(tx, meeting), work.holidays)
  if (toExplain !== undefined && booking.bookingReason.trim() === '') return { outcome: toExplain }
  if (booking.noteTakerId === booking.chairId) return { outcome: 'note-taker-is-chair' }
  if (!(await hasRole(tx, booking.chairId, 'chair'))) return { outcome: 'not-a-chair' }
  if (booking.noteTakerId !== null && !(await hasRole(tx, booking.noteTakerId, 'note-taker')))
    return { outcome: 'not-a-note-taker' }
  if (meeting.missingPaperwork.length > 0 && booking.acceptedIncomplete.trim() === '') return { outcome: 'incomplete' }
  const hours = (await findLimit(tx, MEETING_CLOCKS.consultation, work.today)).value
  const consultation = await findConsultation(tx, meeting.id)
  if (
    consultation?.consultedAt != null &&
    consultation.lateOrRefusedReason.trim() === '' &&
    !consultedInTime(consultation.consultedAt, booking.bookedFor, hours)
  )
    return { outcome: 'consultation-too-late' }
  // Chair and note-taker come into the network with the booking.
  if (!(await mayLetIn(tx, meeting.childId))) return { outcome: 'may-not-let-in' }
  const { meetingId, version, ...change } = booking
  if (!(await updateMeeting(tx, { id: meetingId, version }, change, actor.userId, now)))
    return { outcome: 'changed-since-you-read' }

  const { childId } = meeting
  await joinNetwork(work, { childId, userId: booking.chairId, part: 'chair' })
  if (booking.noteTakerId !== null)
    await joinNetwork(work, { childId, userId: booking.noteTakerId, part: 'note-taker' })
  await bringChairAndNoteTaker(work, meeting, booking)
  const meetingClock = await findClockOf(tx, 'first-meeting', meetingId)
  if (meetingClock?.metAt === null)
    await updateClock(tx, meetingClock, { holderId: booking.chairId }, actor.userId, now)
  await setConsultationClock(work, meeting, booking, hours)
  await recordHappening(work, {
    childId,
    kind: 'meeting-booked',
    subjectId: meetingId,
    details: { number: meeting.number, on: calendarDateAt(booking.bookedFor) },
  })
  await recordAuditEvent(tx, 'meeting.booked', { childId, subjectId: meetingId })
  return { outcome: 'booked' }
}

// Those who run the meeting are in its record like everyone else; a new booking puts others in their place.
async function bringChairAndNoteTaker(work: Work, meeting: Meeting, booking: Booking): Promise<void> {
  const { tx, actor, now } = work
  const wanted = [
    { part: 'chair' as const, userId: booking.chairId },
    ...(booking.noteTakerId === null ? [] : [{ part: 'note-taker' as const, userId: booking.noteTakerId }]),
  ]
  const there = (await listPeople(tx, meeting.id)).filter(
    person => person.part === 'chair' || person.part === 'note-taker',
  )
  for (const person of there)
    if (!wanted.some(each => each.part === person.part && each.userId === person.userId)) {
      await updatePersonRemoved(tx, person.id, now)
      await endNetworkPart(work, meeting, person)
    }
  const names = await namesOf(
    tx,
    wanted.map(each => each.userId),
  )
  for (const each of wanted)
    if (!there.some(person => person.part === each.part && person.userId === each.userId))
      await insertPerson(tx, {
        ...each,
        meetingId: meeting.id,
        childId: meeting.childId,
        name: names.get(each.userId)?.name ?? '',
        agencyId: names.get(each.userId)?.agencyId ?? null,
        inClosed: true,
        inFamily: true,
        by: actor.userId,
        at: now,
      })
}

// Whoever was to run the meeting and will not leaves the network too, unless another meeting about the child needs them.
async function endNetworkPart(
  work: Work,
  meeting: Meeting,
  person: { userId: string | null; part: Part },
): Promise<void> {
  const elsewhere = (await listMeetings(work.tx, meeting.childId)).some(
    each =>
      each.id !== meeting.id && each.calledOffAt === null && person.userId !== null && runsMeeting(person.userId, each),
  )
  const member = (await listNetwork(work.tx, meeting.childId)).find(
    each => each.userId === person.userId && each.part === person.part,
  )
  if (!elsewhere && member !== undefined) await leaveNetwork(work, { memberId: member.id, reason: '' })
}

async function setConsultationClock(work: Work, meeting: Meeting, booking: Booking, hours: number): Promise<void> {
  const dueAt = consultationDueAt(booking.bookedFor, hours)
  const there = await findClockOf(work.tx, 'consultation', meeting.id)
  if (there === undefined)
    await startClock(work, {
      kind: MEETING_CLOCKS.consultation,
      subjectId: meeting.id,
      childId: meeting.childId,
      dueAt,
      holderId: booking.chairId,
    })
  // A consultation that was held stays held; whether it was in time is counted from the new hour.
  else if (there.stoppedAt === null)
    await updateClock(
      work.tx,
      there,
      { dueAt, dueOn: calendarDateAt(dueAt), holderId: booking.chairId },
      work.actor.userId,
      work.now,
    )
}
