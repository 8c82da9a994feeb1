import { resolve } from 'node:path'
import { clusterUnder, EmbeddedPostgresError, makeNewPassword, readNote } from './db/cluster.ts'
import { renewKey } from './settings.ts'

/**
 * Makes anew what stands beside the data of the embedded database and is gone or broken: its password, the deployment's key. What can be
 * read is left as it is, and the data are not touched.
 *
 * @returns what was done, a sentence each
 * @throws {EmbeddedPostgresError} when there is no database there, or it runs
 */
export function recover(env: NodeJS.ProcessEnv): readonly string[] {
  const dataDir = resolve(env['DATA_DIR'] ?? './data')
  const done: string[] = []
  if (needsPassword(dataDir)) {
    makeNewPassword(clusterUnder(dataDir))
    done.push('A new password of the database was made.')
  }
  if (renewKey(dataDir))
    done.push(
      'A new key was made. What people prove themselves with was sealed with the old one: everybody needs a new invitation, an administrator first: account invite EMAIL --as EMAIL.',
    )
  return done.length === 0 ? ['Nothing is missing: nothing was changed.'] : done
}

function needsPassword(dataDir: string): boolean {
  try {
    readNote(clusterUnder(dataDir))
    return false
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) return true
    throw error
  }
}
