import type { Stage } from '../../entry/entry.ts'
import { type Selectable, sql } from 'kysely'
import type { RiskLevel } from '../../assessment/assessment.ts'
import type { ActorTx } from '../../db/database.ts'
import type { Meeting as MeetingTable } from '../../db/schema.ts'
import { type CalendarDate, calendarDate } from '../../lib/calendar-date.ts'
import type { Booked } from '../hours.ts'
import type { FamilyPresent, Meeting, Omission, Paperwork } from '../meeting.ts'

type MeetingRow = Selectable<MeetingTable> & { readonly summary: string | null; readonly summary_in: string | null }

function meetingOf(row: MeetingRow): Meeting {
  return {
    id: row.id,
    childId: row.child_id,
    pathwayId: row.pathway_id,
    number: row.number,
    askedForOn: calendarDate(row.asked_for_on),
    askedForBy: row.asked_for_by,
    risk: row.risk as RiskLevel,
    reason: row.reason,
    missingPaperwork: row.missing_paperwork as Paperwork[],
    acceptedIncomplete: row.accepted_incomplete,
    dueBy: calendarDate(row.due_by),
    chairId: row.chair_id,
    noteTakerId: row.note_taker_id,
    bookedFor: row.booked_for,
    place: row.place,
    language: row.language,
    interpreter: row.interpreter,
    accessNeeds: row.access_needs,
    keepApart: row.keep_apart,
    heldOn: row.held_on === null ? null : calendarDate(row.held_on),
    stage: row.stage as Stage | null,
    beganAt: row.began_at,
    bookingReason: row.booking_reason,
    endedAt: row.ended_at,
    chairSummary: row.summary ?? '',
    familySummary: row.family_summary,
    childComments: row.child_comments,
    familyComments: row.family_comments,
    writtenIn: {
      chairSummary: row.summary_in ?? '',
      familySummary: row.family_summary_in,
      childComments: row.child_comments_in,
      familyComments: row.family_comments_in,
    },
    familyPresent: row.family_present as FamilyPresent | null,
    nextReviewBy: row.next_review_by === null ? null : calendarDate(row.next_review_by),
    approvedAt: row.approved_at,
    toldOmissions: row.told_omissions as Omission[],
    calledOffAt: row.called_off_at,
    version: row.version,
  }
}

/**
 * The meeting, or `undefined` when there is none that this transaction's actor may see.
 *
 * The two cases are deliberately one answer: a page turns both into 404, so nobody learns that a child they do not work with
 * has a meeting.
 */
export async function findMeeting(tx: ActorTx, id: string): Promise<Meeting | undefined> {
  const row = await withSummary(tx).where('meeting.id', '=', id).executeTakeFirst()
  return row && meetingOf(row)
}

// The chair's summary is a row of its own, with readers of its own.
function withSummary(tx: ActorTx) {
  return tx
    .selectFrom('meeting')
    .leftJoin('meeting_summary', 'meeting_summary.meeting_id', 'meeting.id')
    .selectAll('meeting')
    .select(['meeting_summary.text as summary', 'meeting_summary.written_in as summary_in'])
}

/** The meetings of a child, newest first. */
export async function listMeetings(tx: ActorTx, childId: string): Promise<readonly Meeting[]> {
  const rows = await withSummary(tx)
    .where('meeting.child_id', '=', childId)
    .orderBy('asked_for_on', 'desc')
    .orderBy('number', 'desc')
    .execute()
  return rows.map(meetingOf)
}

/** Writes a meeting that was asked for. */
export async function insertMeeting(
  tx: ActorTx,
  meeting: {
    childId: string
    pathwayId: string
    number: number
    askedForOn: CalendarDate
    askedForBy: string
    risk: RiskLevel
    reason: string
    assessmentId: string | null
    missingPaperwork: readonly Paperwork[]
    dueBy: CalendarDate
    at: Date
  },
): Promise<string> {
  const row = await tx
    .insertInto('meeting')
    .values({
      child_id: meeting.childId,
      pathway_id: meeting.pathwayId,
      number: meeting.number,
      asked_for_on: meeting.askedForOn,
      asked_for_by: meeting.askedForBy,
      risk: meeting.risk,
      reason: meeting.reason,
      assessment_id: meeting.assessmentId,
      missing_paperwork: [...meeting.missingPaperwork],
      due_by: meeting.dueBy,
      changed_at: meeting.at,
      changed_by: meeting.askedForBy,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** What can change in a meeting's own row. */
export type MeetingChange = Partial<{
  dueBy: CalendarDate
  acceptedIncomplete: string
  chairId: string
  noteTakerId: string | null
  bookedFor: Date
  place: string
  language: string
  interpreter: string
  accessNeeds: string
  keepApart: string
  heldOn: CalendarDate
  stage: Stage | null
  beganAt: Date
  beganEarlyReason: string
  bookingReason: string
  endedAt: Date
  familySummary: string
  childComments: string
  familyComments: string
  familySummaryIn: string
  childCommentsIn: string
  familyCommentsIn: string
  familyPresent: FamilyPresent
  nextReviewBy: CalendarDate
  approvedAt: Date
  approvedBy: string
  approvedSource: string
  restStaysOut: boolean
  toldOmissions: readonly Omission[]
  calledOffAt: Date
  calledOffReason: string
}>

/** Changes a meeting; answers false, and writes nothing, when someone saved another version first. */
export async function updateMeeting(
  tx: ActorTx,
  meeting: { id: string; version: number },
  change: MeetingChange,
  by: string,
  at: Date,
): Promise<boolean> {
  const columns: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(change))
    columns[name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)] = value
  const result = await tx
    .updateTable('meeting')
    .set({ ...columns, version: meeting.version + 1, changed_at: at, changed_by: by })
    .where('id', '=', meeting.id)
    .where('version', '=', meeting.version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Writes the chair's summary, or changes the one that is there. Only who runs the meeting may. */
export async function upsertSummary(
  tx: ActorTx,
  meeting: { id: string; childId: string },
  { text, writtenIn }: { text: string; writtenIn: string },
  by: string,
  at: Date,
): Promise<void> {
  await tx
    .insertInto('meeting_summary')
    .values({
      meeting_id: meeting.id,
      child_id: meeting.childId,
      text,
      written_in: writtenIn,
      author_id: by,
      changed_at: at,
      changed_by: by,
    })
    .onConflict(conflict =>
      conflict.column('meeting_id').doUpdateSet(eb => ({
        text,
        written_in: writtenIn,
        version: eb('meeting_summary.version', '+', 1),
        changed_at: at,
        changed_by: by,
      })),
    )
    .execute()
}

/** When chairs and note-takers are booked for meetings that are still to come or run, of whatever child; both ends are in. */
export async function listBooked(tx: ActorTx, from: Date, until: Date): Promise<readonly Booked[]> {
  const { rows } = await sql<{ user_id: string; booked_for: Date }>`
    select user_id, booked_for from hours_booked(${from}, ${until})`.execute(tx)
  return rows.map(row => ({ userId: row.user_id, bookedFor: row.booked_for }))
}

/** The hash of all that the family's copy of a meeting is made from, now; `undefined` when the actor may not see the child. */
export async function findFamilyCopySource(tx: ActorTx, meetingId: string): Promise<string | undefined> {
  const { rows } = await sql<{ source: string | null }>`select family_copy_source(${meetingId}) as source`.execute(tx)
  return rows[0]?.source ?? undefined
}
