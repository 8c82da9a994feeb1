// Before a pathway ends, its page says who loses sight of the child by it: those and nobody else.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { childOnPathway } from '../../test/children.ts'
import { overConnection, TEST_KEY } from '../../test/database.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { makeApp } from '../app.ts'

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

test('who loses sight is named before the end is proposed, and does lose it; the lead practitioner is not and does not', async () => {
  const childId = await childOnPathway(world, 'Diwedd')
  const { body } = await (await visitor(app, world, 'social-worker')).get(`/children/${childId}/pathway/ending`)
  const named = /Who can no longer see the record[\s\S]*?<ul[^>]*>([\s\S]*?)<\/ul>/.exec(body)?.[1] ?? ''
  const names = [...named.matchAll(/<li>([^<]+)<\/li>/g)].map(match => match[1] ?? '')
  const holders = (late: boolean) =>
    overConnection(world.ownerUrl, async client => {
      const { rows } = await client.query<{ name: string }>(
        `select distinct coalesce(u.name, t.name_en) as name from access_grant g left join app_user u on u.id = g.principal_id
           left join team t on t.id = g.principal_id
          where g.child_id = $1 and g.from_at <= now() and (g.until_at is null or g.until_at > now() + case when $2 then interval '40 days' else interval '0' end)`,
        [childId, late],
      )
      return rows.map(row => row.name)
    })
  const before = await holders(false)
  await overConnection(world.ownerUrl, client =>
    client.query(
      `update pathway set ended_on = current_date, ending = 'other', version = version + 1 where child_id = $1 and ended_on is null`,
      [childId],
    ),
  )
  const later = await holders(true)
  assert.deepEqual(names.toSorted(), before.filter(name => !later.includes(name)).toSorted())
  assert.ok(names.length >= 2)
  assert.ok(later.includes('Non Sampl'))
})

test('a reason against an ending and the button for it: neither is taken for the other, and the words stay', async () => {
  const childId = await childOnPathway(world, 'Gwrthod')
  const path = `/children/${childId}/pathway/ending`
  const worker = await visitor(app, world, 'social-worker')
  await worker.post(path, { way: 'moved', whatChanged: 'x', whoKeepsWatch: 'y', whatWouldBringBack: 'z' })
  const lead = await visitor(app, world, 'lead')
  const both = await lead.post(`${path}/confirm`, { seen: 'yes', declineReason: 'The risk goes on at the new school' })
  assert.equal(both.statusCode, 400)
  assert.match(both.body, /Confirm or decline[\s\S]*The risk goes on at the new school/)
  const declined = await lead.post(`${path}/decline`, { declineReason: 'The risk goes on at the new school' })
  assert.equal(declined.headers.location, `/children/${childId}`)
})
