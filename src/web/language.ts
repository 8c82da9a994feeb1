import Negotiator from 'negotiator'
import type { Language } from '../access/actor.ts'
import type { CookieToSet } from './answer.ts'

/** The cookie that holds the language that somebody chose, and who chose it. */
export const LANGUAGE_COOKIE = 'llwybr-language'

const YEAR_IN_SECONDS = 31_536_000
const CHOSEN = /^(en|cy)(?:~([0-9a-f-]{36}))?$/

/** Keeps a choice for whoever is signed in and nobody else; before that, for whoever signs in next. */
export function languageCookie(language: Language, userId: string | undefined): CookieToSet {
  const value = userId === undefined ? language : `${language}~${userId}`
  return { name: LANGUAGE_COOKIE, value, maxAgeSeconds: YEAR_IN_SECONDS }
}

/** The language that somebody chose before signing in, which is theirs from now on; `undefined` when none was chosen, or by another. */
export function chosenBefore(cookie: string | undefined): Language | undefined {
  const [, language, userId] = CHOSEN.exec(cookie ?? '') ?? []
  return userId === undefined ? (language as Language | undefined) : undefined
}

/**
 * The language of an answer: the one that the reader chose here, else that of their account, else the one that their browser asks for
 * most, else English. What the person before them chose on the same machine does not count.
 */
export function languageOf(
  asked: { readonly cookie: string | undefined; readonly acceptLanguage: string | undefined },
  reader: { readonly userId: string; readonly language: Language } | undefined,
): Language {
  const [, chosen, userId] = CHOSEN.exec(asked.cookie ?? '') ?? []
  if (chosen !== undefined && (userId === undefined || userId === reader?.userId)) return chosen as Language
  if (reader !== undefined) return reader.language
  const wanted = new Negotiator({ headers: { 'accept-language': asked.acceptLanguage ?? '' } })
  return wanted.language(['en', 'cy']) === 'cy' ? 'cy' : 'en'
}
