import type { ActorTx } from '../db/database.ts'
import type { Notice, NoticeKind } from './notice.ts'

/**
 * Tells someone around a child, inside the product, that there is something to look at; the page it leads to asks the policy again. That
 * the papers of a meeting are there is told once, until it is seen.
 */
export async function insertNotice(
  tx: ActorTx,
  notice: {
    userId: string
    kind: NoticeKind
    childId: string
    subjectId: string
    details?: Notice['details']
    at: Date
  },
): Promise<void> {
  await tx
    .insertInto('notice')
    .values({
      user_id: notice.userId,
      kind: notice.kind,
      child_id: notice.childId,
      subject_id: notice.subjectId,
      details: JSON.stringify(notice.details ?? {}),
      made_at: notice.at,
    })
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

/** What the actor was told and has not marked as seen, newest first; nothing about a child whom they may no longer see. */
export async function listUnreadNotices(tx: ActorTx): Promise<readonly Notice[]> {
  const rows = await tx
    .selectFrom('notice')
    .leftJoin('child', 'child.id', 'notice.child_id')
    .leftJoin('meeting', join => join.onRef('meeting.id', '=', 'notice.subject_id').on('notice.kind', '=', 'pack-made'))
    .where('read_at', 'is', null)
    .orderBy('notice.made_at', 'desc')
    .limit(50)
    .selectAll('notice')
    .select(['child.reference', 'child.known_as', 'child.given_name', 'child.family_name', 'meeting.booked_for'])
    .execute()
  return rows.map(row => ({
    id: row.id,
    kind: row.kind as NoticeKind,
    childId: row.child_id,
    child:
      row.reference === null
        ? undefined
        : { reference: row.reference, name: `${row.known_as || row.given_name} ${row.family_name}` },
    subjectId: row.subject_id,
    // A meeting that was moved since is told of for its new day.
    details: {
      ...(row.details as Notice['details']),
      ...(row.booked_for !== null && { meetingAt: row.booked_for.toISOString() }),
    },
    madeAt: row.made_at,
  }))
}

/** Marks what the actor was told about one thing as seen. */
export async function updateNoticesReadOf(tx: ActorTx, subjectId: string, at: Date): Promise<void> {
  await tx
    .updateTable('notice')
    .set({ read_at: at })
    .where('subject_id', '=', subjectId)
    .where('read_at', 'is', null)
    .execute()
}

/** Marks one thing the actor was told as seen. */
export async function updateNoticeRead(tx: ActorTx, noticeId: string, at: Date): Promise<void> {
  await tx.updateTable('notice').set({ read_at: at }).where('id', '=', noticeId).where('read_at', 'is', null).execute()
}
