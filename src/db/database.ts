import { Kysely, PostgresAdapter, PostgresDialect, PostgresIntrospector, PostgresQueryCompiler, sql } from 'kysely'
import pg from 'pg'
import type { DB } from './schema.ts'

// A day stays the text YYYY-MM-DD that PostgreSQL gives: no zone can move it. Counts are numbers.
pg.types.setTypeParser(pg.types.builtins.DATE, text => text)
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

declare const carriesActor: unique symbol
declare const carriesNobody: unique symbol

/**
 * A transaction in which PostgreSQL answers as one actor. Reads and writes both ask for it, so nothing is read unasked and
 * no write outlives its audit event.
 */
export type ActorTx = Kysely<DB> & { readonly [carriesActor]: true }

/** A transaction for nobody: it sees no row about a person and can only call the functions that sign-in needs. */
export type NobodyTx = Kysely<DB> & { readonly [carriesNobody]: true }

/** The application's connections to one database. */
export type Database = {
  /** Runs `work` in one transaction that sees and writes what `userId` may. Rolled back when `work` throws. */
  asActor<T>(userId: string, work: (tx: ActorTx) => Promise<T>): Promise<T>
  /** Runs `work` in one transaction for nobody: before sign-in. */
  asNobody<T>(work: (tx: NobodyTx) => Promise<T>): Promise<T>
  /** One reading for nobody, without a transaction: which session is this? Cheaper, and asked at every click. */
  readAsNobody<T>(read: (tx: NobodyTx) => Promise<T>): Promise<T>
  /** Answers when the database does; throws otherwise. */
  ping(): Promise<void>
  close(): Promise<void>
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Opens the application's pool. `url` names the role llwybr_app; `connections` is the most it holds at once. */
export function openDatabase(url: string, connections = 20): Database {
  const pool = new pg.Pool({ connectionString: url, max: connections })
  pool.on('error', () => undefined) // an idle connection that the server closed is replaced at its next use

  async function inTransaction<T>(begin: string, work: (tx: Kysely<DB>) => Promise<T>): Promise<T> {
    const client = await pool.connect()
    let broken: Error | undefined
    try {
      await client.query(begin)
      const result = await work(overOneConnection(client))
      await client.query('commit')
      return result
    } catch (error) {
      await client.query('rollback').catch((lost: unknown) => {
        broken = lost instanceof Error ? lost : new Error('the connection was lost')
      })
      throw error
    } finally {
      client.release(broken)
    }
  }

  return {
    asActor: (userId, work) => {
      if (!UUID.test(userId)) throw new RangeError('an actor is named by an identifier')
      // One round trip opens the transaction and says who is asking; the identifier's shape was checked above.
      return inTransaction(
        `begin; set local llwybr.actor = '${userId}'; select set_config('llwybr.principals', coalesce(actor_principals()::text, ''), true)`,
        tx => work(tx as ActorTx),
      )
    },
    asNobody: work => inTransaction(`begin; set local llwybr.actor = ''`, tx => work(tx as NobodyTx)),
    readAsNobody: async read => {
      const client = await pool.connect()
      try {
        return await read(overOneConnection(client) as NobodyTx)
      } finally {
        client.release()
      }
    },
    ping: async () => {
      await pool.query('select 1')
    },
    close: () => pool.end(),
  }
}

/** Goes on in the same transaction as someone else: a case file names an actor for each deed. */
export async function actAs(tx: ActorTx, userId: string): Promise<void> {
  await sql`select set_config('llwybr.principals', '', true), set_config('llwybr.actor', ${userId}, true)`.execute(tx)
}

/** Names who loads a case file, so that each audit event says so beside the actor in whose name it is written. */
export async function loadAs(tx: ActorTx, userId: string): Promise<void> {
  await sql`select set_config('llwybr.recorded_by', ${userId}, true)`.execute(tx)
}

/**
 * Runs `work` with the rights of the family copy's reader only: entries, actions and corrections whose audience is the
 * family, and nothing else, whatever a template asks for.
 *
 * @protocol Appendix One, Disclosure and redaction
 */
export async function asFamilyCopyReader<T>(tx: ActorTx, work: (tx: ActorTx) => Promise<T>): Promise<T> {
  await sql`set local role llwybr_family_copy`.execute(tx)
  try {
    return await work(tx)
  } finally {
    // After an error the transaction is over and its role with it; asking again then would hide that error.
    await sql`set local role none`.execute(tx).catch(() => undefined)
  }
}

function overOneConnection(client: pg.PoolClient): Kysely<DB> {
  const connection = { query: client.query.bind(client), release: () => undefined } as unknown as pg.PoolClient
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
