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

export const SENDING_WAYS = ['by-hand', 'post', 'secure-e-mail', 'read-together'] as const
export type SendingWay = (typeof SENDING_WAYS)[number]

/**
 * Where a family's copy stands: made and not yet read by a second person, read and free to leave, sent back by whoever
 * read it, or out of date since something that it was made from has changed or a newer one was made.
 *
 * @protocol Appendix One, Disclosure and redaction; decision 0025; decision 0047
 */
export type FamilyCopyState = 'made' | 'may-leave' | 'sent-back' | 'out-of-date'

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

/** A copy that was given: which, to whom, how, by whom. */
export type Sending = {
  readonly copy: Copy
  /** Which family's copy it was; the full record is made anew each time. */
  readonly familyCopyId: string | null
  readonly language: CopyLanguage
  readonly sentTo: string
  readonly how: SendingWay
  readonly sentBy: string
  readonly sentAt: Date
}
