import { sql, type SqlBool } from 'kysely'
import type { WorkLine } from '../clock/store/clocks.ts'
import type { ActorTx } from '../db/database.ts'

/** What a line of work is about, beside the child: which action, which referral, and when its meeting is booked for. */
export type WorkAbout = {
  readonly words: string | null
  /** The language of those words as a BCP 47 code; empty where nobody said. */
  readonly writtenIn: string
  readonly bookedFor: Date | null
}

/**
 * What each of these lines of work is about, by the id of its clock, as far as the actor may see it: the words of an agreed action (not
 * of a closed one: this is the page that stands open on a desk), the initials of a referral's child, the hour of a booked meeting. A
 * review is owed before there is a meeting that would be it: its hour is that of whichever is booked of the child.
 *
 * @param lines of any rule; one of which nothing is to be told is left out
 */
export async function listWorkAbout(
  tx: ActorTx,
  lines: readonly Pick<WorkLine, 'id' | 'rule' | 'subjectId' | 'childId'>[],
): Promise<ReadonlyMap<string, WorkAbout>> {
  if (lines.length === 0) return new Map()
  const ids = lines.map(keyOf)
  const { rows } = await sql<{ id: string; words: string | null; written_in: string; booked_for: Date | null }>`
    select id, what as words, written_in, null::timestamptz as booked_for from action
     where id = any (${ids}::uuid[]) and audience in ('network', 'family')
    union all
    select id, left(answers ->> 'givenName', 1) || '. ' || left(answers ->> 'familyName', 1) || '.', '', null
      from referral where id = any (${ids}::uuid[])
    union all
    select id, null, '', booked_for from meeting where id = any (${ids}::uuid[]) and booked_for is not null and began_at is null
    union all
    select child_id, null, '', booked_for from meeting
     where child_id = any (${ids}::uuid[]) and booked_for is not null and began_at is null and called_off_at is null`.execute(
    tx,
  )
  const about = new Map(
    rows.map(row => [row.id, { words: row.words, writtenIn: row.written_in, bookedFor: row.booked_for }]),
  )
  return new Map(
    lines.flatMap(line => {
      const found = about.get(keyOf(line))
      return found === undefined ? [] : [[line.id, found]]
    }),
  )
}

function keyOf({ rule, subjectId, childId }: Pick<WorkLine, 'rule' | 'subjectId' | 'childId'>): string {
  return rule === 'review-meeting' && childId !== null ? childId : subjectId
}

/** A meeting that somebody has a part in and that is not over. */
export type WorkMeeting = {
  readonly id: string
  readonly bookedFor: Date
  readonly beganAt: Date | null
  readonly reference: string
  readonly childName: string
  readonly part: 'chair' | 'note-taker' | 'invited' | 'to-reply'
}

/** The meetings in which the actor has a part, that are booked or running, soonest first; fifty at most. */
export async function listMeetingsOf(tx: ActorTx, userId: string): Promise<readonly WorkMeeting[]> {
  const rows = await tx
    .selectFrom('meeting')
    .innerJoin('child', 'child.id', 'meeting.child_id')
    .where('meeting.booked_for', 'is not', null)
    .where('meeting.ended_at', 'is', null)
    .where('meeting.called_off_at', 'is', null)
    .where(where =>
      where.or([
        where('meeting.chair_id', '=', userId),
        where('meeting.note_taker_id', '=', userId),
        where.exists(
          where
            .selectFrom('meeting_person')
            .whereRef('meeting_person.meeting_id', '=', 'meeting.id')
            .where('meeting_person.user_id', '=', userId)
            .where('meeting_person.removed_at', 'is', null)
            .select('meeting_person.id'),
        ),
      ]),
    )
    .orderBy('meeting.booked_for')
    .limit(50)
    .select([
      ...([
        'meeting.id',
        'meeting.booked_for',
        'meeting.began_at',
        'meeting.chair_id',
        'meeting.note_taker_id',
      ] as const),
      eb =>
        eb
          .exists(
            eb
              .selectFrom('meeting_reply')
              .innerJoin('meeting_person', 'meeting_person.id', 'meeting_reply.person_id')
              .whereRef('meeting_reply.meeting_id', '=', 'meeting.id')
              .whereRef('meeting_reply.booked_for', '=', 'meeting.booked_for')
              .where('meeting_person.user_id', '=', userId)
              .select('meeting_reply.id'),
          )
          .as('has_replied'),
      ...(['child.reference', 'child.given_name', 'child.known_as', 'child.family_name'] as const),
    ])
    .execute()
  return rows.flatMap(row =>
    row.booked_for === null
      ? []
      : {
          id: row.id,
          bookedFor: row.booked_for,
          beganAt: row.began_at,
          reference: row.reference,
          childName: `${row.known_as === '' ? row.given_name : row.known_as} ${row.family_name}`,
          part: partOf(row, userId),
        },
  )
}

function partOf(
  row: { chair_id: string | null; note_taker_id: string | null; began_at: Date | null; has_replied: SqlBool },
  userId: string,
): WorkMeeting['part'] {
  if (row.chair_id === userId) return 'chair'
  if (row.note_taker_id === userId) return 'note-taker'
  return row.began_at !== null || Boolean(row.has_replied) ? 'invited' : 'to-reply'
}
