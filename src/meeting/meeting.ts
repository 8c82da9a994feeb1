import type { ClockKind } from '../clock/clock.ts'
import type { RiskLevel } from '../assessment/assessment.ts'
import type { Audience } from '../access/audience.ts'
import type { ToldIn } from '../child/child.ts'
import type { Basis, Context, Stage, WordsMade } from '../entry/entry.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'

/** The contexts in which the record is kept. @protocol Appendix Two */
export const RECORD_CONTEXTS = [
  'history',
  'home',
  'peer-groups',
  'school',
  'neighbourhood',
  'social-media',
] as const satisfies readonly Context[]

/** What the request must bring. @protocol Appendix One, Paperwork with the request */
export const PAPERWORK = ['latest-assessment', 'practice-tools'] as const
export type Paperwork = (typeof PAPERWORK)[number]

/** The part a person has in the meeting. @protocol Appendix One */
export const PARTS = [
  'chair',
  'note-taker',
  'child',
  'parent-or-carer',
  'advocate',
  'interpreter',
  'practitioner',
  'exploitation-lead',
  'legal',
] as const
export type Part = (typeof PARTS)[number]

/** Why something stays out of the family's copy. @protocol Appendix One, Stage One; Appendix One, Disclosure and redaction */
export const OMISSIONS = ['safety', 'criminal-investigation', 'third-party', 'data-protection'] as const
export type Omission = (typeof OMISSIONS)[number]

/** How a record was made: by people. @protocol Appendix One, Ban on AI */
export const MAKINGS = ['typed', 'pasted-from-own-notes', 'dictated-by-a-person'] as const
export type Making = (typeof MAKINGS)[number]

/** What is drawn from what was shared. @protocol Appendix Two, Victims, offenders, locations, themes */
export const FINDING_KINDS = ['victim', 'offender', 'location', 'theme'] as const
export type FindingKind = (typeof FINDING_KINDS)[number]

/** One of them, as a meeting named it. */
export type Finding = {
  readonly id: string
  readonly meetingId: string
  readonly kind: FindingKind
  readonly text: string
  readonly audience: 'closed' | 'police'
}

export const FAMILY_PRESENT = ['child-and-family', 'child', 'family', 'neither'] as const
export type FamilyPresent = (typeof FAMILY_PRESENT)[number]

/** Who was told what a meeting agreed, when nobody of them was there. */
/** What came of trying to tell a family, when they were not told. Who declined can still be told later. */
export const ATTEMPT_ENDINGS = ['not-reached', 'not-safe', 'declined'] as const
export type AttemptEnding = (typeof ATTEMPT_ENDINGS)[number]

/** One time that somebody tried to tell a family what was agreed, and could not. @protocol Appendix One, Stage Four; decision 0064 */
export type DebriefAttempt = {
  readonly triedOn: CalendarDate
  readonly cameOf: AttemptEnding
  /** How it was tried, and what happens next. */
  readonly words: string
  readonly recordedBy: string
}

export const TOLD_AFTERWARDS = ['child-and-family', 'child', 'family'] as const satisfies readonly FamilyPresent[]

/** How a family that was not at the meeting was told what it agreed. */
export type Telling = {
  /** `undefined` only in records of before this was asked; so are the next two. */
  readonly toldOn: CalendarDate | undefined
  readonly told: (typeof TOLD_AFTERWARDS)[number] | undefined
  readonly language: ToldIn | undefined
  /** Which other language, or who interpreted; may be empty unless the language is another. */
  readonly languageWords: string
  readonly whatWasSaid: string
  /** The child's or family's answer, in their words; may be empty. */
  readonly whatTheySaid: string
  /** The language of what was said to them, and of their answer, as BCP 47 codes; empty where nobody said. */
  readonly writtenIn: string
  readonly theySaidIn: string
}

/** What is told as it is written down; in the language of the page unless another is said. */
export type NewTelling = Omit<Telling, 'writtenIn' | 'theySaidIn'> & {
  readonly writtenIn?: string | undefined
  readonly theySaidIn?: string | undefined
}

/** The chair's summary, the summary in words for the family, and what child and family said. @protocol Appendix Two, Summary and comments */
export const COMMENT_PARTS = ['chairSummary', 'familySummary', 'childComments', 'familyComments'] as const
type CommentPart = (typeof COMMENT_PARTS)[number]
export type Comments = Readonly<Record<CommentPart, string>>

/** An Exploitation Family Meeting: asked for, booked, held in stages, recorded, approved. */
export type Meeting = {
  readonly id: string
  readonly childId: string
  readonly pathwayId: string
  /** 1 is the first meeting; each review is a meeting again. */
  readonly number: number
  readonly askedForOn: CalendarDate
  readonly askedForBy: string
  readonly risk: RiskLevel
  readonly reason: string
  readonly missingPaperwork: readonly Paperwork[]
  readonly acceptedIncomplete: string
  readonly dueBy: CalendarDate
  readonly chairId: string | null
  readonly noteTakerId: string | null
  readonly bookedFor: Date | null
  readonly place: string
  readonly language: string
  readonly interpreter: string
  readonly accessNeeds: string
  readonly keepApart: string
  readonly heldOn: CalendarDate | null
  readonly stage: Stage | null
  readonly beganAt: Date | null
  /** Why it is booked for a day that is not a working day, or past the limit. */
  readonly bookingReason: string
  readonly endedAt: Date | null
  readonly chairSummary: string
  readonly familySummary: string
  readonly childComments: string
  readonly familyComments: string
  /** The language of each of these, as a BCP 47 code; empty where nobody said. */
  readonly writtenIn: Readonly<Record<CommentPart, string>>
  readonly familyPresent: FamilyPresent | null
  readonly nextReviewBy: CalendarDate | null
  readonly approvedAt: Date | null
  /** The reasons for leaving something out that the chair chose to tell the family; usually none. */
  readonly toldOmissions: readonly Omission[]
  readonly calledOffAt: Date | null
  readonly version: number
}

