// What somebody typed is there again: after signing in again, in the other language, beside another's words, after an error.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { endSession } from '../../src/access/store/sessions.ts'
import { makeApp } from '../../src/app.ts'
import { SESSION_COOKIE, tokenHash } from '../../src/web/session-token.ts'
import { overConnection, TEST_KEY } from '../database.ts'
import { sentReferral } from '../children.ts'
import { visitor } from '../visits.ts'
import { demonstrationWorld, type World } from '../world.ts'

let world: World
let app: FastifyInstance
let newEntry: string
before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({
    database: world.database,
    secretKey: TEST_KEY,
    publicUrl: undefined,
    rateLimitPerMinute: 100_000,
  })
  const child = await world.as('social-worker', ({ tx }) =>
    tx.selectFrom('child').select('id').orderBy('reference').executeTakeFirstOrThrow(),
  )
  newEntry = `/children/${child.id}/entries/new`
})
after(async () => {
  await app.close()
  await world.close()
})

test('what was typed when a session ended is there again after signing in', async () => {
  const first = await visitor(app, world, 'social-worker')
  await world.database.asNobody(tx => endSession(tx, tokenHash(first.cookies[SESSION_COOKIE] ?? '')))
  const typed = 'A long note that nobody wants to write twice'
  const sent = await first.post(newEntry, { text: typed, _secret: 'never kept' })
  assert.match(String(sent.headers.location), /^\/sign-in/)
  const again = await visitor(app, world, 'social-worker')
  assert.equal((await again.get('/kept')).headers.location, newEntry)
  const shown = await again.get(newEntry)
  assert.ok(shown.body.includes(typed))
  assert.ok(!shown.body.includes('never kept'))
})

test('changing the language keeps the page and what was typed', async () => {
  const welsh = await visitor(app, world, 'social-worker', 'cy')
  const changed = await welsh.post(`/language?to=en&path=${encodeURIComponent(newEntry)}`, {
    _once: randomUUID(),
    _form: '',
    text: 'Half a sentence',
  })
  assert.equal(changed.headers.location, newEntry)
  const shown = await app.inject({
    method: 'GET',
    url: newEntry,
    cookies: { ...welsh.cookies, 'llwybr-language': 'en' },
  })
  assert.match(shown.body, /<html lang="en"[\s\S]*Half a sentence/)
})

test('a smaller button of a page does not lose the form that goes along with it: acknowledging, while a decision is begun', async () => {
  const { rows } = await overConnection(world.ownerUrl, client =>
    client.query<{ id: string }>(
      `select r.id from referral r join team_membership m on m.team_id = r.receiving_team_id
         join app_user u on u.id = m.user_id and u.email like 'duty-manager@%'
        where r.submitted_at is not null and r.decided_at is null and r.acknowledged_at is null limit 1`,
    ),
  )
  const path = `/referrals/${rows[0]?.id ?? ''}`
  const manager = await visitor(app, world, 'duty-manager')
  const typed = { reasons: 'Begun, and not to be lost', toldReferrer: 'We have it', outcome: 'strategy-discussion' }
  const keys = { _once: randomUUID(), _form: '' }
  const sent = await manager.post(`${path}/acknowledge`, { ...keys, ...typed })
  assert.equal(sent.headers.location, path)
  const { body } = await manager.get(path)
  for (const words of [typed.reasons, typed.toldReferrer]) assert.ok(body.includes(words), words)
  assert.match(
    body,
    /<input[^>]* checked[^>]*value="strategy-discussion"|<input[^>]*value="strategy-discussion"[^>]*checked/,
  )
  const other = await visitor(app, world, 'duty')
  assert.ok(!(await other.get(path)).body.includes(typed.reasons), 'nobody else reads what is begun')
  assert.equal(await isOnlyAcknowledged(path), true, 'nothing was decided by it')
})

test('a smaller button pressed beside an empty form leaves nothing begun', async () => {
  const referralId = await sentReferral(world, { givenName: 'Gwag', familyName: 'Ffurflen', bornOn: '2012-03-04' })
  const manager = await visitor(app, world, 'duty-manager')
  const path = `/referrals/${referralId}`
  const empty = { child: 'new', reasons: '', toldReferrer: '', lead: '', withWhom: '', policeWords: '' }
  await manager.post(`${path}/acknowledge`, { _once: randomUUID(), _form: '', ...empty })
  assert.equal(await isOnlyAcknowledged(path), true)
  assert.doesNotMatch((await manager.get('/drafts')).body, new RegExp(path))
  assert.doesNotMatch((await manager.get(path)).body, /It is not saved yet/)
})

async function isOnlyAcknowledged(path: string): Promise<boolean> {
  const { rowCount } = await overConnection(world.ownerUrl, client =>
    client.query('select 1 from referral where id = $1 and decided_at is null and acknowledged_at is not null', [
      path.split('/').at(-1),
    ]),
  )
  return rowCount === 1
}

test('two who change the same entry: the second sees both texts, and nothing is lost', async () => {
  const someone = await visitor(app, world, 'social-worker')
  const entry = await world.as('social-worker', ({ tx, actor }) =>
    tx
      .selectFrom('entry')
      .where('kind', '=', 'visit')
      .where('author_id', '=', actor.userId)
      .select(['id', 'version'])
      .executeTakeFirstOrThrow(),
  )
  const save = (text: string) => someone.post(`/entries/${entry.id}/change`, { text, version: String(entry.version) })
  assert.equal((await save('What the first wrote')).statusCode, 303)
  const second = await save('What the second wrote')
  assert.equal(second.statusCode, 409)
  assert.match(second.body, /What the first wrote[\s\S]*What the second wrote/)
})

test('an entry without words is refused at its field, and what was typed is kept and escaped', async () => {
  const someone = await visitor(app, world, 'social-worker')
  const response = await someone.post(newEntry, { saidBy: 'worried <b>' })
  assert.equal(response.statusCode, 400)
  assert.match(response.body, /<title>Error: Add an entry/)
  assert.match(response.body, /href="#text">Write what happened or was said/)
  assert.match(response.body, /worried &lt;b&gt;/)
})

test('names give way to references in public view', async () => {
  const someone = await visitor(app, world, 'social-worker')
  await someone.post('/public-view?to=on&path=/', {})
  const seen = await world.as('social-worker', ({ tx }) =>
    tx.selectFrom('child').select(['family_name', 'reference']).orderBy('reference').executeTakeFirstOrThrow(),
  )
  const list = await someone.get('/children')
  assert.ok(!list.body.includes(seen.family_name))
  assert.ok(list.body.includes(seen.reference))
})
