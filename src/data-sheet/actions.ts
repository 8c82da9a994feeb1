import { hasAnyRole, WORKING_ROLES } from '../access/actor.ts'
import type { Work } from '../access/work.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { listPathways } from '../pathway/store.ts'
import type { DataSheet, SheetAnswers } from './data-sheet.ts'
import { findDataSheet, insertDataSheet } from './store.ts'

/**
 * Writes down the data collection sheet of the child's newest pathway, as somebody who works with the child. What was there before stays
 * as a version of its own.
 *
 * @param sheet `version` is the one that was read; 0 when there was none
 * @protocol Appendix Two, Data collection sheet
 */
export async function saveDataSheet(
  work: Work,
  sheet: { childId: string; version: number; answers: SheetAnswers },
): Promise<
  { outcome: 'saved' } | { outcome: 'changed-since-you-read'; current: DataSheet } | { outcome: 'not-found' }
> {
  const { tx, actor, now } = work
  const [pathway] = await listPathways(tx, sheet.childId)
  if (pathway === undefined || !hasAnyRole(actor, WORKING_ROLES)) return { outcome: 'not-found' }
  const current = await findDataSheet(tx, pathway.id)
  const next = { childId: sheet.childId, pathwayId: pathway.id, version: sheet.version + 1, answers: sheet.answers }
  if (current.version !== sheet.version || !(await insertDataSheet(tx, next, actor.userId, now)))
    return { outcome: 'changed-since-you-read', current: await findDataSheet(tx, pathway.id) }
  await recordAuditEvent(tx, 'data-sheet.saved', { childId: sheet.childId, subjectId: pathway.id })
  return { outcome: 'saved' }
}
