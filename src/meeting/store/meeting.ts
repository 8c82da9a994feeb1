import { type Selectable, sql } from 'kysely'
import type { RiskLevel } from '../../assessment/assessment.ts'
import type { ActorTx } from '../../db/database.ts'
import type { Meeting as MeetingTable } from '../../db/schema.ts'
import { type CalendarDate, calendarDate } from '../../lib/calendar-date.ts'
import type { Consultation, FamilyPresent, Meeting, MeetingPerson, Paperwork, Part, Stage } from '../meeting.ts'

type MeetingRow = Selectable<MeetingTable> & { readonly summary: string | null }

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
    endedAt: row.ended_at,
    chairSummary: row.summary ?? '',
    familySummary: row.family_summary,
    childComments: row.child_comments,
    familyComments: row.family_comments,
    familyPresent: row.family_present as FamilyPresent | null,
    nextReviewBy: row.next_review_by === null ? null : calendarDate(row.next_review_by),
    approvedAt: row.approved_at,
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
    .select('meeting_summary.text as summary')
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
  endedAt: Date
  familySummary: string
  childComments: string
  familyComments: string
  familyPresent: FamilyPresent
  nextReviewBy: CalendarDate
  approvedAt: Date
  approvedBy: string
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
  text: string,
  by: string,
  at: Date,
): Promise<void> {
  await tx
    .insertInto('meeting_summary')
    .values({ meeting_id: meeting.id, child_id: meeting.childId, text, author_id: by, changed_at: at, changed_by: by })
    .onConflict(conflict =>
      conflict.column('meeting_id').doUpdateSet(eb => ({
        text,
        version: eb('meeting_summary.version', '+', 1),
        changed_at: at,
        changed_by: by,
      })),
    )
    .execute()
}

/** Invites someone. */
export async function insertPerson(
  tx: ActorTx,
  person: {
    meetingId: string
    childId: string
    userId: string | null
    name: string
    part: Part
    agencyId: string | null
    inClosed: boolean
    inFamily: boolean
    by: string
    at: Date
  },
): Promise<string> {
  const row = await tx
    .insertInto('meeting_person')
    .values({
      meeting_id: person.meetingId,
      child_id: person.childId,
      user_id: person.userId,
      name: person.name,
      part: person.part,
      agency_id: person.agencyId,
      in_family: person.inFamily,
      invited_at: person.at,
      invited_by: person.by,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (person.inClosed)
    await tx
      .insertInto('closed_seat')
      .values({ person_id: row.id, meeting_id: person.meetingId, child_id: person.childId, given_at: person.at })
      .execute()
  return row.id
}

/**
 * Everyone invited of whom the reader may know, the chair first. Who is there for the closed session alone shows to its people
 * only, and so does who has a seat in it.
 */
export async function listPeople(tx: ActorTx, meetingId: string): Promise<readonly MeetingPerson[]> {
  const rows = await tx
    .selectFrom('meeting_person')
    .leftJoin('closed_seat', 'closed_seat.person_id', 'meeting_person.id')
    .where('meeting_person.meeting_id', '=', meetingId)
    .where('removed_at', 'is', null)
    .orderBy('invited_at')
    .orderBy('name')
    .selectAll('meeting_person')
    .select('closed_seat.person_id as seat')
    .execute()
  return rows.map(row => ({
    id: row.id,
    userId: row.user_id,
    name: row.name,
    part: row.part as Part,
    agencyId: row.agency_id,
    inClosed: row.seat !== null,
    inFamily: row.in_family,
    reply: row.reply as MeetingPerson['reply'],
    apology: row.apology,
  }))
}

/** Whether the actor is of those who may read what was said in the closed session. */
export async function isInClosedSession(tx: ActorTx, meetingId: string): Promise<boolean> {
  const { rows } = await sql<{ is_in: boolean }>`select in_closed_session(${meetingId}) as is_in`.execute(tx)
  return rows[0]?.is_in ?? false
}

/** Takes back an invitation: with it goes the sight of closed words. */
export async function updatePersonRemoved(
  tx: ActorTx,
  personId: string,
  at: Date,
): Promise<{ meetingId: string; childId: string } | undefined> {
  const row = await tx
    .updateTable('meeting_person')
    .set({ removed_at: at })
    .where('id', '=', personId)
    .where('removed_at', 'is', null)
    .returning(['meeting_id', 'child_id'])
    .executeTakeFirst()
  return row && { meetingId: row.meeting_id, childId: row.child_id }
}

/** Records who is in the room at a stage: exactly these. */
export async function replacePresence(
  tx: ActorTx,
  meeting: { id: string; childId: string },
  stage: Stage,
  personIds: readonly string[],
  at: Date,
): Promise<void> {
  await tx.deleteFrom('meeting_presence').where('meeting_id', '=', meeting.id).where('stage', '=', stage).execute()
  for (const personId of personIds)
    await tx
      .insertInto('meeting_presence')
      .values({ meeting_id: meeting.id, child_id: meeting.childId, person_id: personId, stage, recorded_at: at })
      .execute()
}

/** Who was in the room, stage by stage. */
export async function listPresence(
  tx: ActorTx,
  meetingId: string,
): Promise<readonly { personId: string; stage: Stage }[]> {
  const rows = await tx
    .selectFrom('meeting_presence')
    .where('meeting_id', '=', meetingId)
    .select(['person_id', 'stage'])
    .execute()
  return rows.map(row => ({ personId: row.person_id, stage: row.stage as Stage }))
}

/** Writes the consultation, or changes the one that is there. */
export async function upsertConsultation(
  tx: ActorTx,
  meeting: { id: string; childId: string },
  consultation: Consultation,
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
    changed_at: at,
    changed_by: by,
  }
  const there = await tx
    .selectFrom('meeting_consultation')
    .where('meeting_id', '=', meeting.id)
    .select(['id', 'version'])
    .executeTakeFirst()
  if (there === undefined)
    await tx
      .insertInto('meeting_consultation')
      .values({ meeting_id: meeting.id, child_id: meeting.childId, recorded_by: by, recorded_at: at, ...columns })
      .execute()
  else
    await tx
      .updateTable('meeting_consultation')
      .set({ ...columns, version: there.version + 1 })
      .where('id', '=', there.id)
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
    }
  )
}
