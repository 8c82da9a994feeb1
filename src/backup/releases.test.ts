// Each release's board, with its data, is brought up to this version; and what another version has used is refused in a sentence.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { findActorByEmail } from '../access/store/sessions.ts'
import { makeApp } from '../app.ts'
import type { Manifest } from './backup.ts'
import { total } from './making.ts'
import { putBack, restoreBackup } from './restoring.ts'
import { verifyDatabase } from './verifying.ts'
import { OtherVersionError } from '../db/applied.ts'
import { isDatabaseAway } from '../db/connections.ts'
import { openDatabase } from '../db/database.ts'
import { listMigrations, migrate } from '../db/migrate.ts'
import { roleName, roleUrl } from '../db/roles.ts'
import { overConnection, TEST_KEY, testDatabase, type TestDatabase } from '../../test/database.ts'
import { listReleases, RELEASE_KEY } from '../../test/releases.ts'
import { visitor } from '../../test/visits.ts'

let server: TestDatabase
const made: string[] = []
before(async () => {
  server = await testDatabase()
})
after(async () => {
  for (const name of made)
    await overConnection(server.adminUrl, admin => admin.query(`drop database if exists ${name} with (force)`))
  await server.close()
})

const manifestOf = (release: string) => JSON.parse(readFileSync(`releases/${release}/backup.json`, 'utf8')) as Manifest

test('there is a release to come from', () => {
  assert.ok(listReleases().includes('0.1.0'))
})

for (const release of listReleases()) {
  test(`a migration of release ${release} is never changed: what is to be otherwise is another migration`, () => {
    const { migrations } = manifestOf(release)
    assert.deepEqual(listMigrations().slice(0, migrations.length), migrations)
  })

  test(`a board of release ${release} is brought up to this version with all its data, and its people go on`, async () => {
    const name = `from_${release.replaceAll('.', '_')}_${process.pid}`
    made.push(name)
    const folder = `releases/${release}`
    await restoreBackup({ adminUrl: server.adminUrl, database: name, secretKey: RELEASE_KEY, folder })
    const url = (role: 'llwybr_owner' | 'llwybr_app') => roleUrl(server.adminUrl, name, role, RELEASE_KEY)
    const { faults, rows } = await verifyDatabase(url('llwybr_owner'))
    assert.deepEqual(faults, [])
    // The table of deeds is the program's, not the board's: a right that is taken away is a row less.
    for (const table of manifestOf(release).tables.filter(each => each.name !== 'deed_right'))
      assert.ok((rows.get(table.name) ?? 0) >= table.rows, `${table.name} lost rows`)
    assert.ok(total(manifestOf(release).tables) > 1000)

    const database = openDatabase(url('llwybr_app'), RELEASE_KEY, 4)
    const app = await makeApp({ database, secretKey: TEST_KEY, publicUrl: undefined })
    try {
      const actor = async (id: string) => {
        const found = await database.asNobody(tx => findActorByEmail(tx, `${id}@demonstration.example`))
        assert.ok(found)
        return found
      }
      const { rows: pages } = await overConnection(url('llwybr_owner'), client =>
        client.query<{ child: string; meeting: string }>(
          `select m.child_id as child, m.id as meeting from meeting m where m.approved_at is not null limit 3`,
        ),
      )
      assert.ok(pages.length > 0)
      const lead = await visitor(app, { database, actor }, 'lead')
      const records = pages.flatMap(each => [`/children/${each.child}`, `/children/${each.child}/chronology`])
      const meetings = pages.flatMap(each => [`/meetings/${each.meeting}/record`, `/meetings/${each.meeting}/copies`])
      for (const page of ['/', '/children', '/referrals', ...records, ...meetings])
        assert.equal((await lead.get(page)).statusCode, 200, page)
    } finally {
      await app.close()
      await database.close()
    }
  })

  test(`while a board of release ${release} is brought up to this version people write on, and no word is lost or kept twice`, async () => {
    const name = `writing_${release.replaceAll('.', '_')}_${process.pid}`
    made.push(name)
    const board = { adminUrl: server.adminUrl, database: name, secretKey: RELEASE_KEY }
    await putBack({ ...board, folder: `releases/${release}` })
    const database = openDatabase(roleUrl(server.adminUrl, name, 'llwybr_app', RELEASE_KEY), RELEASE_KEY, 4)
    const writer = await database.asNobody(tx => findActorByEmail(tx, 'social-worker@demonstration.example'))
    const userId = writer?.userId ?? ''
    // As the program of that release writes a note, over and over, each under a text of its own.
    const write = (text: string) =>
      database.asActor(userId, async tx => {
        await sql`insert into entry (child_id, kind, basis, text, happened_on, author_id, agency_id)
                  select n.child_id, 'note', 'fact', ${text}, current_date, ${userId}, u.agency_id
                    from network_member n join app_user u on u.id = n.user_id
                   where n.user_id = ${userId} and n.left_at is null and exists (select 1 from child where id = n.child_id) limit 1`.execute(
          tx,
        )
        await sql`insert into audit_event (event, child_id) select 'entry.added', child_id from entry where text = ${text}`.execute(
          tx,
        )
      })
    const kept: string[] = []
    const after: string[] = []
    let isUpToDate = false
    const writing = [1, 2, 3].map(async nth => {
      for (let count = 0; !isUpToDate || after.length < 30; count += 1) {
        const text = `writer ${nth}, word ${count}`
        const wasUpToDate = isUpToDate
        await write(text).then(
          () => (wasUpToDate ? after : kept).push(text),
          (error: unknown) => assert.ok(isDatabaseAway(error), String(error)),
        )
      }
    })
    while (kept.length < 30) await Promise.race([...writing, new Promise(resolve => setTimeout(resolve, 5))])
    assert.ok((await migrate(board)).length > 5)
    isUpToDate = true
    await Promise.all(writing)
    await database.close()
    const { rows } = await overConnection(roleUrl(server.adminUrl, name, 'llwybr_owner', RELEASE_KEY), client =>
      client.query<{ text: string; times: number }>(
        `select e.text, count(*)::int as times from entry e where e.text like 'writer %' group by e.text`,
      ),
    )
    const there = new Map(rows.map(row => [row.text, row.times]))
    for (const text of [...kept, ...after]) assert.equal(there.get(text), 1, text)
    assert.deepEqual((await verifyDatabase(roleUrl(server.adminUrl, name, 'llwybr_owner', RELEASE_KEY))).faults, [])
  })
}

