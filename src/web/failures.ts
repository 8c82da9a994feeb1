import { isDatabaseAway } from '../db/connections.ts'

/** What stands in the way of an answer, by the name of its words. */
export type FailureKind =
  | 'not-found'
  | 'forbidden'
  | 'form-expired'
  | 'session-ended'
  | 'signed-out'
  | 'too-large'
  | 'too-many'
  | 'unreadable'
  | 'away'
  | 'trouble'

/** What to answer when a page could not: the status, and the name of the words. */
export type Failure = { readonly status: number; readonly kind: FailureKind }

/**
 * What an error means to whoever asked. What the database refuses because the reader may not, what only shows that a row exists, and
 * what no row could be (an identifier that is none, a number beyond all) has the words of "not found".
 */
export function failureOf(error: Error & { readonly statusCode?: number; readonly code?: string }): Failure {
  const { code = '', statusCode: status = 500 } = error
  if (code === '28000') return { status: 303, kind: 'session-ended' } // it ended between two of a visit's questions
  if (status === 429) return { status, kind: 'too-many' }
  if (status === 413) return { status, kind: 'too-large' }
  if (status === 400 || status === 415) return { status, kind: 'unreadable' }
  if (code.startsWith('FST_CSRF')) return { status: 403, kind: 'form-expired' }
  if (status === 404 || /^(42501|2350[35]|22...)$/.test(code)) return { status: 404, kind: 'not-found' }
  if (isDatabaseAway(error)) return { status: 503, kind: 'away' }
  return { status: 500, kind: 'trouble' }
}
