import type { CalendarDate } from '../lib/calendar-date.ts'

/** The languages in which a copy is made. */
export const COPY_LANGUAGES = ['cy', 'en'] as const
export type CopyLanguage = (typeof COPY_LANGUAGES)[number]

/** To whom a copy speaks: to the family about the child, or to the child. */
export const COPY_READERS = ['family', 'child'] as const
export type CopyReader = (typeof COPY_READERS)[number]

/** The files of one copy, by the name under which each is kept: for whom, and of which kind. */
export const COPY_FILES = {
  pdf: { reader: 'family', format: 'pdf' },
  docx: { reader: 'family', format: 'docx' },
  'child-pdf': { reader: 'child', format: 'pdf' },
  'child-docx': { reader: 'child', format: 'docx' },
} as const satisfies Record<string, { reader: CopyReader; format: string }>
export type CopyFile = keyof typeof COPY_FILES

/** Whether a copy has a file of this name. */
export function isCopyFile(name: string): name is CopyFile {
  return Object.hasOwn(COPY_FILES, name)
}

export const COPIES = ['full', 'family'] as const
export type Copy = (typeof COPIES)[number]

/** What can be given: the full record, or the family's copy in the wording for the family or for the child. */
export const GIVEN = ['full', ...COPY_READERS] as const
export type Given = (typeof GIVEN)[number]

export const SENDING_WAYS = ['by-hand', 'post', 'secure-e-mail', 'read-together'] as const
export type SendingWay = (typeof SENDING_WAYS)[number]

/**
 * Where a family's copy stands: made and not yet read by a second person, read and free to leave, sent back by whoever
 * read it, taken back for its words after one like it was given, or out of date since something that it was made from has
 * changed or a newer one was made.
 *
 * @protocol Appendix One, Disclosure and redaction; decision 0025; decision 0047; decision 0063
 */
export type FamilyCopyState = 'made' | 'may-leave' | 'sent-back' | 'taken-back' | 'out-of-date'

/** A family's copy in one language, frozen when it was made. */
export type FamilyCopyMade = {
  readonly id: string
  readonly meetingId: string
  readonly childId: string
  readonly language: CopyLanguage
  readonly state: FamilyCopyState
  /** Whether it was made for the child too; those of before were not. */
  readonly isForChildToo: boolean
  readonly madeBy: string
  readonly madeAt: Date
  readonly readBy: string | null
  readonly readAt: Date | null
  /** Why it was sent back, for those of the closed session; empty for others, and when it was not. */
  readonly sentBackReason: string
  readonly sentBackBy: string | null
}

/** A copy that was given: which, to whom, how, by whom; that it arrived, once somebody said so; and whether it was taken back. */
export type Sending = {
  readonly id: string
  readonly meetingId: string
  readonly childId: string
  readonly copy: Copy
  /** In whose wording; none for the full record, and where nobody was asked. */
  readonly reader: CopyReader | null
  /** Which family's copy it was; the full record is made anew each time. */
  readonly familyCopyId: string | null
  readonly language: CopyLanguage
  readonly sentTo: string
  readonly how: SendingWay
  readonly sentBy: string
  readonly sentAt: Date
  readonly receipt: Receipt | undefined
  readonly isTakenBack: boolean
}

/** That a copy arrived: on which day, and who said so. */
export type Receipt = { readonly receivedOn: CalendarDate; readonly words: string; readonly recordedBy: string }

/** What a copy that was given is called: by its reader, or as the full record. */
export const givenOf = ({ copy, reader }: Pick<Sending, 'copy' | 'reader'>): Given =>
  copy === 'full' ? 'full' : (reader ?? 'family')
