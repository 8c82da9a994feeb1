import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { beginAs, overConnection } from '../database.ts'
import { demonstrationWorld, type World } from '../world.ts'

let world: World
before(async () => {
  world = await demonstrationWorld()
})
after(() => world.close())

// What anyone may read before signing in: the board's name, and the numbers by which deadlines are counted.
const OPEN_TABLES = ['board', 'setting', 'further_bank_holiday']

test('every table has row-level security, forced, and a policy beside the owner’s', async () => {
  const { rows } = await overConnection(world.ownerUrl, client =>
    client.query<{ name: string; secured: boolean; forced: boolean; policies: number }>(`
      select c.relname as name, c.relrowsecurity as secured, c.relforcerowsecurity as forced,
             (select count(*)::int from pg_policy p where p.polrelid = c.oid and p.polname <> c.relname || '_owner') as policies
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname not like 'kysely%'`),
  )
  assert.ok(rows.length > 40, 'the catalogue was read')
  // Reached only through functions that run as the owner: no policy for anyone else is the policy.
  const behindFunctions = [
    'acting_key',
    'child_name_index',
    'name_word',
    'credential',
    'deployment_key',
    'duplicate_offer',
    'emergency_attempt',
    'founding_code',
    'sign_in_attempt',
  ]
  for (const table of rows) {
    assert.ok(table.secured && table.forced, `${table.name}: call protect_table('${table.name}') in its migration`)
    if (!behindFunctions.includes(table.name))
      assert.ok(
        table.policies > 0,
        `${table.name} has no policy: nobody could read it, or a grant would open it to all`,
      )
  }
})

test('the application without an actor sees no row of any table about a person', async () => {
  await overConnection(world.appUrl, async client => {
    const { rows: tables } = await client.query<{ name: string }>(`
      select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname not like 'kysely%' and has_table_privilege(c.oid, 'select')`)
    assert.ok(tables.length > 40)
    for (const { name } of tables) {
      if (OPEN_TABLES.includes(name)) continue
      const { rows } = await client.query<{ count: number }>(`select count(*)::int as count from ${name}`)
      assert.equal(rows[0]?.count, 0, `${name} shows rows to nobody in particular`)
    }
  })
})

test('the application owns nothing and cannot go around the policies', async () => {
  await overConnection(world.appUrl, async client => {
    const { rows } = await client.query<{ super: boolean; bypass: boolean; owned: number }>(`
      select rolsuper as super, rolbypassrls as bypass, (select count(*)::int from pg_class where relowner = r.oid) as owned from pg_roles r where rolname = current_user`)
    assert.deepEqual(rows[0], { super: false, bypass: false, owned: 0 })
    await assert.rejects(client.query('alter table child disable row level security'), /must be owner/)
  })
})

test('the application has none of the family copy’s rights by the way, only when it becomes that role', async () => {
  await overConnection(world.appUrl, async client => {
    const { rows } = await client.query<{ by_the_way: boolean; may_become: boolean }>(
      `select pg_has_role('llwybr_family_copy', 'usage') as by_the_way, pg_has_role('llwybr_family_copy', 'member') as may_become`,
    )
    assert.deepEqual(rows, [{ by_the_way: false, may_become: true }])
  })
})

test('someone outside the network sees no row about any child, in any table', async () => {
  const outsider = await world.actor('youth-justice')
  await overConnection(world.appUrl, async client => {
    await beginAs(client, outsider.userId)
    const { rows: tables } = await client.query<{ name: string }>(`
      select c.table_name as name from information_schema.columns c where c.table_schema = 'public' and c.column_name = 'child_id' and c.table_name not like 'audit%'`)
    assert.ok(tables.length > 25)
    for (const { name } of [...tables, { name: 'child' }]) {
      const readable = await client.query<{ may: boolean }>(`select has_table_privilege('${name}', 'select') as may`)
      if (readable.rows[0]?.may !== true) continue
      const about = name === 'child' ? '' : 'where child_id is not null'
      const { rows } = await client.query<{ count: number }>(`select count(*)::int as count from ${name} ${about}`)
      assert.equal(rows[0]?.count, 0, `${name} shows rows about children to someone outside every network`)
    }
    await client.query('rollback')
  })
})

test('a practitioner sees exactly the children of their grants', async () => {
  const { userId } = await world.actor('social-worker')
  const granted = await overConnection(world.ownerUrl, client =>
    client.query<{ child_id: string }>(
      'select distinct child_id from access_grant where principal_id = $1 and until_at is null',
      [userId],
    ),
  )
  const seen = await world.database.asActor(userId, tx => tx.selectFrom('child').select('id').execute())
  assert.deepEqual(seen.map(row => row.id).sort(), granted.rows.map(row => row.child_id).sort())
  assert.ok(seen.length > 5)
})

