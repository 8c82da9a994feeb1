// What somebody typed and did not save: kept for them alone, offered to them again, gone when it is saved.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { endSession } from '../../src/access/store/sessions.ts'
import { makeApp } from '../../src/app.ts'
import { SESSION_COOKIE, tokenHash } from '../../src/web/session-token.ts'
import { childOnPathway } from '../children.ts'
import { overConnection, TEST_KEY } from '../database.ts'
import { type SentFields, visitor, type Visitor } from '../visits.ts'
import { demonstrationWorld, type World } from '../world.ts'

let world: World
let app: FastifyInstance
let childId: string
let newEntry: string
before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({
    database: world.database,
    secretKey: TEST_KEY,
    publicUrl: undefined,
    rateLimitPerMinute: 100_000,
  })
  childId = await childOnPathway(world, 'Drafft')
  newEntry = `/children/${childId}/entries/new`
})
after(async () => {
  await app.close()
  await world.close()
})

const worker = () => visitor(app, world, 'social-worker')
const NOTE = 'She said that the blue car was there again on Tuesday'
const keep = (who: Visitor, fields: SentFields, path = newEntry) =>
  who.post('/drafts', { _once: randomUUID(), _form: '', _page: path, ...fields })

const rows = () =>
  overConnection(world.ownerUrl, async client => {
    const { rows: found } = await client.query<{ id: string; text: string; email: string }>(
      `select d.id, d.fields ->> 'text' as text, u.email from draft d join app_user u on u.id = d.user_id order by d.kept_at`,
    )
    return found
  })
const forget = () => overConnection(world.ownerUrl, client => client.query('delete from draft'))

// What the form of the page would send as it stands.
const keyIn = (body: string) => /<form id="page-form"[\s\S]*?name="_once" value="([^"]+)"/.exec(body)?.[1] ?? ''
const isFilledIn = (body: string, text = NOTE) =>
  new RegExp(`<textarea[^>]*name="text"[^>]*>\\s*${text}</textarea>`).test(body)

test('what is typed is kept, offered on return, filled in when asked for, and gone when it is saved', async () => {
  const someone = await worker()
  const id = randomUUID()
  assert.equal((await keep(someone, { _once: id, text: 'She said that' })).statusCode, 204)
  assert.equal((await keep(someone, { _once: id, text: NOTE, kind: 'visit' })).statusCode, 204)
  assert.deepEqual(
    (await rows()).map(each => [each.id, each.text]),
    [[id, NOTE]],
  )
  const offered = await someone.get(newEntry)
  assert.ok(!isFilledIn(offered.body), 'not without being asked for')
  assert.match(offered.body, new RegExp(`href="[^"]*\\?draft=${id}"`))
  assert.ok(offered.body.includes(NOTE), 'it can be read before')
  assert.ok((await someone.get('/drafts')).body.includes(NOTE))
  const goneOn = await someone.get(`${newEntry}?draft=${id}`)
  assert.ok(isFilledIn(goneOn.body))
  assert.match(
    goneOn.body,
    /<input[^>]*checked[^>]*value="visit"|value="visit"[^>]*checked|<option selected="selected" value="visit"/,
  )
  assert.equal(keyIn(goneOn.body), id, 'what is typed now goes on in the same draft')
  const today = new Date().toISOString().slice(0, 10)
  const fields = { kind: 'visit', basis: 'fact', audience: 'network', happenedOn: today, saidBy: '' }
  const saved = await someone.post(newEntry, { _once: id, _form: '', text: NOTE, ...fields })
  assert.equal(saved.statusCode, 303, saved.body.slice(0, 400))
  assert.deepEqual(await rows(), [])
  assert.equal((await keep(someone, { _once: id, text: NOTE })).statusCode, 409, 'a slow keeping brings nothing back')
  assert.deepEqual(await rows(), [])
})

test('nobody else reads it, keeps over it or throws it away: in no role, and not by SQL', async () => {
  const id = randomUUID()
  await keep(await worker(), { _once: id, text: NOTE })
  for (const other of ['lead', 'duty-manager', 'administrator', 'governance', 'police', 'nurse', 'chair']) {
    const someone = await visitor(app, world, other)
    for (const page of [newEntry, `${newEntry}?draft=${id}`, '/drafts', `/drafts?draft=${id}`])
      assert.ok(!(await someone.get(page)).body.includes(NOTE), `${other} at ${page}`)
    assert.equal((await keep(someone, { _once: id, text: 'Written over' })).statusCode, 409, other)
    await someone.post(`/drafts/${id}/throw-away`, { path: '/' })
    await world.as(other, async ({ tx }) => {
      assert.deepEqual((await sql`select * from draft`.execute(tx)).rows, [], other)
      await sql`delete from draft`.execute(tx)
    })
  }
  assert.deepEqual(
    (await rows()).map(each => [each.id, each.text, each.email]),
    [[id, NOTE, 'social-worker@demonstration.example']],
  )
  await assert.rejects(
    world.as('social-worker', ({ tx }) => sql`update draft set fields = '{}'`.execute(tx)),
    /permission denied/,
  )
  await forget()
})

test('two windows are two drafts, and both are offered', async () => {
  const someone = await worker()
  await keep(someone, { text: 'What was typed in the first window' })
  await keep(someone, { text: 'What was typed in the second window' })
  const { body } = await someone.get(newEntry)
  assert.match(body, /typed in the second window[\s\S]*typed in the first window/)
  await forget()
})

