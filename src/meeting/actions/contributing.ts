import type { Work } from '../../access/work.ts'
import type { RecordEntry } from '../meeting.ts'
import { calledBy } from '../../child/rules.ts'
import { findChild } from '../../child/store/children.ts'
import { speakerIsNeeded } from '../rules.ts'
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
    childsWords,
    pieces,
  }: Pick<RecordEntry, 'audience' | 'writtenIn'> & {
    readonly meetingId: string
    /** What the child said, in the child's words; empty for nothing. */
    readonly childsWords: string
    readonly pieces: readonly Contribution[]
  },
): Promise<
  { outcome: 'written' } | { outcome: 'nothing' } | { outcome: 'speaker-needed' } | { outcome: 'began' } | Refused
> {
  const { tx, actor } = work
  const asked = await meetingFor(work, meetingId, 'write-entry')
  if (asked.outcome !== 'may') return asked
  const { meeting } = asked
  if (meeting.beganAt !== null) return { outcome: 'began' }
  const child = await findChild(tx, meeting.childId)
  if (child === undefined) return { outcome: 'not-found' }
  const quoted: Contribution = {
    context: null,
    basis: 'childs-own-words',
    text: childsWords,
    saidBy: calledBy(child),
  }
  const written = [quoted, ...pieces].filter(piece => piece.text.trim() !== '')
  if (written.length === 0) return { outcome: 'nothing' }
  // Before any piece is kept: a quotation names its speaker.
  if (written.some(piece => speakerIsNeeded(piece.basis, false) && piece.saidBy.trim() === ''))
    return { outcome: 'speaker-needed' }
  const isNoteTaker = actor.userId === meeting.noteTakerId
  for (const piece of written) {
    const saidBy = piece.saidBy === '' && isNoteTaker ? actor.name : piece.saidBy
    const result = await writeEntry(work, { ...piece, saidBy, meetingId, audience, writtenIn, stage: 'closed-session' })
    if (result.outcome !== 'written') throw new Error(`a piece that was looked at is refused: ${result.outcome}`)
  }
  return { outcome: 'written' }
}
