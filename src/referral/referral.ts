import type { ClockKind } from '../clock/clock.ts'
import { z } from 'zod'
import { EXPLOITATION_FORMS, GROOMING_WAYS, SPOKEN_LANGUAGES } from '../child/child.ts'
import { WRITTEN_LANGUAGES } from '../lib/written-language.ts'

/** What Children's Services decide on a referral. @protocol §6 step 2 */
export const OUTCOMES = [
  'no-further-action',
  'information-and-advice',
  'early-help',
  'care-and-support-assessment',
  'strategy-discussion',
  'exploitation-pathway',
] as const

/** What they decide when the child is on the pathway already: the referral is information for the lead. @protocol §6 step 2; decision 0026 */
export const KNOWN_CHILD_OUTCOMES = [
  'information-added',
  'new-form',
  'earlier-meeting',
  'strategy-discussion',
  'other-child',
] as const

export type Outcome = (typeof OUTCOMES)[number] | (typeof KNOWN_CHILD_OUTCOMES)[number]

/** The signs that a screening asks about first; seeing one now is a reason to refer. Our own wording, to be approved by a board. @protocol §5 Screening toolkit */
export const SCREENING_SIGNS = [
  'missing',
  'other-area',
  'returns-hurt',
  'unexplained-things',
  'phones',
  'older-people',
  'debt',
  'drugs-or-weapons',
  'images',
  'places',
  'bank-account',
  'fear',
  'changed',
  'other-children',
] as const

const day = z.union([z.iso.date(), z.literal('')]).default('')
const words = z.string().default('')
// The language in which words are written as a BCP 47 code; empty when nobody said.
const writtenLanguage = z.enum(['', ...WRITTEN_LANGUAGES]).default('')
const yesNo = z.enum(['', 'yes', 'no', 'not-known']).default('')

/**
 * The answers of a referral, page by page. Everything may be left out until it is sent: a referral can always be saved.
 *
 * @protocol §6 step 1
 */
export const referralAnswers = z.strictObject({
  immediateDanger: yesNo,
  dangerDetails: words,
  givenName: words,
  familyName: words,
  knownAs: words,
  bornOn: day,
  estimatedAge: words,
  gender: words,
  ethnicity: words,
  language: z.enum(SPOKEN_LANGUAGES).default('not-asked'),
  nhsNumber: words,
  school: words,
  address: words,
  localAuthorityId: words,
  otherAuthority: yesNo,
  otherAuthorityId: words,
  otherAuthorityName: words,
  familyInvolved: yesNo,
  family: words,
  overEighteenReason: words,
  phoned: yesNo,
  phonedOn: day,
  phonedTime: words,
  referrerPhone: words,
  whatHappened: words,
  writtenIn: writtenLanguage,
  mayBeCrime: yesNo,
  childsWords: words,
  childsWordsIn: writtenLanguage,
  childsWordsTo: words,
  forms: z.array(z.enum(EXPLOITATION_FORMS)).default([]),
  grooming: z.array(z.enum(GROOMING_WAYS)).default([]),
  peopleOfConcern: words,
  placesOfConcern: words,
  signs: z.array(z.enum(SCREENING_SIGNS)).default([]),
  screening: words,
  childKnows: yesNo,
  childAgrees: yesNo,
  parentsKnow: yesNo,
  parentsAgree: yesNo,
  whyNotTold: words,
})
export type ReferralAnswers = z.infer<typeof referralAnswers>

/** The pages of a referral, in their order, with what each asks: one group of questions a page, so that a telephone shows it whole. */
export const STEP_FIELDS = {
  danger: ['immediateDanger', 'dangerDetails'],
  child: ['givenName', 'familyName', 'knownAs'],
  age: ['bornOn', 'estimatedAge', 'overEighteenReason'],
  where: ['localAuthorityId', 'address'],
  'other-authority': ['otherAuthority', 'otherAuthorityId', 'otherAuthorityName'],
  about: ['language', 'school', 'gender', 'ethnicity', 'nhsNumber'],
  'what-happened': ['whatHappened', 'writtenIn', 'mayBeCrime'],
  words: ['childsWords', 'childsWordsIn', 'childsWordsTo'],
  forms: ['forms'],
  concern: ['grooming', 'peopleOfConcern', 'placesOfConcern'],
  screening: ['signs', 'screening'],
  family: ['familyInvolved', 'family'],
  knows: ['childKnows', 'childAgrees', 'parentsKnow', 'parentsAgree', 'whyNotTold'],
  contact: ['referrerPhone', 'phoned', 'phonedOn', 'phonedTime'],
} as const satisfies Readonly<Record<string, readonly (keyof ReferralAnswers)[]>>
export type Step = keyof typeof STEP_FIELDS
export const STEPS = Object.keys(STEP_FIELDS) as readonly Step[]

