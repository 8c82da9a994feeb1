import type { Work } from '../access/work.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { listWhoSees } from '../child/store/seeing.ts'
import { recordHappening } from '../chronology/actions.ts'
import { findSending } from '../family-copy/store/sendings.ts'
import { type CalendarDate, calendarDateAt } from '../lib/calendar-date.ts'
import { meetingFor, type Refused } from '../meeting/actions/asking.ts'
import { insertNotice } from '../notice/store.ts'
import type { CopyIncident, Reporting, Return } from './copy-given.ts'
import { decideIncident, findIncident, insertIncident, insertReturnOfCopy, listIncidents } from './store.ts'

/**
 * Takes back a copy that should not be where it is, with what happened and what was done for the child; once. The chair is told, and
 * information governance decides about it. One that was given with wrong words leaves no more, nor any other of the same words. Its day
 * is from that on which the copy was given to today, both in.
 *
 * @protocol Appendix One, Disclosure and redaction; decision 0063
 */
export async function takeCopyBack(
  work: Work,
  incident: { sendingId: string } & Pick<CopyIncident, 'reason' | 'foundOn' | 'whatHappened' | 'safety'>,
): Promise<
  | { outcome: 'taken-back'; incidentId: string }
  | {
      outcome:
        | 'what-happened-needed'
        | 'safety-needed'
        | 'day-to-come'
        | 'before-it-was-given'
        | 'words-of-the-full-record'
        | 'taken-back-already'
    }
  | Refused
> {
  const { tx, actor, now, today } = work
  const sending = await findSending(tx, incident.sendingId)
  if (sending === undefined) return { outcome: 'not-found' }
  const { meetingId, childId } = sending
  const asked = await meetingFor(work, meetingId, 'take-copy-back')
  if (asked.outcome !== 'may') return asked
  const { meeting } = asked
  if (sending.isTakenBack) return { outcome: 'taken-back-already' }
  if (incident.whatHappened.trim() === '') return { outcome: 'what-happened-needed' }
  if (incident.safety.trim() === '') return { outcome: 'safety-needed' }
  if (incident.foundOn > today) return { outcome: 'day-to-come' }
  if (incident.foundOn < calendarDateAt(sending.sentAt)) return { outcome: 'before-it-was-given' }
  if (incident.reason === 'wrong-words' && sending.copy === 'full') return { outcome: 'words-of-the-full-record' }
  const incidentId = await insertIncident(tx, sending, { ...incident, by: actor.userId, at: now })
  if (incidentId === undefined) return { outcome: 'taken-back-already' }
  const { chairId } = meeting
  if (chairId !== null && chairId !== actor.userId && (await listWhoSees(tx, childId)).has(chairId))
    await insertNotice(tx, { userId: chairId, kind: 'copy-taken-back', childId, subjectId: incidentId, at: now })
  await recordHappening(work, {
    childId,
    kind: 'copy-taken-back',
    subjectId: meetingId,
    details: { number: meeting.number, copy: sending.copy },
  })
  // Whoever sees the child reads of the event: that it was done, and not why.
  await recordAuditEvent(tx, 'copy-incident.recorded', { childId, subjectId: incidentId })
  return { outcome: 'taken-back', incidentId }
}

/**
 * Says whether the copy came back; once. Its day is from that on which it was found to today, both in.
 *
 * @protocol Appendix One, Disclosure and redaction; decision 0063
 */
export async function recordReturn(
  work: Work,
  { incidentId, as, on, words }: { incidentId: string; as: Return; on: CalendarDate; words: string },
): Promise<
  | { outcome: 'recorded' }
  | { outcome: 'words-needed' | 'day-to-come' | 'before-it-was-found' | 'recorded-already' }
  | Refused
> {
  const { tx, actor, now, today } = work
  const incident = await findIncident(tx, incidentId)
  if (incident === undefined) return { outcome: 'not-found' }
  const asked = await meetingFor(work, incident.meetingId, 'take-copy-back')
  if (asked.outcome !== 'may') return asked
  if (incident.cameBack !== undefined) return { outcome: 'recorded-already' }
  if (words.trim() === '') return { outcome: 'words-needed' }
  if (on > today) return { outcome: 'day-to-come' }
  if (on < incident.foundOn) return { outcome: 'before-it-was-found' }
  if (!(await insertReturnOfCopy(tx, incident, { as, on, words, by: actor.userId, at: now })))
    return { outcome: 'recorded-already' }
  await recordAuditEvent(tx, 'copy-incident.came-back', { childId: incident.childId, subjectId: incidentId })
  return { outcome: 'recorded' }
}

/**
 * Decides, for information governance, whether it was reported to the Information Commissioner, on which day and why; once, and not
 * by whoever wrote it down, who is told.
 *
 * @protocol Appendix One, Disclosure and redaction; decision 0063
 */
export async function decideAboutIncident(
  work: Work,
  { incidentId, as, on, words }: { incidentId: string; as: Reporting; on: CalendarDate; words: string },
): Promise<{
  outcome: 'decided' | 'words-needed' | 'day-to-come' | 'before-it-was-found' | 'decided-already' | 'not-found'
}> {
  const { tx, now, today } = work
  const incident = (await listIncidents(tx)).find(({ id }) => id === incidentId)
  if (incident === undefined) return { outcome: 'not-found' }
  if (incident.decision !== undefined) return { outcome: 'decided-already' }
  if (words.trim() === '') return { outcome: 'words-needed' }
  if (on > today) return { outcome: 'day-to-come' }
  if (on < incident.foundOn) return { outcome: 'before-it-was-found' }
  const childId = await decideIncident(tx, { id: incidentId, as, on, words, at: now })
  if (childId === undefined) return { outcome: 'not-found' }
  await recordAuditEvent(tx, 'copy-incident.decided', { childId, subjectId: incidentId })
  return { outcome: 'decided' }
}
