import { hasAnyRole } from '../access/actor.ts'
import type { Work } from '../access/work.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { listThereForClosedAlone } from '../child/store/seeing.ts'
import { WRITING_ROLES } from '../entry/actions.ts'
import type { Entry } from '../entry/entry.ts'
import { findEntry } from '../entry/store.ts'
import { insertTranslation, mayTranslateForFamily } from './store.ts'
import { isTranslatable } from './translation.ts'

/**
 * The entry that the actor may translate; `undefined` for a line of another kind or of an unknown language, for a role that does not write,
 * and for somebody who is there for a closed session alone: their name would stand beside it.
 */
export async function findToTranslate({ tx, actor }: Work, entryId: string): Promise<Entry | undefined> {
  const entry = await findEntry(tx, entryId)
  if (entry === undefined || !isTranslatable(entry) || !hasAnyRole(actor, WRITING_ROLES)) return undefined
  return (await listThereForClosedAlone(tx, entry.childId)).has(actor.userId) ? undefined : entry
}

/**
 * Writes a translation beside an entry, for the entry's readers. One that stands already stays, and the last is shown.
 *
 * @param translation `wordsVersion` names the words that were translated
 * @protocol §4 Language; decision 0071
 */
export async function translateEntry(
  work: Work,
  translation: {
    readonly entryId: string
    readonly wordsVersion: number
    readonly language: string
    readonly text: string
    readonly translatedBy: string
    readonly forFamily: boolean
  },
): Promise<{ outcome: 'translated' } | { outcome: 'same-language' | 'changed-since-you-read' | 'not-found' }> {
  const entry = await findToTranslate(work, translation.entryId)
  if (entry === undefined) return { outcome: 'not-found' }
  if (translation.language === entry.writtenIn) return { outcome: 'same-language' }
  if (translation.wordsVersion !== entry.wordsVersion) return { outcome: 'changed-since-you-read' }
  if (translation.forFamily && !(await mayTranslateForFamily(work.tx, entry.id))) return { outcome: 'not-found' }
  const { childId } = entry
  const id = await insertTranslation(work.tx, { ...translation, childId, writtenBy: work.actor.userId }, work.now)
  await recordAuditEvent(work.tx, 'entry.translated', { childId, subjectId: id })
  return { outcome: 'translated' }
}
