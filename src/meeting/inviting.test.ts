// All who are to come are invited on one page, in one save: all of them or nobody.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makeApp } from '../app.ts'
import { meetingIn } from '../../test/access/meeting-deeds.ts'
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

const invited = async (meetingId: string) => {
  const { rows } = await overConnection(world.ownerUrl, client =>
    client.query<{ name: string; part: string; seat: boolean; in_family: boolean }>(
      `select p.name, p.part, p.in_family, exists (select 1 from closed_seat s where s.person_id = p.id) as seat
         from meeting_person p where p.meeting_id = $1 and p.removed_at is null and p.invited_at > now() - interval '1 minute' order by p.name`,
      [meetingId],
    ),
  )
  return rows
}

test('the network, the child and somebody else are invited in one save, each to their sessions', async () => {
  const { meetingId } = await meetingIn(world, 'booked')
  const chair = await visitor(app, world, 'chair')
  const teacher = await world.actor('teacher')
  const url = `/meetings/${meetingId}/people`
  const page = (await chair.get(url)).body
  assert.match(page, new RegExp(`name="of-${teacher.userId}"`))
  const youthWorker = await world.actor('youth-worker')
  assert.doesNotMatch(page, new RegExp(`name="of-${youthWorker.userId}"`), 'who is invited is not proposed')
  const before = (await invited(meetingId)).length
  const sent = await chair.post(url, {
    [`of-${teacher.userId}`]: 'both',
    'of-child': 'family',
    name: 'Eiriolwr Dychmygol',
    part: 'advocate',
    sessions: 'family',
  })
  assert.equal(sent.headers.location, `/meetings/${meetingId}`)
  const now = await invited(meetingId)
  assert.equal(now.length, before + 3)
  assert.deepEqual(
    now.find(each => each.name === teacher.name),
    { name: teacher.name, part: 'practitioner', seat: true, in_family: true },
  )
  assert.ok(now.some(each => each.part === 'child' && !each.seat))
  assert.ok(now.some(each => each.part === 'advocate' && !each.seat))
  // Chosen twice on one page: invited once.
  const panel = await world.actor('panel')
  await chair.post(url, {
    [`of-${panel.userId}`]: 'family',
    user: panel.userId,
    part: 'practitioner',
    sessions: 'family',
  })
  assert.equal((await invited(meetingId)).filter(each => each.name === panel.name).length, 1)
})

test('one who cannot be asked so: nobody is invited, what was chosen is kept, and the field says why', async () => {
  const { meetingId } = await meetingIn(world, 'booked')
  const chair = await visitor(app, world, 'chair')
  const teacher = await world.actor('teacher')
  const url = `/meetings/${meetingId}/people`
  const before = await invited(meetingId)
  const refused = await chair.post(url, {
    [`of-${teacher.userId}`]: 'both',
    name: 'Mam Ddychmygol',
    part: 'parent-or-carer',
    sessions: 'both',
  })
  assert.equal(refused.statusCode, 400)
  assert.match(refused.body, /Only staff can be asked to the closed session/)
  assert.match(refused.body, /value="both" selected/)
  assert.match(refused.body, /value="Mam Ddychmygol"/)
  assert.equal((await chair.post(url, {})).statusCode, 400)
  // The child is not of the staff, whatever a form says.
  assert.equal((await chair.post(url, { 'of-child': 'both' })).statusCode, 400)
  assert.deepEqual(await invited(meetingId), before)
  for (const [who, status] of [
    ['panel', 403],
    ['youth-justice', 404],
  ] as const)
    assert.equal((await (await visitor(app, world, who)).get(url)).statusCode, status, who)
})
