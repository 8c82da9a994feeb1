import { z } from 'zod'
import { calendarDate } from '../../lib/calendar-date.ts'
import { WRITTEN_LANGUAGES } from '../../lib/written-language.ts'

/** Before it, the bank holidays that a deadline is counted with are not known. */
const FIRST_INSTANT = '2013-01-01T00:00:00Z'

/** An instant with its offset, or in UTC; none before there was a protocol to act on. */
export const instant = z.iso
  .datetime({ offset: true })
  .refine(text => Date.parse(text) >= Date.parse(FIRST_INSTANT), `an instant from ${FIRST_INSTANT} on`)
  .describe('An instant, with its offset: 2026-11-03T09:30:00Z')

/** A day, as YYYY-MM-DD. */
export const day = z.iso.date().transform(calendarDate).describe('A civil day: 2026-11-03')

/** The e-mail address of somebody who works for an agency of the board. */
export const email = z.email().describe('The e-mail address of a member of staff of the board')

const LONGEST_TEXT = 100_000

/** A text as a file may hold it: what no keyboard makes is a file in another encoding, or a broken one, and better said than kept. */
export const writing = z
  .string()
  .refine(text => text.isWellFormed() && !text.includes('\0'), 'a text of whole characters, in UTF-8')
  .refine(text => text.length <= LONGEST_TEXT, `a text of at most ${LONGEST_TEXT} characters`)

/** A text that may be empty. */
export const words = writing.default('')

/** A text that must say something. */
export const someWords = writing.refine(text => text.trim() !== '', 'a text that says something')

/** The language of words, where somebody said. */
export const writtenIn = z.enum(WRITTEN_LANGUAGES).optional()

/** When something was done, and by whom. */
export const deed = { at: instant, by: email }

/** What people put of an entry into another language, as the words stood then; the chair's may stand in the family's copy. */
export const translations = z
  .array(
    z.strictObject({
      ...deed,
      language: z.enum(WRITTEN_LANGUAGES),
      text: someWords,
      translatedBy: someWords,
      forFamily: z.boolean().default(false),
    }),
  )
  .default([])
