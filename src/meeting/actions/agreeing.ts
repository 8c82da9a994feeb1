import type { Work } from '../../access/work.ts'
import { namesOf } from '../../board/store/staff.ts'
import { agreeMeetingAction } from './holding.ts'

type Agreed = Parameters<typeof agreeMeetingAction>[1]

/**
 * The same as {@link agreeMeetingAction}, as it is typed while others talk: who does it may be left out where a member of staff holds it,
 * and so may the agency, which is then theirs. That somebody does it the form has asked.
 *
 * @protocol Appendix Two, Agreed actions; Appendix One, Stage Three
 */
export async function agreeTypedAction(work: Work, typed: Agreed): ReturnType<typeof agreeMeetingAction> {
  const { who, ownerId, agencyId } = typed
  const owner = ownerId === null ? undefined : (await namesOf(work.tx, [ownerId])).get(ownerId)
  const filled = { who: who || (owner?.name ?? ''), agencyId: agencyId ?? owner?.agencyId ?? null }
  return agreeMeetingAction(work, { ...typed, ...filled })
}
