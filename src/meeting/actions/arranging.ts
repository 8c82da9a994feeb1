import { mayLetIn } from '../../access/store/grants.ts'
import type { Work } from '../../access/work.ts'
import type { RiskLevel } from '../../assessment/assessment.ts'
import { protocolCallsForMeeting } from '../../assessment/rules.ts'
import { findJudgement, listAssessments } from '../../assessment/store.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { hasRole, namesOf } from '../../board/store/staff.ts'
import { joinNetwork, leaveNetwork } from '../../child/actions.ts'
import { findChild } from '../../child/store/children.ts'
import { listNetwork } from '../../child/store/network.ts'
import { recordHappening } from '../../chronology/actions.ts'
import { type CalendarDate, calendarDateAt, instantInWales } from '../../lib/calendar-date.ts'
import { meetClocksOfChild, startClock, stopClock } from '../../clock/actions.ts'
import { findClockOf, findLimit, updateClock } from '../../clock/store/clocks.ts'
import { moveToStep } from '../../pathway/actions.ts'
import { findOpenPathway } from '../../pathway/store.ts'
import { type Meeting, MEETING_CLOCKS, type Paperwork, type Part } from '../meeting.ts'
import { consultationDueAt, consultedInTime, dayToExplain, missingPaperwork, runsMeeting } from '../rules.ts'
import { findConsultation } from '../store/consultation.ts'
import { findMeeting, insertMeeting, listMeetings, updateMeeting } from '../store/meeting.ts'
import { insertPerson, listPeople, updatePersonRemoved } from '../store/people.ts'
import { meetingFor, type Refused } from './asking.ts'

export type AskForMeetingResult =
  | { outcome: 'asked-for'; meetingId: string; dueBy: CalendarDate; missing: readonly Paperwork[] }
  | { outcome: 'reason-needed' }
  | { outcome: 'one-is-running'; meetingId: string }
  | { outcome: 'not-on-the-pathway' }
  | { outcome: 'not-found' }

/**
 * Asks for an Exploitation Family Meeting about a child: the first, or a review, which is a meeting again.
 *
 * At low risk the protocol does not call for a meeting; a practitioner may still ask, and says why, as with a level other than the
 * one judged. A first meeting that was called off and is asked for again keeps the days of the first request. What is missing of the
 * paperwork is named, and does not stand in the way of asking.
 *
 * @throws {RangeError} when the bank holidays for the period are not known
 * @protocol §6 step 4; §6 step 5; Appendix One, Paperwork with the request
 */
export async function askForMeeting(
  work: Work,
  request: { childId: string; risk: RiskLevel; reason: string },
): Promise<AskForMeetingResult> {
  const { tx, actor, now, today } = work
  const { childId, risk, reason } = request
  if ((await findChild(tx, childId)) === undefined) return { outcome: 'not-found' }
  const pathway = await findOpenPathway(tx, childId)
  if (pathway === undefined) return { outcome: 'not-on-the-pathway' }
  const latest = await findJudgement(tx, childId)
  const differs = latest?.level != null && latest.level !== risk
  if ((differs || !protocolCallsForMeeting(risk)) && reason.trim() === '') return { outcome: 'reason-needed' }
  const all = (await listMeetings(tx, childId)).filter(meeting => meeting.pathwayId === pathway.id)
  const earlier = all.filter(meeting => meeting.calledOffAt === null)
  const running = earlier.find(meeting => meeting.endedAt === null)
  if (running !== undefined) return { outcome: 'one-is-running', meetingId: running.id }

  const missing = missingPaperwork(await listAssessments(tx, childId))
  const lead = (await listNetwork(tx, childId)).find(member => member.part === 'lead-practitioner')
  const last = earlier[0]
  const reviewClock = last === undefined ? undefined : await findClockOf(tx, 'review-meeting', last.id)
  const number = Math.max(0, ...all.map(each => each.number)) + 1
  const firstAsked = all.reduce((first, each) => (each.askedForOn < first ? each.askedForOn : first), today)
  // The row comes before its clock, which measures it; the day is put in when the clock says it.
  const meetingId = await insertMeeting(tx, {
    childId,
    pathwayId: pathway.id,
    number,
    askedForOn: today,
    askedForBy: actor.userId,
    risk,
    reason,
    assessmentId: latest?.id ?? null,
    missingPaperwork: missing,
    dueBy: reviewClock?.dueOn ?? today,
    at: now,
  })
  const dueBy =
    reviewClock === undefined
      ? await startFirstMeetingClock(work, meetingId, childId, lead?.userId ?? actor.userId, firstAsked)
      : reviewClock.dueOn
  await meetClocksOfChild(work, childId, ['ask-for-meeting'])
  await moveToStep(work, childId, 'meeting-asked-for')
  await recordHappening(work, {
    childId,
    kind: 'meeting-asked-for',
    subjectId: meetingId,
    details: { number, due: dueBy, risk },
    text: reason,
  })
  await recordAuditEvent(tx, 'meeting.asked-for', { childId, subjectId: meetingId })
  return { outcome: 'asked-for', meetingId, dueBy, missing }
}

