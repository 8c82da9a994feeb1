import type { CalendarDate } from '../lib/calendar-date.ts'

/** Where in the pathway a guide is wanted; `every-step` stands first on the page. @protocol §4; decision 0070 */
export const GUIDE_STEPS = [
  'every-step',
  'referral',
  'determination',
  'assessment',
  'meeting',
  'keeping-safe',
  'panel',
  'ending',
] as const
export type GuideStep = (typeof GUIDE_STEPS)[number]

/** What the board writes of a guide: its name and its address outside the service, in both languages. */
export type GuideWords = {
  readonly steps: readonly GuideStep[]
  readonly name: { readonly en: string; readonly cy: string }
  readonly address: { readonly en: string; readonly cy: string }
  /** The day on which somebody of the board last opened both addresses and found them right. */
  readonly openedOn: CalendarDate | null
  readonly takenAway: boolean
}

/** The same as it is kept. */
export type Guide = GuideWords & {
  readonly id: string
  /** Whether it stands as the product brought it. */
  readonly isAsBrought: boolean
  readonly version: number
}
