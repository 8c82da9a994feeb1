import type { ActorTx } from '../../db/database.ts'

/** Keeps that a file was made of the full record or the pack, with its hash, so that it can be recognised later. */
export async function insertCopy(
  tx: ActorTx,
  copy: {
    meetingId: string
    childId: string
    copy: 'full' | 'pack'
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
      copy: copy.copy,
      language: copy.language,
      format: copy.format,
      sha256: copy.sha256,
      made_by: copy.by,
      made_at: copy.at,
    })
    .execute()
}

/** The full record or pack of which this is a file, by the hash of its bytes; `undefined` when none was made that the actor may know of. */
export async function findRecordCopy(
  tx: ActorTx,
  sha256: string,
): Promise<
  | {
      readonly meetingId: string
      readonly childId: string
      readonly copy: 'full' | 'pack'
      readonly language: 'en' | 'cy'
      readonly madeAt: Date
      /** Whose copy it is. */
      readonly madeBy: string
    }
  | undefined
> {
  const row = await tx
    .selectFrom('record_copy')
    .where('sha256', '=', sha256)
    .orderBy('made_at')
    .select(['meeting_id', 'child_id', 'copy', 'language', 'made_at', 'made_by'])
    .executeTakeFirst()
  return (
    row && {
      meetingId: row.meeting_id,
      childId: row.child_id,
      copy: row.copy as 'full' | 'pack',
      language: row.language as 'en' | 'cy',
      madeAt: row.made_at,
      madeBy: row.made_by,
    }
  )
}

/** Keeps that the papers of a meeting were gathered for those who come to it. */
export async function insertPack(
  tx: ActorTx,
  pack: { meetingId: string; childId: string; by: string; at: Date },
): Promise<void> {
  await tx
    .insertInto('meeting_pack')
    .values({ meeting_id: pack.meetingId, child_id: pack.childId, made_by: pack.by, made_at: pack.at })
    .execute()
}

/** When the papers of a meeting were last gathered, and by whom; `undefined` while they were not. */
export async function findPack(
  tx: ActorTx,
  meetingId: string,
): Promise<{ readonly madeAt: Date; readonly madeBy: string } | undefined> {
  const row = await tx
    .selectFrom('meeting_pack')
    .where('meeting_id', '=', meetingId)
    .orderBy('made_at', 'desc')
    .select(['made_at', 'made_by'])
    .executeTakeFirst()
  return row && { madeAt: row.made_at, madeBy: row.made_by }
}
