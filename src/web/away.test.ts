// The database is away: pages say so quickly, hold what was typed, and go on by themselves when it is back.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makeApp } from '../app.ts'
import { openDatabase, type Database } from '../db/database.ts'
import { overConnection, TEST_KEY } from '../../test/database.ts'
import { visitor, type Visitor } from '../../test/visits.ts'
import { type Wire, wireTo } from '../../test/wire.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'

let world: World
let wire: Wire
let database: Database
let app: FastifyInstance
let practitioner: Visitor
let welsh: Visitor
let childId = ''
before(async () => {
  world = await demonstrationWorld()
  wire = await wireTo(world.appUrl)
  database = openDatabase(wire.url, TEST_KEY, 4, { query_timeout: 400, connectionTimeoutMillis: 400 })
  app = await makeApp({ database, secretKey: TEST_KEY, publicUrl: undefined })
  practitioner = await visitor(app, world, 'social-worker')
  welsh = await visitor(app, world, 'social-worker', 'cy')
  const { rows } = await overConnection(world.ownerUrl, client =>
    client.query<{ id: string }>(
      `select child_id as id from network_member where left_at is null and user_id =
         (select id from app_user where email = 'social-worker@demonstration.example') limit 1`,
    ),
  )
  childId = rows[0]?.id ?? ''
})
after(async () => {
  await app.close()
  await database.close()
  await wire.close()
  await world.close()
})

const NOTE = 'She said that she is afraid of Fridays.\nShe drew a red car.'
const note = () => ({
  text: NOTE,
  saidBy: 'Mabli',
  kind: 'visit',
  basis: 'childs-own-words',
  audience: 'network',
  'happenedOn-day': '2',
  'happenedOn-month': '11',
  'happenedOn-year': '2026',
})

async function notesKept(): Promise<number> {
  const { rows } = await overConnection(world.ownerUrl, client =>
    client.query<{ count: number }>('select count(*)::int as count from entry where text = $1', [NOTE]),
  )
  return rows[0]?.count ?? -1
}

for (const [how, goAway] of [
  ['cut off', () => wire.cut()],
  ['frozen', () => wire.freeze()],
] as const)
  test(`the database is ${how}: pages answer within seconds that it is away, hold the form, and go on when it is back`, async () => {
    const before = await notesKept()
    goAway()
    const began = Date.now()
    const page = await practitioner.get(`/children/${childId}`)
    assert.equal(page.statusCode, 503)
    assert.equal(page.headers['retry-after'], '5')
    assert.match(page.body, /Llwybr is away for a moment/)
    assert.match(page.body, new RegExp(`href="/children/${childId}"`))
    assert.equal((await app.inject({ method: 'GET', url: '/ready' })).statusCode, 503)
    assert.equal((await app.inject({ method: 'GET', url: '/health' })).statusCode, 200)
    const sent = await practitioner.post(`/children/${childId}/entries/new`, note())
    assert.equal(sent.statusCode, 503)
    assert.ok(sent.body.includes(`action="/children/${childId}/entries/new"`))
    assert.ok(sent.body.includes(`>${NOTE}</textarea>`))
    for (const [name, value] of Object.entries(note()))
      if (name !== 'text') assert.ok(sent.body.includes(`name="${name}" value="${value}"`), name)
    const elsewhere = await practitioner.get('//elsewhere.example/x')
    assert.doesNotMatch(elsewhere.body, /(href|action)="[/\\\\]{2}/, 'the way on is never to another site')
    assert.match((await welsh.get('/')).body, /Nid yw Llwybr ar gael am funud/)
    assert.ok(Date.now() - began < 20_000)
    wire.mend()
    assert.equal((await practitioner.get(`/children/${childId}`)).statusCode, 200)
    assert.equal(await notesKept(), before)
    // The form of the answer, sent as it stands.
    assert.equal((await practitioner.post(`/children/${childId}/entries/new`, note())).statusCode, 303)
    assert.equal(await notesKept(), before + 1)
  })

test('a form whose token is gone is held with what was typed, when it comes from a page of ours and from nowhere else', async () => {
  const url = `/children/${childId}/entries/new`
  const form = (origin: string) =>
    app.inject({
      method: 'POST',
      url,
      cookies: practitioner.cookies,
      payload: new URLSearchParams({ _csrf: 'gone', text: NOTE }).toString(),
      headers: {
        host: 'llwybr.example',
        'content-type': 'application/x-www-form-urlencoded',
        ...(origin !== '' && { origin }),
      },
    })
  const ours = await form('https://llwybr.example')
  assert.equal(ours.statusCode, 403)
  assert.ok(ours.body.includes(`>${NOTE}</textarea>`))
  assert.match(ours.body, /signed in as Non Sampl/)
  for (const origin of ['', 'null', 'http://elsewhere.example', 'https://llwybr.example.elsewhere.example']) {
    const { statusCode, body } = await form(origin)
    assert.equal(statusCode, 403)
    assert.ok(!body.includes('red car'), origin)
  }
})

test('what is held to be sent again never holds a password or a code', async () => {
  wire.cut()
  const { body, statusCode } = await practitioner.post('/sign-in', {
    email: 'a@b.example',
    password: 'a secret of many words',
    code: '123456',
  })
  wire.mend()
  assert.equal(statusCode, 503)
  assert.doesNotMatch(body, /a secret of many words|123456/)
})
