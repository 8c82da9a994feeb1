import { z } from 'zod'
import { CONSIDERED } from '../police/police.ts'
import type { Rows } from './rows.ts'
import type { Row } from './store.ts'
import { deed, someWords } from './words.ts'

/** What was discussed with the police about a referral or a note, or why it was no crime. */
export const discussedWithPolice = z.strictObject({
  ...deed,
  considered: z.enum(CONSIDERED),
  withWhom: someWords,
  words: someWords,
})

/** What a case file says of the discussion with the police that was owed about a referral or a note. */
export function policeOf(rows: Rows, subjectId: unknown): { discussedWithPolice: Row } | Record<string, never> {
  const told = rows.entries('police-discussion').find(each => each['subject_id'] === subjectId)
  if (told === undefined) return {}
  const clock = rows.with('police_clock', 'subject_id', subjectId)[0]
  return {
    discussedWithPolice: {
      at: rows.time(told['recorded_at']),
      by: rows.email(told['author_id']),
      considered: clock?.['met_at'] == null ? 'no-crime' : 'discussed',
      withWhom: told['said_by'],
      words: told['text'],
    },
  }
}
