import type { Work } from '../access/work.ts'
import { listNetwork } from '../child/store/network.ts'
import { addNote, type Note } from '../entry/actions.ts'
import { askForPoliceDiscussion } from '../police/actions.ts'

/**
 * Adds a practitioner's entry to a child's chronology. Where it tells of what may be a crime against the child, the lead
 * practitioner is to discuss it with the police on the same day; of a note for the police, or where there is no lead, its author: nobody
 * is asked about words that they may not read.
 *
 * @protocol §5 Purpose of the tools
 */
export async function writeNote(
  work: Work,
  { mayBeCrime, ...note }: Note & { readonly mayBeCrime: boolean },
): ReturnType<typeof addNote> {
  const result = await addNote(work, note)
  if (result.outcome !== 'added' || !mayBeCrime) return result
  const lead = (await listNetwork(work.tx, note.childId)).find(member => member.part === 'lead-practitioner')
  await askForPoliceDiscussion(work, {
    source: 'entry',
    subjectId: result.entryId,
    childId: note.childId,
    holderId: note.audience === 'network' && lead !== undefined ? lead.userId : work.actor.userId,
    audience: note.audience,
  })
  return result
}
