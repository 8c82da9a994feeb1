// Each test takes the password of one database role and tries to become more than it is.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { demonstrationWorld, type World } from '../world.ts'

let world: World
before(async () => {
  world = await demonstrationWorld()
})
after(() => world.close())

async function asRole<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const ROLES = ['appUrl', 'jobsUrl', 'reportUrl'] as const

test('every function that runs as the owner looks for names in the catalogue first and in temporary tables last', async () => {
  const { rows } = await asRole(world.ownerUrl, client =>
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
  const { rows } = await asRole(world.ownerUrl, client =>
    client.query<{ name: string }>(`
      select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname = 'public' and p.prosecdef and exists (
         select 1 from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0 and a.privilege_type = 'EXECUTE')`),
  )
  assert.deepEqual(rows, [])
})

for (const role of ROLES)
  test(`${role.slice(0, -3)}: no temporary table or view, and so no trap for a function that runs as the owner`, () =>
    asRole(world[role], async client => {
      for (const trap of [
        'create temporary table sign_in_attempt (email_hash bytea)',
        'create temporary view app_user as select 1 as id',
        'create temporary sequence s',
      ])
        await assert.rejects(client.query(trap), /permission denied/, trap)
    }))

for (const role of ROLES)
  test(`${role.slice(0, -3)}: nothing made in the schema of the tables, nothing of the owner's changed, no other role taken`, () =>
    asRole(world[role], async client => {
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