test('who acted, who recorded it and when are not the application’s to write in the audit, and nobody changes it', async () => {
  const { userId } = await world.actor('social-worker')
  const other = await world.actor('chair')
  await overConnection(world.appUrl, async client => {
    for (const forged of [
      `insert into audit_event (actor_id, event) values ('${other.userId}', 'record.seen')`,
      `insert into audit_event (at, event) values ('2020-01-01', 'record.seen')`,
      `insert into audit_event (recorded_by, event) values ('${other.userId}', 'record.seen')`,
      `update audit_event set event = 'record.seen'`,
      'delete from audit_event',
    ]) {
      await beginAs(client, userId)
      await assert.rejects(client.query(forged), /permission denied/, forged)
      await client.query('rollback')
    }
  })
  await overConnection(world.ownerUrl, async client => {
    await assert.rejects(client.query('delete from audit_event'), /append-only/)
    await assert.rejects(client.query(`update audit_event set event = 'record.seen'`), /append-only/)
  })
})

test('another agency’s entry can be answered but not edited, whatever the application asks', async () => {
  const { userId } = await world.actor('police')
  await overConnection(world.appUrl, async client => {
    await beginAs(client, userId)
    const { rows } = await client.query<{ id: string }>(`select id from entry where kind = 'visit' limit 1`)
    assert.equal(rows.length, 1)
    await assert.rejects(
      client.query(`update entry set text = 'other words', version = version + 1 where id = $1`, [rows[0]?.id]),
      /answered, not edited/,
    )
    await client.query('rollback')
  })
})

test('nobody in the network lets themselves into a closed session that has begun, or takes its chair', async () => {
  const { userId } = await world.actor('youth-worker')
  await overConnection(world.appUrl, async client => {
    const meetings = `select m.id, m.child_id from meeting m where m.began_at is not null limit 1`
    for (const attempt of [
      `insert into closed_seat (person_id, meeting_id, child_id) select p.id, m.id, m.child_id from (${meetings}) m join meeting_person p on p.meeting_id = m.id`,
      `update meeting_person set in_family = false where user_id = '${userId}'`,
      `update meeting set chair_id = '${userId}', version = version + 1 where id = (select id from (${meetings}) m)`,
    ]) {
      await beginAs(client, userId)
      await assert.rejects(client.query(attempt), /only the chair asks|keeps its chair|permission denied/)
      await client.query('rollback')
    }
  })
})

test('nobody but the chair can make an entry one for the family', async () => {
  const { userId } = await world.actor('note-taker')
  await overConnection(world.appUrl, async client => {
    await beginAs(client, userId)
    const { rows } = await client.query<{ id: string }>(
      `select e.id from entry e join meeting m on m.id = e.meeting_id where e.audience = 'closed' and m.approved_at is null limit 1`,
    )
    assert.equal(rows.length, 1)
    await assert.rejects(
      client.query(`update entry set audience = 'family', version = version + 1 where id = $1`, [rows[0]?.id]),
      /only the chair decides/,
    )
    await client.query('rollback')
  })
})

test('the family copy’s role reads no closed, police or network word, even when asked for everything', async () => {
  const { userId } = await world.actor('chair')
  await overConnection(world.appUrl, async client => {
    await beginAs(client, userId)
    await client.query('set local role llwybr_family_copy')
    const { rows } = await client.query<{ audience: string }>('select distinct audience from entry')
    assert.deepEqual(rows, [{ audience: 'family' }])
    await assert.rejects(client.query('select text from meeting_summary'), /permission denied/)
    await client.query('rollback')
  })
  await overConnection(world.appUrl, async client => {
    await beginAs(client, userId)
    await client.query('set local role llwybr_family_copy')
    await assert.rejects(client.query('select * from meeting_finding'), /permission denied/)
    await client.query('rollback')
  })
})

test('the report role reads only withheld or rounded counts', async () => {
  await overConnection(world.reportUrl, async client => {
    const { rows } = await client.query<{ rounded_count: number | null }>(
      'select rounded_count from reporting.open_pathways',
    )
    assert.ok(rows.length > 0)
    for (const row of rows) assert.ok(row.rounded_count === null || row.rounded_count % 5 === 0)
    await assert.rejects(client.query('select * from child'), /permission denied/)
  })
})

test('a change keeps the earlier version, and a version that does not follow is refused', async () => {
  const { userId } = await world.actor('social-worker')
  await overConnection(world.appUrl, async client => {
    await beginAs(client, userId)
    const { rows } = await client.query<{ id: string; version: number; school: string }>(
      'select id, version, school from child limit 1',
    )
    const child = rows[0]
    assert.ok(child)
    await client.query(
      `update child set school = 'Ysgol Arall', version = version + 1, changed_at = now() where id = $1`,
      [child.id],
    )
    const history = await client.query<{ content: { school: string } }>(
      `select content from row_history where row_id = $1 and version = $2`,
      [child.id, child.version],
    )
    assert.equal(history.rows[0]?.content.school, child.school)
    await assert.rejects(
      client.query(`update child set school = 'Ysgol', version = version + 5 where id = $1`, [child.id]),
      /does not follow/,
    )
    await client.query('rollback')
  })
})
