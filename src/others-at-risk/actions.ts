import type { Work } from '../access/work.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { findChild } from '../child/store/children.ts'
import type { OtherAtRisk, OtherWords } from './others-at-risk.ts'
import { type OtherFault, otherFaults } from './rules.ts'
import { findOtherAtRisk, insertOtherAtRisk, updateOtherAtRisk } from './store.ts'

type Refused = { outcome: 'incomplete'; faults: readonly OtherFault[] } | { outcome: 'not-found' }

/** Writes down somebody else around the child who may be at risk or need help. @protocol Appendix Two, Home; decision 0068 */
export async function writeOtherAtRisk(
  work: Work,
  { childId, ...typed }: OtherWords & { readonly childId: string },
): Promise<{ outcome: 'written'; id: string } | Refused> {
  const words = withDay(typed)
  const faults = otherFaults(words, work.today)
  if (faults.length > 0) return { outcome: 'incomplete', faults }
  if ((await findChild(work.tx, childId)) === undefined) return { outcome: 'not-found' }
  const id = await insertOtherAtRisk(work.tx, { childId, ...words }, work.actor.userId, work.now)
  await recordAuditEvent(work.tx, 'others.written', { childId, subjectId: id })
  return { outcome: 'written', id }
}

/** Changes what is known of somebody, and what was done for them; two who change it at once each see the other's words. */
export async function changeOtherAtRisk(
  work: Work,
  { id, version, words: typed }: { readonly id: string; readonly version: number; readonly words: OtherWords },
): Promise<
  { outcome: 'changed'; childId: string } | { outcome: 'changed-since-you-read'; current: OtherAtRisk } | Refused
> {
  const { tx, actor, now } = work
  const current = await findOtherAtRisk(tx, id)
  if (current === undefined) return { outcome: 'not-found' }
  const words = withDay(typed)
  const faults = otherFaults(words, work.today)
  if (faults.length > 0) return { outcome: 'incomplete', faults }
  if (!(await updateOtherAtRisk(tx, { id, version }, words, actor.userId, now)))
    return { outcome: 'changed-since-you-read', current: (await findOtherAtRisk(tx, id)) ?? current }
  await recordAuditEvent(tx, 'others.changed', { childId: current.childId, subjectId: id })
  return { outcome: 'changed', childId: current.childId }
}

// A day that stands in the form of what was not done, or was a mistake, is of another answer.
function withDay(words: OtherWords): OtherWords {
  return words.done === 'not-yet' || words.done === 'by-mistake' ? { ...words, doneOn: null } : words
}
