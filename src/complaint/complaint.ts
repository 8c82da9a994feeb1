import type { ToldIn } from '../child/child.ts'
import type { ClockKind } from '../clock/clock.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'

/** Whose complaint it is. */
export const COMPLAINT_MAKERS = ['child', 'parent-or-carer', 'somebody-for-them'] as const
export type ComplaintMaker = (typeof COMPLAINT_MAKERS)[number]

/** How a complaint was answered. `taken-further` goes to the complaints procedure of an agency, or to the Ombudsman. */
export const COMPLAINT_ENDINGS = ['put-right', 'explained', 'taken-further', 'withdrawn'] as const
export type ComplaintEnding = (typeof COMPLAINT_ENDINGS)[number]

/** What a child or family complains about, as whoever heard it writes it down. */
export type ComplaintWords = {
  readonly madeBy: ComplaintMaker
  readonly receivedOn: CalendarDate
  /** In their words. */
  readonly words: string
  /** What they want to happen; may be empty. */
  readonly wanted: string
  /** In which they want the answer. */
  readonly language: ToldIn
}

/** A complaint of a child or family, and once it was answered, how. @protocol Appendix One, Stage Two */
export type Complaint = ComplaintWords & {
  readonly id: string
  readonly childId: string
  /** The meeting that it is about, when it is about one. */
  readonly meetingId: string | null
  /** Whose work it is about, when it is about somebody's: they neither deal with it nor read it. */
  readonly aboutId: string | null
  readonly handlerId: string
  readonly recordedBy: string
  readonly recordedAt: Date
  readonly answeredAs: ComplaintEnding | null
  readonly answeredOn: CalendarDate | null
  readonly answerWords: string
  readonly answeredBy: string | null
  readonly version: number
}

/** How long an answer may take: the protocol gives no number, so a board sets it. */
export const COMPLAINT_CLOCKS = {
  complaint: {
    rule: 'complaint',
    limit: { value: 10, unit: 'working-days', authority: 'local-target', source: 'The board’s own target' },
    page: ({ subjectId }) => `/complaints/${subjectId}`,
  },
} as const satisfies Readonly<Record<string, ClockKind>>
