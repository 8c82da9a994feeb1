import { createHash } from 'node:crypto'
import type { Work } from '../../access/work.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { recordHappening } from '../../chronology/actions.ts'
import type { Audience } from '../../access/audience.ts'
import { findEntry, findWrittenFor, insertEntry, updateEntry } from '../../chronology/store.ts'
import { meetClock } from '../../clock/actions.ts'
import type { Copy, Making, Omission, SendingWay } from '../meeting.ts'
import { familyCopyMayLeave, hindersApproval } from '../rules.ts'
import { findMeeting, updateMeeting } from '../store/meeting.ts'
import { findDebrief, updateDebriefDone } from '../store/outcome.ts'
import { insertCheck, insertCopy, insertSending, listChecks } from '../store/copies.ts'
import {
  insertCorrection,
  insertDeclaration,
  insertFamilyDecision,
  listDeclarations,
  listFamilyDecisions,
} from '../store/record.ts'

/** What the chair decides about an entry; `rewording` says it anew for the family, beside the original, which stays out. */
export type DecisionForFamily = {
  readonly entryId: string
  readonly decision: 'share' | 'withhold'
  readonly omission: Omission | undefined
  readonly reason: string
  readonly rewording: string
}

/**
 * Decides whether the family may see an entry: the chair alone does, before the record is approved.
 *
 * @protocol Appendix One, Stage One; Appendix One, Disclosure and redaction
 */
export async function decideForFamily(
  work: Work,
  decision: DecisionForFamily,
): Promise<
  | { outcome: 'decided'; meetingId: string }
  | { outcome: 'omission-needed' }
  | { outcome: 'not-open' }
  | { outcome: 'not-found' }
> {
  const { tx, actor, now } = work
  const entry = await findEntry(tx, decision.entryId)
  const meeting = entry?.meetingId == null ? undefined : await findMeeting(tx, entry.meetingId)
  if (entry === undefined || meeting?.chairId !== actor.userId) return { outcome: 'not-found' }
  if (meeting.approvedAt !== null) return { outcome: 'not-open' }
  const reworded = decision.decision === 'share' && decision.rewording.trim() !== ''
  const staysOut = decision.decision === 'withhold' || reworded
  if (staysOut && decision.omission === undefined) return { outcome: 'omission-needed' }

  const writtenFor = (await findWrittenFor(tx, entry.id)) ?? 'closed'
  const audience: Audience = staysOut ? (writtenFor === 'family' ? 'closed' : writtenFor) : 'family'
  await insertFamilyDecision(tx, {
    entryId: entry.id,
    meetingId: meeting.id,
    childId: meeting.childId,
    decision: staysOut ? 'withhold' : 'share',
    omission: staysOut ? (decision.omission ?? null) : null,
    reason: decision.reason,
    by: actor.userId,
    at: now,
  })
  if (entry.audience !== audience)
    await updateEntry(tx, { id: entry.id, version: entry.version, audience }, actor.userId, now)
  if (reworded) {
    const newId = await insertEntry(
      tx,
      {
        childId: meeting.childId,
        kind: 'meeting-entry',
        basis: entry.basis,
        audience: 'family',
        context: entry.context,
        text: decision.rewording,
        happenedOn: entry.happenedOn,
        meetingId: meeting.id,
        stage: entry.stage ?? 'family-session',
        rewords: entry.id,
      },
      actor,
      now,
    )
    await insertFamilyDecision(tx, {
      entryId: newId,
      meetingId: meeting.id,
      childId: meeting.childId,
      decision: 'share',
      omission: null,
      reason: '',
      by: actor.userId,
      at: now,
    })
  }
  await recordAuditEvent(tx, 'meeting.family-decision-made', {
    childId: meeting.childId,
    subjectId: entry.id,
    details: { decision: staysOut ? 'withhold' : 'share', reworded },
  })
  return { outcome: 'decided', meetingId: meeting.id }
}

/** Declares how someone made the record: typed, pasted from their own notes, dictated by a person. @protocol Appendix One, Ban on AI */
export async function declareMaking(
  work: Work,
  { meetingId, how }: { meetingId: string; how: Making },
): Promise<boolean> {
  const meeting = await findMeeting(work.tx, meetingId)
  if (meeting === undefined) return false
  await insertDeclaration(work.tx, {
    meetingId,
    childId: meeting.childId,
    madeBy: work.actor.userId,
    how,
    at: work.now,
  })
  await recordAuditEvent(work.tx, 'meeting.declared-how-made', {
    childId: meeting.childId,
    subjectId: meeting.id,
  })
  return true
}

/** Approves the record, by its chair. From then on it is corrected, not edited. @protocol Appendix One, Retention of minutes; decision 0016 */
export async function approveRecord(
  work: Work,
  meetingId: string,
): Promise<
  { outcome: 'approved' } | { outcome: 'not-held' | 'approved-already' | 'not-declared' } | { outcome: 'not-found' }
> {
  const { tx, actor, now } = work
  const meeting = await findMeeting(tx, meetingId)
  if (meeting?.chairId !== actor.userId) return { outcome: 'not-found' }
  const hindrance = hindersApproval(meeting, (await listDeclarations(tx, meetingId)).length)
  if (hindrance !== undefined) return { outcome: hindrance }
  await updateMeeting(tx, meeting, { approvedAt: now, approvedBy: actor.userId }, actor.userId, now)
  await recordHappening(work, {
    childId: meeting.childId,
    kind: 'record-approved',
    subjectId: meeting.id,
    details: { number: meeting.number },
  })
  await recordAuditEvent(tx, 'meeting.approved', { childId: meeting.childId, subjectId: meeting.id })
  return { outcome: 'approved' }
}

