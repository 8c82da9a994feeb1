import assert from 'node:assert/strict'
import net from 'node:net'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { overConnection, type TestDatabase, testDatabase, TEST_KEY } from '../../test/database.ts'
import { withClient } from './client.ts'
import { isDatabaseAway, openConnections } from './connections.ts'
import { openDatabase } from './database.ts'

let db: TestDatabase
before(async () => {
  db = await testDatabase()
})
after(() => db.close())

const asOwner = (text: string) => overConnection(db.ownerUrl, client => client.query(text))

test('a transaction within a transaction is refused at once, and the one that is open goes on', async () => {
  const pool = openConnections(db.appUrl, 1)
  await pool.inTransaction('begin', async tx => {
    await assert.rejects(
      pool.inTransaction('begin', () => Promise.resolve()),
      /within a transaction/,
    )
    await assert.rejects(
      pool.onConnection(() => Promise.resolve()),
      /within a transaction/,
    )
    await sql`select 1`.execute(tx)
  })
  // Not within, but one after the other, or side by side with enough connections: as many as one likes.
  await pool.inTransaction('begin', tx => sql`select 1`.execute(tx))
  await pool.close()
})

test('when every connection is held the next is refused within its limit, and served once one is free', async () => {
  const pool = openConnections(db.appUrl, 2, { connectionTimeoutMillis: 200 })
  let release: () => void = () => undefined
  const held = new Promise<void>(resolve => {
    release = resolve
  })
  const holders = [1, 2].map(() => pool.inTransaction('begin', () => held))
  const began = Date.now()
  const refusals = await Promise.allSettled(
    Array.from({ length: 40 }, () => pool.inTransaction('begin', tx => sql`select 1`.execute(tx))),
  )
  assert.ok(Date.now() - began < 5_000)
  for (const refusal of refusals) {
    assert.equal(refusal.status, 'rejected')
    assert.ok(isDatabaseAway(refusal.reason), String(refusal.reason))
  }
  release()
  await Promise.all(holders)
  const { rows } = await pool.inTransaction('begin', tx => sql<{ one: number }>`select 1 as one`.execute(tx))
  assert.deepEqual(rows, [{ one: 1 }])
  await pool.close()
})

test('a statement, a lock and an idle transaction that take too long are given up, and the connections serve again', async () => {
  await asOwner('create table if not exists waiting (id integer primary key); grant all on waiting to llwybr_app')
  await asOwner('insert into waiting values (1) on conflict do nothing')
  const pool = openConnections(db.appUrl, 2, {
    statement_timeout: 300,
    lock_timeout: 100,
    idle_in_transaction_session_timeout: 300,
  })
  const given = async (work: Promise<unknown>) => {
    const reason: unknown = await work.then(
      () => undefined,
      (error: unknown) => error,
    )
    assert.ok(isDatabaseAway(reason), String(reason))
  }
  await given(pool.inTransaction('begin', tx => sql`select pg_sleep(5)`.execute(tx)))
  await given(
    pool.inTransaction('begin', async tx => {
      await new Promise(resolve => setTimeout(resolve, 600))
      await sql`select 1`.execute(tx)
    }),
  )
  await overConnection(db.ownerUrl, async client => {
    await client.query('begin; update waiting set id = id')
    await given(pool.inTransaction('begin', tx => sql`update waiting set id = id`.execute(tx)))
    await client.query('rollback')
  })
  await pool.inTransaction('begin', tx => sql`update waiting set id = id`.execute(tx))
  await pool.close()
  await asOwner('drop table waiting')
})

test('a server that does not answer at all is given up too', async () => {
  const pool = openConnections(db.appUrl, 1, { query_timeout: 200, statement_timeout: 60_000 })
  const reason: unknown = await pool
    .inTransaction('begin', tx => sql`select pg_sleep(5)`.execute(tx))
    .catch((error: unknown) => error)
  assert.ok(isDatabaseAway(reason), String(reason))
  await pool.inTransaction('begin', tx => sql`select 1`.execute(tx))
  await pool.close()
})

