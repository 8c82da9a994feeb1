import type { FamilyCopyState } from './family-copy.ts'

/**
 * Where a family's copy stands. It is out of date as soon as anything it was made from differs, or a newer one was made in the
 * same language; it may leave when a second person, who is not the chair, has read it, and never when one
 * has sent it back.
 *
 * @protocol Appendix One, Disclosure and redaction; decision 0025; decision 0047
 */
export function stateOfCopy(copy: {
  readonly source: string
  readonly sourceNow: string | undefined
  readonly isNewest: boolean
  readonly readBy: string | null
  readonly chairId: string | null
  readonly isSentBack: boolean
}): FamilyCopyState {
  if (!copy.isNewest || copy.source !== copy.sourceNow) return 'out-of-date'
  if (copy.isSentBack) return 'sent-back'
  return copy.readBy !== null && copy.readBy !== copy.chairId ? 'may-leave' : 'made'
}
