import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { childOnPathway } from '../../test/children.ts'
import { overConnection, TEST_KEY } from '../../test/database.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { openDatabase } from '../db/database.ts'
import { roleUrl } from '../db/roles.ts'
import { addNote } from '../entry/actions.ts'
import { BackupError, fileOf, type Manifest } from './backup.ts'
import { makeBackup, total } from './making.ts'
import { restoreBackup } from './restoring.ts'
import { verifyDatabase } from './verifying.ts'

let world: World
let home: string
let folder: string
let made: Manifest
const places: string[] = []
before(async () => {
  world = await demonstrationWorld()
  home = mkdtempSync(join(tmpdir(), 'llwybr-backup-'))
  folder = join(home, 'a folder with spaces', 'nos Fawrth')
  made = await makeBackup({ ownerUrl: world.ownerUrl, secretKey: TEST_KEY, keyFile: `${TEST_KEY}\n`, folder })
})
after(async () => {
  await world.close()
  for (const name of places)
    await overConnection(world.adminUrl, admin => admin.query(`drop database if exists ${name} with (force)`))
  rmSync(home, { recursive: true })
})

/** A place of its own for one backup. */
function place(): {
  name: string
  ownerUrl: string
  appUrl: string
  restore: (from?: string, secretKey?: string) => Promise<Manifest>
} {
  const name = `restored_${places.length}_${process.pid}`
  places.push(name)
  return {
    name,
    ownerUrl: roleUrl(world.adminUrl, name, 'llwybr_owner', TEST_KEY),
    appUrl: roleUrl(world.adminUrl, name, 'llwybr_app', TEST_KEY),
    restore: (from = folder, secretKey = TEST_KEY) =>
      restoreBackup({ adminUrl: world.adminUrl, database: name, secretKey, folder: from }),
  }
}

/** Every row of every kept table, as text, without the events of backups themselves. */
async function contentOf(ownerUrl: string): Promise<Record<string, string[]>> {
  return overConnection(ownerUrl, async client => {
    const content: Record<string, string[]> = {}
    for (const { name } of made.tables) {
      const where = name === 'audit_event' ? `where event not in ('board.backed-up', 'board.restored')` : ''
      const { rows } = await client.query<{ row: string }>(`select t::text as row from "${name}" t ${where} order by 1`)
      content[name] = rows.map(each => each.row)
    }
    return content
  })
}

test('what is put back into an empty place is what was there, row by row, and the database finds nothing wrong with it', async () => {
  assert.ok(total(made.tables) > 2000)
  const there = place()
  const restored = await there.restore()
  assert.equal(total(restored.tables), total(made.tables))
  const [before, after] = [await contentOf(world.ownerUrl), await contentOf(there.ownerUrl)]
  for (const { name } of made.tables) assert.deepEqual(after[name], before[name], name)
  const { faults, rows } = await verifyDatabase(there.ownerUrl)
  assert.deepEqual(faults, [])
  assert.equal(rows.get('child'), before['child']?.length)
})

test('after it the board goes on: people see what they saw, references go on, what must stay stays', async () => {
  const there = place()
  await there.restore()
  const database = openDatabase(there.appUrl, TEST_KEY, 2)
  const { userId } = await world.actor('social-worker')
  const childrenIn = (from: World['database']) =>
    from.asActor(userId, async tx =>
      (await tx.selectFrom('child').select('id').orderBy('id').execute()).map(row => row.id),
    )
  assert.deepEqual(await childrenIn(database), await childrenIn(world.database))
  await database.close()
  const next = (url: string) =>
    overConnection(
      url,
      async client => (await client.query<{ n: string }>(`select nextval('child_reference_number') as n`)).rows,
    )
  assert.deepEqual(await next(there.ownerUrl), await next(world.ownerUrl))
  await overConnection(there.ownerUrl, async client => {
    await assert.rejects(client.query('delete from audit_event'), /append-only/)
    await assert.rejects(client.query(`update happening set text = 'x'`), /append-only/)
    await assert.rejects(
      client.query(`insert into clock_replan (clock_id, child_id, from_due_on, to_due_on, reason, authorised_by)
        select gen_random_uuid(), id, current_date, current_date, 'x', gen_random_uuid() from child limit 1`),
      /clock_replan_clock/,
    )
  })
})

test('a backup is readable by its owner only, and leaves its trace', async () => {
  assert.equal(statSync(folder).mode & 0o777, 0o700)
  for (const file of readdirSync(folder)) assert.equal(statSync(join(folder, file)).mode & 0o777, 0o600, file)
  assert.ok(!readFileSync(join(folder, 'backup.json'), 'utf8').includes(TEST_KEY))
  assert.ok(existsSync(join(folder, 'secret.key')))
  const { rows } = await overConnection(world.ownerUrl, client =>
    client.query(`select details ->> 'rows' as rows from audit_event where event = 'board.backed-up'`),
  )
  assert.deepEqual(rows, [{ rows: String(total(made.tables)) }])
})

