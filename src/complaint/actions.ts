import { hasAnyRole, WORKING_ROLES } from '../access/actor.ts'
import { refusalOf } from '../access/deeds.ts'
import type { Work } from '../access/work.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { listThereForClosedAlone, listWhoSees } from '../child/store/seeing.ts'
import { meetClock, startClock } from '../clock/actions.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import { insertNotice } from '../notice/store.ts'
import { type Complaint, COMPLAINT_CLOCKS, type ComplaintEnding, type ComplaintWords } from './complaint.ts'
import { COMPLAINT_DEEDS, type ComplaintPart, stateOfComplaint } from './deeds.ts'
import { findComplaint, insertComplaint, updateAnswered } from './store.ts'

/** The parts that the actor has in a complaint which they may read. @protocol Appendix One, Stage Two; decision 0060 */
export function partsInComplaint({ actor }: Pick<Work, 'actor'>, complaint: Complaint): readonly ComplaintPart[] {
  return [
    ...(complaint.handlerId === actor.userId ? (['handler'] as const) : []),
    ...(actor.roles.includes('exploitation-lead') && complaint.aboutId !== actor.userId ? (['lead'] as const) : []),
  ]
}

/**
 * Writes down what a child or family complains about, and asks somebody to deal with it: who sees the child, and whose work it is not
 * about. Its day is today or before.
 *
 * @protocol Appendix One, Stage Two; decision 0060
 */
export async function recordComplaint(
  work: Work,
  complaint: ComplaintWords & Pick<Complaint, 'childId' | 'meetingId' | 'aboutId' | 'handlerId'>,
): Promise<
  | { outcome: 'recorded'; complaintId: string }
  | { outcome: 'cannot-be-asked' | 'is-about-them' | 'words-needed' | 'day-to-come' | 'not-found' }
> {
  const { tx, actor, now, today } = work
  const { childId, handlerId } = complaint
  const seeing = await listWhoSees(tx, childId)
  if (!seeing.has(actor.userId) || !hasAnyRole(actor, WORKING_ROLES)) return { outcome: 'not-found' }
  if (complaint.words.trim() === '') return { outcome: 'words-needed' }
  if (complaint.receivedOn > today) return { outcome: 'day-to-come' }
  if (handlerId === complaint.aboutId) return { outcome: 'is-about-them' }
  // Whoever deals with it knows who wrote it down: nobody outside a closed session is told who else is in it.
  if (!seeing.has(handlerId) || (await listThereForClosedAlone(tx, childId)).has(handlerId))
    return { outcome: 'cannot-be-asked' }
  const complaintId = await insertComplaint(tx, complaint, actor.userId, now)
  await startClock(work, {
    kind: COMPLAINT_CLOCKS.complaint,
    subjectId: complaintId,
    childId,
    holderId: handlerId,
    audience: 'closed',
  })
  if (handlerId !== actor.userId)
    await insertNotice(tx, {
      userId: handlerId,
      kind: 'complaint-to-handle',
      childId,
      subjectId: complaintId,
      at: now,
    })
  await recordAuditEvent(tx, 'complaint.recorded', { childId, subjectId: complaintId })
  return { outcome: 'recorded', complaintId }
}

/**
 * Says how a complaint was answered, on which day: from that of the complaint to today, both in. Whoever wrote it down is told.
 *
 * @protocol Appendix One, Stage Two; decision 0060
 */
export async function answerComplaint(
  work: Work,
  { complaintId, as, on, words }: { complaintId: string; as: ComplaintEnding; on: CalendarDate; words: string },
): Promise<{ outcome: 'answered' | 'words-needed' | 'day-to-come' | 'before-it' | 'not-now' | 'not-found' }> {
  const { tx, actor, now, today } = work
  const complaint = await findComplaint(tx, complaintId)
  if (complaint === undefined) return { outcome: 'not-found' }
  const { childId, recordedBy } = complaint
  const refusal = refusalOf(COMPLAINT_DEEDS, 'answer', stateOfComplaint(complaint), partsInComplaint(work, complaint))
  if (refusal !== undefined) return { outcome: refusal === 'not-now' ? 'not-now' : 'not-found' }
  if (words.trim() === '') return { outcome: 'words-needed' }
  if (on > today) return { outcome: 'day-to-come' }
  if (on < complaint.receivedOn) return { outcome: 'before-it' }
  if (!(await updateAnswered(tx, complaint, { as, on, words, by: actor.userId, at: now })))
    return { outcome: 'not-now' }
  await meetClock(work, 'complaint', complaintId)
  if (recordedBy !== actor.userId && (await listWhoSees(tx, childId)).has(recordedBy))
    await insertNotice(tx, { userId: recordedBy, kind: 'complaint-answered', childId, subjectId: complaintId, at: now })
  await recordAuditEvent(tx, 'complaint.answered', { childId, subjectId: complaintId, details: { ending: as } })
  return { outcome: 'answered' }
}