/** Adds a numbered correction to an approved record. @protocol Appendix One, Retention of minutes; decision 0016 */
export async function correctRecord(
  work: Work,
  correction: { meetingId: string; text: string; audience: Audience },
): Promise<{ outcome: 'corrected'; number: number } | { outcome: 'not-approved' } | { outcome: 'not-found' }> {
  const { tx, actor, now } = work
  const meeting = await findMeeting(tx, correction.meetingId)
  if (meeting?.chairId !== actor.userId) return { outcome: 'not-found' }
  if (meeting.approvedAt === null) return { outcome: 'not-approved' }
  const number = await insertCorrection(tx, { ...correction, childId: meeting.childId, by: actor.userId, at: now })
  await recordHappening(work, {
    childId: meeting.childId,
    kind: 'record-corrected',
    subjectId: meeting.id,
    details: { number: meeting.number },
  })
  await recordAuditEvent(tx, 'meeting.corrected', { childId: meeting.childId, subjectId: meeting.id })
  return { outcome: 'corrected', number }
}

/** Keeps that a second person has read the family's copy. The chair, who decided, is not that person. @protocol Appendix One, Disclosure and redaction */
export async function checkFamilyCopy(
  work: Work,
  meetingId: string,
): Promise<
  { outcome: 'checked' } | { outcome: 'not-the-chair' } | { outcome: 'not-approved' } | { outcome: 'not-found' }
> {
  const meeting = await findMeeting(work.tx, meetingId)
  if (meeting === undefined) return { outcome: 'not-found' }
  if (meeting.chairId === work.actor.userId) return { outcome: 'not-the-chair' }
  if (meeting.approvedAt === null) return { outcome: 'not-approved' }
  await insertCheck(work.tx, { meetingId, childId: meeting.childId, by: work.actor.userId, at: work.now })
  await recordAuditEvent(work.tx, 'meeting.family-copy-checked', {
    childId: meeting.childId,
    subjectId: meeting.id,
  })
  return { outcome: 'checked' }
}

/** Whether the family's copy may leave now. @protocol Appendix One, Disclosure and redaction */
export async function mayFamilyCopyLeave(work: Work, meetingId: string): Promise<boolean> {
  const meeting = await findMeeting(work.tx, meetingId)
  return (
    meeting !== undefined &&
    familyCopyMayLeave(
      meeting,
      await listChecks(work.tx, meetingId),
      (await listFamilyDecisions(work.tx, meetingId)).lastAt,
    )
  )
}

/** Keeps that a file was made from the record, with its hash. @protocol Appendix One, Retention of minutes */
export async function keepCopy(
  work: Work,
  copy: {
    meetingId: string
    childId: string
    copy: Copy
    language: 'en' | 'cy'
    format: 'pdf' | 'docx'
    content: Buffer
  },
): Promise<void> {
  const sha256 = createHash('sha256').update(copy.content).digest('hex')
  await insertCopy(work.tx, { ...copy, sha256, by: work.actor.userId, at: work.now })
  await recordAuditEvent(work.tx, 'meeting.copy-made', {
    childId: copy.childId,
    subjectId: copy.meetingId,
    details: { copy: copy.copy, format: copy.format },
  })
}

/** Records that a copy was given to someone. The family's leaves only after the second reading. @protocol Appendix One, Disclosure and redaction; Appendix One, Confidentiality statement */
export async function recordSending(
  work: Work,
  sending: { meetingId: string; copy: Copy; language: 'en' | 'cy'; sentTo: string; how: SendingWay },
): Promise<{ outcome: 'sent' } | { outcome: 'not-approved' } | { outcome: 'not-checked' } | { outcome: 'not-found' }> {
  const { tx, actor, now } = work
  const meeting = await findMeeting(tx, sending.meetingId)
  if (meeting === undefined) return { outcome: 'not-found' }
  if (meeting.approvedAt === null) return { outcome: 'not-approved' }
  if (sending.copy === 'family' && !(await mayFamilyCopyLeave(work, meeting.id))) return { outcome: 'not-checked' }
  await insertSending(tx, { ...sending, childId: meeting.childId, by: actor.userId, at: now })
  await meetClock(work, sending.copy === 'family' ? 'summary-to-family' : 'record-sent', meeting.id)
  await recordHappening(work, {
    childId: meeting.childId,
    kind: 'record-sent',
    subjectId: meeting.id,
    details: { number: meeting.number, copy: sending.copy },
  })
  await recordAuditEvent(tx, 'meeting.copy-sent', {
    childId: meeting.childId,
    subjectId: meeting.id,
    details: { copy: sending.copy, how: sending.how },
  })
  return { outcome: 'sent' }
}

/** Records that the family was told what the meeting agreed. @protocol Appendix One, Stage Four */
export async function recordDebrief(
  work: Work,
  { meetingId, whatWasSaid }: { meetingId: string; whatWasSaid: string },
): Promise<{ outcome: 'recorded'; childId: string } | { outcome: 'words-needed' } | { outcome: 'not-found' }> {
  const meeting = await findMeeting(work.tx, meetingId)
  const debrief = await findDebrief(work.tx, meetingId)
  if (meeting === undefined || debrief === undefined) return { outcome: 'not-found' }
  if (whatWasSaid.trim() === '') return { outcome: 'words-needed' }
  await updateDebriefDone(work.tx, debrief, whatWasSaid, work.actor.userId, work.now)
  await meetClock(work, 'debrief', meetingId)
  await recordHappening(work, {
    childId: meeting.childId,
    kind: 'family-debriefed',
    subjectId: meetingId,
    details: { number: meeting.number },
  })
  await recordAuditEvent(work.tx, 'meeting.debriefed', { childId: meeting.childId, subjectId: meetingId })
  return { outcome: 'recorded', childId: meeting.childId }
}
