import type { ClockKind } from '../clock/clock.ts'

/** Who is asked, one after the other, that a decision be looked at again. @protocol Appendix One, Confidentiality statement */
export const CONCERN_STEPS = ['where-decided', 'safeguarding-lead', 'senior-manager'] as const
export type ConcernStep = (typeof CONCERN_STEPS)[number]

/** What whoever is asked says. */
export const CONCERN_ANSWERS = ['changed', 'stands'] as const
export type ConcernAnswer = (typeof CONCERN_ANSWERS)[number]

/** How a concern ends. `not-agreed` is kept when the last step was answered and the disagreement remains. */
export const CONCERN_ENDINGS = ['changed', 'explained', 'withdrawn', 'not-agreed'] as const
export type ConcernEnding = (typeof CONCERN_ENDINGS)[number]

/** For whom it is: whoever sees the child, or those of the meeting's closed session and whoever is asked. */
export const CONCERN_AUDIENCES = ['network', 'closed'] as const
export type ConcernAudience = (typeof CONCERN_AUDIENCES)[number]

/** One step of it: who was asked, and what they said. */
export type StepTaken = {
  readonly id: string
  readonly step: ConcernStep
  readonly askedId: string
  readonly askedAt: Date
  readonly askedBy: string
  readonly answer: ConcernAnswer | null
  readonly words: string
  readonly answeredAt: Date | null
}

/** What somebody wrote who holds that a decision may be unsafe. */
export type ConcernWords = {
  readonly decision: string
  readonly why: string
  /** What would make it safe, as they see it; may be empty. */
  readonly wanted: string
}

/** A concern that a decision about a child may be unsafe, from the day it is raised to its end. */
export type DecisionConcern = ConcernWords & {
  readonly id: string
  readonly childId: string
  /** The meeting at which it was decided. */
  readonly meetingId: string | null
  readonly audience: ConcernAudience
  readonly raisedBy: string
  readonly agencyId: string
  readonly raisedAt: Date
  /** In the order in which they were taken; there is always one. */
  readonly steps: readonly StepTaken[]
  readonly endedAs: ConcernEnding | null
  readonly endedWords: string
  readonly endedAt: Date | null
  readonly endedBy: string | null
  readonly version: number
}

const clock = (step: ConcernStep, days: number): ClockKind => ({
  rule: `concern-${step}`,
  limit: { value: days, unit: 'working-days', authority: 'local-target', source: 'The board’s own target' },
  page: ({ subjectId }) => `/decision-concerns/${subjectId}`,
})

/** How long each step may take: the protocol says in a timely manner, and a board says in how many days. */
export const CONCERN_CLOCKS: Readonly<Record<ConcernStep, ClockKind>> = {
  'where-decided': clock('where-decided', 2),
  'safeguarding-lead': clock('safeguarding-lead', 5),
  'senior-manager': clock('senior-manager', 5),
}
