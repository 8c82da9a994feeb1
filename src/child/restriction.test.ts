import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makeApp } from '../app.ts'
import { childOf, sees } from '../../test/access/sight.ts'
import { overConnection, TEST_KEY } from '../../test/database.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'

let world: World
let app: FastifyInstance
before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: undefined })
})
after(async () => {
  await app.close()
  await world.close()
})

async function partOf(childId: string, name: string): Promise<string> {
  const { userId } = await world.actor(name)
  const { rows } = await overConnection(world.ownerUrl, client =>
    client.query<{ id: string }>(
      'select id from network_member where child_id = $1 and user_id = $2 and left_at is null',
      [childId, userId],
    ),
  )
  return rows[0]?.id ?? ''
}

test('a restriction is read before it is done: who loses sight, who keeps it, what stops; and so is its lifting', async () => {
  const childId = await childOf(world, 'nurse', 'youth-worker')
  const manager = await visitor(app, world, 'duty-manager')
  const path = `/children/${childId}/restrict`
  const { body } = await manager.get(path)
  const [before = '', after = ''] = body.split('Who still sees it')
  assert.match(before, /Exploitation leads/, 'the leads’ team is among those who lose sight')
  assert.match(after, /Nobody can open it in an emergency/)
  assert.equal(
    (await (await visitor(app, world, 'social-worker')).get(path)).statusCode,
    403,
    'a practitioner does not restrict',
  )

  const empty = await manager.post(path, { reason: '  ' })
  assert.match(empty.body, /Say why the record must be restricted/)
  assert.equal(await sees(world, 'lead', childId), true, 'nothing was done')

  assert.equal(
    (await manager.post(path, { reason: 'A relative works in the team' })).headers.location,
    `/children/${childId}`,
  )
  assert.equal(await sees(world, 'lead', childId), false)
  assert.equal(
    (await manager.get(path)).headers.location,
    `/children/${childId}/network`,
    'what is restricted is not restricted again',
  )
  assert.equal((await manager.post(path, { reason: 'again' })).statusCode, 404)
  const lifting = await manager.get(`/children/${childId}/lift-restriction`)
  assert.match(lifting.body, /A relative works in the team/, 'with the reason that stood')
  await manager.post(`/children/${childId}/lift-restriction`, { reason: 'They have left' })
  assert.equal(await sees(world, 'lead', childId), true)
})

test('leaving the network is read before it is done: who keeps the sight, and that the child has no lead then', async () => {
  const childId = await childOf(world, 'youth-worker')
  const worker = await visitor(app, world, 'social-worker')
  const path = `/network-members/${await partOf(childId, 'social-worker')}/leave`
  const { body } = await worker.get(path)
  assert.match(body, /then has no lead practitioner/)
  assert.match((await worker.post(path, {})).body, /Say why they leave the network/)
  assert.equal(await sees(world, 'social-worker', childId), true, 'nothing was done')
  const stranger = await visitor(app, world, 'youth-worker')
  assert.equal((await stranger.get(path)).statusCode, 404)
  assert.equal((await stranger.post(path, { reason: 'x' })).statusCode, 404)
  assert.equal(await sees(world, 'social-worker', childId), true)

  const keeps = !/They can no longer see/.test(body)
  assert.equal(
    (await worker.post(path, { reason: 'I move to another team' })).headers.location,
    keeps ? `/children/${childId}/network` : '/children',
  )
  assert.equal(await sees(world, 'social-worker', childId), keeps, 'as the page said')
  assert.equal((await worker.post(path, { reason: 'again' })).statusCode, 404, 'who has left does not leave again')
})
