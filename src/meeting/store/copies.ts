import type { ActorTx } from '../../db/database.ts'
import type { Copy, SendingWay } from '../meeting.ts'

/** Keeps that someone read the family's copy before it leaves. */
export async function insertCheck(
  tx: ActorTx,
  check: { meetingId: string; childId: string; by: string; at: Date },
): Promise<void> {
  await tx
    .insertInto('family_copy_check')
    .values({ meeting_id: check.meetingId, child_id: check.childId, checked_by: check.by, checked_at: check.at })
    .execute()
}

/** Who read the family's copy, and when. */
export async function listChecks(
  tx: ActorTx,
  meetingId: string,
): Promise<readonly { checkedBy: string; checkedAt: Date }[]> {
  const rows = await tx
    .selectFrom('family_copy_check')
    .where('meeting_id', '=', meetingId)
    .orderBy('checked_at')
    .select(['checked_by', 'checked_at'])
    .execute()
  return rows.map(row => ({ checkedBy: row.checked_by, checkedAt: row.checked_at }))
}

/** Keeps that a copy was made, with its hash, so that it can be recognised later. */
export async function insertCopy(
  tx: ActorTx,
  copy: {
    meetingId: string
    childId: string
    copy: Copy
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

/** Keeps to whom a copy went, how, and by whom. */
export async function insertSending(
  tx: ActorTx,
  sending: {
    meetingId: string
    childId: string
    copy: Copy
    language: 'en' | 'cy'
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
      language: sending.language,
      sent_to: sending.sentTo,
      how: sending.how,
      sent_by: sending.by,
      sent_at: sending.at,
    })
    .execute()
}

/** Where copies went, oldest first. */
export async function listSendings(
  tx: ActorTx,
  meetingId: string,
): Promise<
  readonly { copy: Copy; language: 'en' | 'cy'; sentTo: string; how: SendingWay; sentBy: string; sentAt: Date }[]
> {
  const rows = await tx
    .selectFrom('record_sending')
    .where('meeting_id', '=', meetingId)
    .orderBy('sent_at')
    .selectAll()
    .execute()
  return rows.map(row => ({
    copy: row.copy as Copy,
    language: row.language as 'en' | 'cy',
    sentTo: row.sent_to,
    how: row.how as SendingWay,
    sentBy: row.sent_by,
    sentAt: row.sent_at,
  }))
}
