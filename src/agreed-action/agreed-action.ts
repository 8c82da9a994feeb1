import type { ClockKind } from '../clock/clock.ts'
import type { Audience } from '../access/audience.ts'
import type { Context } from '../entry/entry.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'

/** The contexts by which actions are agreed. @protocol Appendix Two, Agreed actions */
export const ACTION_CONTEXTS = ['individual', 'home', 'peer-groups', 'school', 'neighbourhood', 'social-media'] as const
export type ActionContext = Extract<Context, (typeof ACTION_CONTEXTS)[number]>

/** What became of an action: "not possible" is not the same as "not done". @protocol Appendix One, Change to an action */
export const ACTION_OUTCOMES = ['done', 'changed', 'not-done', 'not-possible'] as const
export type ActionOutcome = (typeof ACTION_OUTCOMES)[number]

/** What the chair says to an action that was not carried out as agreed. @protocol Appendix One, Change to an action */
export const ACTION_ANSWERS = ['accepted', 'stands', 'next-meeting'] as const
export type ActionAnswer = (typeof ACTION_ANSWERS)[number]

/** The chair's answer; with words unless it was accepted as it is. */
export type AnswerGiven = {
  readonly actionId: string
  /** The later meeting at which it was given; null for the one between the meetings. */
  readonly atMeetingId: string | null
  readonly answer: ActionAnswer
  readonly words: string
  /** The language of the words as a BCP 47 code; empty where nobody said. */
  readonly writtenIn: string
  readonly by: string
  readonly at: Date
}

/** What was agreed: what, who, which agency, by when. */
export type AgreedAction = {
  readonly id: string
  readonly childId: string
  readonly meetingId: string | null
  readonly context: ActionContext
  readonly what: string
  readonly who: string
  /** The language of what was agreed, as a BCP 47 code; empty where nobody said. */
  readonly writtenIn: string
  readonly ownerId: string | null
  readonly agencyId: string | null
  readonly dueOn: CalendarDate
  readonly audience: Audience
  readonly outcome: ActionOutcome | null
  readonly outcomeReason: string
  /** The language of that reason, likewise. */
  readonly outcomeWrittenIn: string
  readonly outcomeAt: Date | null
  readonly outcomeBy: string | null
  readonly version: number
}

/** An action as it is agreed; in the language of the page on which it is typed unless another is said. */
export type NewAction = Pick<
  AgreedAction,
  'childId' | 'meetingId' | 'context' | 'what' | 'who' | 'ownerId' | 'agencyId' | 'dueOn' | 'audience'
> & { readonly writtenIn?: string | undefined }

/** Which actions of those that the actor may know of are listed: open, past their day, or waiting for the chair's answer. */
export const LISTED = ['open', 'late', 'to-answer'] as const
export type Listed = (typeof LISTED)[number]

/** One action in a list across children. */
export type ActionLine = {
  readonly id: string
  readonly reference: string
  readonly childName: string
  readonly what: string
  readonly writtenIn: string
  readonly audience: Audience
  readonly who: string
  readonly agencyId: string | null
  readonly dueOn: CalendarDate
  readonly outcome: ActionOutcome | null
}

/** The clock of an agreed action runs to the day that was agreed. @protocol Appendix One, Change to an action */
export const ACTION_CLOCKS = {
  action: {
    rule: 'action',
    limit: { value: 0, unit: 'agreed', authority: 'protocol', source: 'Appendix One, Change to an action' },
    page: ({ subjectId }) => `/actions/${subjectId}`,
  },
} as const satisfies Readonly<Record<string, ClockKind>>
