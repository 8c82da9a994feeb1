import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { makeApp } from './app.ts'
import { codeHash } from './account/actions.ts'
import { OtherVersionError } from './db/applied.ts'
import { EmbeddedPostgresError } from './db/cluster.ts'
import { openDatabase } from './db/database.ts'
import { newFoundingCode } from './db/founding.ts'
import { migrate } from './db/migrate.ts'
import { roleUrl } from './db/roles.ts'
import { databaseServer } from './db/server.ts'
import { holdFolder } from './db/start-lock.ts'
import { readSettings, SettingsError } from './settings.ts'
import { serveMetrics, startMetrics } from './web/metrics.ts'
import { startTimers } from './worker.ts'

// What runs, in the order in which it was started: it is ended in the reverse order, at whatever moment the end is asked for.
const running: (() => unknown)[] = []
let endAsked = false
const ENDED = new Error('the end was asked for')
const unwanted = new AbortController()
let ending: Promise<void> | undefined

function end(code: number): Promise<void> {
  ending ??= (async () => {
    for (const stop of running.reverse())
      try {
        await stop()
      } catch (error) {
        console.error(inWords(error)) // the rest is to be ended all the same
      }
    process.exit(code)
  })()
  return ending
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    endAsked = true
    unwanted.abort(ENDED)
    // While it starts, the step that runs is finished first, or given up in order: nobody else could end what it has started.
    if (started) void end(0)
  })

// Started by npm's script and left alone by it: whoever stopped that one meant this one too.
const launcher = Number(process.env['LLWYBR_LAUNCHER'])
if (launcher > 0)
  setInterval(() => {
    if (process.ppid !== launcher) process.emit('SIGTERM')
  }, 500).unref()

let started = false
try {
  await start()
  started = true
  // Asked for meanwhile, between two steps.
  if (endAsked as boolean) await end(0)
} catch (error) {
  if (error !== ENDED) console.error(inWords(error))
  await end(error === ENDED ? 0 : 1)
}

async function start(): Promise<void> {
  const settings = readSettings(process.env)
  if (settings.databaseUrl === undefined) running.push(holdFolder(settings.dataDir))
  const server = await step(() => databaseServer({ ...settings, signal: unwanted.signal }))
  running.push(() => server.stop())
  const { databaseName, secretKey } = settings
  await step(() => migrate({ adminUrl: server.adminUrl, database: databaseName, secretKey }))
  const foundingKey = await step(() =>
    newFoundingCode(
      roleUrl(server.adminUrl, databaseName, 'llwybr_owner', secretKey),
      codeHash,
      randomBytes(9).toString('base64url'),
    ),
  )
  const database = openDatabase(
    roleUrl(server.adminUrl, databaseName, 'llwybr_app', secretKey),
    secretKey,
    settings.databaseConnections,
  )
  running.push(() => database.close())
  const metrics = settings.metricsPort === undefined ? undefined : startMetrics(database)
  const app = await step(() =>
    makeApp({ ...settings, database, isLeaving: () => endAsked, ...(metrics !== undefined && { metrics }) }),
  )
  running.push(() => app.close())
  await step(() => app.listen({ port: settings.port, host: settings.host }))
  const { port } = app.server.address() as { port: number }
  const address = settings.publicUrl ?? `http://localhost:${port}`
  running.push(
    await step(() => startTimers(settings, roleUrl(server.adminUrl, databaseName, 'llwybr_jobs', secretKey), address)),
  )
  if (metrics !== undefined) {
    const served = await step(() => serveMetrics(metrics, { host: settings.host, port: settings.metricsPort ?? 0 }))
    running.push(served.stop)
    console.log(`Measurements are at http://${settings.host}:${served.port}/metrics`)
  }
  // First of all at the end: it goes on answering until whoever shares out the visitors has seen that it leaves.
  running.push(() => wait(settings.drainSeconds * 1000))
  console.log(`Llwybr is at ${address}`)
  if (foundingKey !== undefined) console.log(`To set it up, open ${address}/set-up?key=${foundingKey}`)
}

/** One step of the start; none is begun once the end was asked for. */
async function step<T>(take: () => Promise<T>): Promise<T> {
  if (endAsked) throw ENDED
  return take()
}

/** What stands in the way of a start, in a plain sentence for whoever starts it. */
function inWords(error: unknown): string {
  if (error instanceof SettingsError || error instanceof EmbeddedPostgresError || error instanceof OtherVersionError)
    return error.message
  switch ((error as NodeJS.ErrnoException).code ?? '') {
    case 'EADDRINUSE':
      return 'The port is in use already: set PORT to another, or 0 for any free one.'
    case 'EACCES':
    case 'EROFS':
      return `This folder or port may not be used by the account that starts Llwybr: ${(error as Error).message}`
    case 'ENOSPC':
      return 'The disk is full. Nothing was half-made: free some space and start again.'
    case 'ECONNREFUSED':
    case '28P01':
      return 'The database of DATABASE_URL cannot be reached, or refuses the password.'
    default:
      return error instanceof Error ? (error.stack ?? error.message) : String(error)
  }
}
