// Before somebody's work here is ended it is said what they hold and where it goes; and there it goes.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { sql as sqlOf } from 'kysely'
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

const number = async (statement: string, userId: string) => {
  const { rows } = await overConnection(world.ownerUrl, client => client.query<{ n: number }>(statement, [userId]))
  return rows[0]?.n ?? -1
}
const CLOCKS = `select count(*)::int as n from clock where holder_id = $1 and met_at is null and stopped_at is null`
const LEADS = `select count(*)::int as n from network_member where user_id = $1 and part = 'lead-practitioner' and left_at is null`

test('what somebody holds is told in numbers, nothing has ended by looking, and pressing passes it on', async () => {
  const { userId } = await world.actor('social-worker-2')
  const [clocks, leads] = [await number(CLOCKS, userId), await number(LEADS, userId)]
  assert.ok(clocks > 1 && leads > 1)
  const administrator = await visitor(app, world, 'administrator')
  assert.doesNotMatch((await administrator.get(`/board/staff/${userId}`)).body, /action="[^"]*\/left"/)
  const { body } = await administrator.get(`/board/staff/${userId}/left`)
  assert.match(body, new RegExp(`${clocks} things are due from them`))
  assert.match(body, new RegExp(`They lead for ${leads} children`))
  assert.match(body, /What they wrote stays, with their name/)
  assert.doesNotMatch(body, /\bLL-\d{5}/)
  assert.equal(await number(CLOCKS, userId), clocks)
  const done = await administrator.post(`/board/staff/${userId}/left`, {})
  assert.equal(done.headers.location, '/board')
  assert.equal(await number(CLOCKS, userId), 0)
  assert.equal(await number(LEADS, userId), 0)
  assert.equal((await administrator.get(`/board/staff/${userId}/left`)).statusCode, 404, 'once')
})

test('nobody else has the page, or the numbers by SQL', async () => {
  const { userId } = await world.actor('social-worker')
  for (const who of ['lead', 'duty-manager', 'social-worker']) {
    assert.equal((await (await visitor(app, world, who)).get(`/board/staff/${userId}/left`)).statusCode, 403)
    const told = await world.as(who, ({ tx }) => sqlOf`select * from work_of_member(${userId})`.execute(tx))
    assert.deepEqual(told.rows, [], who)
  }
})

test('the pages of the board lead to one another, and the bank holidays say how far they are known', async () => {
  const administrator = await visitor(app, world, 'administrator')
  for (const page of ['/board', '/board/teams', '/board/agencies', '/board/limits', '/board/bank-holidays']) {
    const { body, statusCode } = await administrator.get(page)
    assert.equal(statusCode, 200, page)
    assert.equal(body.match(/aria-current="page">/g)?.length, 1, page)
    for (const other of ['/board/teams', '/board/agencies', '/board/limits', '/board/bank-holidays'])
      if (other !== page) assert.ok(body.includes(`href="${other}"`), `${page} to ${other}`)
  }
  const { body } = await administrator.get('/board/bank-holidays')
  assert.match(body, /known until the end of 2028/)
  assert.match(body, /25 December 2028/)
  const added = await administrator.post('/board/bank-holidays', {
    'holiday-day': '5',
    'holiday-month': '6',
    'holiday-year': '2028',
    holidayEn: 'A jubilee',
    holidayCy: 'Jiwbilî',
  })
  assert.equal(added.headers.location, '/board/bank-holidays')
  assert.match((await administrator.get('/board/bank-holidays')).body, /5 June 2028 – A jubilee/)
  const wrong = await administrator.post('/board/agencies/local-authorities', { code: 'W99', authorityEn: 'Kept name' })
  assert.equal(wrong.statusCode, 400)
  assert.match(wrong.body, /value="Kept name"/)
})
