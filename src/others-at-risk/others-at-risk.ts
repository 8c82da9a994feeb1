import type { CalendarDate } from '../lib/calendar-date.ts'

/** Who somebody else is to the child. @protocol Appendix Two, Home; decision 0068 */
export const OTHER_KINDS = [
  'brother-or-sister',
  'child-of-household',
  'other-child',
  'parent-or-carer',
  'family',
] as const
export type OtherKind = (typeof OTHER_KINDS)[number]

/** What they may need help with. */
export const WORRIES = [
  'exploitation',
  'threats',
  'abuse-or-neglect',
  'domestic-abuse',
  'mental-health',
  'substance-use',
  'disability-or-illness',
  'housing',
  'money',
  'other',
] as const
export type Worry = (typeof WORRIES)[number]

/** What was done for them. `by-mistake` takes what was written out of sight; the other answers stand on the record. */
export const DONE_FOR_THEM = [
  'not-yet',
  'referral-made',
  'known-already',
  'help-given',
  'none-needed',
  'by-mistake',
] as const
export type DoneForThem = (typeof DONE_FOR_THEM)[number]

/** What is written down of somebody else around a child who may be at risk or need help. */
export type OtherWords = {
  readonly kind: OtherKind
  readonly who: string
  readonly worries: readonly Worry[]
  readonly words: string
  readonly done: DoneForThem
  readonly doneWords: string
  /** The day on which it was done; there is none where nothing was, and where it was a mistake. */
  readonly doneOn: CalendarDate | null
}

/** The same as it is kept. */
export type OtherAtRisk = OtherWords & { readonly id: string; readonly childId: string; readonly version: number }
