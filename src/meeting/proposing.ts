import type { Role } from '../access/actor.ts'
import type { Work } from '../access/work.ts'
import { listStaff } from '../board/store/staff.ts'
import { findLimit } from '../clock/store/clocks.ts'
import { addDays, instantInWales } from '../lib/calendar-date.ts'
import { dueDay } from './due.ts'
import { type FreeHour, freeHours } from './hours.ts'
import { type Meeting, MEETING_CLOCKS } from './meeting.ts'
import { findMeeting, listBooked } from './store/meeting.ts'

/** An hour that is proposed, with the names of the chairs and note-takers who are free then. */
export type ProposedHour = FreeHour & { readonly names: readonly string[] }

/**
 * The hours that are proposed for a meeting: ten at most, before its limit, each with time enough for the consultation before it.
 *
 * @throws {RangeError} when the bank holidays for the period are not known
 * @protocol §6 step 5; Appendix One, Pre-meeting consultation; decision 0051
 */
export async function proposeHours(
  { tx, now, today, holidays }: Work,
  meeting: Meeting,
): Promise<readonly ProposedHour[]> {
  const [until, consultation, people] = await Promise.all([
    dueDay(tx, meeting),
    findLimit(tx, MEETING_CLOCKS.consultation, today),
    listStaff(tx),
  ])
  const from = new Date(now.getTime() + consultation.value * 3_600_000)
  const having = (role: Role) => people.filter(each => each.roles.includes(role)).map(each => each.id)
  const found = freeHours(
    { from, until, most: 10 },
    { chairs: having('chair'), noteTakers: having('note-taker') },
    await listBooked(tx, now, instantInWales(addDays(until, 1), '00:00')),
    holidays,
  )
  return found.map(each => ({ ...each, names: each.free.map(id => people.find(one => one.id === id)?.name ?? '') }))
}

/** Whether an instant is proposed for a meeting now, and all of these people are free then. @protocol §6 step 5; decision 0051 */
export async function isStillFree(
  work: Work,
  meetingId: string,
  at: Date,
  userIds: readonly string[],
): Promise<boolean> {
  const meeting = await findMeeting(work.tx, meetingId)
  const proposed = meeting === undefined ? [] : await proposeHours(work, meeting)
  const found = proposed.find(each => each.at.getTime() === at.getTime())
  return found !== undefined && userIds.every(id => found.free.includes(id))
}
