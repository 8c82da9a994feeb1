import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { overConnection, testDatabase } from '../../test/database.ts'
import { causeIn } from './cluster.ts'
import { stateOfServer } from './embedded.ts'
import { makeSocketFolder } from './socket.ts'

/** A server that refuses everybody with one of PostgreSQL's codes. */
async function refusing(code: string): Promise<{ address: string; close: () => void }> {
  const field = (name: string, text: string) => Buffer.from(`${name}${text}\0`)
  const body = Buffer.concat([field('S', 'FATAL'), field('C', code), field('M', 'no'), Buffer.from([0])])
  const length = Buffer.alloc(4)
  length.writeInt32BE(body.length + 4)
  const server = net.createServer(socket => {
    socket.on('error', () => undefined)
    socket.once('data', () => socket.end(Buffer.concat([Buffer.from('E'), length, body])))
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as net.AddressInfo
  return { address: `postgres://nobody@127.0.0.1:${port}/postgres`, close: () => server.close() }
}

test('a server that says it is still starting is waited for; one that refuses otherwise, or is not there, is silent', async () => {
  const database = await testDatabase()
  assert.equal(await stateOfServer(database.adminUrl), 'ready')
  assert.equal((await overConnection(database.adminUrl, client => client.query('select 1'))).rowCount, 1)
  await database.close()
  for (const [code, state] of [
    ['57P03', 'starting'],
    ['28P01', 'silent'],
    ['53300', 'silent'],
  ] as const) {
    const server = await refusing(code)
    assert.equal(await stateOfServer(server.address), state, code)
    server.close()
    assert.equal(await stateOfServer(server.address), 'silent')
  }
})

test('reliability: the message gives the cause, not what was said to those who asked too early, nor the last line', () => {
  const line = (level: string, words: string) => `2026-11-26 10:45:14.357 UTC [21126] ${level}:  ${words}`
  const early = [
    line('LOG', 'database system was interrupted; last known up at 10:09'),
    line('FATAL', 'the database system is starting up'),
    line('FATAL', 'the database system is not yet accepting connections'),
  ]
  const cause = line('PANIC', 'could not locate a valid checkpoint record at 0/37AD72B0')
  const last = line('LOG', 'database system is shut down')
  assert.equal(causeIn([...early, cause, last].join('\n')), cause)
  assert.equal(causeIn([cause, ...early, last].join('\n')), cause)
  assert.equal(causeIn([...early, last].join('\n')), last, 'no cause was given')
  assert.equal(causeIn(''), '')
})

test('reliability: the embedded server listens in a folder that its own account alone can go into, and at no port', async () => {
  const database = await testDatabase()
  const folder = new URL(database.adminUrl).searchParams.get('host') ?? ''
  assert.equal(statSync(folder).mode & 0o777, 0o700)
  const { rows } = await overConnection(database.adminUrl, client => client.query<object>('show listen_addresses'))
  assert.deepEqual(rows, [{ listen_addresses: '' }])
  await database.close()
})

test('reliability: a folder whose name is too long for a socket has its socket elsewhere, as closed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'llwybr-test-'))
  const cluster = (name: string) => {
    mkdirSync(join(folder, name), { recursive: true })
    return { folder: join(folder, name), data: '', bin: '', account: undefined }
  }
  const beside = makeSocketFolder(cluster('short')) ?? ''
  assert.equal(beside, join(folder, 'short', 'socket'))
  writeFileSync(join(beside, '.s.PGSQL.5432.lock'), String(process.pid))
  assert.deepEqual(readdirSync(makeSocketFolder(cluster('short')) ?? ''), [], 'what one that was killed left is gone')
  const elsewhere = makeSocketFolder(cluster('ŵ'.repeat(60))) ?? ''
  assert.equal(dirname(elsewhere), tmpdir())
  assert.equal(statSync(elsewhere).mode & 0o777, 0o700)
  rmSync(elsewhere, { recursive: true })
  rmSync(folder, { recursive: true })
})
