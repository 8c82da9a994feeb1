import { createHash, randomBytes } from 'node:crypto'

/** The cookie that holds a session's token. */
export const SESSION_COOKIE = 'llwybr-session'

/** A new session's token. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/**
 * What a session's token hashes to, which is what the database is shown: the token itself is in the browser only, and the
 * database keeps a hash of this hash.
 */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
