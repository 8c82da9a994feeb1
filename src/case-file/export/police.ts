import type { Row } from '../store/rows.ts'
import type { Rows } from './rows.ts'

/** What a case file says of the discussion with the police that was owed about a referral or a note. */
export function policeOf(rows: Rows, subjectId: unknown): { discussedWithPolice: Row } | Record<string, never> {
  const told = rows.entries('police-discussion').find(each => each['subject_id'] === subjectId)
  if (told === undefined) return {}
  const clock = rows.clocks('police-discussion').find(each => each['subject_id'] === subjectId)
  return {
    discussedWithPolice: {
      ...rows.written(told),
      considered: clock?.['met_at'] == null ? 'no-crime' : 'discussed',
      withWhom: told['said_by'],
      words: told['text'],
    },
  }
}
