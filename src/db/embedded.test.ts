import assert from 'node:assert/strict'
import net from 'node:net'
import { test } from 'node:test'
import { overConnection, testDatabase } from '../../test/database.ts'
import { causeIn } from './cluster.ts'
import { stateOfServer } from './embedded.ts'

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
