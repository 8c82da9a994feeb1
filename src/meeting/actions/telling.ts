import type { Work } from '../../access/work.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { recordHappening } from '../../chronology/actions.ts'
import { meetClock } from '../../clock/actions.ts'
import type { Telling } from '../meeting.ts'
import { findDebrief, updateDebriefDone } from '../store/outcome.ts'
import { meetingFor, type Refused } from './asking.ts'

/**
 * Records how the family was told what the meeting agreed: from the day of the meeting to today, both in.
 *
 * @protocol Appendix One, Stage Four
 */
export async function recordDebrief(
  work: Work,
  { meetingId, telling }: { meetingId: string; telling: Telling },
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
  if (!(await updateDebriefDone(work.tx, debrief, telling, work.actor.userId, work.now)))
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
