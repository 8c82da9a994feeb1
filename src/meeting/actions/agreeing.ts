import type { Work } from '../../access/work.ts'
import { namesOf } from '../../board/store/staff.ts'
import { agreeMeetingAction } from './holding.ts'

type Agreed = Parameters<typeof agreeMeetingAction>[1]

/**
 * The same as {@link agreeMeetingAction}, as it is typed while others talk: who does it may be left out where a member of staff holds it,
 * and so may the agency, which is then theirs.
 *
 * @protocol Appendix Two, Agreed actions; Appendix One, Stage Three
 */
export async function agreeTypedAction(
  work: Work,
  typed: Agreed,
): Promise<Awaited<ReturnType<typeof agreeMeetingAction>> | { outcome: 'nobody-does-it' }> {
  const { who, ownerId, agencyId } = typed
  const owner = ownerId === null ? undefined : (await namesOf(work.tx, [ownerId])).get(ownerId)
  const named = who === '' ? (owner?.name ?? '') : who
  if (named === '') return { outcome: 'nobody-does-it' }
  return agreeMeetingAction(work, { ...typed, who: named, agencyId: agencyId ?? owner?.agencyId ?? null })
}
