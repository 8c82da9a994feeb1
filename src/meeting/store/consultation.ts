import type { ActorTx } from '../../db/database.ts'
import type { Consultation } from '../meeting.ts'

/** Writes the first consultation of a meeting, or changes the one that is there. */
export async function upsertConsultation(
  tx: ActorTx,
  meeting: { id: string; childId: string },
  { isFirst, ...consultation }: Consultation & { readonly isFirst: boolean },
  by: string,
  at: Date,
): Promise<void> {
  const columns = {
    consulted_at: consultation.consultedAt,
    with_whom: consultation.withWhom,
    child_wants_to_say: consultation.childWantsToSay,
    family_wants_to_say: consultation.familyWantsToSay,
    fears: consultation.fears,
    private_word: consultation.privateWord,
    complaint_explained: consultation.complaintExplained,
    advocacy: consultation.advocacy,
    language_offered: consultation.languageOffered,
    late_or_refused_reason: consultation.lateOrRefusedReason,
    child_wants_in: consultation.childWantsIn,
    family_wants_in: consultation.familyWantsIn,
    written_in: consultation.writtenIn,
    changed_at: at,
    changed_by: by,
  }
  if (isFirst)
    await tx
      .insertInto('meeting_consultation')
      .values({ meeting_id: meeting.id, child_id: meeting.childId, recorded_by: by, recorded_at: at, ...columns })
      .execute()
  else
    await tx
      .updateTable('meeting_consultation')
      .set(eb => ({ ...columns, version: eb('version', '+', 1) }))
      .where('meeting_id', '=', meeting.id)
      .execute()
}

/** The consultation with child and family, or `undefined` before it. */
export async function findConsultation(tx: ActorTx, meetingId: string): Promise<Consultation | undefined> {
  const row = await tx
    .selectFrom('meeting_consultation')
    .where('meeting_id', '=', meetingId)
    .selectAll()
    .executeTakeFirst()
  return (
    row && {
      consultedAt: row.consulted_at,
      withWhom: row.with_whom,
      childWantsToSay: row.child_wants_to_say,
      familyWantsToSay: row.family_wants_to_say,
      fears: row.fears,
      privateWord: row.private_word,
      complaintExplained: row.complaint_explained as Consultation['complaintExplained'],
      advocacy: row.advocacy as Consultation['advocacy'],
      languageOffered: row.language_offered,
      lateOrRefusedReason: row.late_or_refused_reason,
      childWantsIn: row.child_wants_in,
      familyWantsIn: row.family_wants_in,
      writtenIn: row.written_in,
    }
  )
}
