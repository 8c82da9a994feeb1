import { listRunningClocksOfChild } from '../clock/store/clocks.ts'
import type { ActorTx } from '../db/database.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import { MEETING_CLOCKS, type Meeting } from './meeting.ts'

const HELD_BY: readonly string[] = [MEETING_CLOCKS.firstMeeting.rule, MEETING_CLOCKS.reviewMeeting.rule]

/**
 * The last day on which a meeting may be held: the one that is in force while it is owed, since somebody may have set another one
 * after the meeting was asked for; afterwards the one that it was asked for with.
 *
 * @protocol §6 step 5
 */
export async function dueDay(
  tx: ActorTx,
  meeting: Pick<Meeting, 'childId' | 'dueBy' | 'heldOn' | 'calledOffAt'>,
): Promise<CalendarDate> {
  if (meeting.heldOn !== null || meeting.calledOffAt !== null) return meeting.dueBy
  const owed = (await listRunningClocksOfChild(tx, meeting.childId)).find(clock => HELD_BY.includes(clock.rule))
  return owed?.dueOn ?? meeting.dueBy
}
