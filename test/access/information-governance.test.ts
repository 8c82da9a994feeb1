// The audit of the whole board: for the information governance officer alone, by reference and never by name.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { startSession } from '../../src/access/store/sessions.ts'
import { makeApp } from '../../src/app.ts'
import { findAuditedChild, listAuditedReferences } from '../../src/information-governance/store.ts'
import { newToken, SESSION_COOKIE, tokenHash } from '../../src/web/session-token.ts'
import { overConnection, TEST_KEY } from '../database.ts'
import { demonstrationWorld, type World } from '../world.ts'

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

async function open(who: string, url: string, language = 'en') {
  const actor = await world.actor(who)
  const token = newToken(TEST_KEY)
  await world.database.asNobody(tx => startSession(tx, actor.userId, tokenHash(token), new Date(Date.now() + 600_000)))
  const cookies = { [SESSION_COOKIE]: token, 'llwybr-language': language }
  return app.inject({ method: 'GET', url, cookies, headers: { 'accept-language': language } })
}

const asOwner = <T extends object>(sql: string, values: unknown[] = []) =>
  overConnection(world.ownerUrl, async client => (await client.query<T>(sql, values)).rows)

async function aChild(): Promise<{ id: string; reference: string; name: string }> {
  const [child] = await asOwner<{ id: string; reference: string; name: string }>(
    `select c.id, c.reference, c.given_name || ' ' || c.family_name as name from child c
      join audit_event a on a.child_id = c.id group by c.id order by count(*) desc limit 1`,
  )
  assert.ok(child)
  return child
}

test('the audit of the board opens for information governance and for nobody else', async () => {
  assert.equal((await open('governance', '/audit')).statusCode, 200)
  for (const who of ['social-worker', 'duty-manager', 'chair', 'lead', 'administrator', 'panel', 'police']) {
    const { statusCode, body } = await open(who, '/audit')
    assert.equal(statusCode, 403, who)
    assert.doesNotMatch(body, /LL-\d{5}/)
  }
})

test('the audit names references and people, never a child, and reading it is recorded with whose record was asked about', async () => {
  const child = await aChild()
  const names = await asOwner<{ name: string }>(`select given_name || ' ' || family_name as name from child`)
  const { body } = await open('governance', `/audit?reference=${child.reference.toLowerCase()}`)
  assert.ok(body.includes(child.reference))
  for (const { name } of names) assert.ok(!body.includes(name), `the audit shows ${name}`)
  const others = new Set([...body.matchAll(/LL-\d{5}/g)].map(([found]) => found))
  others.delete('LL-00037') // the example in the hint
  others.delete(child.reference)
  others.delete(child.reference.toLowerCase())
  assert.deepEqual([...others], [], 'only the record asked about is listed')
  const [read] = await asOwner<{ child_id: string; event: string }>(
    'select child_id, event from audit_event order by seq desc limit 1',
  )
  assert.deepEqual(read, { child_id: child.id, event: 'board.audit-read' })
})

test('a reference that no record has is said at its field, and what was asked is kept', async () => {
  for (const [language, says] of [
    ['en', 'No record on this board has this reference'],
    ['cy', 'Nid oes cofnod â’r cyfeirnod hwn ar y bwrdd'],
  ] as const) {
    const { body, statusCode } = await open('governance', '/audit?reference=LL-99999&who=Invented', language)
    assert.equal(statusCode, 400)
    assert.ok(body.includes(says), says)
    assert.match(body, /value="LL-99999"/)
    assert.match(body, /value="Invented"/)
    assert.doesNotMatch(body, /<table/)
  }
})

test('an impossible day is said at its field; the day until is in, the day after is not', async () => {
  const wrong = await open('governance', '/audit?from-day=31&from-month=2&from-year=2026')
  assert.equal(wrong.statusCode, 400)
  assert.match(wrong.body, /href="#from"/)
  await asOwner(
    `insert into audit_event (at, event, actor_id) values
       ('2020-03-01 23:59:59+00', 'panel.list-seen', (select id from app_user limit 1)),
       ('2020-03-02 00:00:00+00', 'work.seen', (select id from app_user limit 1))`,
  )
  const day = (name: string, on: number) => `${name}-day=${on}&${name}-month=3&${name}-year=2020`
  const first = await open('governance', `/audit?${day('from', 1)}&${day('until', 1)}`)
  assert.match(first.body, /looked at the panel’s list/)
  assert.doesNotMatch(first.body, /looked at their work/)
  const second = await open('governance', `/audit?${day('from', 2)}&${day('until', 2)}`)
  assert.match(second.body, /looked at their work/)
  assert.doesNotMatch(second.body, /looked at the panel’s list/)
})

test('a question and a name narrow the list, and older events keep both', async () => {
  const actor = await world.actor('social-worker')
  await asOwner(`insert into audit_event (event, actor_id) select 'work.seen', $1 from generate_series(1, 101)`, [
    actor.userId,
  ])
  const { body } = await open('governance', `/audit?who=${encodeURIComponent(actor.name.slice(2, 9).toUpperCase())}`)
  const rows = body.split('<tbody')[1]?.split('<tr').slice(1) ?? []
  assert.equal(rows.length, 100)
  for (const row of rows) assert.ok(row.includes(actor.name), row)
  const older = /href="(\/audit\?[^"]*before=[^"]*)"/.exec(body)?.[1]?.replaceAll('&amp;', '&') ?? ''
  assert.match(older, /who=/)
  const next = await open('governance', older)
  assert.equal(next.statusCode, 200)
  assert.ok(next.body.includes(actor.name))
  const signingIn = await open('governance', '/audit?question=emergencies')
  assert.doesNotMatch(signingIn.body, /opened the child’s record|sent a referral/)
  for (const odd of ['/audit?before=abc', '/audit?before=-1', '/audit?before=1e400', '/audit?who=%00'])
    assert.equal((await open('governance', odd)).statusCode, 200, odd)
  const other = await open('governance', '/audit?question=other')
  assert.equal(other.statusCode, 400)
  assert.match(other.body, /This answer could not be read/)
})

test('only information governance learns a reference from a record’s identifier, or the reverse', async () => {
  const child = await aChild()
  for (const who of ['social-worker', 'lead', 'administrator', 'chair'])
    await world.as(who, async ({ tx }) => {
      assert.equal(await findAuditedChild(tx, child.reference), undefined, who)
      assert.equal((await listAuditedReferences(tx, [child.id])).size, 0, who)
    })
  await world.as('governance', async ({ tx }) => {
    assert.equal(await findAuditedChild(tx, ` ${child.reference.toLowerCase()} `), child.id)
    assert.deepEqual([...(await listAuditedReferences(tx, [child.id]))], [[child.id, child.reference]])
  })
})

test('what was loaded in somebody’s name says who loaded it, in the audit and on the record’s own page', async () => {
  const [act] = await asOwner<{ loader: string; actor: string; reference: string; child_id: string }>(
    `select l.name as loader, u.name as actor, c.reference, c.id as child_id from audit_event a
       join app_user l on l.id = a.recorded_by join app_user u on u.id = a.actor_id join child c on c.id = a.child_id
      where a.recorded_by <> a.actor_id limit 1`,
  )
  assert.ok(act, 'the demonstration board is loaded by one person in the names of many')
  const { body } = await open('governance', `/audit?reference=${act.reference}`)
  assert.ok(body.includes(`from a case file that ${act.loader} loaded`))
  const page = await open('lead', `/children/${act.child_id}/access`)
  assert.equal(page.statusCode, 200)
  assert.ok(page.body.includes(`from a case file that ${act.loader} loaded`))
})
