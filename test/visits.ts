import assert from 'node:assert/strict'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { startSession } from '../src/access/store/sessions.ts'
import { newToken, SESSION_COOKIE, tokenHash } from '../src/web/session-token.ts'
import { TEST_KEY } from './database.ts'
import type { World } from './world.ts'

/** The fields of a form; one that is sent twice has two texts. */
export type SentFields = Readonly<Record<string, string | readonly string[]>>

/** Someone who is signed in, as a browser without a screen. */
export type Visitor = {
  readonly cookies: Readonly<Record<string, string>>
  readonly get: (url: string) => Promise<LightMyRequestResponse>
  /** Sends a form with the token that a page of the service gave. */
  readonly post: (url: string, fields: SentFields) => Promise<LightMyRequestResponse>
  /** Sends any bytes at all, as any kind of content. */
  readonly send: (url: string, contentType: string, payload: string | Buffer) => Promise<LightMyRequestResponse>
}

/** Signs somebody of the demonstration board in, and gives what they can ask for. */
export async function visitor(
  app: FastifyInstance,
  world: Pick<World, 'actor' | 'database'>,
  who: string,
  language: 'en' | 'cy' = 'en',
): Promise<Visitor> {
  const session = newToken(TEST_KEY)
  const { userId } = await world.actor(who)
  await world.database.asNobody(tx => startSession(tx, userId, tokenHash(session), new Date(Date.now() + 600_000)))
  const signedIn = { [SESSION_COOKIE]: session, 'llwybr-language': language }
  const page = await app.inject({ method: 'GET', url: '/children', cookies: signedIn })
  const token = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
  const cookies: Record<string, string> = { ...signedIn }
  for (const cookie of page.cookies) if (cookie.name === '_csrf') cookies['_csrf'] = cookie.value
  const send = (url: string, contentType: string, payload: string | Buffer) =>
    app.inject({ method: 'POST', url, cookies, payload, headers: { 'content-type': contentType } })
  return {
    cookies,
    get: url => app.inject({ method: 'GET', url, cookies }),
    post: (url, fields) => {
      const form = new URLSearchParams({ _csrf: token })
      for (const [name, value] of Object.entries(fields)) for (const each of [value].flat()) form.append(name, each)
      return send(url, 'application/x-www-form-urlencoded', form.toString())
    },
    send,
  }
}

/** What stands on a page that somebody can open. */
export async function shownTo(person: Visitor, path: string): Promise<string> {
  const answer = await person.get(path)
  assert.equal(answer.statusCode, 200, `${path}: ${String(answer.headers.location)}`)
  return answer.body
}

/** Words on a page that are marked as being in a language that is not the page's. */
export const marked = (language: string, words: string): RegExp =>
  new RegExp(`lang="${language}" dir="(?:ltr|rtl)">${words}`)
