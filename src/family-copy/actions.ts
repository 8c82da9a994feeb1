import type { Work } from '../access/work.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { listNetwork } from '../child/store/network.ts'
import { listThereForClosedAlone, listWhoSees } from '../child/store/seeing.ts'
import { fileHash } from '../documents/document.ts'
import { makeFile, makeLockedPdf } from '../documents/making.ts'
import { meetingFor, type Refused } from '../meeting/actions/asking.ts'
import { insertNotice } from '../notice/store.ts'
import type { CopyOptions } from '../meeting/document.ts'
import type { Meeting } from '../meeting/meeting.ts'
import { findFamilyCopySource } from '../meeting/store/meeting.ts'
import { listPeople } from '../meeting/store/people.ts'
import { familyRecord } from './document.ts'
import {
  COPY_FILES,
  type CopyFile,
  type CopyLanguage,
  type CopyReader,
  type FamilyCopyState,
  isCopyFile,
} from './family-copy.ts'
import { isPassphrase } from './locking.ts'
import {
  findContent,
  findCopy,
  findFile,
  insertFamilyCopy,
  insertFamilyCopyFile,
  insertLocked,
  insertReading,
  hasWrongWords,
  insertReturn,
} from './store/copies.ts'

/**
 * Makes the family's copy of an approved record in one language, and freezes it: what it says to the family and to the child, and its
 * files. Nobody opens the files before a second person has read it; those who can be that person are told. What was taken back for its
 * words is not made again before they have changed.
 *
 * @protocol Appendix One, Disclosure and redaction; decision 0025; decision 0059; decision 0063; decision 0072
 */
export async function makeFamilyCopy(
  work: Work,
  { meetingId, ...options }: CopyOptions & { meetingId: string },
): Promise<{ outcome: 'made'; copyId: string } | { outcome: 'taken-back' } | Refused> {
  const { tx, actor, now } = work
  const asked = await meetingFor(work, meetingId, 'make-family-copy')
  if (asked.outcome !== 'may') return asked
  const { childId } = asked.meeting
  const source = await findFamilyCopySource(tx, meetingId)
  const family = await familyRecord(work, meetingId, options, 'family')
  const child = await familyRecord(work, meetingId, options, 'child')
  if (source === undefined || family === undefined || child === undefined) return { outcome: 'not-found' }
  if (await hasWrongWords(tx, meetingId, source)) return { outcome: 'taken-back' }
  const { language } = options
  const content = { family, child }
  const copyId = await insertFamilyCopy(tx, {
    meetingId,
    childId,
    language,
    source,
    content,
    by: actor.userId,
    at: now,
  })
  for (const name of Object.keys(COPY_FILES).filter(isCopyFile)) {
    const { reader, format } = COPY_FILES[name]
    await insertFamilyCopyFile(tx, { copyId, meetingId, childId, name, bytes: await makeFile(content[reader], format) })
  }
  for (const userId of await secondReaders(work, asked.meeting))
    if (userId !== actor.userId)
      await insertNotice(tx, { userId, kind: 'family-copy-to-read', childId, subjectId: copyId, at: now })
  await recordAuditEvent(tx, 'family-copy.made', { childId, subjectId: copyId, details: { language } })
  return { outcome: 'made', copyId }
}

/**
 * Who can be the second reader of a meeting's copy: staff of its closed session who see the child now; not its chair, and not who is there
 * for a closed session alone. Nobody, for an actor outside the closed session.
 *
 * @protocol Appendix One, Disclosure and redaction; decision 0072
 */
export async function secondReaders(
  { tx }: Work,
  { id, childId, chairId }: Pick<Meeting, 'id' | 'childId' | 'chairId'>,
): Promise<readonly string[]> {
  const [people, whoSees, forClosedAlone] = await Promise.all([
    listPeople(tx, id),
    listWhoSees(tx, childId),
    listThereForClosedAlone(tx, childId),
  ])
  const inClosed = people.flatMap(({ inClosed, userId }) => (inClosed && userId !== null ? userId : []))
  return [...new Set(inClosed)].filter(each => each !== chairId && whoSees.has(each) && !forClosedAlone.has(each))
}

/**
 * Whether the actor may be the second reader of a copy: its meeting, or why not. Not by somebody who is there for a closed session alone, since all
 * around the child read who it was.
 *
 * @protocol Appendix One, Disclosure and redaction; decision 0072
 */
export async function mayBeSecondReader(
  work: Work,
  { meetingId, childId }: { meetingId: string; childId: string },
): Promise<{ readonly outcome: 'may'; readonly meeting: Meeting } | Refused> {
  const [asked, forClosedAlone] = await Promise.all([
    meetingFor(work, meetingId, 'read-family-copy'),
    listThereForClosedAlone(work.tx, childId),
  ])
  return forClosedAlone.has(work.actor.userId) ? { outcome: 'not-found' } : asked
}

/**
 * Keeps that a second person has read this very copy, and tells the chair and whoever made it. The chair, who decided, is not that
 * person; and only who may read closed words can see that none has slipped in.
 *
 * @protocol Appendix One, Disclosure and redaction; decision 0025; decision 0072
 */
export async function readFamilyCopy(
  work: Work,
  copyId: string,
): Promise<
  | { outcome: 'read'; meetingId: string }
  | { outcome: 'out-of-date' | 'sent-back' | 'taken-back'; meetingId: string }
  | { outcome: 'read-already'; meetingId: string }
  | Refused
