import type { Work } from '../access/work.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { recordHappening } from '../chronology/actions.ts'
import { meetClock } from '../clock/actions.ts'
import { type CalendarDate, calendarDateAt } from '../lib/calendar-date.ts'
import { meetingFor, type Refused } from '../meeting/actions/asking.ts'
import type { Copy, CopyLanguage, CopyReader, SendingWay } from './family-copy.ts'
import { listNewestCopies } from './store/copies.ts'
import { findSending, insertReceipt, insertSending } from './store/sendings.ts'

/**
 * Records that a copy was given to someone. The family's is the newest in that language, read by a second person and still as it
 * was made; the child's wording can be given of a copy that has one.
 *
 * @protocol Appendix One, Disclosure and redaction; Appendix One, Confidentiality statement
 */
export async function recordSending(
  work: Work,
  sending: {
    meetingId: string
    copy: Copy
    /** In whose wording; none for the full record, and in case files of before. */
    reader: CopyReader | null
    language: CopyLanguage
    sentTo: string
    how: SendingWay
  },
): Promise<{ outcome: 'sent'; sendingId: string } | { outcome: 'not-read' | 'not-for-the-child' } | Refused> {
  const { tx, actor, now } = work
  const asked = await meetingFor(work, sending.meetingId, 'send-copy')
  if (asked.outcome !== 'may') return asked
  const { meeting } = asked
  const family =
    sending.copy === 'family'
      ? (await listNewestCopies(tx, meeting.id)).find(
          each => each.language === sending.language && each.state === 'may-leave',
        )
      : undefined
  if (sending.copy === 'family' && family === undefined) return { outcome: 'not-read' }
  if (sending.reader === 'child' && family?.isForChildToo !== true) return { outcome: 'not-for-the-child' }
  const sendingId = await insertSending(tx, {
    ...sending,
    childId: meeting.childId,
    familyCopyId: family?.id ?? null,
    by: actor.userId,
    at: now,
  })
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
  return { outcome: 'sent', sendingId }
}

/**
 * Records that a copy arrived, and who said so; once. Its day is from that of the sending to today, both in.
 *
 * @protocol Appendix One, Confidentiality statement; decision 0063
 */
export async function recordReceipt(
  work: Work,
  { sendingId, receivedOn, words }: { sendingId: string; receivedOn: CalendarDate; words: string },
): Promise<
  | { outcome: 'received'; meetingId: string }
  | { outcome: 'words-needed' | 'day-to-come' | 'before-it-was-given' | 'received-already' }
  | Refused
> {
  const { tx, actor, now, today } = work
  const sending = await findSending(tx, sendingId)
  if (sending === undefined) return { outcome: 'not-found' }
  const { meetingId, childId } = sending
  const asked = await meetingFor(work, meetingId, 'record-receipt')
  if (asked.outcome !== 'may') return asked
  if (sending.receipt !== undefined) return { outcome: 'received-already' }
  if (words.trim() === '') return { outcome: 'words-needed' }
  if (receivedOn > today) return { outcome: 'day-to-come' }
  if (receivedOn < calendarDateAt(sending.sentAt)) return { outcome: 'before-it-was-given' }
  if (!(await insertReceipt(tx, sending, { receivedOn, words, by: actor.userId, at: now })))
    return { outcome: 'received-already' }
  await recordAuditEvent(tx, 'meeting.copy-received', { childId, subjectId: meetingId })
  return { outcome: 'received', meetingId }
}
