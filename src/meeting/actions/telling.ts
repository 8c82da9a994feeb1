import type { Work } from '../../access/work.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { recordHappening } from '../../chronology/actions.ts'
import { meetClock } from '../../clock/actions.ts'
import type { DebriefAttempt, NewTelling } from '../meeting.ts'
import { insertDebriefAttempt } from '../store/attempts.ts'
import { findDebrief, updateDebriefDone } from '../store/outcome.ts'
import { meetingFor, type Refused } from './asking.ts'

/**
 * Records how the family was told what the meeting agreed: from the day of the meeting to today, both in.
 *
 * @protocol Appendix One, Stage Four
 */
export async function recordDebrief(
  work: Work,
  { meetingId, telling }: { meetingId: string; telling: NewTelling },
): Promise<
  | { outcome: 'recorded'; childId: string }
  | { outcome: 'words-needed' }
  | { outcome: 'language-needed' }
  | { outcome: 'day-to-come' }
  | { outcome: 'before-the-meeting' }
  | { outcome: 'told-already' }
  | { outcome: 'changed-since-you-read' }
  | Refused
> {
  const debrief = await findDebrief(work.tx, meetingId)
  if (debrief === undefined) return { outcome: 'not-found' }
  const own = debrief.byWhom === work.actor.userId ? (['debriefer'] as const) : []
  const asked = await meetingFor(work, meetingId, 'record-debrief', own)
  if (asked.outcome !== 'may') return asked
  const { meeting } = asked
  if (debrief.doneAt !== null) return { outcome: 'told-already' }
  if (telling.whatWasSaid.trim() === '') return { outcome: 'words-needed' }
  if (telling.language === 'other' && telling.languageWords.trim() === '') return { outcome: 'language-needed' }
  if (telling.toldOn !== undefined && telling.toldOn > work.today) return { outcome: 'day-to-come' }
  if (telling.toldOn !== undefined && meeting.heldOn !== null && telling.toldOn < meeting.heldOn)
    return { outcome: 'before-the-meeting' }
  const told = {
    ...telling,
    writtenIn: telling.writtenIn ?? work.language ?? '',
    theySaidIn: telling.whatTheySaid === '' ? '' : (telling.theySaidIn ?? work.language ?? ''),
  }
  if (!(await updateDebriefDone(work.tx, debrief, told, work.actor.userId, work.now)))
    return { outcome: 'changed-since-you-read' }
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

/**
 * Records that somebody tried to tell the family and could not, and what came of it: on a day from that of the meeting to today, both
 * in. They are still to be told, unless they did not want to be.
 *
 * @protocol Appendix One, Stage Four; decision 0064
 */
export async function recordDebriefAttempt(
  work: Work,
  { meetingId, ...attempt }: { meetingId: string } & Omit<DebriefAttempt, 'recordedBy'>,
): Promise<
  | { outcome: 'recorded' }
  | { outcome: 'words-needed' | 'day-to-come' | 'before-the-meeting' | 'told-already' }
  | Refused
> {
  const { tx, actor, now, today } = work
  const debrief = await findDebrief(tx, meetingId)
  if (debrief === undefined) return { outcome: 'not-found' }
  const own = debrief.byWhom === actor.userId ? (['debriefer'] as const) : []
  const asked = await meetingFor(work, meetingId, 'record-debrief', own)
  if (asked.outcome !== 'may') return asked
  const { meeting } = asked
  if (debrief.doneAt !== null) return { outcome: 'told-already' }
  if (attempt.words.trim() === '') return { outcome: 'words-needed' }
  if (attempt.triedOn > today) return { outcome: 'day-to-come' }
  if (meeting.heldOn !== null && attempt.triedOn < meeting.heldOn) return { outcome: 'before-the-meeting' }
  await insertDebriefAttempt(tx, meeting, { ...attempt, recordedBy: actor.userId }, now)
  if (attempt.cameOf === 'declined') await meetClock(work, 'debrief', meetingId)
  await recordHappening(work, {
    childId: meeting.childId,
    kind: 'family-not-told',
    subjectId: meetingId,
    details: { number: meeting.number },
  })
  await recordAuditEvent(tx, 'meeting.debrief-tried', { childId: meeting.childId, subjectId: meetingId })
  return { outcome: 'recorded' }
}
