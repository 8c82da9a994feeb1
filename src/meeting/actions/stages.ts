import type { Work } from '../../access/work.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import type { ActorTx } from '../../db/database.ts'
import type { Entry, Stage } from '../../entry/entry.ts'
import { listMeetingEntries } from '../../entry/store.ts'
import type { Omission } from '../meeting.ts'
import { undecided } from '../rules.ts'
import { updateMeeting } from '../store/meeting.ts'
import { listFamilyDecisions } from '../store/record.ts'
import { meetingFor, type Refused } from './asking.ts'
import { decideForFamily } from './recording.ts'

/** What was said in the closed room and is not settled yet, as far as the actor may read it; its chair reads all of it. */
export async function openInClosedRoom(tx: ActorTx, meetingId: string): Promise<readonly Entry[]> {
  const entries = await listMeetingEntries(tx, meetingId)
  const closed = entries.filter(entry => entry.kind === 'meeting-entry' && entry.stage === 'closed-session')
  return undecided(closed, await listFamilyDecisions(tx, meetingId))
}

/**
 * Moves the meeting to a stage: only the chair does. The closed room is left when everything that was said in it is settled; what is
 * not can be kept from the family all at once, for one reason.
 *
 * @param move `openStaysOut` is that reason, when the chair gives one; `as-it-was` is for a meeting that was held elsewhere and is
 *   loaded, and the database refuses it to everybody else
 * @protocol Appendix One, Stage One; Appendix One, Stage Two; decision 0043
 */
export async function moveToStage(
  work: Work,
  move: { meetingId: string; stage: Stage; openStaysOut: Omission | 'as-it-was' | undefined },
): Promise<
  { outcome: 'moved' } | { outcome: 'undecided'; count: number } | { outcome: 'changed-since-you-read' } | Refused
> {
  const { tx } = work
  const { meetingId, stage, openStaysOut } = move
  const asked = await meetingFor(work, meetingId, 'move-to-stage')
  if (asked.outcome !== 'may') return asked
  const { meeting } = asked
  if (meeting.stage === 'closed-session' && stage !== 'closed-session' && openStaysOut !== 'as-it-was') {
    const open = await openInClosedRoom(tx, meetingId)
    if (open.length > 0 && openStaysOut === undefined) return { outcome: 'undecided', count: open.length }
    for (const entry of open) {
      const { id: entryId, wordsVersion } = entry
      const decision = { decision: 'withhold', omission: openStaysOut, reason: '', rewording: '' } as const
      const settled = await decideForFamily(work, { entryId, wordsVersion, ...decision })
      if (settled.outcome !== 'decided') return { outcome: 'changed-since-you-read' }
    }
  }
  if (!(await updateMeeting(tx, meeting, { stage }, work.actor.userId, work.now)))
    return { outcome: 'changed-since-you-read' }
  await recordAuditEvent(tx, 'meeting.stage-changed', {
    childId: meeting.childId,
    subjectId: meeting.id,
    details: { stage },
  })
  return { outcome: 'moved' }
}
