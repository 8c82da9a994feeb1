import type { Audience } from '../access/audience.ts'
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

/** The rules by which a clock runs. */
export const CLOCK_RULES = [
  'written-report',
  'acknowledgement',
  'determination',
  'assessment',
  'ask-for-meeting',
  'first-meeting',
  'consultation',
  'review-meeting',
  'summary-to-family',
  'record-sent',
  'action',
  'debrief',
  'panel-decision',
  'reassessment',
] as const
export type ClockRule = (typeof CLOCK_RULES)[number]

/** `agreed` is a day that people set, not one that is counted. */
export type LimitUnit = 'hours' | 'days' | 'working-days' | 'agreed'

/** Whose number it is: the protocol's, the Wales Safeguarding Procedures', or a target that the board sets itself. */
export type LimitAuthority = 'protocol' | 'wales-safeguarding-procedures' | 'local-target'

/** How long something may take, and where that number comes from. */
export type Limit = {
  readonly value: number
  readonly unit: LimitUnit
  readonly authority: LimitAuthority
  /** The paragraph, or the name of the local decision. */
  readonly source: string
}

/**
 * The limits a board begins with. A board sets its own from a day on (setting); a clock keeps the limit of the day on which
 * it was started.
 *
 * @protocol §6 step 5; Appendix One, Pre-meeting consultation; decision 0007
 */
export const STANDARD_LIMITS: Readonly<Record<ClockRule, Limit>> = {
  'written-report': {
    value: 24,
    unit: 'hours',
    authority: 'wales-safeguarding-procedures',
    source: 'Wales Safeguarding Procedures, section 2',
  },
  acknowledgement: {
    value: 7,
    unit: 'working-days',
    authority: 'wales-safeguarding-procedures',
    source: 'Wales Safeguarding Procedures, section 2',
  },
  determination: {
    value: 1,
    unit: 'working-days',
    authority: 'wales-safeguarding-procedures',
    source: 'Wales Safeguarding Procedures, section 3',
  },
  assessment: {
    value: 42,
    unit: 'working-days',
    authority: 'wales-safeguarding-procedures',
    source: 'Wales Safeguarding Procedures, section 3',
  },
  'ask-for-meeting': { value: 2, unit: 'working-days', authority: 'local-target', source: '§6 step 4' },
  'first-meeting': { value: 15, unit: 'working-days', authority: 'protocol', source: '§6 step 5' },
  consultation: { value: 24, unit: 'hours', authority: 'protocol', source: 'Appendix One, Pre-meeting consultation' },
  'review-meeting': { value: 28, unit: 'days', authority: 'protocol', source: '§6 step 5' },
  'summary-to-family': {
    value: 5,
    unit: 'working-days',
    authority: 'local-target',
    source: 'Wales Safeguarding Procedures, section 3',
  },
  'record-sent': {
    value: 20,
    unit: 'working-days',
    authority: 'local-target',
    source: 'Wales Safeguarding Procedures, section 3',
  },
  action: { value: 0, unit: 'agreed', authority: 'protocol', source: 'Appendix One, Change to an action' },
  debrief: { value: 2, unit: 'working-days', authority: 'local-target', source: 'Appendix One, Stage Four' },
  'panel-decision': { value: 0, unit: 'agreed', authority: 'protocol', source: '§6 step 6' },
  reassessment: { value: 90, unit: 'days', authority: 'local-target', source: '§5 Not a one-off event' },
}

/** One running or finished clock. Lateness is measured against `firstDueOn` too: re-planning does not hide it. */
export type Clock = {
  readonly id: string
  readonly childId: string | null
  readonly referralId: string | null
  readonly rule: ClockRule
  readonly subjectId: string
  readonly startedAt: Date
  readonly startedOn: CalendarDate
  readonly limitValue: number
  readonly limitUnit: LimitUnit
  readonly limitSource: string
  readonly dueOn: CalendarDate
  readonly dueAt: Date | null
  readonly firstDueOn: CalendarDate
  readonly holderId: string
  readonly holderAgencyId: string | null
  /** Of what it measures: who may not know of an action knows of no clock of it. */
  readonly audience: Audience
  readonly meetingId: string | null
  readonly metAt: Date | null
  readonly stoppedAt: Date | null
  readonly version: number
}

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
