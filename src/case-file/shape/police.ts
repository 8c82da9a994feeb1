import { z } from 'zod'
import { CONSIDERED } from '../../police/police.ts'
import { deed, someWords } from './words.ts'

/** What was discussed with the police about a referral or a note, or why it was no crime. */
export const discussedWithPolice = z.strictObject({
  ...deed,
  considered: z.enum(CONSIDERED),
  withWhom: someWords,
  words: someWords,
})
