import type { YesNoNotKnown } from '../child/child.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'

/** What a child may want only some to know. @protocol §4 Gender, ethnicity, sexuality and disability; decision 0069 */
export const CONFIDENCE_TOPICS = [
  'sexuality',
  'gender-identity',
  'faith-or-belief',
  'health',
  'something-else',
] as const
export type ConfidenceTopic = (typeof CONFIDENCE_TOPICS)[number]

/** What is written of it by one who reads it. */
export type ConfidenceWords = {
  readonly topic: ConfidenceTopic
  readonly words: string
  /** The language of the words as a BCP 47 code; empty when nobody said. */
  readonly writtenIn: string
  readonly familyKnows: YesNoNotKnown
  /** Whom the child chose beside the one who writes. */
  readonly others: readonly string[]
  /** The day on which the child said that it may stand here, and who may read it. */
  readonly saidOn: CalendarDate
  /** The child does not want it here any more: out of sight, for good. */
  readonly withdrawn: boolean
}

/** The same as it is kept: `readers` is everyone who reads it. */
export type Confidence = Omit<ConfidenceWords, 'others'> & {
  readonly id: string
  readonly childId: string
  readonly readers: readonly string[]
  readonly writtenBy: string
  readonly version: number
}
