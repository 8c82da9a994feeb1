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

/** What the pathway itself writes into the chronology. */
export const HAPPENING_KINDS = [
  'referral-received',
  'determination',
  'pathway-opened',
  'pathway-reopened',
  'pathway-ended',
  'stepped-up',
  'stepped-down',
  'assessment-completed',
  'no-meeting',
  'meeting-asked-for',
  'meeting-booked',
  'meeting-called-off',
  'meeting-held',
  'record-approved',
  'record-sent',
  'record-corrected',
  'family-debriefed',
  'action-reported',
  'panel-escalated',
  'panel-decided',
  'clock-replanned',
  'alert-raised',
  'network-joined',
  'network-left',
  'restricted',
  'restriction-lifted',
] as const
export type HappeningKind = (typeof HAPPENING_KINDS)[number]

/** What is written in a meeting, and an answer to another's entry. */
export const OTHER_KINDS = ['meeting-entry', 'answer'] as const

export const ENTRY_KINDS = [...NOTE_KINDS, ...HAPPENING_KINDS, ...OTHER_KINDS] as const
export type EntryKind = (typeof ENTRY_KINDS)[number]

/** The details of a happening: codes and days only, from which a line is put in either language. */
export type Details = Readonly<Record<string, string | number>>

/** One entry of a child's chronology. */
export type Entry = {
  readonly id: string
  readonly childId: string
  readonly kind: EntryKind
  readonly basis: Basis | null
  readonly audience: Audience
  readonly context: Context | null
  readonly text: string
  readonly details: Details
  readonly subjectId: string | null
  readonly happenedOn: CalendarDate
  readonly meetingId: string | null
  readonly stage: string | null
  readonly saidBy: string
  readonly rewords: string | null
  readonly authorId: string
  readonly agencyId: string
  readonly recordedAt: Date
  /** Counts only changes of what it says: 1 as it was first written. */
  readonly wordsVersion: number
  readonly version: number
}
