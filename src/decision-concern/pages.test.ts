// The pages of a concern about a decision, as those who raise it, are asked, and neither.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makeApp } from '../app.ts'
import { joinNetwork } from '../child/actions.ts'
import { childOnPathway } from '../../test/children.ts'
import { TEST_KEY } from '../../test/database.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { listConcernsOfChild } from './store.ts'

let world: World
let app: FastifyInstance
let childId: string
const ids = new Map<string, string>()
const idOf = (who: string) => ids.get(who) ?? ''
before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: undefined })
  childId = await childOnPathway(world, 'Pryder')
  for (const who of ['teacher', 'police', 'social-worker', 'youth-justice', 'lead'])
    ids.set(who, (await world.actor(who)).userId)
  for (const who of ['teacher', 'police'])
    await world.as('social-worker', work => joinNetwork(work, { childId, userId: idOf(who), part: 'practitioner' }))
})
after(async () => {
  await app.close()
  await world.close()
})

test('the pages: raised, answered, gone on with and ended; wrong input is told at the field and what was typed is kept', async () => {
  const teacher = await visitor(app, world, 'teacher')
  const form = `/children/${childId}/decision-concerns/new`
  const empty = await teacher.post(form, {
    decision: 'The level is low.',
    why: '',
    wanted: '',
    askedId: '',
    audience: 'network',
    meetingId: '',
  })
  assert.equal(empty.statusCode, 400)
  for (const words of ['Say why it may be unsafe', 'Choose whom you ask', 'The level is low.'])
    assert.ok(empty.body.includes(words), words)
  const offered = /<select[^>]*name="askedId"[\s\S]*?<\/select>/.exec(empty.body)?.[0] ?? ''
  assert.ok(
    offered.includes(idOf('lead')) && !offered.includes(idOf('teacher')) && !offered.includes(idOf('youth-justice')),
  )
  const sent = await teacher.post(form, {
    decision: 'The level is low.',
    why: 'Two new phones.',
    wanted: '',
    askedId: idOf('lead'),
    audience: 'network',
    meetingId: '',
  })
  const address = String(sent.headers.location)
  assert.match(address, /^\/decision-concerns\//)
  const lead = await visitor(app, world, 'lead')
  assert.match((await lead.get('/')).body, /Answer a concern about a decision/)
  assert.match((await lead.get(address)).body, /You looked at it again/)
  assert.match((await lead.get(address)).body, /To be answered by \w+ \d+/)
  assert.doesNotMatch((await (await visitor(app, world, 'police')).get(address)).body, /id="page-form"/)
  const wrong = await lead.post(`${address}/answer`, { words: 'Kept words.' })
  assert.equal(wrong.statusCode, 400)
  assert.ok(wrong.body.includes('Kept words.') && wrong.body.includes('Say what becomes of the decision'))
  assert.equal((await lead.post(`${address}/answer`, { answer: 'stands', words: 'Held.' })).headers.location, address)
  assert.match((await teacher.get(address)).body, /The decision stands/)
  const nobody = await teacher.post(`${address}/onwards`, { way: 'go-on', askedId: '', words: '' })
  assert.equal(nobody.statusCode, 400)
  assert.match(nobody.body, /Choose whom you ask/)
  await teacher.post(`${address}/onwards`, { way: 'go-on', askedId: idOf('social-worker'), words: '' })
  await teacher.post(`${address}/onwards`, { way: 'withdrawn', askedId: '', words: 'It was done.' })
  const after = await (await visitor(app, world, 'social-worker', 'cy')).get(address)
  assert.ok(after.body.includes('Tynnwyd y pryder yn ôl') && after.body.includes('It was done.'))
  assert.equal((await (await visitor(app, world, 'youth-justice')).get(address)).statusCode, 404)
  assert.ok((await world.as('lead', ({ tx }) => listConcernsOfChild(tx, childId))).length === 1)
})
