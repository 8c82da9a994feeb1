import type { Work } from '../access/work.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { findRecordCopy } from '../meeting/store/copies.ts'
import type { Copy, CopyLanguage, FamilyCopyState, Sending } from './family-copy.ts'
import { findCopy, findCopyIdByHash } from './store/copies.ts'
import { listSendings } from './store/sendings.ts'

/** A document of the board that somebody holds as a file, byte for byte. */
export type Recognised = {
  readonly copy: Copy | 'pack'
  readonly meetingId: string
  readonly childId: string
  /** Which family's copy; none for a full record. */
  readonly familyCopyId: string | null
  readonly language: CopyLanguage
  readonly madeAt: Date
  /** Whose copy a pack is; of a full record, who made it. */
  readonly madeBy: string | null
  /** Where the family's copy stands now; a full record is made anew each time and has no such state. */
  readonly state: FamilyCopyState | undefined
  /** Where this very family's copy went; of a full record, where full records in that language went. */
  readonly sendings: readonly Sending[]
}

/**
 * Which document a file is, by the hash of its bytes. Nothing is found when one byte differs, when it was not made here, or when it
 * is about a child whom the actor does not see.
 *
 * @param sha256 in lower-case hexadecimal digits
 * @protocol Appendix One, Retention of minutes; Appendix One, Disclosure and redaction
 */
export async function recogniseDocument(work: Work, sha256: string): Promise<Recognised | undefined> {
  const found = (await familyCopy(work, sha256)) ?? (await recordOrPack(work, sha256))
  if (found === undefined) return undefined
  const { childId, meetingId, copy, language, familyCopyId } = found
  await recordAuditEvent(work.tx, 'meeting.document-seen', { childId, subjectId: meetingId, details: { copy, sha256 } })
  const sendings = await listSendings(work.tx, meetingId)
  return {
    ...found,
    sendings: sendings.filter(
      each => each.copy === copy && each.language === language && each.familyCopyId === familyCopyId,
    ),
  }
}

type Found = Omit<Recognised, 'sendings'>

async function familyCopy({ tx }: Work, sha256: string): Promise<Found | undefined> {
  const copyId = await findCopyIdByHash(tx, sha256)
  const made = copyId === undefined ? undefined : await findCopy(tx, copyId)
  if (made === undefined) return undefined
  const { meetingId, childId, language, madeAt, state } = made
  return { copy: 'family', madeBy: null, familyCopyId: made.id, meetingId, childId, language, madeAt, state }
}

async function recordOrPack({ tx }: Work, sha256: string): Promise<Found | undefined> {
  const made = await findRecordCopy(tx, sha256)
  return made && { familyCopyId: null, ...made, state: undefined }
}
