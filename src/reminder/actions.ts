import { hasAnyRole } from '../access/actor.ts'
import type { Work } from '../access/work.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { updateTriedAgain } from './store.ts'

/** Lets the e-mails to somebody that were given up be tried again, by the administrator: the address was wrong, or the server away. */
export async function tryLettersAgain(
  work: Work,
  userId: string,
): Promise<{ outcome: 'tried-again' } | { outcome: 'not-found' }> {
  if (!hasAnyRole(work.actor, ['administrator']) || !(await updateTriedAgain(work.tx, userId)))
    return { outcome: 'not-found' }
  await recordAuditEvent(work.tx, 'board.letters-tried-again', { subjectId: userId })
  return { outcome: 'tried-again' }
}
