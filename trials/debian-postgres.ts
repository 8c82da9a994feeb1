import { execFileSync } from 'node:child_process'
import { chmodSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The folder of the programs of the newest PostgreSQL that Debian's packages brought. */
export function newestPostgres(): string {
  const root = '/usr/lib/postgresql'
  const newest = readdirSync(root)
    .map(Number)
    .toSorted((one, other) => other - one)[0]
  return join(root, String(newest ?? ''), 'bin')
}

/** The same command as PostgreSQL's account, which is needed where the trial is run by root. */
export function asPostgres(command: string, words: readonly string[]): [string, readonly string[]] {
  return process.getuid?.() === 0 ? ['runuser', ['-u', 'postgres', '--', command, ...words]] : [command, words]
}

/** Makes a folder PostgreSQL's own, and nobody else's to look into. */
export function own(folder: string): void {
  chmodSync(folder, 0o700)
  if (process.getuid?.() === 0) execFileSync('chown', ['postgres', folder])
}

/** The processes whose command line names something in a folder. */
export function processesIn(folder: string): readonly number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number)
    .filter(pid => {
      try {
        return pid !== process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`${folder}/`)
      } catch {
        return false
      }
    })
}
