import type { Work } from '../access/work.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { findChild } from '../child/store/children.ts'
import { listThereForClosedAlone, listWhoSees } from '../child/store/seeing.ts'
import type { Confidence, ConfidenceWords } from './confidence.ts'
import { findConfidence, insertConfidence, updateConfidence } from './store.ts'

/** What keeps it from being written: a day to come, or somebody chosen who does not see the child. */
export type ConfidenceFault = 'day-to-come' | 'reader-sees-not'

type Refused = { outcome: 'incomplete'; faults: readonly ConfidenceFault[] } | { outcome: 'not-found' }

/**
 * Writes down what the child wants only some to read. Not for somebody who is there for a closed session alone: their name would stand
 * beside it. @protocol §4 Gender, ethnicity, sexuality and disability; decision 0069
 */
export async function writeConfidence(
  work: Work,
  { childId, ...words }: Omit<ConfidenceWords, 'withdrawn'> & { readonly childId: string },
): Promise<{ outcome: 'written'; id: string } | Refused> {
  const { tx, actor, now } = work
  if ((await findChild(tx, childId)) === undefined) return { outcome: 'not-found' }
  const faults = await faultsOf(work, childId, words, [])
  if (faults === 'unknown-here') return { outcome: 'not-found' }
  if (faults.length > 0) return { outcome: 'incomplete', faults }
  const id = await insertConfidence(tx, { childId, ...words, withdrawn: false }, actor.userId, now)
  await recordAuditEvent(tx, 'confidence.written', { childId, subjectId: id })
  return { outcome: 'written', id }
}

/**
 * Changes it, who reads it, or takes it out of sight when the child wants it no more. Whoever reads it may: the child tells whom they
 * trust. Two who change it at once each see the other's words.
 */
export async function changeConfidence(
  work: Work,
  { id, version, words }: { readonly id: string; readonly version: number; readonly words: ConfidenceWords },
): Promise<
  { outcome: 'changed'; childId: string } | { outcome: 'changed-since-you-read'; current: Confidence } | Refused
> {
  const { tx, actor, now } = work
  const current = await findConfidence(tx, id)
  if (current === undefined) return { outcome: 'not-found' }
  const faults = await faultsOf(work, current.childId, words, current.readers)
  if (faults === 'unknown-here') return { outcome: 'not-found' }
  if (faults.length > 0) return { outcome: 'incomplete', faults }
  if (!(await updateConfidence(tx, { id, version }, words, actor.userId, now))) {
    const since = await findConfidence(tx, id)
    return since === undefined ? { outcome: 'not-found' } : { outcome: 'changed-since-you-read', current: since }
  }
  await recordAuditEvent(tx, 'confidence.changed', { childId: current.childId, subjectId: id })
  return { outcome: 'changed', childId: current.childId }
}

async function faultsOf(
  { tx, actor, today }: Work,
  childId: string,
  { others, saidOn }: Pick<ConfidenceWords, 'others' | 'saidOn'>,
  reading: readonly string[],
): Promise<readonly ConfidenceFault[] | 'unknown-here'> {
  const [seeing, forClosedAlone] = await Promise.all([listWhoSees(tx, childId), listThereForClosedAlone(tx, childId)])
  if (forClosedAlone.has(actor.userId)) return 'unknown-here'
  const mayRead = (id: string) => reading.includes(id) || (seeing.has(id) && !forClosedAlone.has(id))
  return [
    ...(saidOn > today ? (['day-to-come'] as const) : []),
    ...(others.every(mayRead) ? [] : (['reader-sees-not'] as const)),
  ]
}
