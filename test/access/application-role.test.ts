// Each test takes the password of one database role and tries to become more than it is.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type pg from 'pg'
import { CHANGEABLE } from './changeable.ts'
import { beginAs, overConnection } from '../database.ts'
import { demonstrationWorld, type World } from '../world.ts'

let world: World
before(async () => {
  world = await demonstrationWorld()
})
after(() => world.close())

/** How many rows about children, staff and sessions the connection sees now. */
async function rowsSeen(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ seen: number }>(`
    select ((select count(*) from child) + (select count(*) from entry) + (select count(*) from access_grant)
          + (select count(*) from app_user) + (select count(*) from session))::int as seen`)
  return rows[0]?.seen ?? -1
}

test('the password of the application’s role alone is nobody: telling the database who acts gives no row', async () => {
  const { userId, teamIds } = await world.actor('lead')
  await overConnection(world.appUrl, async client => {
    for (const told of [
      `set local llwybr.actor = '${userId}'`,
      `set local llwybr.acting = '${userId}'`,
      `set local llwybr.acting = '${userId}|{${[userId, ...teamIds].join(',')}}||${'0'.repeat(64)}'`,
      `set local llwybr.principals = '{${userId}}'`,
    ]) {
      await client.query('begin')
      await client.query(told)
      assert.equal(await rowsSeen(client), 0, told)
      await client.query('rollback')
    }
    for (const attempt of [
      `select act_by_key('\\x00', '${userId}')`,
      `select act_by_key(null, '${userId}')`,
      `select act_by_session('\\x00')`,
      `select act_by_session(null)`,
      `select * from account_for_sign_in('lead@demonstration.example')`,
      `select * from user_by_email('lead@demonstration.example')`,
      `select start_session('${userId}', '\\x00', now() + interval '1 hour')`,
      `select use_totp_step('${userId}', 1)`,
      `set llwybr.door = 'not hex'; select * from user_by_email('lead@demonstration.example')`,
    ])
      await assert.rejects(client.query(attempt), { code: /28000|22023/ }, attempt)
    for (const attempt of [
      `select sign_acting('${userId}', '{}', null)`,
      `select principals_of('${userId}')`,
      `select require_door()`,
      'select * from acting_key',
      'select * from deployment_key',
    ])
      await assert.rejects(client.query(attempt), /permission denied|^$/, attempt)
  })
})

test('what proved who acts in one transaction is of no use in the next, nor on another connection', async () => {
  const { userId } = await world.actor('lead')
  await overConnection(world.appUrl, async client => {
    await beginAs(client, userId)
    assert.ok((await rowsSeen(client)) > 100, 'proved: the lead sees the board')
    const { rows } = await client.query<{ told: string }>(`select current_setting('llwybr.acting') as told`)
    const told = rows[0]?.told ?? ''
    await client.query('commit')
    assert.equal(await rowsSeen(client), 0, 'it ends with its transaction')
    await client.query('begin')
    await client.query(`set local llwybr.acting = '${told}'`)
    assert.equal(await rowsSeen(client), 0, 'the next transaction of the same connection')
    await client.query('rollback')
    await client.query(`set llwybr.acting = '${told}'`)
    await overConnection(world.appUrl, async other => {
      await other.query(`set llwybr.acting = '${told}'`)
      assert.equal(await rowsSeen(other), 0, 'another connection')
    })
  })
})

test('a claim that was proved cannot be widened by another team', async () => {
  const { userId } = await world.actor('youth-justice')
  const lead = await world.actor('lead')
  await overConnection(world.appUrl, async client => {
    await beginAs(client, userId)
    const { rows } = await client.query<{ told: string }>(`select current_setting('llwybr.acting') as told`)
    const wider = (rows[0]?.told ?? '').replace('{', `{${lead.teamIds.join(',')},`)
    await client.query(`set local llwybr.acting = '${wider}'`)
    assert.equal(await rowsSeen(client), 0)
    await client.query('rollback')
  })
})

const ROLES = ['appUrl', 'jobsUrl', 'reportUrl'] as const

test('every function that runs as the owner looks for names in the catalogue first and in temporary tables last', async () => {
  const { rows } = await overConnection(world.ownerUrl, client =>
    client.query<{ name: string; settings: string[] | null }>(`
      select p.oid::regprocedure::text as name, p.proconfig as settings
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema')`),
  )
  assert.ok(rows.length > 30, 'the catalogue was read')
  for (const { name, settings } of rows)
    assert.deepEqual(settings, ['search_path=pg_catalog, public, pg_temp'], `${name}: set its search_path`)
})

test('no function of ours can be called by everybody', async () => {
  const { rows } = await overConnection(world.ownerUrl, client =>
    client.query<{ name: string }>(`
      select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname = 'public' and p.prosecdef and exists (
         select 1 from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0 and a.privilege_type = 'EXECUTE')`),
  )
  assert.deepEqual(rows, [])
})

