import type { FamilyCopyState } from './family-copy.ts'

/**
 * Where a family's copy stands. It is out of date as soon as anything it was made from differs, or a newer one was made in the
 * same language; it may leave when a second person, who is not the chair, has read it, and never when one
 * has sent it back, or when one of the same words was taken back for them.
 *
 * @protocol Appendix One, Disclosure and redaction; decision 0025; decision 0047; decision 0063
 */
export function stateOfCopy(copy: {
  readonly source: string
  readonly sourceNow: string | undefined
  readonly isNewest: boolean
  readonly readBy: string | null
  readonly chairId: string | null
  readonly isSentBack: boolean
  readonly hasWrongWords: boolean
}): FamilyCopyState {
  if (!copy.isNewest || copy.source !== copy.sourceNow) return 'out-of-date'
  if (copy.hasWrongWords) return 'taken-back'
  if (copy.isSentBack) return 'sent-back'
  return copy.readBy !== null && copy.readBy !== copy.chairId ? 'may-leave' : 'made'
}
