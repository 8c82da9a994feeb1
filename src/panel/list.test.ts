// The panel's list says who waits, for which day, why and what is asked; to nobody more than the escalation itself.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { overConnection, TEST_KEY } from '../../test/database.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { makeApp } from '../app.ts'

let world: World
let app: FastifyInstance
let id = ''
before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: undefined })
  const { rows } = await overConnection(world.ownerUrl, client =>
    client.query<{ id: string }>(
      `update panel_escalation set reasons = 'Gwyfyn: three vans at the same lane', asked_of_panel = 'Say which lane is lit', written_in = 'en',
              version = version + 1 where decided_at is null returning id`,
    ),
  )
  id = rows[0]?.id ?? ''
  await overConnection(world.ownerUrl, client =>
    client.query(`update clock set due_on = '2031-03-04', version = version + 1 where subject_id = $1`, [id]),
  )
})
after(async () => {
  await app.close()
  await world.close()
})

test('a member reads the day, the reasons and what is asked, before opening anything', async () => {
  const { body } = await (await visitor(app, world, 'panel')).get('/panel')
  assert.match(body, /Before the panel on 4 March 2031/)
  assert.match(body, /Gwyfyn: three vans at the same lane/)
  assert.match(body, /What is asked of the panel\?<\/strong> Say which lane is lit/)
})

test('an item says of which child it is, and not while names are hidden', async () => {
  const { rows } = await overConnection(world.ownerUrl, client =>
    client.query<{ name: string }>(
      `select coalesce(nullif(c.known_as, ''), c.given_name) || ' ' || c.family_name as name from child c join panel_escalation e on e.child_id = c.id where e.id = $1`,
      [id],
    ),
  )
  const name = rows[0]?.name ?? ''
  assert.ok(name.length > 3)
  const someone = await visitor(app, world, 'panel')
  assert.ok((await someone.get(`/panel/items/${id}`)).body.includes(`<strong>${name}</strong>`))
  await someone.post('/public-view?to=on&path=/panel', {})
  assert.ok(!(await someone.get(`/panel/items/${id}`)).body.includes(name))
})

test('names hidden: no words that people wrote', async () => {
  const someone = await visitor(app, world, 'panel')
  await someone.post('/public-view?to=on&path=/panel', {})
  const { body } = await someone.get('/panel')
  assert.match(body, /Before the panel on 4 March 2031/)
  assert.doesNotMatch(body, /Gwyfyn|which lane/)
})

test('reasons for the police alone are not on the list of a chair who read them before', async () => {
  const chair = async () => (await (await visitor(app, world, 'chair')).get('/panel')).body
  assert.match(await chair(), /Gwyfyn/)
  await overConnection(world.ownerUrl, client =>
    client.query(`update panel_escalation set audience = 'police', version = version + 1 where id = $1`, [id]),
  )
  assert.match(await chair(), /No child is waiting/)
  assert.match((await (await visitor(app, world, 'panel')).get('/panel')).body, /Gwyfyn/)
})
