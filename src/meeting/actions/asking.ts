import { hasAnyRole, WORKING_ROLES } from '../../access/actor.ts'
import { mayDo, refusalOf } from '../../access/deeds.ts'
import type { Work } from '../../access/work.ts'
import { MEETING_DEEDS, type MeetingDeed, type MeetingPart, type MeetingState, stateOf } from '../deeds.ts'
import type { Meeting } from '../meeting.ts'
import { findMeeting } from '../store/meeting.ts'
import { isInClosedSession } from '../store/people.ts'

/** A deed that is refused: to someone who has no such part, as if there were no such meeting; otherwise with where it stands. */
export type Refused = { readonly outcome: 'not-found' } | { readonly outcome: 'not-now'; readonly state: MeetingState }

/** The parts that the actor has in a meeting which they see. @protocol Appendix One; decision 0025 */
export async function partsIn(work: Work, meeting: Meeting): Promise<readonly MeetingPart[]> {
  const { userId } = work.actor
  const closed = await isInClosedSession(work.tx, meeting.id)
  const working = hasAnyRole(work.actor, WORKING_ROLES)
  return [
    ...(meeting.chairId === userId ? (['chair'] as const) : []),
    ...(meeting.noteTakerId === userId ? (['note-taker'] as const) : []),
    ...(closed ? (['closed-session'] as const) : []),
    ...(closed && meeting.chairId !== userId ? (['second-reader'] as const) : []),
    ...(working ? (['network'] as const) : []),
  ]
}

/**
 * The meeting, when the actor may do this deed in it now; otherwise why not. Every action about a meeting asks this first.
 *
 * @param also the parts that belong to what the deed is about: the very invitation, entry or debrief
 * @protocol Appendix One; decision 0025
 */
export async function meetingFor(
  work: Work,
  meetingId: string,
  deed: MeetingDeed,
  also: readonly MeetingPart[] = [],
): Promise<{ readonly outcome: 'may'; readonly meeting: Meeting } | Refused> {
  const meeting = await findMeeting(work.tx, meetingId)
  if (meeting === undefined) return { outcome: 'not-found' }
  const state = stateOf(meeting)
  switch (refusalOf(MEETING_DEEDS, deed, state, [...(await partsIn(work, meeting)), ...also])) {
    case undefined:
      return { outcome: 'may', meeting }
    case 'not-now':
      return { outcome: 'not-now', state }
    case 'not-found':
      return { outcome: 'not-found' }
  }
}

/** The deeds that the actor may do in a meeting now, for a page that offers only what can be done. @protocol Appendix One; decision 0025 */
export async function deedsOpen(work: Work, meeting: Meeting): Promise<Readonly<Partial<Record<MeetingDeed, true>>>> {
  const parts = await partsIn(work, meeting)
  const deeds = (Object.keys(MEETING_DEEDS) as MeetingDeed[]).filter(deed =>
    mayDo(MEETING_DEEDS, deed, stateOf(meeting), parts),
  )
  return Object.fromEntries(deeds.map(deed => [deed, true]))
}
