import type { Stage } from '../../entry/entry.ts'
import { sql } from 'kysely'
import type { ActorTx } from '../../db/database.ts'
import type { MeetingPerson, Part, Reply } from '../meeting.ts'

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
    .leftJoinLateral(
      from =>
        from
          .selectFrom('meeting_reply')
          .whereRef('meeting_reply.person_id', '=', 'meeting_person.id')
          .orderBy('given_at', 'desc')
          .limit(1)
          .select(['reply as replied', 'words', 'booked_for'])
          .as('last'),
      join => join.onTrue(),
    )
    .where('meeting_person.meeting_id', '=', meetingId)
    .where('removed_at', 'is', null)
    .orderBy('invited_at')
    .orderBy('name')
    .selectAll('meeting_person')
    .select(['closed_seat.person_id as seat', 'last.replied', 'last.words', 'last.booked_for'])
    .execute()
  return rows.map(row => ({
    id: row.id,
    userId: row.user_id,
    name: row.name,
    part: row.part as Part,
    agencyId: row.agency_id,
    inClosed: row.seat !== null,
    inFamily: row.in_family,
    invitedBy: row.invited_by,
    reply:
      row.replied === null || row.booked_for === null
        ? undefined
        : { reply: row.replied as Reply['reply'], words: row.words ?? '', bookedFor: row.booked_for },
  }))
}

/** Whether the actor is of those who may read what was said in the closed session. */
export async function isInClosedSession(tx: ActorTx, meetingId: string): Promise<boolean> {
  const { rows } = await sql<{ is_in: boolean }>`select in_closed_session(${meetingId}) as is_in`.execute(tx)
  return rows[0]?.is_in ?? false
}

/** An invitation that stands, or `undefined`: of which meeting, of whom, as what, and by whom. */
export async function findInvitation(
  tx: ActorTx,
  personId: string,
): Promise<
  | {
      readonly meetingId: string
      readonly userId: string | null
      readonly name: string
      readonly part: Part
      readonly invitedBy: string
    }
  | undefined
> {
  const row = await tx
    .selectFrom('meeting_person')
    .where('id', '=', personId)
    .where('removed_at', 'is', null)
    .select(['meeting_id', 'user_id', 'name', 'part', 'invited_by'])
    .executeTakeFirst()
  return (
    row && {
      meetingId: row.meeting_id,
      userId: row.user_id,
      name: row.name,
      part: row.part as Part,
      invitedBy: row.invited_by,
    }
  )
}

/** Writes what somebody invited replied. */
export async function insertReply(
  tx: ActorTx,
  reply: Reply & {
    readonly personId: string
    readonly meetingId: string
    readonly childId: string
    readonly by: string
    readonly at: Date
  },
): Promise<void> {
  await tx
    .insertInto('meeting_reply')
    .values({
      person_id: reply.personId,
      meeting_id: reply.meetingId,
      child_id: reply.childId,
      reply: reply.reply,
      words: reply.words,
      booked_for: reply.bookedFor,
      given_by: reply.by,
      given_at: reply.at,
    })
    .execute()
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

/** Keeps who is in the room at a stage; who was recorded before stays as recorded then. */
export async function insertPresence(
  tx: ActorTx,
  meeting: { id: string; childId: string },
  stage: Stage,
  personIds: readonly string[],
  at: Date,
): Promise<void> {
  for (const personId of personIds)
    await tx
      .insertInto('meeting_presence')
      .values({ meeting_id: meeting.id, child_id: meeting.childId, person_id: personId, stage, recorded_at: at })
      .onConflict(conflict => conflict.columns(['person_id', 'stage']).doNothing())
      .execute()
}

/** Takes back that people were in the room at a stage: they were ticked by mistake. */
export async function deletePresence(
  tx: ActorTx,
  meetingId: string,
  stage: Stage,
  personIds: readonly string[],
): Promise<void> {
  await tx
    .deleteFrom('meeting_presence')
    .where('meeting_id', '=', meetingId)
    .where('stage', '=', stage)
    .where('person_id', '=', eb => eb.fn.any(eb.val([...personIds])))
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
