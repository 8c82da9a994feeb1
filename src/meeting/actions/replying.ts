import type { Work } from '../../access/work.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import type { Reply } from '../meeting.ts'
import { findInvitation, insertReply } from '../store/people.ts'
import { meetingFor, type Refused } from './asking.ts'

/**
 * Records whether somebody who is invited can come to the meeting as it is booked now: they do it themselves, or its chair or
 * note-taker for them. What was replied before stays; the last stands.
 *
 * @protocol Appendix One, Pre-meeting consultation; decision 0049
 */
export async function recordReply(
  work: Work,
  { personId, reply, words }: { personId: string } & Omit<Reply, 'bookedFor'>,
): Promise<{ outcome: 'replied'; meetingId: string } | { outcome: 'words-needed' } | Refused> {
  const { tx, actor, now } = work
  const invited = await findInvitation(tx, personId)
  if (invited === undefined) return { outcome: 'not-found' }
  const { meetingId } = invited
  const asked = await meetingFor(work, meetingId, 'reply', invited.userId === actor.userId ? ['invited'] : [])
  if (asked.outcome !== 'may') return asked
  const { childId, bookedFor } = asked.meeting
  if (bookedFor === null) throw new Error('a reply is to a meeting that is booked')
  if (reply === 'somebody-else' && words.trim() === '') return { outcome: 'words-needed' }
  await insertReply(tx, { personId, meetingId, childId, reply, words, bookedFor, by: actor.userId, at: now })
  await recordAuditEvent(tx, 'meeting.reply-recorded', { childId, subjectId: personId, details: { reply } })
  return { outcome: 'replied', meetingId }
}
