import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Cluster } from './cluster.ts'

// What a system allows for the address of a socket, with the byte that ends it, and what PostgreSQL puts behind the folder's name.
const LONGEST_ADDRESS = 103
const SOCKET = '/.s.PGSQL.5432'

/**
 * The folder in which the embedded server listens: the account that runs it and root alone can go into it (mode 0700). Beside the
 * data, or, where that path is longer than a socket's may be, a new one among the temporary files. To be called when no server runs
 * on the cluster.
 *
 * @returns `undefined` on a platform that has no such sockets: there a loopback port is needed
 */
export function makeSocketFolder({ folder, account }: Cluster): string | undefined {
  if (process.platform === 'win32') return undefined
  const beside = join(folder, 'socket')
  const fits = Buffer.byteLength(beside + SOCKET) <= LONGEST_ADDRESS
  // One that was killed leaves a lock with its number, which may be another process's by now.
  rmSync(beside, { recursive: true, force: true })
  if (fits) mkdirSync(beside)
  const made = fits ? beside : mkdtempSync(join(tmpdir(), 'llwybr-'))
  if (account !== undefined) chownSync(made, account.uid, account.gid)
  chmodSync(made, 0o700)
  return made
}