test('every button of the header keeps the form of the page, and it is filled in where they lead', async () => {
  for (const button of [
    `/language?to=cy&path=${encodeURIComponent(newEntry)}`,
    `/public-view?to=on&path=${encodeURIComponent(newEntry)}`,
    `/session/stay?path=${encodeURIComponent(newEntry)}`,
  ]) {
    const someone = await worker()
    const pressed = await someone.post(button, { _once: randomUUID(), _form: '', text: NOTE })
    assert.equal(pressed.headers.location, newEntry, button)
    const shown = await someone.get(newEntry)
    assert.ok(isFilledIn(shown.body), button)
    assert.ok(!isFilledIn((await someone.get(newEntry)).body), 'filled in once; from then on it is offered')
    await forget()
  }
  const someone = await worker()
  await someone.post(`/sign-out?path=${encodeURIComponent(newEntry)}`, { _once: randomUUID(), _form: '', text: NOTE })
  const again = await worker()
  assert.equal((await again.get('/kept')).headers.location, newEntry)
  assert.ok(isFilledIn((await again.get(newEntry)).body))
  await forget()
})

test('a form that needs another look is there again when its address is opened anew, and saving it leaves nothing behind', async () => {
  const someone = await worker()
  const id = randomUUID()
  const refused = await someone.post(newEntry, { _once: id, _form: '', text: '', saidBy: 'A neighbour who saw it' })
  assert.equal(refused.statusCode, 400)
  assert.equal(keyIn(refused.body), id)
  const again = await someone.get(newEntry)
  assert.match(
    again.body,
    /name="saidBy"[^>]*value="A neighbour who saw it"|value="A neighbour who saw it"[^>]*name="saidBy"/,
  )
  await forget()
})

test('what was refused because there is nothing to be found any more is in the list of what one began', async () => {
  const someone = await worker()
  const elsewhere = `/children/${randomUUID()}/entries/new`
  const refused = await someone.post(elsewhere, { _once: randomUUID(), _form: '', text: NOTE, basis: 'fact' })
  assert.ok([404, 400].includes(refused.statusCode))
  assert.match((await someone.get('/drafts')).body, new RegExp(NOTE))
  if (refused.statusCode === 404) assert.match(refused.body, /href="\/drafts"/)
  await forget()
})

test('typed while signed out elsewhere: kept when it is known whose it is, and left on the screen when it is not', async () => {
  const someone = await worker()
  await world.database.asNobody(tx => endSession(tx, tokenHash(someone.cookies[SESSION_COOKIE] ?? '')))
  assert.equal((await keep(someone, { text: NOTE })).statusCode, 401)
  assert.equal((await rows()).length, 1)
  assert.ok(isFilledIn((await (await worker()).get(newEntry)).body))
  await forget()
  const { [SESSION_COOKIE]: _, ...cookies } = (await worker()).cookies
  const page = await app.inject({ method: 'GET', url: '/sign-in', cookies })
  const token = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
  const key = randomUUID()
  const sent = await app.inject({
    method: 'POST',
    url: newEntry,
    cookies: { ...cookies, ...Object.fromEntries(page.cookies.map(each => [each.name, each.value])) },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ _csrf: token, _form: '/elsewhere', _once: key, text: NOTE }).toString(),
  })
  assert.equal(sent.statusCode, 403)
  const keys = [...sent.body.matchAll(/name="_once" value="([^"]+)"/g)].map(found => found[1])
  assert.equal(keys.at(-1), key, 'sent again it is the same sending: it is never done twice')
  assert.ok(isFilledIn(sent.body), 'the words are on the page, to be sent again')
  assert.deepEqual(await rows(), [])
})

test('after two weeks it is not there any more', async () => {
  const someone = await worker()
  await keep(someone, { text: NOTE })
  await overConnection(world.ownerUrl, client => client.query(`update draft set kept_at = now() - interval '15 days'`))
  assert.ok(!(await someone.get(newEntry)).body.includes(NOTE))
  assert.ok(!(await someone.get('/drafts')).body.includes(NOTE))
  await keep(someone, { text: 'Another' })
  assert.deepEqual(
    (await rows()).map(each => each.text),
    ['Another'],
  )
})

test('a key that is none, a page of another site, a form that is none: kept for nobody, and no fault', async () => {
  const someone = await worker()
  assert.equal((await keep(someone, { _once: 'x', text: NOTE })).statusCode, 409)
  assert.equal((await keep(someone, { _page: 'https://elsewhere.example/', text: NOTE })).statusCode, 204)
  assert.equal((await keep(someone, { _form: 'f'.repeat(400), text: NOTE })).statusCode, 409)
  assert.equal((await keep(someone, {}, `/${'p'.repeat(400)}`)).statusCode, 409)
  assert.ok((await someone.get('/drafts')).body.includes('href="/?draft='))
  await forget()
})

// The last one: whoever has left does not come back.
test('of somebody who has left nothing is kept', async () => {
  await keep(await worker(), { text: NOTE })
  await overConnection(world.ownerUrl, client =>
    client.query(
      `update app_user set left_at = now(), version = version + 1 where email = 'social-worker@demonstration.example'`,
    ),
  )
  assert.deepEqual(await rows(), [])
})
