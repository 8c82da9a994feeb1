// Several processes of one board on one database, as a board's server runs them: one after the other is ended and started anew
// while people read and write, and nobody notices.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { newToken, SESSION_COOKIE, tokenHash } from '../../src/web/session-token.ts'
import { findActorByEmail, startSession } from '../../src/access/store/sessions.ts'
import { codeHash } from '../../src/account/actions.ts'
import { openDatabase } from '../../src/db/database.ts'
import { type RunningServer, startEmbeddedPostgres } from '../../src/db/embedded.ts'
import { newFoundingCode } from '../../src/db/founding.ts'
import { migrate } from '../../src/db/migrate.ts'
import { roleUrl } from '../../src/db/roles.ts'
import { loadDemonstration } from '../../src/demonstration/actions.ts'
import { newClusterFolder, removeClusterFolder } from '../cluster-folder.ts'
import { startBalancer } from './balancer.ts'
import { clear, dataFolder, leftAfter, type Service, startService } from './deployed.ts'

const KEY = 'a-key-for-several-processes-that-protects-nothing'
const DATABASE = 'several'

const cluster = newClusterFolder()
const folders = [dataFolder(), dataFolder()]
let server: RunningServer
let session: string
let ownerUrl: string

before(async () => {
  server = await startEmbeddedPostgres({ dataDir: cluster })
  await migrate({ adminUrl: server.adminUrl, database: DATABASE, secretKey: KEY })
  ownerUrl = roleUrl(server.adminUrl, DATABASE, 'llwybr_owner', KEY)
  const database = openDatabase(roleUrl(server.adminUrl, DATABASE, 'llwybr_app', KEY), KEY, 2)
  await loadDemonstration(database, codeHash((await newFoundingCode(ownerUrl, codeHash, 'a-key')) ?? ''), new Date())
  session = newToken(KEY)
  await database.asNobody(async tx => {
    const actor = await findActorByEmail(tx, 'social-worker@demonstration.example')
    await startSession(tx, actor?.userId ?? '', tokenHash(session), new Date(Date.now() + 600_000))
  })
  await database.close()
})
after(async () => {
  folders.forEach(clear)
  await server.stop()
  removeClusterFolder(cluster)
})

const start = (folder: string): Service =>
  startService(folder, {
    DATABASE_URL: server.adminUrl,
    DATABASE_NAME: DATABASE,
    SECRET_KEY: KEY,
    DRAIN_SECONDS: '2',
    METRICS_PORT: '0',
  })

async function asOwner<T extends pg.QueryResultRow>(statement: string): Promise<readonly T[]> {
  const owner = new pg.Client(ownerUrl)
  await owner.connect()
  try {
    return (await owner.query<T>(statement)).rows
  } finally {
    await owner.end()
  }
}

test('one process after the other is ended and started anew under load: no request fails, and each acknowledged word is there once', async t => {
  const [one, other] = folders as [string, string]
  const running = new Map([
    [one, start(one)],
    [other, start(other)],
  ])
  const addresses = async () => Promise.all([...running.values()].map(each => each.address()))
  let ended = false
  const balancer = await startBalancer()
  t.after(async () => {
    ended = true
    await balancer.close()
  })
  balancer.setProcesses(await addresses())
  for (const address of await addresses()) await balancer.untilReady(address)

  const [child] = await asOwner<{ child_id: string }>(
    `select child_id from network_member m join app_user u on u.id = m.user_id where u.email like 'social-worker@%' and m.left_at is null limit 1`,
  )
  const childId = child?.child_id ?? ''
  const signedIn = `${SESSION_COOKIE}=${session}; llwybr-language=en`
  const first = await fetch(`${balancer.address}/children`, { headers: { cookie: signedIn } })
  const token = /name="_csrf" value="([^"]+)"/.exec(await first.text())?.[1] ?? ''
  const forgery =
    first.headers
      .getSetCookie()
      .find(each => each.startsWith('_csrf='))
      ?.split(';')[0] ?? ''

  const failed: string[] = []
  const acknowledged: string[] = []
  let written = 0
  const ask = async (what: string, request: () => Promise<Response>, wanted: number) => {
    try {
      const { status } = await request()
      if (status === wanted) return true
      failed.push(`${what}: ${status}`)
    } catch (error) {
      failed.push(`${what}: ${String(error)}`)
    }
    return false
  }
  const visitors = Array.from({ length: 4 }, async () => {
    while (!ended) {
      await ask(
        'record',
        () => fetch(`${balancer.address}/children/${childId}`, { headers: { cookie: signedIn } }),
        200,
      )
      const text = `A sentence under way, number ${(written += 1)}.`
      const body = new URLSearchParams({
        _csrf: token,
        text,
        kind: 'note',
        basis: 'fact',
        audience: 'network',
        saidBy: '',
      })
      body.set('happenedOn', new Date().toISOString().slice(0, 10))
      const save = () =>
        fetch(`${balancer.address}/children/${childId}/entries/new`, {
          method: 'POST',
          headers: { cookie: `${signedIn}; ${forgery}`, 'content-type': 'application/x-www-form-urlencoded' },
          body,
          redirect: 'manual',
        })
      if (await ask('entry', save, 303)) acknowledged.push(text)
      await wait(20)
    }
  })

  for (const folder of folders) {
    const leaving = running.get(folder)
    leaving?.process.kill('SIGTERM')
    assert.deepEqual(await leftAfter(folder, 20), [])
    const anew = start(folder)
    running.set(folder, anew)
    const address = await anew.address()
    balancer.setProcesses(await addresses())
    await balancer.untilReady(address)
  }
  ended = true
  await Promise.all(visitors)

  assert.deepEqual(failed, [])
  assert.ok(acknowledged.length > 20, `${acknowledged.length} entries`)
  const kept = await asOwner<{ text: string }>(`select text from entry where text like 'A sentence under way%'`)
  assert.deepEqual(kept.map(row => row.text).toSorted(), acknowledged.toSorted())
  const [events] = await asOwner<{ count: number }>(
    `select count(*)::int as count from audit_event a join entry e on e.id = a.subject_id where a.event = 'entry.added' and e.text like 'A sentence under way%'`,
  )
  assert.equal(events?.count, acknowledged.length)

  // What a process measures of itself says how many and how long, and names nobody.
  const measured = await (
    await fetch(/Measurements are at (\S+)/.exec(running.get(one)?.said() ?? '')?.[1] ?? '')
  ).text()
  assert.match(measured, /llwybr_answer_seconds_count\{method="GET",page="\/children\/:childId",status="200"\} [1-9]/)
  assert.match(measured, /llwybr_database_connections\{state="waiting"\} 0/)
  assert.doesNotMatch(measured, /[0-9a-f]{8}-[0-9a-f]{4}-|LL-\d|@/)

  for (const address of await addresses())
    assert.equal((await fetch(`${address}/metrics`)).status, 404, 'not where visitors come')

  for (const [folder, service] of running) {
    service.process.kill('SIGTERM')
    assert.deepEqual(await leftAfter(folder, 20), [])
  }
})
