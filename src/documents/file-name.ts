import type { CalendarDate } from '../lib/calendar-date.ts'

/** The kinds of file in which a document leaves. */
export const FILE_FORMATS = ['pdf', 'docx'] as const
export type FileFormat = (typeof FILE_FORMATS)[number]

/** The media type of each kind of file. */
export const CONTENT_TYPES = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const satisfies Record<FileFormat, string>

/** What a file's name says of it. */
export type FileNaming = {
  readonly reference: string
  readonly words: string
  readonly meetingWords: string
  readonly languageWords: string
  readonly day: CalendarDate
  readonly format: FileFormat
}

/**
 * The name of a file, which says what it is for whoever finds it among others: reference, which copy, which meeting, language,
 * day. It names no child. What no file system takes is left out.
 *
 * @protocol Appendix One, Disclosure and redaction; Appendix One, Retention of minutes
 */
export function fileNameOf({ reference, words, meetingWords, languageWords, day, format }: FileNaming): string {
  const name = `${reference} ${words}, ${meetingWords}, ${languageWords}, ${day}`
  return `${name.replace(/[^\p{L}\p{N} ,.’–-]/gu, '')}.${format}`
}
