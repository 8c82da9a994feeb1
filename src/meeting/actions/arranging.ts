import type { Work } from '../../access/work.ts'
import type { RiskLevel } from '../../assessment/assessment.ts'
import { protocolCallsForMeeting } from '../../assessment/rules.ts'
import { findJudgement, listAssessments } from '../../assessment/store.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { findChild } from '../../child/store/children.ts'
import { listNetwork } from '../../child/store/network.ts'
import { recordHappening } from '../../chronology/actions.ts'
import { type CalendarDate, instantInWales } from '../../lib/calendar-date.ts'
import { meetClocksOfChild, startClock, stopClock } from '../../clock/actions.ts'
import { findClockOf } from '../../clock/store/clocks.ts'
import { moveToStep } from '../../pathway/actions.ts'
import { findOpenPathway } from '../../pathway/store.ts'
import { MEETING_CLOCKS, type Paperwork } from '../meeting.ts'
import { isOpen, missingPaperwork } from '../rules.ts'
import { findMeeting, insertMeeting, listMeetings, updateMeeting } from '../store/meeting.ts'
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
  const open = earlier.find(isOpen)
  if (open !== undefined) return { outcome: 'one-is-running', meetingId: open.id }

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
  const open = (await listMeetings(work.tx, childId)).filter(isOpen)
  if (open.some(each => each.beganAt !== null)) return false
  for (const meeting of open) {
    const result = await callOffMeeting(work, { meetingId: meeting.id, reason })
    if (result.outcome !== 'called-off') return false
  }
  return true
}
