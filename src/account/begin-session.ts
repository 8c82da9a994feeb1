import { startSession } from '../access/store/sessions.ts'
import { type Answer, redirect } from '../web/answer.ts'
import type { DoorVisit } from '../web/page.ts'
import { chosenBefore, LANGUAGE_COOKIE, languageCookie } from '../web/language.ts'
import { localPath } from '../web/paths.ts'
import { SESSION_COOKIE, tokenHash } from '../web/session-token.ts'

/** Begins a session for someone who has proved who they are, and takes them onwards. */
export async function beginSession(visit: DoorVisit, userId: string, to: string): Promise<Answer> {
  const token = visit.newToken()
  const expiresAt = new Date(visit.now.getTime() + visit.sessionMinutes * 60_000)
  await visit.database.asNobody(tx => startSession(tx, userId, tokenHash(token), expiresAt))
  // What was typed when the last session ended comes first; without any, /kept leads to the start page.
  const onwards = localPath(to)
  const language = chosenBefore(visit.cookies[LANGUAGE_COOKIE])
  return redirect(onwards === '/' ? '/kept' : onwards, [
    { name: SESSION_COOKIE, value: token },
    ...(language === undefined ? [] : [languageCookie(language, userId)]),
  ])
}