for (const role of ROLES)
  test(`${role.slice(0, -3)}: no temporary table or view, and so no trap for a function that runs as the owner`, () =>
    overConnection(world[role], async client => {
      for (const trap of [
        'create temporary table sign_in_attempt (email_hash bytea)',
        'create temporary view app_user as select 1 as id',
        'create temporary sequence s',
      ])
        await assert.rejects(client.query(trap), /permission denied/, trap)
    }))

for (const role of ROLES)
  test(`${role.slice(0, -3)}: nothing made in the schema of the tables, nothing of the owner's changed, no other role taken`, () =>
    overConnection(world[role], async client => {
      for (const attempt of [
        'create table public.trap (id integer)',
        `create function public.actor() returns uuid language sql return '00000000-0000-4000-8000-000000000000'::uuid`,
        'create view public.trap as select 1',
        'create trigger trap before insert on audit_event for each row execute function refuse_change()',
        'alter table audit_event disable trigger all',
        'alter table child no force row level security',
        'drop policy child_of_grant on child',
        'create policy everyone on child using (true)',
        'set role llwybr_owner',
        'set session authorization llwybr_owner',
        `set session_replication_role = 'replica'`,
        'alter role llwybr_app bypassrls',
        'grant llwybr_owner to llwybr_app',
        'truncate audit_event',
        `copy child to program 'cat'`,
        `select pg_read_file('/etc/hostname')`,
        'create extension dblink',
      ])
        await assert.rejects(client.query(attempt), /permission denied|must be owner|must be able|cannot set/i, attempt)
    }))

test('the application changes exactly these columns, and removes rows of three tables only', async () => {
  await overConnection(world.ownerUrl, async client => {
    const { rows } = await client.query<{ name: string; columns: string[] }>(`
      select table_name as name, array_agg(column_name::text order by column_name) as columns
        from information_schema.column_privileges
       where grantee = 'llwybr_app' and privilege_type = 'UPDATE' group by table_name`)
    const found = Object.fromEntries(rows.map(row => [row.name, row.columns]))
    const expected = Object.fromEntries(
      Object.entries(CHANGEABLE).map(([name, columns]) => [name, [...columns].sort()]),
    )
    assert.deepEqual(found, expected)
    const { rows: removable } = await client.query<{ name: string }>(`
      select table_name as name from information_schema.table_privileges
       where grantee = 'llwybr_app' and privilege_type in ('DELETE', 'TRUNCATE') order by 1`)
    assert.deepEqual(removable, [{ name: 'draft' }, { name: 'meeting_presence' }, { name: 'parked_form' }])
  })
})

test('what has happened is not undone by the application: a meeting is not re-opened, an ending not taken back', async () => {
  const { userId } = await world.actor('lead')
  await overConnection(world.appUrl, async client => {
    for (const [table, column] of [
      ['meeting', 'began_at'],
      ['meeting', 'ended_at'],
      ['meeting', 'approved_at'],
      ['pathway', 'ended_on'],
      ['panel_escalation', 'decided_at'],
      ['referral', 'decided_at'],
      ['clock', 'met_at'],
    ] as const) {
      await beginAs(client, userId)
      await assert.rejects(
        client.query(
          `update ${table} set ${column} = null, version = version + 1
            where id = (select id from ${table} where ${column} is not null limit 1)`,
        ),
        /has happened and stays/,
        `${table}.${column}`,
      )
      await client.query('rollback')
    }
  })
})

test('what the pathway noted of itself is written in one’s own name and never changed, not by the owner of the tables either', async () => {
  const { userId, agencyId } = await world.actor('lead')
  const other = await world.actor('teacher')
  const insert = `insert into happening (child_id, kind, happened_on, author_id, agency_id)
                  select child_id, 'determination', current_date, $1, $2 from happening limit 1`
  await overConnection(world.appUrl, async client => {
    for (const [author, agency] of [
      [other.userId, agencyId],
      [userId, other.agencyId],
    ]) {
      await beginAs(client, userId)
      await assert.rejects(client.query(insert, [author, agency]), /row-level security/)
      await client.query('rollback')
    }
    await beginAs(client, userId)
    assert.equal((await client.query(insert, [userId, agencyId])).rowCount, 1)
    await client.query('rollback')
    for (const attempt of [`update happening set text = 'x'`, 'delete from happening', 'truncate happening']) {
      await beginAs(client, userId)
      await assert.rejects(client.query(attempt), /permission denied/, attempt)
      await client.query('rollback')
    }
  })
  await overConnection(world.ownerUrl, async client => {
    for (const attempt of [`update happening set text = 'x'`, 'delete from happening', 'truncate happening'])
      await assert.rejects(client.query(attempt), /append-only/, attempt)
    // A kind of entry that nobody knows is none.
    await assert.rejects(
      client.query(
        `insert into entry (child_id, kind, happened_on, author_id, agency_id)
         select child_id, 'determination', current_date, author_id, agency_id from happening limit 1`,
      ),
      /entry_kind_known/,
    )
  })
})
