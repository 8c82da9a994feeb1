import type { CalendarDate } from '../lib/calendar-date.ts'

/** The steps of the Exploitation Pathway, in the order in which a child goes through them. @protocol §6 */
export const PATHWAY_STEPS = [
  'referral',
  'determination',
  'assessment',
  'meeting-asked-for',
  'meeting-and-reviews',
  'panel',
] as const
export type PathwayStep = (typeof PATHWAY_STEPS)[number]

/** How a child's pathway ends. @protocol §6 step 1; decision 0013 */
export const ENDINGS = [
  'no-further-action',
  'information-and-advice',
  'risk-reduced',
  'stepped-down',
  'stepped-up',
  'moved',
  'turned-18',
  'other',
] as const
export type Ending = (typeof ENDINGS)[number]

/** What a child is stepped up or down to. @protocol §6 step 1 */
export const STEPPED_TO = [
  'early-help',
  'care-and-support',
  'child-protection',
  'looked-after',
  'information-and-advice',
] as const
export type SteppedTo = (typeof STEPPED_TO)[number]

/** A child's time on the pathway, from its opening to its ending. */
export type Pathway = {
  readonly id: string
  readonly childId: string
  readonly openedOn: CalendarDate
  readonly step: PathwayStep
  readonly endedOn: CalendarDate | null
  readonly ending: Ending | null
  readonly whatChanged: string
  readonly whoKeepsWatch: string
  readonly whatWouldBringBack: string
  readonly version: number
}
