import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makeApp } from '../app.ts'
import { addDays, calendarDateAt, formatShortDay } from '../lib/calendar-date.ts'
import { inDatabase } from '../db/roles.ts'
import { overConnection, TEST_KEY } from '../../test/database.ts'
import { visitor, type Visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'

let world: World
let app: FastifyInstance
let childId = ''
const today = calendarDateAt(new Date())
before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: undefined })
  // A child of the social worker and the police officer, of whom nobody wrote yet that they were seen.
  childId = await world.as('social-worker', async ({ tx, actor }) => {
    const police = await world.actor('police')
    const row = await tx
      .selectFrom('pathway')
      .innerJoin('network_member as one', 'one.child_id', 'pathway.child_id')
      .innerJoin('network_member as other', 'other.child_id', 'pathway.child_id')
      .where('pathway.ended_on', 'is', null)
      .where('one.user_id', '=', actor.userId)
      .where('one.left_at', 'is', null)
      .where('other.user_id', '=', police.userId)
      .where('other.left_at', 'is', null)
      .select('pathway.child_id')
      .executeTakeFirstOrThrow()
    return row.child_id
  })
  await overConnection(inDatabase(world.adminUrl, world.name), client =>
    client.query(
      `set session_replication_role = replica; update entry set child_seen = '' where child_id = '${childId}'`,
    ),
  )
})
after(async () => {
  await app.close()
  await world.close()
})

const ago = (days: number) => addDays(today, -days)
const dayOf = (days: number) => formatShortDay(ago(days), 'en')

async function write(someone: Visitor, days: number, fields: Readonly<Record<string, string>>): Promise<void> {
  const [year = '', month = '', day = ''] = ago(days).split('-')
  const written = await someone.post(`/children/${childId}/entries/new`, {
    ...{ text: 'Invented words.', kind: 'visit', basis: 'fact', audience: 'network', saidBy: '', ...fields },
    ...{ 'happenedOn-day': day, 'happenedOn-month': month, 'happenedOn-year': year },
  })
  assert.equal(written.statusCode, 303, written.body.slice(0, 300))
}

test('conformity B28: the record says when the child was last seen, and last seen alone', async () => {
  const worker = await visitor(app, world, 'social-worker')
  const record = async (language: 'en' | 'cy' = 'en') =>
    (await (await visitor(app, world, 'social-worker', language)).get(`/children/${childId}`)).body
  assert.match(await record(), /No entry says that the child was seen/)
  await write(worker, 1, { childSeen: 'not-seen' })
  await write(worker, 2, {})
  assert.match(
    await record(),
    /No entry says that the child was seen/,
    'a visit at which nobody was there is no seeing',
  )
  await write(worker, 9, { childSeen: 'with-others' })
  assert.match(await record(), new RegExp(`Last seen: ${dayOf(9)}; none says that the child was seen alone`))
  await write(worker, 20, { childSeen: 'alone' })
  assert.match(
    await record(),
    new RegExp(`Last seen: ${dayOf(9)}; seen alone: ${dayOf(20)}`),
    'the later day is the last',
  )
  await write(worker, 5, { childSeen: 'alone' })
  assert.match(await record(), new RegExp(`Last seen: ${dayOf(5)}; seen alone: ${dayOf(5)}`), 'seen alone is seen')
  assert.match(await record('cy'), new RegExp(`Gwelwyd ddiwethaf: ${formatShortDay(ago(5), 'cy')}; ar ei ben ei hun`))
})

test('what the police wrote for themselves tells nobody else when the child was seen', async () => {
  const police = await visitor(app, world, 'police')
  await write(police, 0, { childSeen: 'alone', audience: 'police' })
  assert.match((await police.get(`/children/${childId}`)).body, new RegExp(`seen alone: ${dayOf(0)}`))
  const worker = await visitor(app, world, 'social-worker')
  assert.doesNotMatch((await worker.get(`/children/${childId}`)).body, new RegExp(`seen alone: ${dayOf(0)}`))
})

test('an entry says it too; an answer that was not offered is refused, and what was typed is kept', async () => {
  const worker = await visitor(app, world, 'social-worker')
  const { rows } = await overConnection(world.ownerUrl, client =>
    client.query<{ id: string }>(`select id from entry where child_id = $1 and child_seen = 'with-others'`, [childId]),
  )
  assert.match((await worker.get(`/entries/${rows[0]?.id ?? ''}`)).body, /Child seen with others there/)
  const wrong = await worker.post(`/children/${childId}/entries/new`, {
    ...{ text: 'Kept words.', kind: 'visit', basis: 'fact', audience: 'network', childSeen: 'through-a-window' },
    ...{ 'happenedOn-day': '1', 'happenedOn-month': '11', 'happenedOn-year': '2026' },
  })
  assert.equal(wrong.statusCode, 400)
  assert.match(wrong.body, /Kept words\./)
})
