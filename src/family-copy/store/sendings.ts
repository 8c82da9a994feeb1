import type { ActorTx } from '../../db/database.ts'
import type { Copy, CopyLanguage, Sending, SendingWay } from '../family-copy.ts'

/** Keeps to whom a copy went, how, and by whom. */
export async function insertSending(
  tx: ActorTx,
  sending: {
    meetingId: string
    childId: string
    copy: Copy
    familyCopyId: string | null
    language: CopyLanguage
    sentTo: string
    how: SendingWay
    by: string
    at: Date
  },
): Promise<void> {
  await tx
    .insertInto('record_sending')
    .values({
      meeting_id: sending.meetingId,
      child_id: sending.childId,
      copy: sending.copy,
      family_copy_id: sending.familyCopyId,
      language: sending.language,
      sent_to: sending.sentTo,
      how: sending.how,
      sent_by: sending.by,
      sent_at: sending.at,
    })
    .execute()
}

/** Where copies went, oldest first. */
export async function listSendings(tx: ActorTx, meetingId: string): Promise<readonly Sending[]> {
  const rows = await tx
    .selectFrom('record_sending')
    .where('meeting_id', '=', meetingId)
    .orderBy('sent_at')
    .selectAll()
    .execute()
  return rows.map(row => ({
    copy: row.copy as Copy,
    familyCopyId: row.family_copy_id,
    language: row.language as CopyLanguage,
    sentTo: row.sent_to,
    how: row.how as SendingWay,
    sentBy: row.sent_by,
    sentAt: row.sent_at,
  }))
}