test('a connection that the server ends is replaced: the work on it fails once, and the next does not', async () => {
  const pool = openConnections(db.appUrl, 1)
  const reason: unknown = await pool
    .inTransaction('begin', async tx => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
      await overConnection(db.appUrl, client => client.query('select pg_terminate_backend($1)', [rows[0]?.pid]))
      await sql`select 1`.execute(tx)
    })
    .catch((error: unknown) => error)
  assert.ok(isDatabaseAway(reason), String(reason))
  await pool.inTransaction('begin', tx => sql`select 1`.execute(tx))
  await pool.close()
})

test('a table that a newer release widened is read on by connections that planned their questions before', async () => {
  const pool = openConnections(db.appUrl, 3)
  const read = () => pool.inTransaction('begin', tx => tx.selectFrom('agency').selectAll().execute())
  // Often enough that each connection keeps its plan.
  await Promise.all(Array.from({ length: 60 }, read))
  await asOwner('alter table agency add column newer_release text')
  const answers = await Promise.allSettled(Array.from({ length: 60 }, read))
  assert.deepEqual([...new Set(answers.map(answer => answer.status))], ['fulfilled'])
  await asOwner('alter table agency drop column newer_release')
  await pool.close()
})

test('work that nobody may open is not done, and says why', async () => {
  const database = openDatabase(db.appUrl, TEST_KEY, 1)
  await assert.rejects(
    database.asSession(Buffer.alloc(32), tx => tx.selectFrom('child').selectAll().execute()),
    { code: '28000' },
  )
  await database.close()
})

test('what says that the database is away is told apart from what says that something was wrong', () => {
  for (const code of ['57P01', '57P03', '57014', '08006', '53300', '55P03', '25P03', '25006', 'ECONNREFUSED', 'EPIPE'])
    assert.ok(isDatabaseAway({ code, message: 'x' }), code)
  for (const message of ['timeout exceeded when trying to connect', 'Connection terminated unexpectedly'])
    assert.ok(isDatabaseAway(new Error(message)), message)
  for (const code of ['42501', '23505', '22P02', '40001', '0A000', '28P01', '42P01', '25P02', 'FST_CSRF_INVALID_TOKEN'])
    assert.ok(!isDatabaseAway({ code, message: 'x' }), code)
  for (const other of [new Error('x'), undefined, 'x', null]) assert.ok(!isDatabaseAway(other), String(other))
})

test('what is asked together goes to the database in one write', async () => {
  const pool = openConnections(db.appUrl, 1)
  await pool.inTransaction('begin', tx => sql`select 1`.execute(tx))
  let writes = 0
  const { _write: write, _writev: writeMany } = net.Socket.prototype
  const counted = <A extends unknown[]>(real: ((...piece: A) => void) | undefined) =>
    function (this: net.Socket, ...piece: A) {
      if (![process.stdout, process.stderr].includes(this as never)) writes += 1
      real?.apply(this, piece)
    }
  Object.assign(net.Socket.prototype, { _write: counted(write), _writev: counted(writeMany) })
  try {
    await pool.inTransaction('begin', tx =>
      Promise.all(Array.from({ length: 12 }, (_, at) => sql`select ${at}::int`.execute(tx))),
    )
  } finally {
    Object.assign(net.Socket.prototype, { _write: write, _writev: writeMany })
  }
  // What opens the transaction and all twelve questions; then what keeps it.
  assert.equal(writes, 2)
  await pool.close()
})

test('a server that ends a connection of its own ends the work over it, and not the process', async () => {
  // An event that nobody hears would end the process, and this test with it.
  await assert.rejects(
    withClient({ connectionString: db.ownerUrl }, async client => {
      const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
      await overConnection(db.adminUrl, admin => admin.query(`select pg_terminate_backend(${rows[0]?.pid ?? 0})`))
      await new Promise(resolve => setTimeout(resolve, 100))
      await client.query('select 1')
    }),
  )
  const answered = await withClient({ connectionString: db.ownerUrl }, client => client.query('select 1 as one'))
  assert.deepEqual(answered.rows, [{ one: 1 }])
})
