import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** The cookie that holds a session's token. */
export const SESSION_COOKIE = 'llwybr-session'

const MARK_LENGTH = 22

/** A new session's token, with a mark by which this deployment knows its own without asking the database. */
export function newToken(secretKey: string): string {
  const random = randomBytes(32).toString('base64url')
  return `${random}.${markOf(random, secretKey)}`
}

/** Whether a token was issued here. It may have ended since: that is the database's to say. */
export function isIssuedHere(token: string, secretKey: string): boolean {
  const known = `${secretKey}|${token}`
  if (issued.has(known)) return true
  const [random = '', mark = ''] = token.split('.')
  if (mark.length !== MARK_LENGTH) return false
  const expected = Buffer.from(markOf(random, secretKey))
  const given = Buffer.from(mark)
  const right = given.length === expected.length && timingSafeEqual(given, expected)
  if (right) {
    if (issued.size >= MOST_REMEMBERED) issued.clear()
    issued.add(known)
  }
  return right
}

// The marks that were right are remembered for the next click; forged ones are worked out anew each time.
const issued = new Set<string>()
const MOST_REMEMBERED = 10_000

function markOf(random: string, secretKey: string): string {
  return createHmac('sha256', secretKey).update(`session-token:${random}`).digest('base64url').slice(0, MARK_LENGTH)
}

/**
 * What a session's token hashes to, which is what the database is shown: the token itself is in the browser only, and the
 * database keeps a hash of this hash.
 */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
