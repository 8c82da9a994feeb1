import type { Audience } from '../access/audience.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'

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
  'ending-decision',
  'police-discussion',
  'transition',
  'other-authority',
  'concern-where-decided',
  'concern-safeguarding-lead',
  'concern-senior-manager',
  'complaint',
] as const
export type ClockRule = (typeof CLOCK_RULES)[number]

/** `agreed` is a day that people set, not one that is counted; `months-before-18` is counted back from the child's birthday. */
export type LimitUnit = 'hours' | 'days' | 'working-days' | 'months-before-18' | 'agreed'

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
 * A kind of clock, as the slice declares it whose work it measures: the limit a board begins with, and the page on which the
 * work is done. A board sets its own limit from a day on (setting); a clock keeps the limit of the day on which it was started.
 */
export type ClockKind = {
  readonly rule: ClockRule
  readonly limit: Limit
  readonly page: (clock: Pick<Clock, 'subjectId' | 'childId'>) => string
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
  /** The last day that the limit itself allows: later than the due day when a sooner one was agreed. */
  readonly limitDueOn: CalendarDate
  readonly holderId: string
  readonly holderAgencyId: string | null
  /** The address on which what it measures is done. */
  readonly page: string
  /** Of what it measures: who may not know of an action knows of no clock of it. */
  readonly audience: Audience
  readonly meetingId: string | null
  readonly metAt: Date | null
  readonly stoppedAt: Date | null
  readonly version: number
}