/** The answers that a page asks for. */
export function fieldsOf(step: Step): readonly (keyof ReferralAnswers)[] {
  return STEP_FIELDS[step]
}

/** The page that asks for an answer. */
export function stepOf(field: keyof ReferralAnswers): Step {
  const step = STEPS.find(each => fieldsOf(each).includes(field))
  if (step === undefined) throw new TypeError(`no page of a referral asks for ${field}`)
  return step
}

/** The first page of which nothing is answered yet: where whoever left a referral goes on. `undefined` when each has an answer. */
export function firstOpenStep(answers: ReferralAnswers): Step | undefined {
  return STEPS.find(step => fieldsOf(step).every(field => ['', 'not-asked'].includes(String(answers[field]))))
}

/** The answer for another local authority that is none of the board's. */
export const OUTSIDE_THE_BOARD = 'outside'

/** A referral, from its first page to the decision. */
export type Referral = {
  readonly id: string
  readonly authorId: string
  readonly agencyId: string
  readonly localAuthorityId: string | null
  readonly receivingTeamId: string | null
  /** The front door of the other local authority that has to know, when it is one of the board's. */
  readonly otherTeamId: string | null
  readonly childId: string | null
  readonly answers: ReferralAnswers
  readonly beganAt: Date
  readonly submittedAt: Date | null
  readonly acknowledgedAt: Date | null
  readonly chasedAt: Date | null
  readonly decidedAt: Date | null
  readonly outcome: Outcome | null
  /** What whoever decided wrote for the referrer; the reasons are of the child's record. */
  readonly toldReferrer: string
  readonly version: number
}

/** What a referral is called on the telephone: "C1-4F3A-2B1C". */
export function referralReference(id: string): string {
  return `C1-${id.slice(0, 4)}-${id.slice(4, 8)}`.toUpperCase()
}

/** The clocks of a referral, and of the assessment that its determination asks for. @protocol §6 step 1; §6 step 2 */
export const REFERRAL_CLOCKS = {
  writtenReport: {
    rule: 'written-report',
    limit: {
      value: 24,
      unit: 'hours',
      authority: 'wales-safeguarding-procedures',
      source: 'Wales Safeguarding Procedures, section 2',
    },
    page: ({ subjectId }) => `/referrals/${subjectId}`,
  },
  acknowledgement: {
    rule: 'acknowledgement',
    limit: {
      value: 7,
      unit: 'working-days',
      authority: 'wales-safeguarding-procedures',
      source: 'Wales Safeguarding Procedures, section 2',
    },
    page: ({ subjectId }) => `/referrals/${subjectId}`,
  },
  determination: {
    rule: 'determination',
    limit: {
      value: 1,
      unit: 'working-days',
      authority: 'wales-safeguarding-procedures',
      source: 'Wales Safeguarding Procedures, section 3',
    },
    page: ({ subjectId }) => `/referrals/${subjectId}`,
  },
  otherAuthority: {
    rule: 'other-authority',
    limit: { value: 1, unit: 'working-days', authority: 'local-target', source: 'The board’s own target' },
    page: ({ subjectId }) => `/referrals/${subjectId}`,
  },
  assessment: {
    rule: 'assessment',
    limit: {
      value: 42,
      unit: 'working-days',
      authority: 'wales-safeguarding-procedures',
      source: 'Wales Safeguarding Procedures, section 3',
    },
    page: ({ childId }) => `/children/${childId ?? ''}/assessments`,
  },
} as const satisfies Readonly<Record<string, ClockKind>>
