import { WORKING_ROLES } from '../../access/actor.ts'
import { keepSessionTo } from '../../access/store/sessions.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { asFamilyRoom, type FamilyRoomTx } from '../../db/database.ts'
import type { Stage } from '../../entry/entry.ts'
import { nextStage, runsMeeting } from '../../meeting/rules.ts'
import { type Answer, leadElsewhere, notFound, redirectForgetting, show } from '../../web/answer.ts'
import type { Work } from '../../access/work.ts'
import type { Visit } from '../../web/page.ts'
import { type FamilyRoom, findRoom } from '../store/reading.ts'

/** Who may be in the room in which the family sits: whoever works with the child and sees it. */
export const ROOM_ROLES = WORKING_ROLES

/** A visit to a page of the room. */
export type RoomVisit = Visit<'/meetings/:meetingId/family-room'>

/** The stage of a meeting that sits with the family. */
export type OpenStage = Exclude<Stage, 'closed-session'>

/** A meeting that sits with the family. */
export type SittingRoom = FamilyRoom & { readonly stage: OpenStage }

/** The address of the room of a meeting. */
export const roomPath = (meetingId: string) => `/meetings/${meetingId}/family-room`

/** Whether the meeting sits with the family now. */
export const sits = (meeting: FamilyRoom): meeting is SittingRoom =>
  meeting.stage !== null && meeting.stage !== 'closed-session'

/** What a page of the room shows, read in the room's rights alone; `undefined` when the reader may not see the child. */
async function look<T>(
  { tx }: Work,
  meetingId: string,
  read: (room: FamilyRoomTx, meetingId: string) => Promise<T>,
): Promise<{ readonly meeting: FamilyRoom; readonly found: T } | undefined> {
  const result = await asFamilyRoom(tx, async room => {
    const [meeting, found] = await Promise.all([findRoom(room, meetingId), read(room, meetingId)])
    return meeting && { meeting, found }
  })
  if (result !== undefined)
    await recordAuditEvent(tx, 'meeting.family-room-seen', { childId: result.meeting.childId, subjectId: meetingId })
  return result
}

/** The same for a visit, with the trace that it was looked at. */
export function readInRoom<T>(
  visit: RoomVisit,
  read: (room: FamilyRoomTx, meetingId: string) => Promise<T>,
): Promise<{ readonly meeting: FamilyRoom; readonly found: T } | undefined> {
  return visit.act(work => look(work, visit.params.meetingId, read))
}

const nothingMore = () => Promise.resolve(true)

/** Whether the reader may see the child whose meeting it is. */
export const mayLook = async (visit: RoomVisit) => (await readInRoom(visit, nothingMore)) !== undefined

/**
 * Answers with what `read` finds in the room, while the meeting sits there; otherwise with the room itself, which waits.
 *
 * @param who everybody who sees the child, or its chair and note-taker alone
 */
export async function answerInRoom<T>(
  visit: RoomVisit,
  who: 'everybody' | 'runners',
  read: (room: FamilyRoomTx, meetingId: string) => Promise<T>,
  answer: (meeting: SittingRoom, found: T) => Answer,
): Promise<Answer> {
  const seen = await readInRoom(visit, read)
  if (seen === undefined || (who === 'runners' && !runsMeeting(visit.actor.userId, seen.meeting))) return notFound()
  const { meeting, found } = seen
  if (sits(meeting)) return answer(meeting, found)
  const home = roomPath(meeting.meetingId)
  return visit.path === home || visit.keptTo !== home ? pausedAnswer(visit, meeting.isOver) : leadElsewhere(home)
}

/**
 * Answers a page of the room. A browser that comes into it is kept to it from then on, forgets the pages that it has shown, and asks
 * again; while the meeting does not sit with the family nobody comes in.
 *
 * @protocol Appendix One, Stage Two; decision 0043
 */
export async function enterRoom(visit: RoomVisit, answer: () => Promise<Answer>): Promise<Answer> {
  const { meetingId } = visit.params
  const home = roomPath(meetingId)
  if (visit.keptTo === home) return answer()
  const seen = await visit.act(async work => {
    const found = await look(work, meetingId, nothingMore)
    if (found !== undefined && sits(found.meeting)) await keepSessionTo(work.tx, visit.sessionId, home)
    return found
  })
  if (seen === undefined) return notFound()
  return sits(seen.meeting) ? redirectForgetting(visit.path) : pausedAnswer(visit, seen.meeting.isOver)
}

// While the meeting does not sit with the family a browser that is kept to the room waits, and others go where the meeting is.
function pausedAnswer(visit: RoomVisit, isOver: boolean): Answer {
  const { t } = visit
  const home = roomPath(visit.params.meetingId)
  // A browser that is not kept to the room goes where the meeting is; one that is waits, whatever stands on other screens.
  if (visit.keptTo !== home) return leadElsewhere(`/meetings/${visit.params.meetingId}`)
  return show('family-room/views/paused.njk', t('family-room.title'), {
    home,
    heading: t(isOver ? 'family-room.over' : 'family-room.paused'),
    isOver,
  })
}

/** What stands around every page of the room: whose meeting it is, where it is, and what its chair and note-taker go to. */
export function roomFrame(visit: RoomVisit, meeting: SittingRoom): Readonly<Record<string, unknown>> {
  const { t } = visit
  const home = roomPath(meeting.meetingId)
  const runs = runsMeeting(visit.actor.userId, meeting)
  const places = [
    { href: home, text: t('family-room.said') },
    ...(runs
      ? [
          { href: `${home}/people`, text: t('family-room.people') },
          { href: `${home}/comments`, text: t('family-room.comments') },
          { href: `${home}/actions`, text: t('family-room.actions') },
          { href: `${home}/plan`, text: t('meeting.plan') },
          { href: `${home}/onwards`, text: t('family-room.onwards') },
        ]
      : []),
  ]
  return {
    home,
    runs,
    chairs: visit.actor.userId === meeting.chairId,
    heading: t(`meeting.stage.${meeting.stage}`),
    caption: t('family-room.for', { name: meeting.childName }),
    next: nextStage(meeting.stage),
    unheard: runs ? meeting.unheard : [],
    places: places.map(place => ({ ...place, isHere: place.href === visit.path })),
  }
}
