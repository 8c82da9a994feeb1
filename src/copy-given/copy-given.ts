import type { Copy, CopyReader, SendingWay } from '../family-copy/family-copy.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'

/** Why a copy that was given should not be where it is. `wrong-words` only of a family's copy: its words must change. */
export const WRONG_REASONS = ['wrong-person', 'wrong-words', 'not-kept-safe'] as const
export type WrongReason = (typeof WRONG_REASONS)[number]

/** Whether the copy came back: all that was given, some of it, or none. */
export const RETURNS = ['all', 'some', 'none'] as const
export type Return = (typeof RETURNS)[number]

/** Whether it was reported to the Information Commissioner. */
export const REPORTINGS = ['reported', 'not-reported'] as const
export type Reporting = (typeof REPORTINGS)[number]

/** How long a report to the Information Commissioner may take, in days from the one on which it was found. UK GDPR, Article 33. */
export const DAYS_TO_REPORT = 3

/** A copy that was taken back, as whoever found out wrote it down. @protocol Appendix One, Disclosure and redaction; decision 0063 */
export type CopyIncident = {
  readonly id: string
  readonly sendingId: string
  readonly meetingId: string
  readonly childId: string
  readonly reason: WrongReason
  readonly foundOn: CalendarDate
  readonly whatHappened: string
  /** What it means for the child and their family, and what was done at once. */
  readonly safety: string
  readonly recordedBy: string
  readonly recordedAt: Date
  readonly cameBack:
    | {
        readonly as: Return
        readonly on: CalendarDate
        readonly words: string
        readonly by: string
      }
    | undefined
  readonly decision: { readonly as: Reporting; readonly on: CalendarDate; readonly words: string } | undefined
}

/** The same as information governance knows of it: by the child's reference, with names of those who work here. */
export type IncidentForGovernance = Pick<CopyIncident, 'id' | 'reason' | 'foundOn' | 'whatHappened' | 'safety'> & {
  readonly childId: string
  readonly reference: string
  readonly copy: Copy
  readonly reader: CopyReader | null
  readonly how: SendingWay
  readonly recordedBy: string
  readonly recordedAt: Date
  readonly cameBack: Return | undefined
  readonly decision: (NonNullable<CopyIncident['decision']> & { readonly by: string }) | undefined
}
