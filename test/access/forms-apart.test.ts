// Forms with a page of their own are shown to those alone who may send them.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { addressOf, LOOKS } from '../../scripts/pictures/looks.ts'
import { makeApp } from '../../src/app.ts'
import { addImportantPerson } from '../../src/child/actions.ts'
import { TEST_KEY } from '../database.ts'
import { visitor } from '../visits.ts'
import { demonstrationWorld, type World } from '../world.ts'
import { asOwner, childOf, one } from './sight.ts'

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

const pathOf = async (name: string) => {
  const look = LOOKS.find(each => each.name === name)
  assert.ok(look, name)
  return (await addressOf(world, look)) ?? ''
}
const statusFor = async (who: string, path: string) => (await (await visitor(app, world, who)).get(path)).statusCode

test('the words of an entry are changed by the agency that wrote it: another that reads it is shown no form', async () => {
  const { userId } = await world.actor('police')
  const id = await asOwner(world, client =>
    one(
      client,
      `select e.id from entry e join network_member n on n.child_id = e.child_id and n.user_id = $1 and n.left_at is null
        where e.kind in ('note', 'visit') and e.audience = 'network' and e.author_id = (select id from app_user where email like 'social-worker@%') limit 1`,
      [userId],
    ),
  )
  assert.equal(await statusFor('police', `/entries/${id}`), 200, 'they read it')
  assert.equal(await statusFor('police', `/entries/${id}/change`), 404)
  assert.equal(await statusFor('social-worker', `/entries/${id}/change`), 200)
})

test('another day is set by managers, chairs and leads, and by nobody for a child whom they do not see', async () => {
  const childId = await childOf(world, 'chair-2')
  const id = await asOwner(world, client =>
    one(client, 'select id from clock where child_id = $1 and met_at is null and stopped_at is null limit 1', [
      childId,
    ]),
  )
  const path = `/clocks/${id}/replan`
  assert.equal(await statusFor('lead', path), 200)
  for (const who of ['nurse', 'social-worker', 'administrator']) assert.equal(await statusFor(who, path), 403, who)
  assert.equal(await statusFor('chair-2', path), 404, 'a chair of other children')
})

test('taking a person off the list and leaving the network: nothing to whoever does not see the child', async () => {
  const childId = await childOf(world, 'youth-worker', 'duty-bridgend')
  const { userId } = await world.actor('social-worker')
  const personId = await world.as('social-worker', work =>
    addImportantPerson(work, childId, {
      name: 'Modryb Gwen',
      relationship: 'aunt',
      hasParentalResponsibility: 'no',
      livesWithChild: 'no',
      language: 'cy',
      contact: '',
      safeToContact: 'not-known',
      notes: '',
    }),
  )
  const part = await asOwner(world, client =>
    one(client, 'select id from network_member where child_id = $1 and user_id = $2 and left_at is null', [
      childId,
      userId,
    ]),
  )
  for (const path of [`/important-people/${personId}/end`, `/network-members/${part}/leave`]) {
    assert.equal(await statusFor('social-worker', path), 200, path)
    for (const who of ['youth-worker', 'duty-bridgend']) assert.equal(await statusFor(who, path), 404, who)
    assert.equal(await statusFor('governance', path), 403, path)
  }
})

test('a record is restricted by a manager or lead who sees it', async () => {
  const path = await pathOf('restrict')
  assert.equal(await statusFor('duty-manager', path), 200)
  for (const who of ['social-worker', 'nurse', 'chair', 'administrator', 'governance'])
    assert.equal(await statusFor(who, path), 403, who)
  assert.equal(await statusFor('lead', '/children/00000000-0000-4000-8000-000000000000/restrict'), 404)
})
