import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, openSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { withClient } from './client.ts'
import {
  causeIn,
  type Cluster,
  clusterUnder,
  EmbeddedPostgresError,
  ENVIRONMENT,
  type Note,
  notedCluster,
  readNote,
  writeNote,
} from './cluster.ts'
import { makeSocketFolder } from './socket.ts'

// Names the socket in its folder.
const USUAL_PORT = 5432

/** A running PostgreSQL: an administrator's address, and how to end it. */
export type RunningServer = { readonly adminUrl: string; readonly stop: () => Promise<void> }

/**
 * Starts the PostgreSQL that npm brings, with its data under `dataDir`, on a socket that its own account alone can reach (a free
 * loopback port where the platform has none). When it dies by itself it is started again, at the same address, until `stop`.
 *
 * When one runs on that folder already, for a live process, it is attached to and left running by `stop`; one whose process
 * was killed is ended first.
 *
 * @param signal aborted when it is no longer wanted: a start under way is ended, however long it would take
 * @throws {EmbeddedPostgresError} when it cannot be started, with the cause; data that are there are never touched
 * @throws the signal's reason, when it was aborted before the server stood
 */
export async function startEmbeddedPostgres({
  dataDir,
  signal,
}: {
  readonly dataDir: string
  readonly signal?: AbortSignal
}): Promise<RunningServer> {
  const stopping = new AbortController()
  const isStopping = () => stopping.signal.aborted
  const unwanted = signal === undefined ? stopping.signal : AbortSignal.any([stopping.signal, signal])
  const cluster = clusterUnder(dataDir)
  const attached = await attach(cluster)
  if (attached !== undefined) return attached
  const { password } = notedCluster(cluster)
  const socketFolder = makeSocketFolder(cluster)
  const address: Address = {
    port: socketFolder === undefined ? await freePort() : USUAL_PORT,
    ...(socketFolder !== undefined && { socketFolder }),
    password,
  }
  writeNote(cluster, { ...address, ownerPid: process.pid })
  let child = await startServer(cluster, address, unwanted)
  let startingAgain = Promise.resolve()

  function watchOver(): void {
    child.once('exit', () => {
      if (!isStopping()) startingAgain = startAgain()
    })
  }

  async function startAgain(): Promise<void> {
    for (let pause = 100; !isStopping(); pause = Math.min(pause * 2, 10_000)) {
      console.error('The database server has ended by itself; it is started again.')
      try {
        child = await startServer(cluster, address, stopping.signal)
        return watchOver()
      } catch (error) {
        if (isStopping()) return
        console.error(error instanceof Error ? error.message : String(error))
        await wait(pause)
      }
    }
  }

  watchOver()
  return {
    adminUrl: addressOf(address),
    stop: async () => {
      stopping.abort()
      await startingAgain // one that is just being started is one to stop
      await stopProcess(child.pid)
      if (socketFolder !== undefined) rmSync(socketFolder, { recursive: true, force: true })
    },
  }
}

const SERVER_SETTINGS = [
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

type Address = Pick<Note, 'port' | 'socketFolder' | 'password'>

function addressOf({ port, socketFolder, password }: Address): string {
  const where = socketFolder === undefined ? '' : `?host=${encodeURIComponent(socketFolder)}`
  return `postgres://postgres:${password}@127.0.0.1:${port}/postgres${where}`
}

// Nobody but its own account can reach a socket in a closed folder; a port of loopback is everybody's on the machine.
function listening({ socketFolder }: Address): readonly string[] {
  return socketFolder === undefined
    ? ['listen_addresses=127.0.0.1', 'unix_socket_directories=']
    : ['listen_addresses=', `unix_socket_directories="${socketFolder.replaceAll('"', '""')}"`]
}

async function startServer(cluster: Cluster, address: Address, unwanted: AbortSignal): Promise<ChildProcess> {
  const logFile = join(cluster.folder, 'server.log')
  const log = openSync(logFile, 'a')
  const before = statSync(logFile).size
  const child = spawn(
    join(cluster.bin, 'postgres'),
    [
      ...['-D', cluster.data, '-p', String(address.port)],
      ...[...listening(address), ...SERVER_SETTINGS].flatMap(setting => ['-c', setting]),
    ],
    { ...cluster.account, stdio: ['ignore', log, log], env: ENVIRONMENT, detached: true },
  )
  for (let silent = 0; silent < 300 && child.exitCode === null && child.signalCode === null && !unwanted.aborted;) {
    const state = await stateOfServer(addressOf(address))
    if (state === 'ready') return child
    // After a crash it first reads its log again, which takes as long as that takes: it is ended meanwhile only when that is asked.
    if (state === 'silent') silent += 1
    await wait(100)
  }
  await stopProcess(child.pid)
  unwanted.throwIfAborted()
  const said = readFileSync(logFile).subarray(before).toString()
  throw new EmbeddedPostgresError(`The database server did not start: ${causeIn(said)}`)
}

async function attach(cluster: Cluster): Promise<RunningServer | undefined> {
  const lock = join(cluster.data, 'postmaster.pid')
  if (!existsSync(lock)) return undefined
  const pid = Number(readFileSync(lock, 'utf8').split('\n')[0])
  if (!isPostgresOf(pid, cluster)) {
    rmSync(lock, { force: true }) // left by a kill; the number may belong to another program by now
    return undefined
  }
  for (let silent = 0; silent < 100;) {
    // Read each time: whoever starts the server may be writing it anew.
    const note = readNote(cluster)
    if (!isAlive(note.ownerPid) || note.ownerPid === process.pid) {
      // Whoever started it was killed: it is ended, and started anew by one who watches over it.
      await stopProcess(pid)
      return undefined
    }
    const state = await stateOfServer(addressOf(note))
    if (state === 'ready') return { adminUrl: addressOf(note), stop: () => Promise.resolve() }
    if (state === 'silent') silent += 1
    await wait(100)
  }
  throw new EmbeddedPostgresError(`A database server (process ${pid}) holds ${cluster.folder} and does not answer.`)
}

function isPostgresOf(pid: number, cluster: Cluster): boolean {
  if (!isAlive(pid)) return false
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(cluster.data)
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

const CANNOT_CONNECT_NOW = '57P03'

/** Whether a server at an address answers, says itself that it is still starting, or says nothing. */
export async function stateOfServer(address: string): Promise<'ready' | 'starting' | 'silent'> {
  try {
    await withClient({ connectionString: address, connectionTimeoutMillis: 2000 }, client => client.query('select 1'))
    return 'ready'
  } catch (error) {
    return (error as { code?: string }).code === CANNOT_CONNECT_NOW ? 'starting' : 'silent'
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