async function startFirstMeetingClock(
  work: Work,
  meetingId: string,
  childId: string,
  holderId: string,
  firstAskedOn: CalendarDate,
): Promise<CalendarDate> {
  const { dueOn } = await startClock(work, {
    kind: MEETING_CLOCKS.firstMeeting,
    // Called off and asked for again: the days are counted from the first request.
    ...(firstAskedOn < work.today && { startedAt: instantInWales(firstAskedOn, '12:00') }),
    subjectId: meetingId,
    childId,
    holderId,
  })
  const meeting = await findMeeting(work.tx, meetingId)
  if (meeting !== undefined) await updateMeeting(work.tx, meeting, { dueBy: dueOn }, work.actor.userId, work.now)
  return dueOn
}

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
  const toExplain = dayToExplain(calendarDateAt(booking.bookedFor), meeting.dueBy, work.holidays)
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

/** Calls a meeting off before it began, with the reason; another can then be asked for. @protocol §6 step 5 */
export async function callOffMeeting(
  work: Work,
  { meetingId, reason }: { meetingId: string; reason: string },
): Promise<
  | { outcome: 'called-off'; childId: string }
  | { outcome: 'reason-needed' }
  | { outcome: 'changed-since-you-read' }
  | Refused
> {
  const { tx, actor, now } = work
  const asked = await meetingFor(work, meetingId, 'call-off')
  if (asked.outcome !== 'may') return asked
  const { meeting } = asked
  if (reason.trim() === '') return { outcome: 'reason-needed' }
  if (!(await updateMeeting(tx, meeting, { calledOffAt: now, calledOffReason: reason }, actor.userId, now)))
    return { outcome: 'changed-since-you-read' }
  await stopClock(work, 'first-meeting', meeting.id, 'called-off')
  await stopClock(work, 'consultation', meeting.id, 'called-off')
  await recordHappening(work, {
    childId: meeting.childId,
    kind: 'meeting-called-off',
    subjectId: meeting.id,
    details: { number: meeting.number },
    text: reason,
  })
  await recordAuditEvent(tx, 'meeting.called-off', { childId: meeting.childId, subjectId: meeting.id })
  return { outcome: 'called-off', childId: meeting.childId }
}

/**
 * Calls off what is asked for or booked of a child whose pathway ends. Answers false, and calls nothing off, while a meeting runs.
 *
 * @protocol §6 step 5; decision 0028
 */
export async function callOffForEnding(work: Work, childId: string, reason: string): Promise<boolean> {
  const open = (await listMeetings(work.tx, childId)).filter(each => each.endedAt === null && each.calledOffAt === null)
  if (open.some(each => each.beganAt !== null)) return false
  for (const meeting of open) {
    const result = await callOffMeeting(work, { meetingId: meeting.id, reason })
    if (result.outcome !== 'called-off') return false
  }
  return true
}
