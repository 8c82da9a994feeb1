import type { ClockKind } from '../clock/clock.ts'
import type { ExploitationForm } from '../child/child.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'

/** The level of risk, as a person judges it; never worked out by the product. @protocol §5 Professional judgement */
export const RISK_LEVELS = ['low', 'medium', 'high'] as const
export type RiskLevel = (typeof RISK_LEVELS)[number]

/** The kinds of assessment that a meeting's paperwork asks for. @protocol §5; Appendix One, Paperwork with the request */
export const ASSESSMENT_KINDS = ['screening', 'assessment', 'section-47'] as const
export type AssessmentKind = (typeof ASSESSMENT_KINDS)[number]

/** On which occasion a screening was made. @protocol §5 */
export const SCREENING_OCCASIONS = ['front-door', 'what-matters', 'other-work'] as const
export type ScreeningOccasion = (typeof SCREENING_OCCASIONS)[number]

/** Harm that has happened, apart from risk: a child already harmed is not "at risk of" it. @protocol §5 Harm and Vulnerability Indicators */
export const HARM = ['has-happened', 'suspected', 'none-known', 'not-known'] as const
export type Harm = (typeof HARM)[number]

/** What was judged of one form of exploitation. */
export type FormJudgement = {
  readonly form: ExploitationForm
  readonly level: RiskLevel
  readonly harm: Harm
  readonly reasons: string
}

/** A screening or assessment with its judgement. */
export type Assessment = {
  readonly id: string
  readonly childId: string
  readonly kind: AssessmentKind
  /** Of a screening, where somebody said. */
  readonly occasion: ScreeningOccasion | ''
  readonly doneOn: CalendarDate | null
  readonly completedAt: Date | null
  readonly authorId: string
  readonly agencyId: string
  readonly level: RiskLevel | null
  readonly previousLevel: RiskLevel | null
  readonly reasons: string
  readonly levelChangeReason: string
  readonly harm: Harm | ''
  readonly harmDetails: string
  readonly childsWords: string
  readonly strengths: string
  readonly biasConsidered: string
  readonly unknowns: string
  readonly forms: readonly FormJudgement[]
  /** The language of all its words as a BCP 47 code; empty when nobody said. */
  readonly writtenIn: string
  readonly version: number
}

/** What a person writes into an assessment. */
export type AssessmentWords = {
  readonly kind: AssessmentKind
  readonly occasion?: ScreeningOccasion | '' | undefined
  readonly doneOn: CalendarDate
  readonly level: RiskLevel
  readonly reasons: string
  readonly levelChangeReason: string
  readonly harm: Harm
  readonly harmDetails: string
  readonly childsWords: string
  readonly strengths: string
  readonly biasConsidered: string
  readonly unknowns: string
  readonly forms: readonly FormJudgement[]
  readonly writtenIn?: string | undefined
}

/** The clocks that a completed assessment starts. @protocol §5 Not a one-off event; §6 step 4 */
export const ASSESSMENT_CLOCKS = {
  askForMeeting: {
    rule: 'ask-for-meeting',
    limit: { value: 2, unit: 'working-days', authority: 'local-target', source: '§6 step 4' },
    page: ({ childId }) => `/children/${childId ?? ''}/meetings/request`,
  },
  reassessment: {
    rule: 'reassessment',
    limit: { value: 90, unit: 'days', authority: 'local-target', source: '§5 Not a one-off event' },
    page: ({ childId }) => `/children/${childId ?? ''}/assessments`,
  },
} as const satisfies Readonly<Record<string, ClockKind>>
