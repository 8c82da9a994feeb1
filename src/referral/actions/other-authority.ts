import type { Work } from '../../access/work.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { meetClock } from '../../clock/actions.ts'
import { refusalWith } from '../deeds.ts'
import { findReferral, insertTelling } from '../store.ts'

/**
 * Keeps that the child's other local authority, home or host, knows of a referral: who was told there and what they said, by the
 * front door that received it or by theirs. Once; the clock for it is answered.
 *
 * @returns `told-already` when somebody else kept it first
 * @protocol §6 step 1
 */
export async function tellOtherAuthority(
  work: Work,
  told: { readonly referralId: string; readonly words: string },
): Promise<{ outcome: 'told' } | { outcome: 'words-needed' } | { outcome: 'told-already' } | { outcome: 'not-found' }> {
  const { tx, actor, now } = work
  const referral = await findReferral(tx, told.referralId)
  if (referral?.answers.otherAuthority !== 'yes') return { outcome: 'not-found' }
  if (refusalWith(referral, 'tell-other-authority', actor) !== undefined) return { outcome: 'not-found' }
  if (told.words.trim() === '') return { outcome: 'words-needed' }
  if (!(await insertTelling(tx, referral.id, { words: told.words, toldBy: actor.userId, toldAt: now })))
    return { outcome: 'told-already' }
  await meetClock(work, 'other-authority', referral.id)
  await recordAuditEvent(tx, 'referral.other-authority-told', { subjectId: referral.id })
  return { outcome: 'told' }
}
