import type { Work } from '../../access/work.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { listWhoSees } from '../../child/store/seeing.ts'
import { insertNotice } from '../../notice/store.ts'
import { findPack, insertPack } from '../store/copies.ts'
import { listPeople } from '../store/people.ts'
import { meetingFor, type Refused } from './asking.ts'
import { keepCopy } from './copies.ts'

/**
 * Gathers the papers of a meeting for those who come to it, and tells everybody invited who sees the child. Done again it tells
 * who was invited since, and who has looked at it before. What the papers say is read when a copy is taken.
 *
 * @protocol Appendix One, Paperwork with the request; decision 0054
 */
export async function makePack(work: Work, meetingId: string): Promise<{ outcome: 'made'; told: number } | Refused> {
  const { tx, actor, now } = work
  const asked = await meetingFor(work, meetingId, 'make-pack')
  if (asked.outcome !== 'may') return asked
  const { childId, bookedFor } = asked.meeting
  await insertPack(tx, { meetingId, childId, by: actor.userId, at: now })
  const [people, whoSees] = await Promise.all([listPeople(tx, meetingId), listWhoSees(tx, childId)])
  const invited = new Set(people.flatMap(({ userId }) => (userId !== null && whoSees.has(userId) ? userId : [])))
  invited.delete(actor.userId)
  const details = { meetingAt: (bookedFor ?? now).toISOString() }
  for (const userId of invited)
    await insertNotice(tx, { userId, kind: 'pack-made', childId, subjectId: meetingId, details, at: now })
  await recordAuditEvent(tx, 'meeting.pack-made', { childId, subjectId: meetingId })
  return { outcome: 'made', told: invited.size }
}

/**
 * Whether the actor may take a copy of the papers now: once they were gathered, and while the meeting's work lasts.
 *
 * @protocol Appendix One, Paperwork with the request; decision 0054
 */
export async function mayTakePack(
  work: Work,
  meetingId: string,
): Promise<{ outcome: 'may'; childId: string } | { outcome: 'not-made' } | Refused> {
  const asked = await meetingFor(work, meetingId, 'take-pack')
  if (asked.outcome !== 'may') return asked
  if ((await findPack(work.tx, meetingId)) === undefined) return { outcome: 'not-made' }
  return { outcome: 'may', childId: asked.meeting.childId }
}

/** Keeps that the actor took a copy of the papers, with its hash, by which it is recognised later. @protocol Appendix One, Retention of minutes; decision 0054 */
export async function takePack(
  work: Work,
  copy: { meetingId: string; language: 'en' | 'cy'; format: 'pdf' | 'docx'; sha256: string },
): Promise<{ outcome: 'taken' } | { outcome: 'not-made' } | Refused> {
  const asked = await mayTakePack(work, copy.meetingId)
  if (asked.outcome !== 'may') return asked
  await keepCopy(work, { ...copy, copy: 'pack', childId: asked.childId })
  return { outcome: 'taken' }
}
