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

/** The full record of which this is a file, by the hash of its bytes; `undefined` when none was made that the actor may know of. */
export async function findRecordCopy(
  tx: ActorTx,
  sha256: string,
): Promise<
  | {
      readonly meetingId: string
      readonly childId: string
      readonly language: 'en' | 'cy'
      readonly madeAt: Date
    }
  | undefined
> {
  const row = await tx
    .selectFrom('record_copy')
    .where('sha256', '=', sha256)
    .orderBy('made_at')
    .select(['meeting_id', 'child_id', 'language', 'made_at'])
    .executeTakeFirst()
  return (
    row && {
      meetingId: row.meeting_id,
      childId: row.child_id,
      language: row.language as 'en' | 'cy',
      madeAt: row.made_at,
    }
  )
}
