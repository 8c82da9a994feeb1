import type { Work } from '../access/work.ts'
import { listMeetingEntries } from '../entry/store.ts'
import type { CopyOptions } from '../meeting/document.ts'
import type { Meeting } from '../meeting/meeting.ts'
import { undecided } from '../meeting/rules.ts'
import { listFamilyDecisions } from '../meeting/store/record.ts'
import { familyRecord } from './document.ts'
import { originsShown, takenIntoCopy } from './present.ts'

/**
 * The family's copy as it would be made now, with what whoever decides looks at: the lines that came from the closed session, words of
 * what stays out that stand in it, and what is not decided.
 *
 * @protocol Appendix One, Disclosure and redaction
 */
export async function copyBeforeItLeaves(work: Work, meeting: Meeting, options: CopyOptions) {
  // By itself: while the copy's reader has the transaction, nothing else is asked in it.
  const document = await familyRecord(work, meeting.id, options)
  const [written, decisions] = await Promise.all([
    listMeetingEntries(work.tx, meeting.id),
    listFamilyDecisions(work.tx, meeting.id),
  ])
  const entries = written.filter(entry => entry.kind === 'meeting-entry')
  const blocks = document?.blocks ?? []
  return {
    reference: document?.reference,
    blocks,
    origins: await originsShown(work, meeting, entries),
    taken: takenIntoCopy(blocks, entries, decisions),
    entries,
    decisions,
    open: new Set(undecided(entries, decisions).map(entry => entry.id)),
  }
}
