import { type Entry, NOTE_KINDS } from './chronology.ts'

/**
 * Whether an entry is a note or an answer, whose words its own agency may mend. What has happened on the pathway and what a
 * referrer sent keep their words, and a meeting's entry is changed in its meeting.
 *
 * @protocol §5 Purpose of the tools; decision 0025
 */
export function isNote(entry: Pick<Entry, 'kind' | 'subjectId'>): boolean {
  if (entry.kind === 'answer') return true
  return entry.subjectId === null && (NOTE_KINDS as readonly string[]).includes(entry.kind)
}
