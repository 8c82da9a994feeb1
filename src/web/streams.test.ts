import assert from 'node:assert/strict'
import { get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makeApp } from '../app.ts'
import { type Metrics, startMetrics } from './metrics.ts'
import { meetingIn } from '../../test/access/meeting-deeds.ts'
import { overConnection, TEST_KEY } from '../../test/database.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'

let world: World
let app: FastifyInstance
let metrics: Metrics
before(async () => {
  world = await demonstrationWorld()
  metrics = startMetrics(world.database)
  app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: undefined, metrics })
  await app.listen({ port: 0, host: '127.0.0.1' })
})
after(async () => {
  await app.close()
  await world.close()
})

async function open(who: string, path: string): Promise<IncomingMessage> {
  const { cookies } = await visitor(app, world, who)
  const cookie = Object.entries(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ')
  const { port } = app.server.address() as AddressInfo
  return new Promise((resolve, reject) => {
    get({ port, host: '127.0.0.1', path, headers: { cookie, accept: 'text/event-stream' } }, resolve).on(
      'error',
      reject,
    )
  })
}

const write = (meetingId: string, audience: string) =>
  overConnection(world.ownerUrl, client =>
    client.query(
      `insert into entry (child_id, kind, basis, audience, text, happened_on, meeting_id, stage, author_id, agency_id)
       select m.child_id, 'meeting-entry', 'fact', $2, 'words', current_date, m.id, 'safety-planning', u.id, u.agency_id
         from meeting m join app_user u on u.id = m.chair_id where m.id = $1`,
      [meetingId, audience],
    ),
  )
const pause = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds))

test('the stream of the family’s room says nothing of what is written in the closed one', async () => {
  const { meetingId } = await meetingIn(world, 'in-open-session')
  const stream = await open('chair', `/meetings/${meetingId}/family-room/changes`)
  assert.equal(stream.statusCode, 200)
  stream.setEncoding('utf8')
  let text = ''
  stream.on('data', (part: string) => (text += part))
  while (!text.includes('data:')) {
    await write(meetingId, 'network')
    await pause(100)
  }
  await pause(300)
  text = ''
  for (const audience of ['closed', 'police']) await write(meetingId, audience)
  await pause(500)
  assert.equal(text, '')
  await write(meetingId, 'network')
  for (let tried = 0; tried < 100 && !text.includes('data:'); tried += 1) await pause(50)
  assert.equal(text, 'data: changed\n\n')
  stream.destroy()
})

test('a stream says that something changed, nothing of what, to whoever may read it; and ends with its server', async () => {
  const { meetingId } = await meetingIn(world, 'in-closed-session')
  const path = `/meetings/${meetingId}/changes`
  for (const who of ['teacher', 'youth-justice']) {
    const refused = await open(who, path)
    assert.equal(refused.statusCode, 404, who)
    refused.resume()
  }
  const stream = await open('chair', path)
  assert.equal(stream.statusCode, 200)
  assert.match(stream.headers['content-type'] ?? '', /^text\/event-stream/)
  assert.equal(stream.headers['cache-control'], 'no-store')
  assert.match(String(stream.headers['content-security-policy']), /default-src 'none'/)
  stream.setEncoding('utf8')
  let text = ''
  stream.on('data', (part: string) => (text += part))
  const chair = await visitor(app, world, 'chair')
  while (!text.includes('data:')) {
    const said = { text: 'Zqword', saidBy: '', basis: 'fact', audience: 'closed' }
    assert.equal((await chair.post(`/meetings/${meetingId}/run/entries`, said)).statusCode, 303)
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  assert.match(text, /^retry: 1000\n\n(data: changed\n\n)+$/)
  const ended = new Promise(resolve => stream.on('end', resolve))
  await app.close()
  await ended
  const measured = await metrics.text()
  assert.match(measured, /page="\/meetings\/:meetingId\/run\/entries"/)
  assert.doesNotMatch(measured, /page="[^"]*changes",status="200"/, 'how long somebody listened is no measure')
})
