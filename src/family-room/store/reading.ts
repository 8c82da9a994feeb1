import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { hasHeard } from '../../statement/rules.ts'
import type { ActionOutcome } from '../../agreed-action/agreed-action.ts'
import type { FamilyRoomTx } from '../../db/database.ts'
import type { Basis, Context, Stage } from '../../entry/entry.ts'
import { type CalendarDate, calendarDate } from '../../lib/calendar-date.ts'
import type { Comments, Part, WrittenPlan } from '../../meeting/meeting.ts'
import { planOf } from '../../meeting/store/outcome.ts'
import type { Statement } from '../../statement/statement.ts'

/** A meeting as the room knows it in which the family sits: every column is named, since that room may read no others. */
export type FamilyRoom = {
  readonly meetingId: string
  readonly childId: string
  readonly childName: string
  /** Null before the meeting begins and when it is over. */
  readonly stage: Stage | null
  readonly isOver: boolean
  readonly chairId: string | null
  readonly noteTakerId: string | null
  readonly familySummary: string
  readonly childComments: string
  readonly familyComments: string
  /** The language of each of these, as a BCP 47 code; empty where nobody said. */
  readonly writtenIn: Omit<Comments, 'chairSummary'>
  /** The names of those who are here and have not heard what is read out to the family's session. */
  readonly unheard: readonly string[]
  readonly version: number
}

/** The meeting, or `undefined` when the actor may not see the child. */
export async function findRoom(room: FamilyRoomTx, meetingId: string): Promise<FamilyRoom | undefined> {
  const row = await room
    .selectFrom('meeting')
    .innerJoin('child', 'child.id', 'meeting.child_id')
    .where('meeting.id', '=', meetingId)
    .select([
      'meeting.id',
      'meeting.child_id',
      'meeting.stage',
      'meeting.ended_at',
      'meeting.chair_id',
      'meeting.note_taker_id',
      'meeting.family_summary',
      'meeting.child_comments',
      'meeting.family_comments',
      'meeting.family_summary_in',
      'meeting.child_comments_in',
      'meeting.family_comments_in',
      'meeting.version',
      'child.given_name',
      'child.known_as',
      jsonArrayFrom(hereWithWhatTheyAccepted(room)).as('here'),
    ])
    .executeTakeFirst()
  return (
    row && {
      meetingId: row.id,
      childId: row.child_id,
      childName: row.known_as === '' ? row.given_name : row.known_as,
      stage: row.stage as Stage | null,
      isOver: row.ended_at !== null,
      chairId: row.chair_id,
      noteTakerId: row.note_taker_id,
      familySummary: row.family_summary,
      childComments: row.child_comments,
      familyComments: row.family_comments,
      writtenIn: {
        familySummary: row.family_summary_in,
        childComments: row.child_comments_in,
        familyComments: row.family_comments_in,
      },
      unheard: row.here
        .filter(person => !hasHeard(['family-session'], person.accepted as Statement[]))
        .map(person => person.name),
      version: row.version,
    }
  )
}

// Who is recorded as there at the stage at which the meeting is, with the statements that they accepted.
const hereWithWhatTheyAccepted = (room: FamilyRoomTx) =>
  room
    .selectFrom('meeting_person')
    .innerJoin('meeting_presence', 'meeting_presence.person_id', 'meeting_person.id')
    .where(sql<boolean>`meeting_presence.meeting_id = meeting.id and meeting_presence.stage = meeting.stage`)
    .orderBy('meeting_person.name')
    .select(['meeting_person.name'])
    .select(({ selectFrom }) =>
      sql<
        string[]
      >`array(${selectFrom('statement_acceptance').whereRef('statement_acceptance.person_id', '=', 'meeting_person.id').select('statement')})`.as(
        'accepted',
      ),
    )

/** A line that may stand before the family: said there, or decided for it. */
export type RoomLine = {
  readonly id: string
  readonly stage: Stage | null
  readonly context: Context | null
  readonly basis: Basis | null
  readonly text: string
  readonly saidBy: string
  readonly author: string
  readonly writtenIn: string
  readonly isForFamily: boolean
  readonly recordedAt: Date
  readonly version: number
}

/** What was said before the family or decided for it, the newest first; nothing while the meeting does not sit with the family. */
export async function listLines(room: FamilyRoomTx, meetingId: string): Promise<readonly RoomLine[]> {
  const rows = await lines(room).where('entry.meeting_id', '=', meetingId).orderBy('entry.position', 'desc').execute()
  return rows.map(lineOf)
}

/** One such line of a meeting, or `undefined`. */
export async function findLine(room: FamilyRoomTx, meetingId: string, id: string): Promise<RoomLine | undefined> {
  const row = await lines(room).where('entry.meeting_id', '=', meetingId).where('entry.id', '=', id).executeTakeFirst()
  return row && lineOf(row)
}

function lines(room: FamilyRoomTx) {
  return room
    .selectFrom('entry')
    .innerJoin('app_user', 'app_user.id', 'entry.author_id')
    .select([
      'entry.id',
      'entry.stage',
      'entry.context',
      'entry.basis',
      'entry.text',
      'entry.said_by',
      'entry.written_in',
      'entry.audience',
      'entry.recorded_at',
      'entry.version',
      'app_user.name as author',
    ])
}