/** What whoever is invited can say to it. @protocol Appendix One, Pre-meeting consultation; decision 0049 */
export const REPLIES = ['coming', 'somebody-else', 'apologies'] as const

/** Whether somebody can come: for the instant that the meeting was booked for then. */
export type Reply = {
  readonly reply: (typeof REPLIES)[number]
  /** Who comes instead, why not, or what is to be known. */
  readonly words: string
  readonly bookedFor: Date
}

/** Someone invited: a member of staff with an account, or the child, family and others without one. */
export type MeetingPerson = {
  readonly id: string
  readonly userId: string | null
  readonly name: string
  readonly part: Part
  readonly agencyId: string | null
  readonly inClosed: boolean
  /** Asked to the sessions with the family; who is not is there for the closed session alone. */
  readonly inFamily: boolean
  readonly invitedBy: string
  /** The last they gave; `undefined` while they have not replied. */
  readonly reply: Reply | undefined
}

/** What was decided about one entry: nothing decided means that it stays out. */
export type FamilyDecision = {
  readonly entryId: string
  /** The version of the entry's words that it was made on. */
  readonly wordsVersion: number
  readonly decision: 'share' | 'withhold'
  readonly omission: Omission | null
  readonly reason: string
}

/** What is written into the meeting's record. */
export type RecordEntry = {
  readonly stage: Stage
  readonly context: Context | null
  readonly basis: Basis
  readonly audience: Exclude<Audience, 'family'>
  readonly text: string
  readonly saidBy: string
  readonly writtenIn?: string | undefined
  readonly wordsMade?: WordsMade | undefined
}

/** The chair's consultation with child and family before the meeting. @protocol Appendix One, Pre-meeting consultation */
export type Consultation = {
  readonly consultedAt: Date | null
  readonly withWhom: string
  readonly childWantsToSay: string
  readonly familyWantsToSay: string
  readonly fears: string
  readonly privateWord: string
  readonly complaintExplained: 'yes' | 'no'
  readonly advocacy: 'not-offered' | 'offered-accepted' | 'offered-declined'
  readonly languageOffered: string
  readonly lateOrRefusedReason: string
  /** The language of what the child wants to say, of what the family does, and of the rest, as BCP 47 codes; empty where nobody said. */
  readonly childWantsIn: string
  readonly familyWantsIn: string
  readonly writtenIn: string
}

/** A consultation as it is written down; in the language of the page unless another is said. */
export type NewConsultation = Omit<Consultation, 'childWantsIn' | 'familyWantsIn' | 'writtenIn'> & {
  readonly childWantsIn?: string | undefined
  readonly familyWantsIn?: string | undefined
  readonly writtenIn?: string | undefined
}

/** The parts of a safety plan, in the order in which they are made and read. @protocol §5 Safety planning */
export const PLAN_PARTS = ['childsGoals', 'worries', 'whatHelps', 'whoToCall', 'ifMissing'] as const

/** The safety plan that the meeting's third stage begins. @protocol §5 Safety planning */
export type SafetyPlan = Readonly<Record<(typeof PLAN_PARTS)[number], string>>

/** A safety plan as it stands, with the languages of what the child wants and of all the rest as BCP 47 codes; empty where nobody said. */
export type WrittenPlan = SafetyPlan & { readonly childsGoalsIn: string; readonly writtenIn: string }

/** The language of a part of a safety plan, as a BCP 47 code; empty where nobody said. */
export const languageOfPlanPart = (plan: WrittenPlan, part: keyof SafetyPlan): string =>
  part === 'childsGoals' ? plan.childsGoalsIn : plan.writtenIn

/** The clocks of a meeting. @protocol §6 step 5; Appendix One, Pre-meeting consultation; decision 0007 */
export const MEETING_CLOCKS = {
  firstMeeting: {
    rule: 'first-meeting',
    limit: { value: 15, unit: 'working-days', authority: 'protocol', source: '§6 step 5' },
    page: ({ subjectId }) => `/meetings/${subjectId}`,
  },
  consultation: {
    rule: 'consultation',
    limit: { value: 24, unit: 'hours', authority: 'protocol', source: 'Appendix One, Pre-meeting consultation' },
    page: ({ subjectId }) => `/meetings/${subjectId}/consultation`,
  },
  reviewMeeting: {
    rule: 'review-meeting',
    limit: { value: 28, unit: 'days', authority: 'protocol', source: '§6 step 5' },
    page: ({ childId }) => `/children/${childId ?? ''}/meetings/request`,
  },
  summaryToFamily: {
    rule: 'summary-to-family',
    limit: {
      value: 5,
      unit: 'working-days',
      authority: 'local-target',
      source: 'Wales Safeguarding Procedures, section 3',
    },
    page: ({ subjectId }) => `/meetings/${subjectId}/record`,
  },
  recordSent: {
    rule: 'record-sent',
    limit: {
      value: 20,
      unit: 'working-days',
      authority: 'local-target',
      source: 'Wales Safeguarding Procedures, section 3',
    },
    page: ({ subjectId }) => `/meetings/${subjectId}/record`,
  },
  debrief: {
    rule: 'debrief',
    limit: { value: 2, unit: 'working-days', authority: 'local-target', source: 'Appendix One, Stage Four' },
    page: ({ subjectId }) => `/meetings/${subjectId}/debrief`,
  },
} as const satisfies Readonly<Record<string, ClockKind>>

/** For whom something can be written while a meeting runs; only the chair makes anything the family's. @protocol Appendix One */
export const WRITTEN_FOR = ['closed', 'network', 'police'] as const
