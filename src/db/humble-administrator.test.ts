// A server that a board rents gives it an administrator who may make databases and roles, and is no superuser.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { overConnection, testDatabase, type TestDatabase } from '../../test/database.ts'
import { migrate } from './migrate.ts'
import { DATABASE_ROLES, roleName, roleUrl } from './roles.ts'

const BOARD = { database: `rhent_${process.pid}`, secretKey: 'the-key-of-a-board-on-a-server-that-it-rents' }
const ADMINISTRATOR = `gweinyddwr_${process.pid}`

let server: TestDatabase
let adminUrl: string
before(async () => {
  server = await testDatabase()
  await overConnection(server.adminUrl, admin =>
    admin.query(`create role ${ADMINISTRATOR} login createdb createrole password 'humble'`),
  )
  const address = new URL(server.adminUrl)
  address.username = ADMINISTRATOR
  address.password = 'humble'
  adminUrl = address.href
})
after(async () => {
  await overConnection(server.adminUrl, async admin => {
    await admin.query(`drop database if exists ${BOARD.database} with (force)`)
    for (const role of DATABASE_ROLES) await admin.query(`drop role if exists ${roleName(BOARD.database, role)}`)
    await admin.query(`drop role ${ADMINISTRATOR}`)
  })
  await server.close()
})

test('an administrator who is no superuser makes the board, and starts it again', async () => {
  assert.ok((await migrate({ adminUrl, ...BOARD })).length > 10)
  assert.deepEqual(await migrate({ adminUrl, ...BOARD }), [])
  const opened = await overConnection(
    roleUrl(adminUrl, BOARD.database, 'llwybr_app', BOARD.secretKey),
    async client => (await client.query<{ children: number }>('select count(*)::int as children from child')).rows[0],
  )
  assert.deepEqual(opened, { children: 0 })
})

test('a role of the board’s that is past the policies loses that at the next start, or the start is refused', async () => {
  const app = roleName(BOARD.database, 'llwybr_app')
  const isPast = () =>
    overConnection(
      server.adminUrl,
      async admin =>
        (
          await admin.query<{ past: boolean }>(
            'select rolsuper or rolbypassrls as past from pg_roles where rolname = $1',
            [app],
          )
        ).rows[0]?.past,
    )
  await overConnection(server.adminUrl, admin => admin.query(`alter role ${app} bypassrls`))
  await assert.rejects(migrate({ adminUrl, ...BOARD }), /permission denied to alter role|superuser/)
  await migrate({ ...BOARD, adminUrl: server.adminUrl })
  assert.equal(await isPast(), false)
})
