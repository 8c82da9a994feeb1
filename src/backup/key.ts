import { createHmac } from 'node:crypto'

/** What tells one deployment's key from another's, and gives neither away. */
export function keyFingerprint(secretKey: string): string {
  return createHmac('sha256', secretKey).update('backup').digest('hex').slice(0, 16)
}
