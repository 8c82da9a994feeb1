import type { Work } from '../../access/work.ts'
import type { RecordEntry } from '../meeting.ts'
import { meetingFor, type Refused } from './asking.ts'
import { writeEntry } from './holding.ts'

/** One piece of what is written before a meeting. */
export type Contribution = Pick<RecordEntry, 'context' | 'basis' | 'text' | 'saidBy'>

/**
 * Writes what an agency knows into the record of a meeting that is booked, all of it or nothing: it is there for the closed session,
 * whose chair settles it like all that is said in it.
 *
 * @protocol Appendix One, Stage One; Appendix Two; decision 0050
 */
export async function contribute(
  work: Work,
  {
    meetingId,
    audience,
    writtenIn,
    pieces,
  }: Pick<RecordEntry, 'audience' | 'writtenIn'> & {
    readonly meetingId: string
    readonly pieces: readonly Contribution[]
  },
): Promise<
  { outcome: 'written' } | { outcome: 'nothing' } | { outcome: 'speaker-needed' } | { outcome: 'began' } | Refused
> {
  const asked = await meetingFor(work, meetingId, 'write-entry')
  if (asked.outcome !== 'may') return asked
  if (asked.meeting.beganAt !== null) return { outcome: 'began' }
  const written = pieces.filter(piece => piece.text.trim() !== '')
  if (written.length === 0) return { outcome: 'nothing' }
  // Before any piece is kept: a quotation names its speaker.
  const isQuotation = ({ basis }: Contribution) => basis === 'childs-own-words' || basis === 'family-words'
  if (written.some(piece => isQuotation(piece) && piece.saidBy.trim() === '')) return { outcome: 'speaker-needed' }
  for (const piece of written) {
    const saidBy =
      piece.saidBy === '' && work.actor.userId === asked.meeting.noteTakerId ? work.actor.name : piece.saidBy
    const result = await writeEntry(work, { ...piece, saidBy, meetingId, audience, writtenIn, stage: 'closed-session' })
    if (result.outcome !== 'written') throw new Error(`a piece that was looked at is refused: ${result.outcome}`)
  }
  return { outcome: 'written' }
}
