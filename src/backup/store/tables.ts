import type { Readable, Writable } from 'node:stream'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import type { OwnerConnection } from './connection.ts'

// Made by the deployment itself, for its own key and its own connections; and the record of migrations, which a restore makes.
const OF_THE_PLACE = [
  'deployment_key',
  'acting_key',
  'kysely_migration',
  'kysely_migration_lock',
  'kysely_migration_text',
]

const identifier = (name: string) => `"${name.replaceAll('"', '""')}"`

/** A table whose rows are kept, with the columns that are written. */
export type KeptTable = { readonly name: string; readonly columns: readonly string[] }

/** Every table whose rows belong to the board. */
export async function listKeptTables(client: OwnerConnection): Promise<readonly KeptTable[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> all ($1)
      group by c.relname order by c.relname`,
    [OF_THE_PLACE],
  )
  return rows
}

/** The migrations that were applied, oldest first. */
export async function listAppliedMigrations(client: OwnerConnection): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>('select name from kysely_migration order by name')
  return rows.map(row => row.name)
}

/** Where each sequence stands; those that gave nothing yet are left out. */
export async function listSequences(client: OwnerConnection): Promise<{ name: string; lastValue: string }[]> {
  const { rows } = await client.query<{ name: string; last: string }>(
    `select sequencename as name, last_value::text as last from pg_sequences
      where schemaname = 'public' and last_value is not null order by sequencename`,
  )
  return rows.map(row => ({ name: row.name, lastValue: row.last }))
}

/** Puts the sequences where they stood: the next number is a new one. */
export async function updateSequences(
  client: OwnerConnection,
  sequences: readonly { readonly name: string; readonly lastValue: string }[],
): Promise<void> {
  for (const { name, lastValue } of sequences)
    await client.query(`select setval($1::regclass, $2::bigint)`, [`public.${identifier(name)}`, lastValue])
}

/** The rows of a table as a stream of PostgreSQL's text format; `rowCount` when it has ended. */
export function readTable(
  client: OwnerConnection,
  { name, columns }: KeptTable,
): Readable & { readonly rowCount: number } {
  const list = columns.map(identifier).join(', ')
  return client.query(copyTo(`copy (select ${list} from public.${identifier(name)}) to stdout`))
}

/** Takes rows of a table from a stream of that format; `rowCount` when it has ended. */
export function writeTable(
  client: OwnerConnection,
  { name, columns }: KeptTable,
): Writable & { readonly rowCount: number } {
  const list = columns.map(identifier).join(', ')
  return client.query(copyFrom(`copy public.${identifier(name)} (${list}) from stdin`))
}

/** Whether anything of a board is there. */
export async function isEmpty(client: OwnerConnection): Promise<boolean> {
  const { rows } = await client.query<{ empty: boolean }>(
    `select not exists (select 1 from board) and not exists (select 1 from app_user) and not exists (select 1 from child) as empty`,
  )
  return rows[0]?.empty ?? false
}

/**
 * Opens all tables for being filled with rows as they were: no trigger acts, no policy hides, no key is checked until `closeTables`.
 * In a transaction of the owner's, which nobody else sees into.
 *
 * @returns the keys, to be given to `closeTables`
 */
export async function openTables(
  client: OwnerConnection,
  tables: readonly KeptTable[],
): Promise<readonly ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    `select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
       from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace order by conname`,
  )
  for (const key of rows) await client.query(`alter table ${key.table} drop constraint ${identifier(key.name)}`)
  for (const { name } of tables) {
    const table = `public.${identifier(name)}`
    await client.query(`alter table ${table} disable trigger user`)
    await client.query(`alter table ${table} no force row level security`)
    await client.query(`alter table ${table} disable row level security`)
    await client.query(`truncate ${table}`)
  }
  return rows
}

/** A foreign key as it is declared. */
export type ForeignKey = { readonly table: string; readonly name: string; readonly definition: string }

/** Puts triggers, policies and keys back; each key is checked over all rows. */
export async function closeTables(
  client: OwnerConnection,
  tables: readonly KeptTable[],
  keys: readonly ForeignKey[],
): Promise<void> {
  for (const { name } of tables) {
    const table = `public.${identifier(name)}`
    await client.query(`alter table ${table} enable row level security`)
    await client.query(`alter table ${table} force row level security`)
    await client.query(`alter table ${table} enable trigger user`)
  }
  for (const { table, name, definition } of keys)
    await client.query(`alter table ${table} add constraint ${identifier(name)} ${definition}`)
}
