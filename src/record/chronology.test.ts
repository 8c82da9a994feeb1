import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
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

test('a chosen part of the chronology stays chosen on its older pages', async () => {
  const { userId, agencyId } = await world.actor('social-worker')
  const childId = await overConnection(world.ownerUrl, async owner => {
    const { rows } = await owner.query<{ child_id: string }>(
      `select child_id from network_member where user_id = $1 and left_at is null order by child_id limit 1`,
      [userId],
    )
    // A visit and a note on each of a hundred and thirty days.
    await owner.query(
      `insert into entry (child_id, kind, basis, text, happened_on, author_id, agency_id)
       select $1, kind, 'fact', kind || ' of day ' || n || '.', date '2020-01-01' + n, $2, $3
         from generate_series(1, 130) n, (values ('visit'), ('note')) k (kind)`,
      [rows[0]?.child_id, userId, agencyId],
    )
    return rows[0]?.child_id ?? ''
  })
  const reader = await visitor(app, world, 'social-worker')
  const chosen = `kind=visit&agency=${agencyId}&from=2020-01-01&until=2020-12-31`
  const first = await reader.get(`/children/${childId}/chronology?${chosen}`)
  const days = (body: string, kind: string) =>
    [...body.matchAll(new RegExp(`${kind} of day (\\d+)\\.`, 'g'))].map(found => found[1])
  assert.equal(days(first.body, 'visit').length, 100)
  assert.equal(days(first.body, 'note').length, 0)
  const [, older = ''] = /href="([^"]+)">Older entries/.exec(first.body) ?? []
  const second = await reader.get(older.replaceAll('&amp;', '&'))
  assert.deepEqual(
    days(second.body, 'visit'),
    Array.from({ length: 30 }, (_, at) => String(30 - at)),
  )
  assert.equal(days(second.body, 'note').length, 0)
  assert.doesNotMatch(second.body, /Older entries/)
})
