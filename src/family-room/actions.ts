import { recordAuditEvent } from '../audit/store.ts'
import type { Work } from '../access/work.ts'
import { asFamilyRoom } from '../db/database.ts'
import { insertEntry } from '../entry/store.ts'
import { calendarDateAt } from '../lib/calendar-date.ts'
import { meetingFor, type Refused } from '../meeting/actions/asking.ts'
import type { RecordEntry } from '../meeting/meeting.ts'
import { speakerIsNeeded } from '../meeting/rules.ts'

/** What is written down before the family: whoever sits there reads it, and the network after them. */
export type SaidBeforeFamily = Omit<RecordEntry, 'stage' | 'audience'> & { readonly meetingId: string }

/**
 * Writes down what is said in the session with the family, in the rights of its room: a closed word cannot be written there. The stage
 * is the one that the meeting is in.
 *
 * @protocol Appendix One, Stage Two; Appendix Two; decision 0043
 */
export async function writeBeforeFamily(
  work: Work,
  said: SaidBeforeFamily,
): Promise<
  | { outcome: 'written'; entryId: string }
  | { outcome: 'text-needed' }
  | { outcome: 'speaker-needed' }
  | { outcome: 'not-with-family' }
  | Refused
> {
  const asked = await meetingFor(work, said.meetingId, 'write-entry')
  if (asked.outcome !== 'may') return asked
  const { meeting } = asked
  const { stage } = meeting
  if (stage === null || stage === 'closed-session') return { outcome: 'not-with-family' }
  if (said.text.trim() === '') return { outcome: 'text-needed' }
  if (speakerIsNeeded(said.basis, work.actor.userId === meeting.noteTakerId) && said.saidBy.trim() === '')
    return { outcome: 'speaker-needed' }
  const { basis, context, text, saidBy, writtenIn, wordsMade } = said
  const entryId = await asFamilyRoom(work.tx, room =>
    insertEntry(
      room,
      {
        childId: meeting.childId,
        kind: 'meeting-entry',
        audience: 'network',
        basis,
        context,
        text,
        saidBy,
        writtenIn,
        wordsMade,
        happenedOn: calendarDateAt(meeting.beganAt ?? work.now),
        meetingId: meeting.id,
        stage,
      },
      work.actor,
      work.now,
    ),
  )
  await recordAuditEvent(work.tx, 'meeting.entry-added', {
    childId: meeting.childId,
    subjectId: entryId,
    details: { stage },
  })
  return { outcome: 'written', entryId }
}
