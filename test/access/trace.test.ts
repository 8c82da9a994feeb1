// What leaves no trace shows nobody, and what is changed without one is not changed.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { startSession } from '../../src/access/store/sessions.ts'
import { makeApp } from '../../src/app.ts'
import { pages } from '../../src/pages.ts'
import { newToken, SESSION_COOKIE, tokenHash } from '../../src/web/session-token.ts'
import { beginAs, overConnection, TEST_KEY } from '../database.ts'
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

// By hand: whoever adds a page here shows in the test below that it shows nobody.
const WITHOUT_TRACE = [
  'get /board',
  'get /board/agencies',
  'get /board/bank-holidays',
  'get /board/guides',
  'get /board/guides/:guideId',
  'get /board/guides/new',
  'get /board/limits',
  'get /board/staff/:userId',
  'get /board/staff/:userId/details',
  'get /board/staff/:userId/left',
  'get /board/statements',
  'get /board/statements/:statement',
  'get /board/teams',
  'get /board/teams/:teamId',
  'get /drafts',
  'get /forms-of-exploitation',
  'get /guides',
  'get /kept',
  'get /referrals/:referralId/danger-now',
  'get /set-up',
  'get /sign-in',
  'get /urgent-access',
  'get /welcome',
  'post /drafts',
  'post /drafts/:draftId/throw-away',
  'post /drafts/for-later',
  'post /notices/:noticeId/read',
  'post /public-view',
  'post /session/stay',
]

test('the pages that leave no trace are few, and these', () => {
  const found = pages.filter(page => typeof page.audit === 'object' && 'none' in page.audit)
  assert.deepEqual(found.map(page => `${page.method} ${page.path}`).sort(), WITHOUT_TRACE)
})

test('no page that leaves no trace shows a child’s name, reference or day of birth, whoever opens it', async () => {
  const { rows: children } = await overConnection(world.ownerUrl, client =>
    client.query<{ name: string; reference: string; born_on: string | null }>(
      `select given_name || ' ' || family_name as name, reference, born_on::text from child`,
    ),
  )
  assert.ok(children.length > 30)
  const referral = await overConnection(world.ownerUrl, client =>
    client.query<{ id: string }>('select id from referral where child_id is not null limit 1'),
  )
  for (const who of ['social-worker', 'lead', 'administrator', 'governance']) {
    const actor = await world.actor(who)
    const token = newToken(TEST_KEY)
    await world.database.asNobody(tx =>
      startSession(tx, actor.userId, tokenHash(token), new Date(Date.now() + 600_000)),
    )
    for (const address of WITHOUT_TRACE) {
      const [method, path = ''] = address.split(' ')
      if (method !== 'get') continue
      const url = path.replace(':userId', actor.userId).replace(':referralId', referral.rows[0]?.id ?? '')
      const { body } = await app.inject({ method: 'GET', url, cookies: { [SESSION_COOKIE]: token } })
      for (const child of children)
        for (const word of [child.name, child.reference, child.born_on].filter(Boolean))
          assert.ok(!body.includes(word ?? ''), `${address} shows ${word ?? ''} to ${who}`)
    }
  }
})

test('no change of anything about a child, a referral or the board is committed without its event', async () => {
  const { userId } = await world.actor('social-worker')
  const administrator = await world.actor('administrator')
  const changes: readonly (readonly [string, string])[] = [
    [userId, `update child set school = 'Ysgol Arall', version = version + 1`],
    [
      userId,
      `insert into child_alert (child_id, kind, text, raised_by) select id, 'other', 'x', '${userId}' from child limit 1`,
    ],
    [
      userId,
      `insert into entry (child_id, kind, text, happened_on, author_id, agency_id)
       select c.id, 'note', 'x', current_date, u.id, u.agency_id from child c, app_user u where u.id = '${userId}' limit 1`,
    ],
    [administrator.userId, `update user_role set ended_at = now() where user_id = '${userId}'`],
    [
      administrator.userId,
      `insert into setting (name, value, effective_from, source) values ('review-meeting', 1, current_date, 'x')`,
    ],
  ]
  await overConnection(world.appUrl, async client => {
    for (const [who, change] of changes) {
      await beginAs(client, who)
      const { rowCount } = await client.query(change)
      assert.ok((rowCount ?? 0) > 0, change)
      await assert.rejects(client.query('commit'), /leaves no trace/, change)
      // An event of an earlier transaction is not the trace of this one.
      await beginAs(client, who)
      await client.query(`insert into audit_event (event) values ('record.seen')`)
      await client.query('commit')
      await beginAs(client, who)
      await client.query(change)
      await assert.rejects(client.query('commit'), /leaves no trace/, change)
      await beginAs(client, who)
      await client.query(change)
      await client.query(`insert into audit_event (event) values ('child.details-changed')`)
      await client.query('rollback')
    }
  })
})

test('each look at a page about a child leaves an event that names the child', async () => {
  const actor = await world.actor('social-worker')
  const token = newToken(TEST_KEY)
  await world.database.asNobody(tx => startSession(tx, actor.userId, tokenHash(token), new Date(Date.now() + 600_000)))
  const { rows } = await overConnection(world.ownerUrl, client =>
    client.query<{ child_id: string; meeting_id: string; entry_id: string }>(
      `select m.child_id, m.id as meeting_id, (select e.id from entry e where e.child_id = m.child_id and e.audience = 'network' limit 1) as entry_id
         from meeting m join network_member n on n.child_id = m.child_id and n.user_id = $1 and n.left_at is null
        where m.approved_at is not null limit 1`,
      [actor.userId],
    ),
  )
  const found = rows[0]
  assert.ok(found)
  for (const url of [
    `/children/${found.child_id}`,
    `/children/${found.child_id}/network`,
    `/children/${found.child_id}/entries/new`,
    `/children/${found.child_id}/assessments/new`,
    `/children/${found.child_id}/panel`,
    `/children/${found.child_id}/pathway`,
    `/entries/${found.entry_id}`,
    `/meetings/${found.meeting_id}`,
    `/meetings/${found.meeting_id}/booking`,
  ]) {
    const count = (): Promise<number> =>
      overConnection(world.ownerUrl, async client => {
        const counted = await client.query<{ count: number }>(
          'select count(*)::int as count from audit_event where actor_id = $1 and child_id = $2',
          [actor.userId, found.child_id],
        )
        return counted.rows[0]?.count ?? 0
      })
    const before = await count()
    const { statusCode } = await app.inject({ method: 'GET', url, cookies: { [SESSION_COOKIE]: token } })
    assert.equal(statusCode, 200, url)
    assert.equal(await count(), before + 1, url)
  }
})
