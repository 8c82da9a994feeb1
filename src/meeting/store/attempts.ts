import type { ActorTx } from '../../db/database.ts'
import { calendarDate } from '../../lib/calendar-date.ts'
import type { AttemptEnding, DebriefAttempt } from '../meeting.ts'

/** Keeps that somebody tried to tell a family, and what came of it. */
export async function insertDebriefAttempt(
  tx: ActorTx,
  meeting: { id: string; childId: string },
  attempt: DebriefAttempt,
  at: Date,
): Promise<void> {
  await tx
    .insertInto('debrief_attempt')
    .values({
      meeting_id: meeting.id,
      child_id: meeting.childId,
      tried_on: attempt.triedOn,
      came_of: attempt.cameOf,
      words: attempt.words,
      recorded_by: attempt.recordedBy,
      recorded_at: at,
    })
    .execute()
}

/** The times that somebody tried to tell a family after a meeting and could not, as they were written down. */
export async function listDebriefAttempts(tx: ActorTx, meetingId: string): Promise<readonly DebriefAttempt[]> {
  const rows = await tx
    .selectFrom('debrief_attempt')
    .where('meeting_id', '=', meetingId)
    .orderBy('recorded_at')
    .orderBy('id')
    .select(['tried_on', 'came_of', 'words', 'recorded_by'])
    .execute()
  return rows.map(row => ({
    triedOn: calendarDate(row.tried_on),
    cameOf: row.came_of as AttemptEnding,
    words: row.words,
    recordedBy: row.recorded_by,
  }))
}
