/**
 * What a data collection sheet asks that no other page does, each with its answers. That nobody knows it is an answer too; a question that
 * was not answered is missing.
 *
 * @protocol Appendix Two, Data collection sheet
 */
export const SHEET_QUESTIONS = {
  setting: ['online', 'offline', 'both', 'not-known'],
  missingEpisodes: ['none', 'one', 'two-to-four', 'five-or-more', 'not-known'],
  education: ['school', 'part-time', 'excluded', 'at-home', 'college-or-work', 'none', 'not-known'],
  peersLinked: ['none', 'one', 'two-to-four', 'five-or-more', 'not-known'],
  offendersKnown: ['all', 'some', 'none'],
  offenderCount: ['one', 'two-to-four', 'five-or-more', 'not-known'],
  offenderRelation: ['peer', 'family', 'known-adult', 'stranger', 'met-online', 'group', 'not-known'],
  offenderAge: ['under-18', '18-to-25', 'over-25', 'mixed', 'not-known'],
  nationalReferral: [
    'not-considered',
    'considered',
    'referred',
    'reasonable-grounds',
    'conclusive-grounds',
    'no-grounds',
    'not-known',
  ],
  disruption: ['none', 'considered', 'used', 'not-known'],
  prosecution: ['none', 'investigated', 'charged', 'convicted', 'not-known'],
} as const satisfies Readonly<Record<string, readonly [string, ...string[]]>>

export type SheetQuestion = keyof typeof SHEET_QUESTIONS
export const QUESTIONS = Object.keys(SHEET_QUESTIONS) as readonly SheetQuestion[]

/** The answers that were given; a question that was not answered is not there. */
export type SheetAnswers = {
  readonly [Question in SheetQuestion]?: (typeof SHEET_QUESTIONS)[Question][number] | undefined
}

/** A sheet as it was last written down; version 0 is one that was not begun. */
export type DataSheet = {
  readonly version: number
  readonly answers: SheetAnswers
  readonly savedAt: Date | null
  readonly savedBy: string | null
}