type LineRow = Awaited<ReturnType<ReturnType<typeof lines>['execute']>>[number]

function lineOf(row: LineRow): RoomLine {
  return {
    id: row.id,
    stage: row.stage as Stage | null,
    context: row.context as Context | null,
    basis: row.basis as Basis | null,
    text: row.text,
    saidBy: row.said_by,
    author: row.author,
    writtenIn: row.written_in,
    isForFamily: row.audience === 'family',
    recordedAt: row.recorded_at,
    version: row.version,
  }
}

/** Somebody of whom the family may know: asked to its sessions or there in one. */
export type RoomPerson = {
  readonly id: string
  readonly userId: string | null
  readonly name: string
  readonly part: Part
  /** The stages at which they were recorded as there, of those before the family. */
  readonly presentAt: readonly Stage[]
  readonly accepted: readonly Statement[]
}

/** Everybody of whom the family may know, by name. */
export async function listRoomPeople(room: FamilyRoomTx, meetingId: string): Promise<readonly RoomPerson[]> {
  const [people, presence, acceptances] = await Promise.all([
    room
      .selectFrom('meeting_person')
      .where('meeting_id', '=', meetingId)
      .orderBy('name')
      .orderBy('id')
      .select(['id', 'user_id', 'name', 'part'])
      .execute(),
    room.selectFrom('meeting_presence').where('meeting_id', '=', meetingId).select(['person_id', 'stage']).execute(),
    room
      .selectFrom('statement_acceptance')
      .where('meeting_id', '=', meetingId)
      .select(['person_id', 'statement'])
      .execute(),
  ])
  return people.map(person => ({
    id: person.id,
    userId: person.user_id,
    name: person.name,
    part: person.part as Part,
    presentAt: presence.filter(each => each.person_id === person.id).map(each => each.stage as Stage),
    accepted: acceptances.filter(each => each.person_id === person.id).map(each => each.statement as Statement),
  }))
}

/** An action that the family knows of. */
export type RoomAction = {
  readonly id: string
  readonly what: string
  readonly who: string
  readonly writtenIn: string
  readonly dueOn: CalendarDate
  readonly context: Context
}

/** What was agreed and the family knows of, by its day. */
export async function listRoomActions(room: FamilyRoomTx, meetingId: string): Promise<readonly RoomAction[]> {
  const rows = await room
    .selectFrom('action')
    .where('meeting_id', '=', meetingId)
    .orderBy('due_on')
    .orderBy('id')
    .select(['id', 'what', 'who', 'written_in', 'due_on', 'context'])
    .execute()
  return rows.map(roomActionOf)
}

type ActionRow = { id: string; what: string; who: string; written_in: string; due_on: string; context: string }

function roomActionOf(row: ActionRow): RoomAction {
  return {
    id: row.id,
    what: row.what,
    who: row.who,
    writtenIn: row.written_in,
    dueOn: calendarDate(row.due_on),
    context: row.context as Context,
  }
}

/**
 * What earlier meetings agreed with the family: everything of the latest that agreed anything with it, and of those before what nobody
 * has reported on since.
 */
export async function listRoomActionsOfLastTime(
  room: FamilyRoomTx,
  meetingId: string,
): Promise<readonly (RoomAction & { readonly outcome: ActionOutcome | null })[]> {
  const rows = await room
    .selectFrom('action')
    .innerJoin('meeting', 'meeting.id', 'action.meeting_id')
    .innerJoin('meeting as now', join =>
      join.onRef('now.child_id', '=', 'meeting.child_id').on('now.id', '=', meetingId),
    )
    .whereRef('meeting.number', '<', 'now.number')
    .orderBy('meeting.number', 'desc')
    .orderBy('action.due_on')
    .orderBy('action.id')
    .select([
      'action.id',
      'action.what',
      'action.who',
      'action.written_in',
      'action.due_on',
      'action.context',
      'action.outcome',
      'meeting.number',
    ])
    .execute()
  return rows
    .filter(row => row.number === rows[0]?.number || row.outcome === null)
    .map(row => ({ ...roomActionOf(row), outcome: row.outcome as ActionOutcome | null }))
}

/** The child's safety plan as the meeting writes it, with its version; `undefined` before it. */
export async function findRoomPlan(
  room: FamilyRoomTx,
  meetingId: string,
): Promise<(WrittenPlan & { readonly version: number }) | undefined> {
  const row = await room
    .selectFrom('safety_plan')
    .where('meeting_id', '=', meetingId)
    .select([
      'childs_goals',
      'worries',
      'what_helps',
      'who_to_call',
      'if_missing',
      'childs_goals_in',
      'written_in',
      'version',
    ])
    .executeTakeFirst()
  return row && { ...planOf(row), version: row.version }
}

/** The board's agencies, for whoever does what was agreed. */
export async function listRoomAgencies(
  room: FamilyRoomTx,
): Promise<readonly { readonly id: string; readonly name: { readonly en: string; readonly cy: string } }[]> {
  const rows = await room.selectFrom('agency').select(['id', 'name_en', 'name_cy']).execute()
  return rows.map(row => ({ id: row.id, name: { en: row.name_en, cy: row.name_cy } }))
}
