// Closed words that were put into a text for the family are named before the copy is approved, and again before it is read.
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

const NOTICE = /stand in the family’s copy/

async function write(meetingId: string, audience: string, text: string): Promise<void> {
  await overConnection(world.ownerUrl, client =>
    client.query(
      `insert into entry (child_id, kind, basis, audience, text, happened_on, meeting_id, stage, author_id, agency_id)
       select m.child_id, 'meeting-entry', 'fact', $2, $3, current_date, m.id, 'closed-session', u.id, u.agency_id
         from meeting m join app_user u on u.id = m.chair_id where m.id = $1`,
      [meetingId, audience, text],
    ),
  )
}

const summarise = (meetingId: string, words: string) =>
  overConnection(world.ownerUrl, client =>
    client.query('update meeting set family_summary = $2, version = version + 1 where id = $1', [meetingId, words]),
  )

test('a closed sentence in a summary, an action or a line for the family is named, beside the entry it comes from', async () => {
  const { meetingId } = await meetingIn(world, 'held')
  const chair = await visitor(app, world, 'chair')
  const preview = async () => (await chair.get(`/meetings/${meetingId}/family-copy`)).body
  await write(meetingId, 'police', 'A warrant is sought for the house by the bridge.')
  await summarise(meetingId, 'We talked about school, and about the house.')
  assert.doesNotMatch(await preview(), NOTICE)
  await summarise(meetingId, 'We talked. A WARRANT is sought for the house, so stay away.')
  const named = await preview()
  assert.match(named, NOTICE)
  assert.match(named, /so stay away[\s\S]*A warrant is sought for the house by the bridge/)
})

test('whoever may not read an entry is not told of it', async () => {
  const { meetingId, copy } = await meetingIn(world, 'approved')
  await write(meetingId, 'police', 'words words words')
  await write(meetingId, 'closed', 'agreed nothing here yet at all')
  assert.ok(copy)
  const reader = await visitor(app, world, 'teacher')
  const { statusCode, body } = await reader.get(`/family-copies/${copy}`)
  assert.equal(statusCode, 200)
  assert.doesNotMatch(body, NOTICE)
  assert.doesNotMatch(body, /agreed nothing here/)
})
