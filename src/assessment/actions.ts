import type { Work } from '../access/work.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { findChild } from '../child/store/children.ts'
import { listNetwork } from '../child/store/network.ts'
import { recordHappening } from '../chronology/actions.ts'
import { meetClock, startClock, stopClock } from '../clock/actions.ts'
import { moveToStep } from '../pathway/actions.ts'
import { findOpenPathway } from '../pathway/store.ts'
import { listReferralsOfChild } from '../referral/store.ts'
import { ASSESSMENT_CLOCKS, type AssessmentWords } from './assessment.ts'
import { changeNeedsReason, protocolCallsForMeeting } from './rules.ts'
import { findAssessment, findLatestAssessment, insertAssessment, insertNoMeetingDecision } from './store.ts'

/**
 * Completes a screening or assessment with the judgement and its reasons. At medium or high risk the clock for asking for an
 * Exploitation Family Meeting starts; the clock for assessing again starts always.
 *
 * @protocol §6 step 3; §6 step 4; §5 Not a one-off event
 */
export async function completeAssessment(
  work: Work,
  assessment: AssessmentWords & { childId: string },
): Promise<
  | { outcome: 'completed'; assessmentId: string; meetingCalledFor: boolean }
  | { outcome: 'change-reason-needed' }
  | { outcome: 'not-yet-done' }
  | { outcome: 'not-found' }
> {
  const { tx, actor, now } = work
  if ((await findChild(tx, assessment.childId)) === undefined) return { outcome: 'not-found' }
  if (assessment.doneOn > work.today) return { outcome: 'not-yet-done' }
  const before = await findLatestAssessment(tx, assessment.childId)
  const previousLevel = before?.level ?? null
  if (changeNeedsReason(previousLevel, assessment.level) && assessment.levelChangeReason.trim() === '')
    return { outcome: 'change-reason-needed' }

  const { childId } = assessment
  const assessmentId = await insertAssessment(tx, { ...assessment, previousLevel }, actor, now)
  for (const referral of await listReferralsOfChild(tx, childId)) await meetClock(work, 'assessment', referral.id)
  if (before !== undefined) {
    await meetClock(work, 'reassessment', before.id)
    await stopClock(work, 'ask-for-meeting', before.id, 'assessed-again')
  }
  await recordHappening(work, {
    childId,
    kind: 'assessment-completed',
    subjectId: assessmentId,
    details: { assessment: assessment.kind, level: assessment.level },
    text: assessment.reasons,
    happenedOn: assessment.doneOn,
  })
  await recordAuditEvent(tx, 'assessment.completed', {
    childId,
    subjectId: assessmentId,
    details: { kind: assessment.kind },
  })

  const meetingCalledFor = protocolCallsForMeeting(assessment.level)
  if ((await findOpenPathway(tx, childId)) === undefined)
    return { outcome: 'completed', assessmentId, meetingCalledFor: false }
  await moveToStep(work, childId, 'assessment')
  const lead = (await listNetwork(tx, childId)).find(member => member.part === 'lead-practitioner')
  const holderId = lead?.userId ?? actor.userId
  await startClock(work, { kind: ASSESSMENT_CLOCKS.reassessment, subjectId: assessmentId, childId, holderId })
  if (meetingCalledFor)
    await startClock(work, { kind: ASSESSMENT_CLOCKS.askForMeeting, subjectId: assessmentId, childId, holderId })
  return { outcome: 'completed', assessmentId, meetingCalledFor }
}

/** A manager decides that no meeting is asked for although the protocol calls for one, and says why. @protocol §6 step 4; decision 0015 */
export async function decideAgainstMeeting(
  work: Work,
  decision: { assessmentId: string; reason: string },
): Promise<{ outcome: 'decided'; childId: string } | { outcome: 'reason-needed' } | { outcome: 'not-found' }> {
  const assessment = await findAssessment(work.tx, decision.assessmentId)
  if (assessment === undefined) return { outcome: 'not-found' }
  if (decision.reason.trim() === '') return { outcome: 'reason-needed' }
  const id = await insertNoMeetingDecision(work.tx, {
    childId: assessment.childId,
    assessmentId: assessment.id,
    reason: decision.reason,
    by: work.actor.userId,
    at: work.now,
  })
  await stopClock(work, 'ask-for-meeting', assessment.id, 'manager-decided')
  await recordHappening(work, { childId: assessment.childId, kind: 'no-meeting', subjectId: id, text: decision.reason })
  await recordAuditEvent(work.tx, 'assessment.meeting-not-asked-for', {
    childId: assessment.childId,
    subjectId: id,
  })
  return { outcome: 'decided', childId: assessment.childId }
}
