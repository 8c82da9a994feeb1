import type { Work } from '../../access/work.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { insertCopy } from '../store/copies.ts'

/** Keeps that a file was made of the full record, or of the pack, with its hash. @protocol Appendix One, Retention of minutes */
export async function keepCopy(
  work: Work,
  copy: {
    meetingId: string
    childId: string
    copy: 'full' | 'pack'
    language: 'en' | 'cy'
    format: 'pdf' | 'docx'
    sha256: string
  },
): Promise<void> {
  await insertCopy(work.tx, { ...copy, by: work.actor.userId, at: work.now })
  await recordAuditEvent(work.tx, 'meeting.copy-made', {
    childId: copy.childId,
    subjectId: copy.meetingId,
    details: { copy: copy.copy, format: copy.format },
  })
}
