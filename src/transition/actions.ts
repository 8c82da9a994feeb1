import { hasAnyRole, WORKING_ROLES } from '../access/actor.ts'
import type { Work } from '../access/work.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { findChild } from '../child/store/children.ts'
import { meetClock } from '../clock/actions.ts'
import { insertEntry } from '../entry/store.ts'
import { findOpenPathway } from '../pathway/store.ts'

/** What a plan for after 18 says. */
export type TransitionPlan = {
  readonly childId: string
  /** What the child wants, who goes on, and what ends on the birthday. */
  readonly words: string
  /** With whom it was agreed: adult services, health, housing. */
  readonly withWhom: string
}

/**
 * Keeps what was planned for after the child's 18th birthday, and with whom. It stands in the chronology for the network; the
 * clock of the plan ends with the first one.
 *
 * @returns `not-on-the-pathway` when the child is on none
 * @protocol §6 step 2
 */
export async function recordTransitionPlan(
  work: Work,
  plan: TransitionPlan,
): Promise<
  { outcome: 'recorded' } | { outcome: 'words-needed' } | { outcome: 'not-on-the-pathway' } | { outcome: 'not-found' }
> {
  const child = await findChild(work.tx, plan.childId)
  if (child === undefined || !hasAnyRole(work.actor, WORKING_ROLES)) return { outcome: 'not-found' }
  if (plan.words.trim() === '' || plan.withWhom.trim() === '') return { outcome: 'words-needed' }
  const pathway = await findOpenPathway(work.tx, child.id)
  if (pathway === undefined) return { outcome: 'not-on-the-pathway' }
  const entryId = await insertEntry(
    work.tx,
    {
      childId: child.id,
      kind: 'transition-plan',
      audience: 'network',
      text: plan.words,
      saidBy: plan.withWhom,
      happenedOn: work.today,
    },
    work.actor,
    work.now,
  )
  await meetClock(work, 'transition', pathway.id)
  await recordAuditEvent(work.tx, 'transition.plan-recorded', { childId: child.id, subjectId: entryId })
  return { outcome: 'recorded' }
}
