import type { Work } from '../access/work.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { findChild } from '../child/store/children.ts'
import { listNetwork } from '../child/store/network.ts'
import { recordHappening } from '../chronology/actions.ts'
import { hasAnyRole } from '../access/actor.ts'
import { meetClocksOfChild, startClock, stopClocksOfChild } from '../clock/actions.ts'
import { listRunningClocksOfChild } from '../clock/store/clocks.ts'
import { warnOfFamily } from '../exploitation/warning.ts'
import { moveToStep } from '../pathway/actions.ts'
import { findOpenPathway } from '../pathway/store.ts'
import { ASSESSMENT_CLOCKS, type AssessmentWords } from './assessment.ts'
import { changeNeedsReason, currentOf, isInForce, protocolCallsForMeeting } from './rules.ts'
import { findAssessment, holdAssessments, insertAssessment, insertNoMeetingDecision, listAssessments } from './store.ts'

/**
 * Completes a screening or assessment with the judgement and its reasons. At medium or high risk the clock for asking for an
 * Exploitation Family Meeting starts, unless a meeting is called for, asked for or to be reviewed already; it is met by the
 * meeting, or stopped by a manager's decision, and never by another assessment. A screening meets no assessment's clock, and one
 * dated before the one in force changes nothing today.
 *
 * @protocol §6 step 3; §6 step 4; §5 Not a one-off event; decision 0027
 */
export async function completeAssessment(
  work: Work,
  assessment: AssessmentWords & { childId: string },
): Promise<
  | { outcome: 'completed'; assessmentId: string; meetingCalledFor: boolean }
  | { outcome: 'change-reason-needed' }
  | { outcome: 'not-yet-done' }
  | { outcome: 'before-birth' }
  | { outcome: 'not-found' }
> {
  const { tx, actor, now } = work
  const child = await findChild(tx, assessment.childId)
  if (child === undefined || !hasAnyRole(actor, ASSESSORS)) return { outcome: 'not-found' }
  if (assessment.doneOn > work.today) return { outcome: 'not-yet-done' }
  if (child.bornOn !== null && assessment.doneOn < child.bornOn) return { outcome: 'before-birth' }
  // Of two at one instant the second is judged beside the first, and ends its clock.
  await holdAssessments(tx, child.id)
  const before = currentOf(await listAssessments(tx, child.id), assessment.kind)
  const inForce = isInForce(assessment.doneOn, before)
  const previousLevel = inForce ? (before?.level ?? null) : null
  if (changeNeedsReason(previousLevel, assessment.level) && assessment.levelChangeReason.trim() === '')
    return { outcome: 'change-reason-needed' }

  const childId = child.id
  const assessmentId = await insertAssessment(tx, { ...assessment, previousLevel }, actor, now)
  await recordHappening(work, {
    childId,
    kind: 'assessment-completed',
    subjectId: assessmentId,
    details: { assessment: assessment.kind, level: assessment.level },
    text: assessment.reasons,
    writtenIn: assessment.writtenIn,
    happenedOn: assessment.doneOn,
  })
  await recordAuditEvent(tx, 'assessment.completed', {
    childId,
    subjectId: assessmentId,
    details: { kind: assessment.kind },
  })

  await warnOfFamily(work, childId, {
    forms: assessment.forms.map(each => each.form),
    known: before?.forms.map(each => each.form) ?? [],
    familyInvolved: false,
  })
  const pathway = await findOpenPathway(tx, childId)
  if (!inForce || pathway === undefined) return { outcome: 'completed', assessmentId, meetingCalledFor: false }
  // Before it is decided whether the child comes on the pathway, what is judged informs that decision and moves nothing.
  if (pathway.step !== 'referral') await moveToStep(work, childId, 'assessment')
  const lead = (await listNetwork(tx, childId)).find(member => member.part === 'lead-practitioner')
  const clock = { subjectId: assessmentId, childId, holderId: lead?.userId ?? actor.userId }
  if (assessment.kind !== 'screening') {
    await meetClocksOfChild(work, childId, ['assessment', 'reassessment'])
    await startClock(work, { ...clock, kind: ASSESSMENT_CLOCKS.reassessment })
  }
  const running = await listRunningClocksOfChild(tx, childId)
  const meetingCalledFor =
    protocolCallsForMeeting(assessment.level) &&
    !running.some(each => ['ask-for-meeting', 'first-meeting', 'review-meeting'].includes(each.rule))
  if (meetingCalledFor) await startClock(work, { ...clock, kind: ASSESSMENT_CLOCKS.askForMeeting })
  return { outcome: 'completed', assessmentId, meetingCalledFor }
}

const ASSESSORS = ['practitioner', 'manager', 'exploitation-lead'] as const

/** A manager decides that no meeting is asked for although the protocol calls for one, and says why. @protocol §6 step 4; decision 0015 */
export async function decideAgainstMeeting(
  work: Work,
  decision: { assessmentId: string; reason: string },
): Promise<{ outcome: 'decided'; childId: string } | { outcome: 'reason-needed' } | { outcome: 'not-found' }> {
  const assessment = await findAssessment(work.tx, decision.assessmentId)
  if (assessment === undefined || !hasAnyRole(work.actor, ['manager', 'exploitation-lead']))
    return { outcome: 'not-found' }
  if (decision.reason.trim() === '') return { outcome: 'reason-needed' }
  const id = await insertNoMeetingDecision(work.tx, {
    childId: assessment.childId,
    assessmentId: assessment.id,
    reason: decision.reason,
    by: work.actor.userId,
    at: work.now,
  })
  await stopClocksOfChild(work, assessment.childId, 'manager-decided', ['ask-for-meeting'])
  await recordHappening(work, { childId: assessment.childId, kind: 'no-meeting', subjectId: id, text: decision.reason })
  await recordAuditEvent(work.tx, 'assessment.meeting-not-asked-for', {
    childId: assessment.childId,
    subjectId: id,
  })
  return { outcome: 'decided', childId: assessment.childId }
}
