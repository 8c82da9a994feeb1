import type { Work } from '../access/work.ts'
import { listNetwork } from '../child/store/network.ts'
import { addNote, type Note } from '../entry/actions.ts'
import { askForPoliceDiscussion } from '../police/actions.ts'

/**
 * Adds a practitioner's entry to a child's chronology. Where it tells of what may be a crime against the child, the lead
 * practitioner (whoever wrote it, when there is none) is to discuss it with the police on the same day.
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
    holderId: lead?.userId ?? work.actor.userId,
    audience: note.audience,
  })
  return result
}
