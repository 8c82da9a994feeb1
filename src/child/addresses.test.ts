import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makeApp } from '../app.ts'
import { addDays, type CalendarDate, calendarDateAt, formatShortDay } from '../lib/calendar-date.ts'
import { beginAs, overConnection, TEST_KEY } from '../../test/database.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'

let world: World
let app: FastifyInstance
let childId = ''
const today = calendarDateAt(new Date())
before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: undefined })
  childId = await world.as('social-worker', async ({ tx, actor }) => {
    const row = await tx
      .selectFrom('network_member')
      .where('user_id', '=', actor.userId)
      .where('left_at', 'is', null)
      .select('child_id')
      .executeTakeFirstOrThrow()
    return row.child_id
  })
})
after(async () => {
  await app.close()
  await world.close()
})

function dayFields(name: string, day: CalendarDate): Record<string, string> {
  const [year = '', month = '', date = ''] = day.split('-')
  return { [`${name}-day`]: date, [`${name}-month`]: month, [`${name}-year`]: year }
}

// Somewhere new, as the address of the page on which it ends.
async function added(lines: string, fromOn: CalendarDate): Promise<string> {
  const worker = await visitor(app, world, 'social-worker')
  const answer = await worker.post(`/children/${childId}/addresses`, {
    ...{ kind: 'staying', lines, postcode: 'CF99 9ZZ' },
    ...dayFields('fromOn', fromOn),
  })
  assert.equal(answer.headers.location, `/children/${childId}/addresses`, answer.body.slice(0, 300))
  const { rows } = await overConnection(world.ownerUrl, client =>
    client.query<{ id: string }>('select id from child_address where lines = $1', [lines]),
  )
  return `/addresses/${rows[0]?.id ?? ''}`
}

test('conformity A36: where a child stays is added, shown on the record, and ended with its last day, which is in', async () => {
  const worker = await visitor(app, world, 'social-worker')
  const path = await added('7 Lôn Ffuglen', addDays(today, -30))
  const record = async () => (await worker.get(`/children/${childId}`)).body
  assert.match(await record(), /7 Lôn Ffuglen, CF99 9ZZ/)
  const before = await worker.post(path, dayFields('untilOn', addDays(today, -31)))
  assert.match(before.body, /The last day is before the first/)
  const later = await worker.post(path, dayFields('untilOn', addDays(today, 1)))
  assert.match(later.body, /The day is still to come/)
  assert.match((await worker.post(path, {})).body, /Enter the last day there/)
  assert.match(await record(), /7 Lôn Ffuglen/, 'nothing was half-saved')
  assert.equal((await worker.post(path, dayFields('untilOn', addDays(today, -30)))).statusCode, 303)
  assert.doesNotMatch(await record(), /7 Lôn Ffuglen/)
  const list = (await worker.get(`/children/${childId}/addresses`)).body
  assert.match(list, new RegExp(`7 Lôn Ffuglen[\\s\\S]*until ${formatShortDay(addDays(today, -30), 'en')}`))
  assert.equal((await worker.get(path)).statusCode, 404, 'it ends once')
})

test('an address without lines, or of a day to come, is refused, and what was typed is kept', async () => {
  const worker = await visitor(app, world, 'social-worker')
  const empty = await worker.post(`/children/${childId}/addresses`, { kind: 'home', lines: ' ', postcode: 'CF1 1ZZ' })
  assert.match(empty.body, /Enter the address/)
  assert.match(empty.body, /CF1 1ZZ/)
  const later = await worker.post(`/children/${childId}/addresses`, {
    ...{ kind: 'home', lines: '9 Stryd Yfory', postcode: '' },
    ...dayFields('fromOn', addDays(today, 1)),
  })
  assert.match(later.body, /The day is still to come/)
  assert.match(later.body, /9 Stryd Yfory/)
})

test('nobody else writes where a child lives: whoever does not see the child, whoever only reads, by SQL neither', async () => {
  const path = await added('8 Lôn Ffuglen', addDays(today, -3))
  const id = path.split('/').at(-1) ?? ''
  const stranger = await visitor(app, world, 'social-worker-3')
  for (const page of [path, `/children/${childId}/addresses`])
    assert.equal((await stranger.get(page)).statusCode, 404, page)
  assert.equal((await stranger.post(path, dayFields('untilOn', today))).statusCode, 404)
  const { userId: panelId } = await world.actor('panel')
  await overConnection(world.ownerUrl, client =>
    client.query(
      `insert into access_grant (child_id, principal_id, reason, source_id, from_at) values ($1, $2, 'panel', $1, now() - interval '1 day')`,
      [childId, panelId],
    ),
  )
  assert.equal((await (await visitor(app, world, 'panel')).get(path)).statusCode, 403)
  const end = `update child_address set until_on = current_date, ended_at = now(), ended_by`
  for (const who of ['social-worker-3', 'panel', 'administrator'])
    await overConnection(world.appUrl, async client => {
      await beginAs(client, (await world.actor(who)).userId)
      const tried = await client.query(`${end} = actor() where id = '${id}'`)
      assert.equal(tried.rowCount, 0, who)
    })
  await overConnection(world.appUrl, async client => {
    await beginAs(client, (await world.actor('social-worker')).userId)
    await assert.rejects(
      client.query(`${end} = '${panelId}' where id = '${id}'`),
      /row-level security/,
      'in one’s own name',
    )
  })
  await overConnection(world.appUrl, async client => {
    await beginAs(client, (await world.actor('social-worker')).userId)
    await assert.rejects(
      client.query(
        `insert into child_address (child_id, kind, lines, added_at, added_by) values ('${childId}', 'home', 'x', now(), '${panelId}')`,
      ),
      /row-level security/,
      'nobody adds in another’s name',
    )
  })
})