test('a board is put back on a server that keeps another alphabet, and the family’s copies stand as they stood', async () => {
  const release = listReleases().at(-1) ?? ''
  const name = `heb_wyddor_${process.pid}`
  const owner = roleName(name, 'llwybr_owner')
  made.push(name)
  await overConnection(server.adminUrl, async admin => {
    await admin.query(`create role ${owner}`)
    await admin.query(
      `create database ${name} template template0 locale_provider libc lc_collate 'C' lc_ctype 'C' owner ${owner}`,
    )
  })
  await restoreBackup({
    adminUrl: server.adminUrl,
    database: name,
    secretKey: RELEASE_KEY,
    folder: `releases/${release}`,
  })
  // Those who were at each meeting are called what Welsh orders otherwise than the letters' numbers do.
  const sources = async (board: string) => {
    const address = new URL(server.adminUrl)
    address.pathname = `/${board}`
    await overConnection(address.href, admin =>
      admin.query(
        `set session_replication_role = replica;
         update meeting_person p set name = case nth % 2 when 0 then 'Lwc' else 'Llwyd' end
           from (select id, row_number() over (order by meeting_id, id) as nth from meeting_person) n where n.id = p.id`,
      ),
    )
    const database = openDatabase(roleUrl(server.adminUrl, board, 'llwybr_app', RELEASE_KEY), RELEASE_KEY, 2)
    try {
      const lead = await database.asNobody(tx => findActorByEmail(tx, 'lead@demonstration.example'))
      return await database.asActor(lead?.userId ?? '', async tx =>
        sql<{ id: string; source: string; isWelsh: boolean; folded: string; foldedSmall: string }>`
          select id, family_copy_source(id) as source, 'llwyd' > 'lwc' as "isWelsh",
                 fold_name('ВИГАДАНКА ΦΑΝΤΑΣΊΝΗ Ŵyr-Crëyr أزهرون') as folded, fold_name('вигаданка φαντασίνη ŵyr crëyr ازهرون') as "foldedSmall"
            from meeting where approved_at is not null order by id`.execute(tx),
      )
    } finally {
      await database.close()
    }
  }
  const { rows: other } = await sources(name)
  const { rows: welsh } = await sources(`from_${release.replaceAll('.', '_')}_${process.pid}`)
  assert.deepEqual(
    [welsh.length > 0, welsh.every(row => row.isWelsh), other.every(row => !row.isWelsh)],
    [true, true, true],
  )
  assert.deepEqual(
    welsh.map(row => row.source),
    other.map(row => row.source),
  )
  // A name is looked for alike, whatever letters the server's own alphabet knows.
  for (const row of [...other, ...welsh])
    assert.deepEqual([row.folded, row.foldedSmall], [other[0]?.folded, other[0]?.folded])
  assert.match(other[0]?.folded ?? '', /^[a-z]{18} [a-z]{18} wyr creyr [a-z]{12}$/)
})

test('what a newer version has used, or one that was never released made, is refused in a sentence; nothing is changed', async () => {
  const name = `other_version_${process.pid}`
  made.push(name)
  const options = { adminUrl: server.adminUrl, database: name, secretKey: TEST_KEY }
  const asked = () => migrate(options)
  assert.equal((await asked()).length, listMigrations().length)
  assert.deepEqual(await asked(), [], 'a second start finds nothing to do')
  const ownerUrl = roleUrl(server.adminUrl, name, 'llwybr_owner', TEST_KEY)
  const asOwner = (statement: string) =>
    overConnection(ownerUrl, async owner => (await owner.query(statement)).rows as unknown[])
  const content = () => asOwner('select name, timestamp from kysely_migration order by name')
  const refused = async (change: string, said: RegExp) => {
    await asOwner(change)
    const before = await content()
    await assert.rejects(asked(), error => error instanceof OtherVersionError && said.test(error.message))
    assert.deepEqual(await content(), before)
  }
  await refused(
    `insert into kysely_migration values ('9999-of-a-later-day', now()::text)`,
    /newer version of Llwybr \(its database knows 9999-of-a-later-day\)/,
  )
  await asOwner(`delete from kysely_migration where name = '9999-of-a-later-day'`)
  await refused(
    `update kysely_migration_text set sha256 = 'x' where name = '0001-acting'`,
    /never released \(its 0001-acting/,
  )
  await refused(`delete from kysely_migration_text`, /never released/)
})

test('several who start at the same moment on an empty place bring it up once', async () => {
  const name = `at_once_${process.pid}`
  made.push(name)
  const start = () => migrate({ adminUrl: server.adminUrl, database: name, secretKey: TEST_KEY })
  const applied = await Promise.all([start(), start(), start()])
  assert.equal(applied.flat().length, listMigrations().length)
})
