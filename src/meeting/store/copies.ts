import type { ActorTx } from '../../db/database.ts'

/** Keeps that a file was made of the full record, with its hash, so that it can be recognised later. */
export async function insertCopy(
  tx: ActorTx,
  copy: {
    meetingId: string
    childId: string
    language: 'en' | 'cy'
    format: 'pdf' | 'docx'
    sha256: string
    by: string
    at: Date
  },
): Promise<void> {
  await tx
    .insertInto('record_copy')
    .values({
      meeting_id: copy.meetingId,
      child_id: copy.childId,
      copy: 'full',
      language: copy.language,
      format: copy.format,
      sha256: copy.sha256,
      made_by: copy.by,
      made_at: copy.at,
    })
    .execute()
}