test('it is one instant: while others write, what is copied holds together', async () => {
  const childId = await childOnPathway(world, 'Wrthgefn')
  const state = { writing: true, written: 0 }
  const writer = (async () => {
    for (; state.writing; state.written += 1)
      await world.as('social-worker', work =>
        addNote(work, {
          ...{ childId, kind: 'note', basis: 'fact', audience: 'network', context: null, saidBy: '' },
          text: `note ${state.written}`,
          happenedOn: work.today,
        }),
      )
  })()
  while (state.written < 3) await wait(20)
  const during = join(home, 'during')
  await makeBackup({ ownerUrl: world.ownerUrl, secretKey: TEST_KEY, keyFile: undefined, folder: during })
  const written = state.written
  while (state.written === written) await wait(20)
  state.writing = false
  await writer
  assert.ok(!existsSync(join(during, 'secret.key')), 'a key from outside is its keeper’s')
  const there = place()
  await there.restore(during)
  assert.deepEqual((await verifyDatabase(there.ownerUrl)).faults, [])
  const { rows } = await overConnection(there.ownerUrl, client =>
    client.query<{ traced: boolean }>(
      `select exists (select 1 from audit_event e where e.subject_id = n.id and e.event = 'entry.added') as traced from entry n where n.child_id = $1 and n.text like 'note %'`,
      [childId],
    ),
  )
  assert.ok(rows.length >= 3 && rows.length < state.written)
  assert.ok(rows.every(row => row.traced))
})

test('what is damaged, cut short, lacking, of another key or another version is refused, and nothing is put back', async () => {
  const there = place()
  const file = join(folder, fileOf('entry'))
  const whole = readFileSync(file)
  const json = join(folder, 'backup.json')
  const told = readFileSync(json, 'utf8')
  const refused = async (said: RegExp, secretKey = TEST_KEY) => {
    await assert.rejects(there.restore(folder, secretKey), error => {
      assert.ok(error instanceof BackupError, String(error))
      assert.match(error.message, said)
      return true
    })
  }
  try {
    const damaged = Buffer.from(whole)
    damaged[damaged.length >> 1] = (damaged[damaged.length >> 1] ?? 0) ^ 1
    writeFileSync(file, damaged)
    await refused(/entry\.copy\.gz is not as it was written/)
    writeFileSync(file, whole.subarray(0, whole.length - 20))
    await refused(/entry\.copy\.gz is not as it was written/)
    rmSync(file)
    await refused(/lacks entry\.copy\.gz/)
    writeFileSync(file, whole)
    await refused(/another key/, 'another-key-of-another-deployment-altogether')
    writeFileSync(json, told.replace('0005-children', '0005-something-else'))
    await refused(/later Llwybr, or of another/)
    const { tables, ...rest } = JSON.parse(told) as { tables: { name: string }[] }
    writeFileSync(json, JSON.stringify({ ...rest, tables: tables.filter(({ name }) => name !== 'deed_right') }))
    await refused(/does not name every table/)
    writeFileSync(json, JSON.stringify({ ...rest, tables: [{ ...tables[0], name: '../secret' }, ...tables.slice(1)] }))
    await refused(/cannot be read/)
    writeFileSync(json, told.slice(0, 200))
    await refused(/cannot be read/)
    writeFileSync(json, told)
    await assert.rejects(there.restore(join(home, 'nothing here')), /is no backup/)
    await there.restore()
    await refused(/not empty/)
  } finally {
    writeFileSync(file, whole)
    writeFileSync(json, told)
  }
})

test('a folder that is in use is left alone, and a backup that fails leaves none', async () => {
  const parts = { ownerUrl: world.ownerUrl, secretKey: TEST_KEY, keyFile: undefined }
  await assert.rejects(makeBackup({ ...parts, folder }), /holds something/)
  const never = join(home, 'never')
  const wrong = new URL(world.ownerUrl)
  wrong.password = 'wrong'
  await assert.rejects(makeBackup({ ...parts, ownerUrl: wrong.href, folder: never }), /password/)
  assert.ok(!existsSync(never))
  assert.deepEqual(
    readdirSync(home).filter(name => name.endsWith('.partial')),
    [],
  )
})

test('what somebody with the server’s keys did by hand is found: a row pointing nowhere, an open table, a version that is gone, other bytes', async () => {
  const there = place()
  await there.restore()
  const admin = new URL(world.adminUrl)
  admin.pathname = `/${there.name}`
  const faultsAfter = async (sql: string) => {
    await overConnection(admin.href, client => client.query(sql))
    return (await verifyDatabase(there.ownerUrl)).faults
  }
  assert.deepEqual(await faultsAfter('select 1'), [])
  const asReplica = (sql: string) => `set session_replication_role = replica; ${sql}`
  assert.match(
    (
      await faultsAfter(
        asReplica(`delete from assessment where id = (select assessment_id from assessment_form limit 1)`),
      )
    ).join(),
    /point to what is not there \(assessment_form/,
  )
  assert.match(
    (await faultsAfter('alter table child_alert disable row level security')).join(),
    /child_alert is not kept shut/,
  )
  assert.match(
    (await faultsAfter('alter table audit_event disable trigger audit_event_append_only')).join(),
    /audit_event_append_only is switched off/,
  )
  assert.match(
    (
      await faultsAfter(
        asReplica(
          `delete from row_history where (row_id, version) in (select row_id, max(version) - 1 from row_history group by row_id having count(*) > 2)`,
        ),
      )
    ).join(),
    /earlier versions/,
  )
  assert.match(
    (await faultsAfter(asReplica(`update family_copy_file set bytes = bytes || '\\x00'::bytea`))).join(),
    /not those that were read/,
  )
  assert.match(
    (
      await faultsAfter(
        asReplica(
          `update audit_event set at = at - interval '2 days' where seq = (select max(seq) from audit_event where event <> 'board.restored')`,
        ),
      )
    ).join(),
    /out of their order/,
  )
})
