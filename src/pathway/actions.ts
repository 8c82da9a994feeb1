import type { Work } from '../access/work.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { recordHappening } from '../chronology/actions.ts'
import { stopClocksOfChild } from '../clock/actions.ts'
import type { Ending, PathwayStep, SteppedTo } from './pathway.ts'
import { isOnwards, missingForEnding } from './rules.ts'
import {
  findOpenPathway,
  insertPathway,
  insertPathwayMove,
  listPathways,
  updatePathwayEnded,
  updatePathwayStep,
} from './store.ts'

/**
 * Opens the pathway for a child, or finds the one that is open; `reason` says why one that had ended is opened again. The board's exploitation leads see the child from then on.
 *
 * @protocol §6 step 1
 */
export async function openPathway(work: Work, childId: string, reason = ''): Promise<string> {
  const { tx, actor, now, today } = work
  const open = await findOpenPathway(tx, childId)
  if (open !== undefined) return open.id
  const [before] = await listPathways(tx, childId)
  const id = await insertPathway(tx, {
    childId,
    openedOn: today,
    openedBy: actor.userId,
    at: now,
    step: 'referral',
    reason,
    ...(before !== undefined && { reopens: before.id }),
  })
  const kind = before === undefined ? 'pathway-opened' : 'pathway-reopened'
  await recordHappening(work, { childId, kind, subjectId: id, text: reason })
  await recordAuditEvent(tx, before === undefined ? 'pathway.opened' : 'pathway.reopened', {
    childId,
    subjectId: id,
  })
  return id
}

/** Moves the open pathway onwards to a step. A step that is already reached or passed stays as it is. @protocol §6 */
export async function moveToStep(work: Work, childId: string, step: PathwayStep): Promise<void> {
  const pathway = await findOpenPathway(work.tx, childId)
  if (pathway === undefined || !isOnwards(pathway.step, step)) return
  await updatePathwayStep(work.tx, pathway, step, work.actor.userId, work.now)
  await recordAuditEvent(work.tx, 'pathway.moved', { childId, subjectId: pathway.id, details: { step } })
}

/** Steps a child up or down, with the reasons; the pathway itself goes on unless it is ended too. @protocol §6 step 1 */
export async function stepUpOrDown(
  work: Work,
  move: { childId: string; direction: 'up' | 'down'; movedTo: SteppedTo; reasons: string },
): Promise<{ outcome: 'moved' } | { outcome: 'reason-needed' } | { outcome: 'not-found' }> {
  const pathway = await findOpenPathway(work.tx, move.childId)
  if (pathway === undefined) return { outcome: 'not-found' }
  if (move.reasons.trim() === '') return { outcome: 'reason-needed' }
  const id = await insertPathwayMove(work.tx, { ...move, pathwayId: pathway.id, by: work.actor.userId, at: work.now })
  const kind = move.direction === 'up' ? 'stepped-up' : 'stepped-down'
  await recordHappening(work, {
    childId: move.childId,
    kind,
    subjectId: id,
    details: { to: move.movedTo },
    text: move.reasons,
    // Whoever confirms did not write it: in which language they read the page says nothing of the words.
    ...(move.direction === 'down' && { writtenIn: '' }),
  })
  await recordAuditEvent(work.tx, `pathway.${kind}`, { childId: move.childId, subjectId: id })
  return { outcome: 'moved' }
}

/**
 * Ends the child's pathway. Every clock that still runs stops, but for those of a referral that waits and of a concern about a decision. It is the last step of an
 * ending that was confirmed, or of a first decision that leads nowhere; the database takes it from nobody else.
 *
 * @protocol §5 Safety planning; decision 0013
 */
export async function endPathway(
  work: Work,
  ending: { childId: string; ending: Ending; whatChanged: string; whoKeepsWatch: string; whatWouldBringBack: string },
): Promise<
  | { outcome: 'ended' }
  | { outcome: 'words-needed'; missing: ReturnType<typeof missingForEnding> }
  | { outcome: 'not-found' }
> {
  const pathway = await findOpenPathway(work.tx, ending.childId)
  if (pathway === undefined) return { outcome: 'not-found' }
  const missing = missingForEnding(ending)
  if (missing.length > 0) return { outcome: 'words-needed', missing }
  const change = { ...ending, endedOn: work.today, by: work.actor.userId, at: work.now }
  if (!(await updatePathwayEnded(work.tx, pathway, change))) return { outcome: 'not-found' }
  await stopClocksOfChild(work, ending.childId, 'pathway-ended')
  await recordHappening(work, {
    childId: ending.childId,
    kind: 'pathway-ended',
    subjectId: pathway.id,
    details: { ending: ending.ending },
    text: ending.whatChanged,
    writtenIn: '', // whoever confirms did not write it
  })
  await recordAuditEvent(work.tx, 'pathway.ended', { childId: ending.childId, subjectId: pathway.id })
  return { outcome: 'ended' }
}
