import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import pg from 'pg'
import { type Database, openDatabase } from '../src/db/database.ts'
import { startEmbeddedPostgres } from '../src/db/embedded.ts'
import { grantOnDatabase, migrate } from '../src/db/migrate.ts'
import { deploymentKey, roleUrl } from '../src/db/roles.ts'

/** The key of every test database. */
export const TEST_KEY = 'a-key-for-tests-only-that-protects-nothing'

/** One set of roles for all test databases, which are copies of one template. */
const ROLES = 'llwybr'

/** A database of its own for one test file, migrated, with nobody in it. */
export type TestDatabase = {
  readonly name: string
  readonly database: Database
  readonly adminUrl: string
  readonly appUrl: string
  readonly ownerUrl: string
  readonly jobsUrl: string
  readonly reportUrl: string
  readonly close: () => Promise<void>
}

/** Where the server of this run is: given by the test runner, or started (or attached to) under data/test. */
async function testServer(): Promise<{ adminUrl: string; stop: () => Promise<void> }> {
  const given = process.env['LLWYBR_TEST_SERVER']
  if (given !== undefined) return { adminUrl: given, stop: () => Promise.resolve() }
  return startEmbeddedPostgres({ dataDir: 'data/test' })
}

/** Makes the template database when the migrations have changed, and answers its name. */
export async function templateDatabase(adminUrl: string): Promise<string> {
  const hash = createHash('sha256')
  for (const file of readdirSync('migrations').sort()) hash.update(readFileSync(`migrations/${file}`))
  const name = `template_${hash.digest('hex').slice(0, 12)}`
  await migrate({ adminUrl, database: name, secretKey: TEST_KEY, roles: ROLES })
  return name
}

/**
 * A fresh database; `close` drops it.
 *
 * @param from the database to copy; nobody may be connected to it. Unless given, one that is migrated and empty
 */
export async function testDatabase(from = process.env['LLWYBR_TEST_TEMPLATE']): Promise<TestDatabase> {
  const server = await testServer()
  const template = from ?? (await templateDatabase(server.adminUrl))
  const name = `test_${randomBytes(6).toString('hex')}`
  await onServer(server.adminUrl, async admin => {
    // Two files may copy the template at the same moment: PostgreSQL asks them to take turns.
    await admin.query('select pg_advisory_lock(7254002)')
    await admin.query(`create database ${name} template ${template} owner llwybr_owner`)
    await grantOnDatabase(admin, name, ROLES)
  })
  const appUrl = roleUrl(server.adminUrl, name, 'llwybr_app', TEST_KEY, ROLES)
  const database = openDatabase(appUrl, TEST_KEY, 8)
  return {
    name,
    database,
    adminUrl: server.adminUrl,
    appUrl,
    ownerUrl: roleUrl(server.adminUrl, name, 'llwybr_owner', TEST_KEY, ROLES),
    jobsUrl: roleUrl(server.adminUrl, name, 'llwybr_jobs', TEST_KEY, ROLES),
    reportUrl: roleUrl(server.adminUrl, name, 'llwybr_report', TEST_KEY, ROLES),
    close: async () => {
      await database.close()
      await onServer(server.adminUrl, admin => admin.query(`drop database if exists ${name} with (force)`))
      await server.stop()
    },
  }
}

async function onServer(adminUrl: string, work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  await overConnection(adminUrl, work)
}

/** Runs `work` over one connection to `url`, past the application. */
export async function overConnection<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Begins a transaction in which `userId` is proved to act, as the command line does it; rolled back by the caller. */
export async function beginAs(client: pg.Client, userId: string): Promise<void> {
  await client.query('begin')
  await client.query('select act_by_key($1, $2)', [deploymentKey('command', TEST_KEY), userId])
}
