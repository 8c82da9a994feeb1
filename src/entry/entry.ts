import type { Audience } from '../access/audience.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'

/** The contexts of a child's life in which harm may happen. @protocol §3 Contextual safeguarding; Appendix Two */
export const CONTEXTS = [
  'individual',
  'history',
  'home',
  'peer-groups',
  'school',
  'neighbourhood',
  'social-media',
] as const
export type Context = (typeof CONTEXTS)[number]

/** What sort of statement an entry is: facts and opinions are kept apart. @protocol §5 Purpose of the tools */
export const BASES = ['fact', 'professional-opinion', 'childs-own-words', 'family-words', 'allegation'] as const
export type Basis = (typeof BASES)[number]

/** What people write into the chronology by hand. */
export const NOTE_KINDS = ['note', 'visit', 'telephone-call', 'meeting-with-child', 'information-received'] as const
export type NoteKind = (typeof NOTE_KINDS)[number]

/** Whether whoever wrote an entry saw the child. @protocol §4 Talking and listening */
export const SEEN = ['not-seen', 'with-others', 'alone'] as const
export type Seen = (typeof SEEN)[number]

/** Every kind of people's words: notes, what a referrer sent, what was discussed with the police, what was planned for after 18, what is written in a meeting, and an answer to any line. */
export const ENTRY_KINDS = [
  ...NOTE_KINDS,
  'referral-received',
  'police-discussion',
  'transition-plan',
  'meeting-entry',
  'answer',
] as const
export type EntryKind = (typeof ENTRY_KINDS)[number]

/** The stages of an Exploitation Family Meeting, in the order the agenda gives them: when an entry of it was said. @protocol Appendix One */
export const STAGES = ['closed-session', 'family-session', 'safety-planning', 'family-debrief'] as const
export type Stage = (typeof STAGES)[number]

/** How words came into a form: typed there, or put in from elsewhere. @protocol Appendix One, Ban on AI; decision 0058 */
export const WORDS_MADE = ['typed', 'pasted'] as const
export type WordsMade = (typeof WORDS_MADE)[number]

/** What somebody said or wrote about a child, in their words, with who may read it. */
export type Entry = {
  readonly id: string
  readonly childId: string
  readonly kind: EntryKind
  readonly basis: Basis | null
  readonly audience: Audience
  readonly context: Context | null
  readonly text: string
  /** What it answers, or the referral that it was sent with. */
  readonly subjectId: string | null
  readonly happenedOn: CalendarDate
  readonly meetingId: string | null
  readonly stage: Stage | null
  readonly saidBy: string
  /** The language of the text as a BCP 47 code; empty when nobody said. */
  readonly writtenIn: string
  /** How the words came into the form; empty where nobody can say. */
  readonly wordsMade: WordsMade | ''
  readonly rewords: string | null
  readonly authorId: string
  readonly agencyId: string
  readonly recordedAt: Date
  /** Counts only changes of what it says: 1 as it was first written. */
  readonly wordsVersion: number
  readonly version: number
}
