// An action as it is typed while nine people talk: the member of staff who holds it is enough; where nobody does it, it is asked for.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { meetingIn } from '../../test/access/meeting-deeds.ts'
import { today } from '../../test/meetings.ts'
import { TEST_KEY } from '../../test/database.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { listActionsOfMeeting } from '../agreed-action/store.ts'
import { makeApp } from '../app.ts'
import { namesOf } from '../board/store/staff.ts'
import { addDays } from '../lib/calendar-date.ts'

let world: World
let app: FastifyInstance
let meetingId = ''
let owner = ''
before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: undefined })
  meetingId = (await meetingIn(world, 'in-closed-session')).meetingId
  owner = (await world.actor('youth-worker')).userId
})
after(async () => {
  await app.close()
  await world.close()
})

const agreed = () => world.as('chair', ({ tx }) => listActionsOfMeeting(tx, meetingId))
async function agree(fields: Readonly<Record<string, string>>) {
  const { post } = await visitor(app, world, 'chair')
  const form = { what: 'Zq lift on Fridays', context: 'school', dueOn: addDays(today, 5), audience: 'network' }
  return post(`/meetings/${meetingId}/actions`, { ...form, who: '', ownerId: '', agencyId: '', ...fields })
}

test('the member of staff alone is enough: by name, and for their own agency', async () => {
  const staff = (await world.as('chair', ({ tx }) => namesOf(tx, [owner]))).get(owner)
  assert.equal((await agree({ ownerId: owner })).statusCode, 303)
  const [action] = await agreed()
  assert.deepEqual([action?.who, action?.ownerId, action?.agencyId], [staff?.name, owner, staff?.agencyId])
})

test('what is written of who does it, and of another agency, stays', async () => {
  const police = await world.actor('police')
  assert.equal((await agree({ ownerId: owner, who: 'Zq Non with Mam', agencyId: police.agencyId })).statusCode, 303)
  const action = (await agreed()).find(each => each.who === 'Zq Non with Mam')
  assert.deepEqual([action?.ownerId, action?.agencyId], [owner, police.agencyId])
})

test('an action that nobody does is refused at its field; what was typed stays, and nothing is kept', async () => {
  const before = (await agreed()).length
  const answer = await agree({ what: 'Zq nobody yet' })
  assert.equal(answer.statusCode, 400)
  assert.match(answer.body, /href="#who"[\s\S]*Zq nobody yet/)
  assert.equal((await agreed()).length, before)
})

test('whoever does it without an account is written alone, for no agency', async () => {
  assert.equal((await agree({ who: 'Zq Mam' })).statusCode, 303)
  const action = (await agreed()).find(each => each.who === 'Zq Mam')
  assert.deepEqual([action?.ownerId, action?.agencyId], [null, null])
})
