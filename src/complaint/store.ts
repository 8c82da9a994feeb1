import type { Selectable } from 'kysely'
import type { ActorTx } from '../db/database.ts'
import type { Complaint as ComplaintTable } from '../db/schema.ts'
import { type CalendarDate, calendarDate } from '../lib/calendar-date.ts'
import type { Complaint, ComplaintEnding, ComplaintMaker, ComplaintWords } from './complaint.ts'

const complaintOf = (row: Selectable<ComplaintTable>): Complaint => ({
  id: row.id,
  childId: row.child_id,
  meetingId: row.meeting_id,
  madeBy: row.made_by as ComplaintMaker,
  receivedOn: calendarDate(row.received_on),
  words: row.words,
  wanted: row.wanted,
  language: row.language as ComplaintWords['language'],
  aboutId: row.about_id,
  handlerId: row.handler_id,
  recordedBy: row.recorded_by,
  recordedAt: row.recorded_at,
  answeredAs: row.answered_as as ComplaintEnding | null,
  answeredOn: row.answered_on === null ? null : calendarDate(row.answered_on),
  answerWords: row.answer_words,
  answeredBy: row.answered_by,
  version: row.version,
})

/** One complaint; `undefined` when there is none that the actor may read. */
export async function findComplaint(tx: ActorTx, id: string): Promise<Complaint | undefined> {
  const row = await tx.selectFrom('complaint').where('id', '=', id).selectAll().executeTakeFirst()
  return row && complaintOf(row)
}

/** The complaints about the work with a child, as far as the actor may read them, oldest first. */
export async function listComplaintsOfChild(tx: ActorTx, childId: string): Promise<readonly Complaint[]> {
  const rows = await tx
    .selectFrom('complaint')
    .where('child_id', '=', childId)
    .orderBy('recorded_at')
    .orderBy('id')
    .selectAll()
    .execute()
  return rows.map(complaintOf)
}

/** Writes a complaint down. */
export async function insertComplaint(
  tx: ActorTx,
  complaint: ComplaintWords & Pick<Complaint, 'childId' | 'meetingId' | 'aboutId' | 'handlerId'>,
  by: string,
  at: Date,
): Promise<string> {
  const row = await tx
    .insertInto('complaint')
    .values({
      child_id: complaint.childId,
      meeting_id: complaint.meetingId,
      made_by: complaint.madeBy,
      received_on: complaint.receivedOn,
      words: complaint.words,
      wanted: complaint.wanted,
      language: complaint.language,
      about_id: complaint.aboutId,
      handler_id: complaint.handlerId,
      recorded_by: by,
      recorded_at: at,
      changed_at: at,
      changed_by: by,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Writes how a complaint was answered; false when somebody saved another version first. */
export async function updateAnswered(
  tx: ActorTx,
  complaint: Pick<Complaint, 'id' | 'version'>,
  { as, on, words, by, at }: { as: ComplaintEnding; on: CalendarDate; words: string; by: string; at: Date },
): Promise<boolean> {
  const result = await tx
    .updateTable('complaint')
    .set({
      answered_as: as,
      answered_on: on,
      answer_words: words,
      answered_at: at,
      answered_by: by,
      version: complaint.version + 1,
      changed_at: at,
      changed_by: by,
    })
    .where('id', '=', complaint.id)
    .where('version', '=', complaint.version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
