import { ENTRY_KINDS, type Entry, type EntryKind } from '../entry/entry.ts'

/** What the pathway notes of itself: it is written once and stays as it was written. */
export const HAPPENING_KINDS = [
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
  'copy-taken-back',
  'record-corrected',
  'family-debriefed',
  'family-not-told',
  'action-reported',
  'panel-escalated',
  'panel-decided',
  'clock-replanned',
  'alert-raised',
  'alert-ended',
  'network-joined',
  'network-left',
  'restricted',
  'restriction-lifted',
  'concern-raised',
  'concern-ended',
] as const
export type HappeningKind = (typeof HAPPENING_KINDS)[number]

/** Every kind of line of a chronology: people's words and happenings. */
export const LINE_KINDS = [...ENTRY_KINDS, ...HAPPENING_KINDS] as const

/** The details of a happening: codes and days only, from which a line is put in either language. */
export type Details = Readonly<Record<string, string | number>>

/** One line of a child's chronology: an entry, or a happening with the reason that somebody gave for it. */
export type Line = Omit<Entry, 'kind'> & {
  readonly kind: EntryKind | HappeningKind
  readonly details: Details
}
