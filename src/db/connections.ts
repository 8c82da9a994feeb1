import { AsyncLocalStorage } from 'node:async_hooks'
import type net from 'node:net'
import { Kysely, PostgresAdapter, PostgresDialect, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import pg from 'pg'
import type { DB } from './schema.ts'

/** How long anything may take before it is given up: nobody waits for a page longer, and nothing holds a connection for ever. */
const LIMITS = {
  /** For a connection to be free, or made: a pool that stays empty answers quickly. */
  connectionTimeoutMillis: 3_000,
  /** For one statement, counted by the server. */
  statement_timeout: 15_000,
  /** For a row that somebody else is changing. */
  lock_timeout: 5_000,
  /** For a transaction that asks nothing more. */
  idle_in_transaction_session_timeout: 60_000,
  /** For an answer, counted here: a server that is frozen counts nothing. */
  query_timeout: 20_000,
}
/** Each in milliseconds. */
export type Limits = typeof LIMITS

/** Connections to one database, each used by one piece of work at a time. */
export type Connections = {
  /** Runs `work` in one transaction that `begin` opens; rolled back when either throws. */
  inTransaction<T>(begin: string, work: (tx: Kysely<DB>) => Promise<T>): Promise<T>
  /** Runs `work` on one connection without a transaction. */
  onConnection<T>(work: (tx: Kysely<DB>) => Promise<T>): Promise<T>
  /** How many connections are open, how many of these are idle, and how much work waits for one. */
  count(): { readonly open: number; readonly idle: number; readonly waiting: number }
  close(): Promise<void>
}

/**
 * Opens a pool of at most `most` connections. Whatever cannot be had within a limit is refused with one of the errors that
 * `isDatabaseAway` knows. A piece of work that asks for a second connection while it holds one is a
 * programmer's error and throws at once.
 */
export function openConnections(url: string, most: number, limits: Partial<Limits> = {}): Connections {
  const pool = new pg.Pool({
    connectionString: url,
    max: most,
    pipeline: true,
    // One plan a statement, whoever it is about: planning under the policies costs more than the plan for the very child would save.
    options: '-c plan_cache_mode=force_generic_plan',
    ...LIMITS,
    ...limits,
  })
  // Work that waits for a second connection while it holds one is how forty of the same stop a service for ever.
  const holding = new AsyncLocalStorage<true>()
  // A connection that the server closes, idle or at work, says so by an event that would end the process if nobody heard it. The
  // work on it fails by itself, and the pool replaces it.
  pool.on('error', () => undefined)
  pool.on('connect', client => {
    client.on('error', () => undefined)
    writeTogether(client)
  })

  async function once<T>(client: pg.PoolClient, begin: string, work: (tx: Kysely<DB>) => Promise<T>): Promise<T> {
    if (begin === '') return work(overOneConnection(client))
    // What opens the transaction and the first question of the work go out together. When it cannot be opened, each question
    // after it fails too, and the reason is what failed first.
    const opened = client.query(begin)
    const working = work(overOneConnection(client))
    working.catch(() => undefined)
    await opened
    const result = await working
    await client.query('commit')
    return result
  }

  async function use<T>(begin: string, work: (tx: Kysely<DB>) => Promise<T>): Promise<T> {
    if (holding.getStore()) throw new Error('a transaction within a transaction: hand the one that is open on')
    for (let tried = 0; ; tried += 1) {
      const client = await pool.connect()
      let broken: Error | undefined
      try {
        return await holding.run(true, () => once(client, begin, work))
      } catch (error) {
        // Where the connection is lost its transaction is too, and the pool replaces it by itself.
        if (begin !== '') await client.query('rollback').catch(() => undefined)
        if (!isOutdatedPlan(error) || tried >= most) throw error
        // Nothing of the work was kept: it is done anew on another connection, until one is left that has no such plan.
        broken = error as Error
      } finally {
        client.release(broken)
      }
    }
  }

  return {
    inTransaction: use,
    onConnection: work => use('', work),
    count: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => pool.end(),
  }
}

/**
 * Sends what is asked at one moment over a connection in one write: twelve questions that a page asks together are one piece on the
 * way, where each would else be one of its own, and writing was a third of what a page cost.
 */
export function writeTogether(client: pg.ClientBase): void {
  const ask = client.query.bind(client) as (...asked: unknown[]) => unknown
  // After the handshake, so that this is the stream that stays, encrypted or not.
  const { stream } = (client as unknown as { connection: { stream: net.Socket } }).connection
  Object.assign(client, {
    query(...asked: unknown[]) {
      if (stream.writableCorked === 0) {
        stream.cork()
        // When all that is ready now has asked.
        process.nextTick(() => stream.uncork())
      }
      return ask(...asked)
    },
  })
}

/** Whether an error says that the database cannot be had now, or not quickly enough, and that the same may be asked again soon. */
export function isDatabaseAway(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  const { code, message } = error as { code?: unknown; message?: unknown }
  if (typeof code === 'string' && AWAY.test(code)) return true
  return typeof message === 'string' && AWAY_IN_WORDS.test(message)
}

// PostgreSQL's own: connection lost, too many connections, shutting down or starting, cancelled, lock or idle limit, read-only
// (a standby); and the network's.
const AWAY =
  /^(08...|53...|57P0.|57014|55P03|25P0[34]|25006|ECONN\w+|EPIPE|ENOENT|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN)$/
// pg gives these without a code.
const AWAY_IN_WORDS =
  /^(timeout exceeded when trying to connect|Query read timeout|Connection terminated|Client (has encountered|was closed))/

// The answer to a statement that was planned before a newer release of the product changed a table it reads.
function isOutdatedPlan(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '0A000' && error.message.includes('cached plan')
}

// Every statement has a name, so that PostgreSQL reads and plans it once a connection and not at every click: planning under the
// policies costs more than running. There are as many names as the stores have statements; beyond the most, which only lists of
// changing length could reach, a statement goes without.
const MOST_NAMES = 2_000
const names = new Map<string, string>()

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined || names.size >= MOST_NAMES) return known
  const name = `llwybr_${names.size}`
  names.set(text, name)
  return name
}

function overOneConnection(client: pg.PoolClient): Kysely<DB> {
  const query = (text: string, values: unknown[]) => {
    const name = nameOf(text)
    return client.query({ text, values, ...(name !== undefined && { name }) })
  }
  const connection = { query, release: () => undefined } as unknown as pg.PoolClient
  const dialect = new PostgresDialect({
    pool: { connect: () => Promise.resolve(connection), end: () => Promise.resolve() },
  })
  return new Kysely<DB>({
    dialect: {
      createDriver: () => dialect.createDriver(),
      createAdapter: () => new PostgresAdapter(),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createIntrospector: db => new PostgresIntrospector(db),
    },
  })
}
