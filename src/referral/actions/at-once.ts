import type { Work } from '../../access/work.ts'
import { hasRole } from '../../board/store/staff.ts'
import type { Considered } from '../../police/police.ts'
import { goesOnAfter, outcomesFor } from '../rules.ts'
import { findReferral, listOfferedOnPathway } from '../store.ts'
import { type Decision, determine, discussReferralWithPolice, identifyChild } from './deciding.ts'

/** What whoever decides says at once: who the child is, what was discussed with the police, and what is decided. */
export type DecisionAtOnce = Decision & {
  /** A child whose record is there already, or one who is new; `undefined` when it has been said who it is. */
  readonly child: { readonly existingId: string } | 'new' | undefined
  /** `undefined` when it is left for later. */
  readonly police: { readonly considered: Considered; readonly withWhom: string; readonly words: string } | undefined
}

/**
 * Says who the child of a received referral is, decides, and keeps the discussion with the police, as one act: when something is
 * missing, nothing of it is kept. A child who is on the pathway already is only identified (`on-the-pathway`): what is decided
 * about them is decided by somebody who has read where they stand. When somebody else said meanwhile that it is another child,
 * nothing is decided (`identified-otherwise`).
 *
 * @throws {RangeError} when the bank holidays for the period are not known
 * @protocol §6 step 1; §6 step 2; decision 0026
 */
export async function decideAtOnce(
  work: Work,
  said: DecisionAtOnce,
): Promise<
  Awaited<ReturnType<typeof determine>> | { outcome: 'on-the-pathway' } | { outcome: 'identified-otherwise' }
> {
  const { child, police, ...decision } = said
  const { referralId } = decision
  if (child !== undefined) {
    const existingId = child === 'new' ? undefined : child.existingId
    const referral = await findReferral(work.tx, referralId)
    if (referral?.submittedAt == null) return { outcome: 'not-found' }
    if (referral.childId !== null && referral.childId !== existingId) return { outcome: 'identified-otherwise' }
    const isOnPathway = existingId !== undefined && (await listOfferedOnPathway(work.tx, referralId)).has(existingId)
    const wrong = isOnPathway ? undefined : await wrongOf(work, decision)
    if (wrong !== undefined) return { outcome: wrong }
    const identified = await identifyChild(work, { referralId, existingChildId: existingId })
    if (identified.outcome === 'not-found' || isOnPathway)
      return { outcome: isOnPathway && identified.outcome === 'identified' ? 'on-the-pathway' : 'not-found' }
  }
  const decided = await determine(work, decision)
  if (decided.outcome === 'determined' && police !== undefined)
    await discussReferralWithPolice(work, { referralId, ...police })
  return decided
}

// What determine would refuse about a child who is not on the pathway, asked before anything is kept.
async function wrongOf(
  work: Work,
  { outcome, reasons, leadPractitionerId: lead }: Decision,
): Promise<'reasons-needed' | 'not-for-this-child' | 'lead-needed' | undefined> {
  if (reasons.trim() === '') return 'reasons-needed'
  if (!outcomesFor(false).includes(outcome)) return 'not-for-this-child'
  if (goesOnAfter(outcome) && (lead === undefined || !(await hasRole(work.tx, lead, 'practitioner'))))
    return 'lead-needed'
  return undefined
}
