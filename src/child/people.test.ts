import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makeApp } from '../app.ts'
import { beginAs, overConnection, TEST_KEY } from '../../test/database.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'

let world: World
let app: FastifyInstance
let childId = ''
before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: undefined })
  childId = await world.as('social-worker', async ({ tx, actor }) => {
    const row = await tx
      .selectFrom('important_person')
      .innerJoin('network_member', 'network_member.child_id', 'important_person.child_id')
      .where('network_member.user_id', '=', actor.userId)
      .where('network_member.left_at', 'is', null)
      .select('important_person.child_id')
      .executeTakeFirstOrThrow()
    return row.child_id
  })
})
after(async () => {
  await app.close()
  await world.close()
})

const GRAN = {
  ...{ name: 'Nain Ffuglen', relationship: 'grandmother', hasParentalResponsibility: 'no', livesWithChild: 'no' },
  ...{ language: 'cy', contact: '01632 960111', safeToContact: 'yes', notes: '' },
}

// Somebody new on the record, as the address of their page.
async function added(name: string): Promise<string> {
  const worker = await visitor(app, world, 'social-worker')
  assert.equal((await worker.post(`/children/${childId}/people/new`, { ...GRAN, name })).statusCode, 303)
  const { rows } = await overConnection(world.ownerUrl, client =>
    client.query<{ id: string }>('select id from important_person where name = $1', [name]),
  )
  return `/important-people/${rows[0]?.id ?? ''}`
}

test('conformity A37: whom it is safe to ring is changed, the record shows it, and how it was stays known', async () => {
  const worker = await visitor(app, world, 'social-worker')
  const path = await added('Nain Ffuglen')
  const before = (await worker.get(path)).body
  assert.match(before, /value="01632 960111"/)
  const changed = await worker.post(path, { ...GRAN, version: '1', contact: '01632 960222', safeToContact: 'no' })
  assert.equal(changed.headers.location, `/children/${childId}`)
  const record = (await worker.get(`/children/${childId}`)).body
  assert.match(record, /01632 960222/)
  assert.doesNotMatch(record, /01632 960111/)
  const { rows } = await overConnection(world.ownerUrl, client =>
    client.query<{ was: string }>(
      `select content ->> 'contact' as was from row_history where table_name = 'important_person' and row_id = $1`,
      [path.split('/').at(-1)],
    ),
  )
  assert.deepEqual(rows, [{ was: '01632 960111' }])
})

test('of two who change one person at once the second reads both, and nothing is lost', async () => {
  const worker = await visitor(app, world, 'social-worker')
  const path = await added('Taid Ffuglen')
  const person = { ...GRAN, name: 'Taid Ffuglen', version: '1' }
  await worker.post(path, { ...person, contact: '01632 960333', livesWithChild: 'yes' })
  const second = await worker.post(path, { ...person, contact: '01632 960444' })
  assert.equal(second.statusCode, 409)
  for (const words of ['01632 960333', '01632 960444']) assert.match(second.body, new RegExp(words))
  assert.match(second.body, /name="livesWithChild"/, 'the choice too')
  assert.equal((await worker.post(path, { ...person, version: '2', contact: '' })).statusCode, 303)
})

test('whoever is no longer one of the child’s people is taken off with a reason, once, and is then changed by nobody', async () => {
  const worker = await visitor(app, world, 'social-worker')
  const path = await added('Ewythr Ffuglen')
  const noReason = await worker.post(`${path}/end`, { version: '1', endReason: ' ' })
  assert.match(noReason.body, /Say why the person is no longer on the list/)
  const stale = await worker.post(`${path}/end`, { version: '7', endReason: 'Moved away.' })
  assert.match(stale.body, /read it again/)
  assert.match(stale.body, /Moved away\./, 'what was typed is kept')
  assert.equal((await worker.post(`${path}/end`, { version: '1', endReason: 'Moved away.' })).statusCode, 303)
  assert.doesNotMatch((await worker.get(`/children/${childId}`)).body, /Ewythr Ffuglen/)
  assert.equal((await worker.get(path)).statusCode, 404)
  assert.equal((await worker.post(path, { ...GRAN, version: '2' })).statusCode, 404)
  const { userId } = await world.actor('social-worker')
  await overConnection(world.appUrl, async client => {
    await beginAs(client, userId)
    const tried = await client.query(
      `update important_person set name = 'x', version = version + 1 where id = '${path.split('/').at(-1) ?? ''}'`,
    )
    assert.equal(tried.rowCount, 0)
  })
})

test('nobody else changes them: whoever does not see the child finds no page, whoever only reads is refused, by SQL too', async () => {
  const path = await added('Modryb Ffuglen')
  const id = path.split('/').at(-1) ?? ''
  const stranger = await visitor(app, world, 'social-worker-3')
  assert.equal((await stranger.get(path)).statusCode, 404)
  assert.equal((await stranger.post(path, { ...GRAN, version: '1' })).statusCode, 404)
  assert.equal((await stranger.post(`${path}/end`, { version: '1', endReason: 'x' })).statusCode, 404)
  const { userId: panelId } = await world.actor('panel')
  await overConnection(world.ownerUrl, client =>
    client.query(
      `insert into access_grant (child_id, principal_id, reason, source_id, from_at)
       values ($1, $2, 'panel', $1, now() - interval '1 day')`,
      [childId, panelId],
    ),
  )
  const reader = await visitor(app, world, 'panel')
  assert.equal((await reader.get(`/children/${childId}`)).statusCode, 200, 'the panel sees the child')
  assert.equal((await reader.get(path)).statusCode, 403)
  for (const who of ['social-worker-3', 'panel', 'administrator'])
    await overConnection(world.appUrl, async client => {
      await beginAs(client, (await world.actor(who)).userId)
      const tried = await client.query(
        `update important_person set name = 'x', version = version + 1 where id = '${id}'`,
      )
      assert.equal(tried.rowCount, 0, who)
    })
  const { rows } = await overConnection(world.ownerUrl, client =>
    client.query<{ name: string }>('select name from important_person where id = $1', [id]),
  )
  assert.deepEqual(rows, [{ name: 'Modryb Ffuglen' }])
})
