import { NOTE_KINDS } from './entry.ts'

/**
 * Whether a line is a note or an answer, whose words its own agency may mend. What has happened on the pathway and what a
 * referrer sent keep their words, and a meeting's entry is changed in its meeting.
 *
 * @protocol §5 Purpose of the tools; decision 0025
 */
export function isNote(line: { readonly kind: string; readonly subjectId: string | null }): boolean {
  if (line.kind === 'answer') return true
  return line.subjectId === null && (NOTE_KINDS as readonly string[]).includes(line.kind)
}