> {
  const copy = await findCopy(work.tx, copyId)
  if (copy === undefined) return { outcome: 'not-found' }
  const { meetingId, childId } = copy
  const asked = await mayBeSecondReader(work, copy)
  if (asked.outcome !== 'may') return asked
  if (copy.state === 'out-of-date' || copy.state === 'sent-back' || copy.state === 'taken-back')
    return { outcome: copy.state, meetingId }
  if (copy.readBy !== null) return { outcome: 'read-already', meetingId }
  await insertReading(work.tx, { copyId, meetingId, childId, by: work.actor.userId, at: work.now })
  const whoSees = await listWhoSees(work.tx, childId)
  for (const userId of new Set([copy.madeBy, asked.meeting.chairId]))
    if (userId !== null && userId !== work.actor.userId && whoSees.has(userId))
      await insertNotice(work.tx, { userId, kind: 'family-copy-ready', childId, subjectId: copyId, at: work.now })
  await recordAuditEvent(work.tx, 'family-copy.read', { childId, subjectId: copyId })
  return { outcome: 'read', meetingId }
}

/**
 * Sends this very copy back instead, with the reason: it never leaves, and the chair is told. By whoever may read it a second time.
 *
 * @protocol Appendix One, Disclosure and redaction; decision 0047
 */
export async function sendFamilyCopyBack(
  work: Work,
  { copyId, reason }: { copyId: string; reason: string },
): Promise<
  | { outcome: 'sent-back'; meetingId: string }
  | { outcome: 'reason-needed' }
  | { outcome: 'not-to-be-read'; state: FamilyCopyState }
  | Refused
> {
  const { tx, actor, now } = work
  const copy = await findCopy(tx, copyId)
  if (copy === undefined) return { outcome: 'not-found' }
  const { meetingId, childId } = copy
  const asked = await mayBeSecondReader(work, copy)
  if (asked.outcome !== 'may') return asked
  if (copy.state !== 'made' || copy.readBy !== null) return { outcome: 'not-to-be-read', state: copy.state }
  if (reason.trim() === '') return { outcome: 'reason-needed' }
  await insertReturn(tx, { copyId, meetingId, childId, reason, by: actor.userId, at: now })
  const { chairId } = asked.meeting
  if (chairId !== null && (await listNetwork(tx, childId)).some(each => each.userId === chairId))
    await insertNotice(tx, { userId: chairId, kind: 'family-copy-returned', childId, subjectId: copyId, at: now })
  await recordAuditEvent(tx, 'family-copy.sent-back', { childId, subjectId: copyId })
  return { outcome: 'sent-back', meetingId }
}

/**
 * A file of the family's copy, for as long as it may leave: the bytes that were frozen when it was made.
 *
 * @protocol Appendix One, Disclosure and redaction; decision 0025
 */
export async function openFamilyCopy(
  work: Work,
  { copyId, name }: { copyId: string; name: CopyFile },
): Promise<{ outcome: 'opened'; bytes: Buffer; language: CopyLanguage; meetingId: string } | { outcome: 'not-found' }> {
  const copy = await findCopy(work.tx, copyId)
  const found = copy?.state === 'may-leave' ? await findFile(work.tx, copyId, name) : undefined
  if (copy === undefined || found === undefined) return { outcome: 'not-found' }
  await recordAuditEvent(work.tx, 'family-copy.opened', {
    childId: copy.childId,
    subjectId: copyId,
    details: { format: name, sha256: found.sha256 },
  })
  return { outcome: 'opened', bytes: found.bytes, language: copy.language, meetingId: copy.meetingId }
}

/**
 * A copy that may leave as a PDF that opens with a passphrase alone, so that it can go by e-mail: the words that were frozen. Its hash
 * is kept, so that the file is known again; the passphrase is kept nowhere. For who records that copies were given.
 *
 * @protocol Appendix One, Disclosure and redaction; decision 0061
 */
export async function lockFamilyCopy(
  work: Work,
  { copyId, reader, passphrase }: { copyId: string; reader: CopyReader; passphrase: string },
): Promise<
  | { outcome: 'locked'; bytes: Buffer; language: CopyLanguage; meetingId: string }
  | { outcome: 'not-a-passphrase' }
  | { outcome: 'may-not-leave' }
  | Refused
> {
  const { tx, actor, now } = work
  const copy = await findCopy(tx, copyId)
  if (copy === undefined) return { outcome: 'not-found' }
  const { meetingId, childId, language } = copy
  const asked = await meetingFor(work, meetingId, 'send-copy')
  if (asked.outcome !== 'may') return asked
  if (!isPassphrase(passphrase)) return { outcome: 'not-a-passphrase' }
  const content = (await findContent(tx, copyId))?.[reader]
  if (copy.state !== 'may-leave' || content === undefined) return { outcome: 'may-not-leave' }
  const bytes = await makeLockedPdf(content, passphrase)
  const sha256 = fileHash(bytes)
  await insertLocked(tx, { copyId, meetingId, childId, sha256, by: actor.userId, at: now })
  await recordAuditEvent(tx, 'family-copy.locked', { childId, subjectId: copyId, details: { reader, sha256 } })
  return { outcome: 'locked', bytes, language, meetingId }
}
