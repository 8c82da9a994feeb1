import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { Kysely, type Migration, Migrator, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { withClient } from './client.ts'
import { keepText, makePlaceForTexts, refuseOtherVersions } from './applied.ts'
import {
  DATABASE_ROLES,
  deploymentKey,
  FAMILY_ROLES,
  type KeyPurpose,
  roleName,
  rolePassword,
  roleUrl,
  withRolesOf,
} from './roles.ts'

const MIGRATIONS = new URL('../../migrations/', import.meta.url)

/** Where to migrate: an administrator's address on the server, the database's name, and the deployment's key. */
export type MigrateOptions = {
  readonly adminUrl: string
  readonly database: string
  readonly secretKey: string
  /** The last migration to apply; the newest, when left out. */
  readonly upTo?: string
  /** With what the roles' names begin; the database's own name, when left out. */
  readonly roles?: string
}

/**
 * Makes the roles and the database where they are missing, and brings the database to the newest migration, or to the named one.
 *
 * Safe to call from several processes at once, and again at every start: it does only what is not yet done.
 *
 * @returns the names of the migrations applied now, oldest first
 * @throws {OtherVersionError} when another version has used the database; nothing was changed then
 * @throws when a migration fails; what it did is rolled back
 */
export async function migrate(options: MigrateOptions): Promise<readonly string[]> {
  const { adminUrl, database, secretKey, upTo, roles = database } = options
  await prepareServer(adminUrl, database, secretKey, roles)
  const ownerUrl = roleUrl(adminUrl, database, 'llwybr_owner', secretKey, roles)
  await withClient({ connectionString: ownerUrl }, async owner => {
    await refuseOtherVersions(owner, listMigrations())
    await makePlaceForTexts(owner)
  })
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 2 })
  pool.on('error', () => undefined) // as in withClient
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(sqlMigrations(roles)) } })
    const { error, results } = await (upTo === undefined ? migrator.migrateToLatest() : migrator.migrateTo(upTo))
    if (error !== undefined) throw error instanceof Error ? error : new Error('a migration failed')
    for (const purpose of ['command', 'door'] as const) await keepKeyHash(db, purpose, secretKey)
    return (results ?? []).map(result => result.migrationName)
  } finally {
    await db.destroy()
  }
}

async function keepKeyHash(db: Kysely<unknown>, purpose: KeyPurpose, secretKey: string): Promise<void> {
  const hash = createHash('sha256').update(deploymentKey(purpose, secretKey)).digest()
  await sql`insert into deployment_key (purpose, key_hash) values (${purpose}, ${hash})
            on conflict (purpose) do update set key_hash = excluded.key_hash`.execute(db)
}

const migrationFiles = () =>
  readdirSync(MIGRATIONS)
    .filter(file => file.endsWith('.sql'))
    .sort()

/** Every migration of this version, oldest first, each with the hash of its text. */
export function listMigrations(): readonly { readonly name: string; readonly sha256: string }[] {
  return migrationFiles().map(file => ({
    name: file.slice(0, -'.sql'.length),
    sha256: createHash('sha256')
      .update(readFileSync(new URL(file, MIGRATIONS)))
      .digest('hex'),
  }))
}

function sqlMigrations(roles: string): Record<string, Migration> {
  return Object.fromEntries(
    listMigrations().map(each => [
      each.name,
      {
        up: async db => {
          await sql.raw(HOLD_STILL).execute(db)
          const text = readFileSync(new URL(`${each.name}.sql`, MIGRATIONS), 'utf8')
          await sql.raw(withRolesOf(roles, text)).execute(db)
          await sql.raw(keepText(each)).execute(db)
        },
      },
    ]),
  )
}

const ONE_AT_A_TIME = 7_254_001

// Whoever writes while a board is brought up to date: every transaction of theirs begins at these tables, in this order. Taken first,
// nobody is half way through another, and the change of a table can wait for nobody who waits for it.
const HOLD_STILL = `do $$ begin
  if to_regclass('public.session') is not null then
    lock table deployment_key, session, app_user, team_membership, acting_key in access exclusive mode;
  end if;
end $$`

async function prepareServer(adminUrl: string, database: string, secretKey: string, prefix: string): Promise<void> {
  await withClient({ connectionString: adminUrl }, async admin => {
    await admin.query('select pg_advisory_lock($1)', [ONE_AT_A_TIME])
    for (const role of DATABASE_ROLES) {
      const name = roleName(prefix, role)
      const { rows } = await admin.query<{ mighty: boolean }>(
        'select rolsuper or rolbypassrls as mighty from pg_roles where rolname = $1',
        [name],
      )
      if (rows.length === 0) await admin.query(`create role ${identifier(name)}`)
      const login = FAMILY_ROLES.some(each => each === role) ? 'nologin' : 'login'
      // No role of ours is past the policies. Only a superuser may so much as name these two, and a new role has neither.
      const humble = rows[0]?.mighty === true ? 'nobypassrls nosuperuser' : ''
      await admin.query(
        `alter role ${identifier(name)} ${login} ${humble} password ${literal(rolePassword(role, secretKey))}`,
      )
    }
    // Whoever is no superuser gives a database only to a role that they are a member of.
    await admin.query(
      `do $$ begin if not (select rolsuper from pg_roles where rolname = current_user) then
         ${withRolesOf(prefix, 'grant llwybr_owner to current_user')}; end if; end $$`,
    )
    // The application can become a family's reader for a moment, but never has its rights by the way.
    await admin.query(withRolesOf(prefix, 'alter role llwybr_app noinherit'))
    const { rows: server } = await admin.query<{ number: number }>(
      `select current_setting('server_version_num')::int as number`,
    )
    // Before 16 the role's own attribute decides; from then on the grant does, and remembers what it was made with.
    const inherit = (server[0]?.number ?? 0) >= 160_000 ? ' with inherit false' : ''
    for (const role of FAMILY_ROLES) await admin.query(withRolesOf(prefix, `grant ${role} to llwybr_app${inherit}`))
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [database])
    if (rowCount === 0)
      await admin.query(withRolesOf(prefix, `create database ${identifier(database)} owner llwybr_owner`))
    await grantOnDatabase(admin, database, prefix)
  })
}

/**
 * Says who may connect to a database, and that nobody makes temporary tables in it: a function that runs as the owner could
 * be led to one. PostgreSQL copies no such right from a template, so every new database asks for them.
 */
export async function grantOnDatabase(admin: pg.Client, database: string, roles = database): Promise<void> {
  const name = identifier(database)
  await admin.query(`revoke connect, temporary on database ${name} from public`)
  await admin.query(withRolesOf(roles, `grant connect on database ${name} to llwybr_app, llwybr_report`))
  await admin.query(withRolesOf(roles, `grant connect, create on database ${name} to llwybr_jobs`))
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
