import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { overConnection, testDatabase, type TestDatabase } from '../../test/database.ts'
import { migrate } from './migrate.ts'
import { type DatabaseRole, DATABASE_ROLES, roleName, roleUrl } from './roles.ts'

const BOARDS = [
  { database: `gogledd_${process.pid}`, secretKey: 'the-key-of-the-first-board-of-two-in-one-server' },
  { database: `de_${process.pid}`, secretKey: 'the-key-of-the-second-board-of-two-in-one-server' },
] as const
const [first, second] = BOARDS

let server: TestDatabase
before(async () => {
  server = await testDatabase()
  for (const board of [first, second, first]) await migrate({ adminUrl: server.adminUrl, ...board })
})
after(async () => {
  await overConnection(server.adminUrl, async admin => {
    for (const { database } of BOARDS) {
      await admin.query(`drop database if exists ${database} with (force)`)
      for (const role of DATABASE_ROLES) await admin.query(`drop role if exists ${roleName(database, role)}`)
    }
  })
  await server.close()
})

const url = (board: (typeof BOARDS)[number], role: DatabaseRole, database: string = board.database) => {
  const address = new URL(roleUrl(server.adminUrl, board.database, role, board.secretKey))
  address.pathname = `/${database}`
  return address.href
}
const who = async (address: string) =>
  overConnection(
    address,
    async client => (await client.query<{ who: string }>('select current_user as who')).rows[0]?.who,
  )

test('two boards in one server: starting one leaves the other’s passwords, and each opens its own alone', async () => {
  for (const board of BOARDS)
    for (const role of ['llwybr_owner', 'llwybr_app', 'llwybr_jobs', 'llwybr_report'] as const)
      assert.equal(await who(url(board, role)), roleName(board.database, role))
  for (const [one, other] of [
    [first, second],
    [second, first],
  ] as const) {
    for (const role of ['llwybr_owner', 'llwybr_app', 'llwybr_jobs', 'llwybr_report'] as const)
      await assert.rejects(who(url(one, role, other.database)), /permission denied for database/, role)
    await assert.rejects(who(url({ ...one, database: other.database } as never, 'llwybr_app')), /password/)
  }
})

test('no role of one is a member of a role of the other, and no policy, grant or function names one of them', async () => {
  const { rows: members } = await overConnection(server.adminUrl, admin =>
    admin.query<{ role: string; member: string }>(
      `select r.rolname as role, m.rolname as member from pg_auth_members a join pg_roles r on r.oid = a.roleid join pg_roles m on m.oid = a.member
        where r.rolname like $1 or r.rolname like $2 order by 1`,
      [`${first.database}%`, `${second.database}%`],
    ),
  )
  for (const { role, member } of members)
    for (const { database } of BOARDS)
      if (role.startsWith(database))
        assert.ok(
          member.startsWith(database) || !BOARDS.some(each => member.startsWith(each.database)),
          `${member} in ${role}`,
        )
  await overConnection(url(first, 'llwybr_owner'), async client => {
    const { rows } = await client.query<{ text: string }>(
      `select pg_get_functiondef(p.oid) as text from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prokind = 'f' and p.prolang <> (select oid from pg_language where lanname = 'c')
       union all select array_to_string(roles, ' ') || coalesce(qual, '') || coalesce(with_check, '') from pg_policies where schemaname = 'public'`,
    )
    assert.ok(rows.length > 100)
    for (const { text } of rows) assert.doesNotMatch(text, /\bllwybr_(owner|app|family_copy|report|jobs)\b/)
  })
})
