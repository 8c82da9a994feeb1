import { type Kysely, sql } from 'kysely'
import pg from 'pg'
import { isIdentifier } from '../lib/identifier.ts'
import { type Limits, openConnections } from './connections.ts'
import { type Heard, openListening } from './listening.ts'
import { deploymentKey } from './roles.ts'
import type { DB } from './schema.ts'

// A day stays the text YYYY-MM-DD that PostgreSQL gives: no zone can move it. Counts are numbers.
pg.types.setTypeParser(pg.types.builtins.DATE, text => text)
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

declare const carriesActor: unique symbol
declare const carriesNobody: unique symbol
declare const inFamilyRoom: unique symbol

/**
 * A transaction in which PostgreSQL answers as one actor. Reads and writes both ask for it, so nothing is read unasked and
 * no write outlives its audit event.
 */
export type ActorTx = Kysely<DB> & { readonly [carriesActor]: true }

/** A transaction while it has the rights of the room in which a family sits, and no others. */
export type FamilyRoomTx = ActorTx & { readonly [inFamilyRoom]: true }

/** A transaction for nobody: it sees no row about a person and can only call the functions that sign-in needs. */
export type NobodyTx = Kysely<DB> & { readonly [carriesNobody]: true }

/** The application's connections to one database. */
export type Database = {
  /**
   * Runs `work` in one transaction that sees and writes what the owner of a session may. Rolled back when `work` throws.
   *
   * @param presented what the browser's token hashes to
   * @throws with code 28000 when the session is not in force
   */
  asSession<T>(presented: Buffer, work: (tx: ActorTx) => Promise<T>): Promise<T>
  /** Runs `work` in one transaction in which `userId` is proved to act by the deployment's own key: for the command line. */
  asActor<T>(userId: string, work: (tx: ActorTx) => Promise<T>): Promise<T>
  /** Runs `work` in one transaction for nobody, at the door: before sign-in. */
  asNobody<T>(work: (tx: NobodyTx) => Promise<T>): Promise<T>
  /** One reading for nobody, without a transaction: which session is this? Cheaper, and asked at every click. */
  readAsNobody<T>(read: (tx: NobodyTx) => Promise<T>): Promise<T>
  /** Calls `listener` each time that something in a meeting changed, until what it answers with is called. It tells no word. */
  hear(meetingId: string, listener: (heard: Heard) => void): () => void
  /** Answers when the database does; throws otherwise. */
  ping(): Promise<void>
  /** How many connections are open, how many of these are idle, and how much work waits for one. */
  connections(): { readonly open: number; readonly idle: number; readonly waiting: number }
  close(): Promise<void>
}

const openedByKey = new WeakMap<object, Buffer>()

/**
 * Opens the application's pool. `url` names the role llwybr_app; `connections` is the most it holds at once. The address
 * alone opens nothing about anybody: who acts is proved by a session's token, or by a key made from `secretKey`.
 *
 * @protocol §4 Information sharing and consent; decision 0023
 */
export function openDatabase(url: string, secretKey: string, connections = 20, limits: Partial<Limits> = {}): Database {
  const commandKey = deploymentKey('command', secretKey)
  const door = deploymentKey('door', secretKey).toString('hex')
  const pool = openConnections(url, connections, limits)
  const listening = openListening(url)

  return {
    // One round trip opens the transaction and proves who acts; the shapes of both literals are checked or made here.
    asSession: (presented, work) =>
      pool.inTransaction(`begin; select act_by_session('\\x${presented.toString('hex')}')`, tx => work(tx as ActorTx)),
    asActor: (userId, work) => {
      if (!isIdentifier(userId)) throw new RangeError('an actor is named by an identifier')
      return pool.inTransaction(
        `begin; set local llwybr.door = '${door}'; select act_by_key('\\x${commandKey.toString('hex')}', '${userId}')`,
        tx => {
          openedByKey.set(tx, commandKey)
          return work(tx as ActorTx)
        },
      )
    },
    asNobody: work => pool.inTransaction(`begin; set local llwybr.door = '${door}'`, tx => work(tx as NobodyTx)),
    readAsNobody: read => pool.onConnection(tx => read(tx as NobodyTx)),
    ping: async () => {
      await pool.onConnection(tx => sql`select 1`.execute(tx))
    },
    connections: () => pool.count(),
    hear: (meetingId, listener) => listening.hear(meetingId, listener),
    close: async () => {
      await listening.close()
      await pool.close()
    },
  }
}

/**
 * Goes on in the same transaction as someone else: a case file names an actor for each deed. Whoever opened the transaction
 * is kept by the database as the one who records.
 *
 * @throws {RangeError} in a transaction that was not opened with the deployment's key
 */
export async function actAs(tx: ActorTx, userId: string): Promise<void> {
  const key = openedByKey.get(tx)
  if (key === undefined) throw new RangeError('only the command line acts in the name of others')
  await sql`select act_by_key(${key}, ${userId})`.execute(tx)
}

/**
 * Runs `work` and takes back everything that it wrote, whether or not it came through: what would be, were it saved. Nothing else may be
 * asked of the transaction meanwhile.
 */
export async function inTrial<T>(tx: ActorTx, work: () => Promise<T>): Promise<T> {
  await sql`savepoint trial`.execute(tx)
  try {
    return await work()
  } finally {
    await sql`rollback to savepoint trial`.execute(tx)
    await sql`release savepoint trial`.execute(tx)
  }
}

/**
 * Runs `work` with the rights of the family copy's reader only: entries, actions and corrections whose audience is the
 * family, and nothing else, whatever a template asks for. Nothing else may be asked of the transaction meanwhile.
 *
 * @protocol Appendix One, Disclosure and redaction
 */
export function asFamilyCopyReader<T>(tx: ActorTx, work: (tx: ActorTx) => Promise<T>): Promise<T> {
  return inRoleOf(tx, 'family_copy', work)
}

/**
 * Runs `work` with the rights of the room in which the family sits: what was said there or decided for it, while the meeting is
 * there, and the right to write down what is said. Nothing else may be asked of the transaction meanwhile.
 *
 * @protocol Appendix One, Stage Two; decision 0043
 */
export function asFamilyRoom<T>(tx: ActorTx, work: (room: FamilyRoomTx) => Promise<T>): Promise<T> {
  return inRoleOf(tx, 'family_room', room => work(room as FamilyRoomTx))
}

// The role of the same board's as the application: roles begin with their database's name.
async function inRoleOf<T>(
  tx: ActorTx,
  role: 'family_copy' | 'family_room',
  work: (tx: ActorTx) => Promise<T>,
): Promise<T> {
  await sql`select set_config('role', regexp_replace(session_user, '_app$', ${`_${role}`}), true)`.execute(tx)
  try {
    return await work(tx)
  } finally {
    // After an error the transaction is over and its role with it; asking again then would hide that error.
    await sql`set local role none`.execute(tx).catch(() => undefined)
  }
}
