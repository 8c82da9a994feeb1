import type { OwnerConnection } from './connection.ts'

/** How many rows each table holds. */
export async function countRows(
  client: OwnerConnection,
  tables: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>()
  for (const table of tables) {
    const { rows } = await client.query<{ count: string }>(`select count(*) from public."${table}"`)
    counts.set(table, Number(rows[0]?.count))
  }
  return counts
}

/** Rows that point to something that is not there, by the key that says so; keys under which all is well are left out. */
export async function listBrokenKeys(client: OwnerConnection): Promise<readonly { key: string; rows: number }[]> {
  const { rows: keys } = await client.query<{ name: string; from: string; to: string; own: string[]; other: string[] }>(
    `select k.conname as name, k.conrelid::regclass::text as "from", k.confrelid::regclass::text as "to",
            (select array_agg(a.attname::text order by u.at) from unnest(k.conkey) with ordinality u (num, at) join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.num) as own,
            (select array_agg(a.attname::text order by u.at) from unnest(k.confkey) with ordinality u (num, at) join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.num) as other
       from pg_constraint k where k.contype = 'f' and k.connamespace = 'public'::regnamespace order by k.conname`,
  )
  const broken: { key: string; rows: number }[] = []
  for (const { name, from, to, own, other } of keys) {
    const pairs = own.map((column, at) => `o."${other[at] ?? ''}" = t."${column}"`).join(' and ')
    const given = own.map(column => `t."${column}" is not null`).join(' and ')
    const { rows } = await client.query<{ count: string }>(
      `select count(*) from ${from} t where ${given} and not exists (select 1 from ${to} o where ${pairs})`,
    )
    if (Number(rows[0]?.count) > 0) broken.push({ key: name, rows: Number(rows[0]?.count) })
  }
  return broken
}

/** Tables that are not kept shut: without policies, or open to their owner. */
export async function listOpenTables(client: OwnerConnection): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname not in ('kysely_migration', 'kysely_migration_lock', 'kysely_migration_text')
        and not (c.relrowsecurity and c.relforcerowsecurity and exists (select 1 from pg_policy p where p.polrelid = c.oid))
      order by c.relname`,
  )
  return rows.map(row => row.name)
}

/** Triggers that somebody switched off. */
export async function listSleepingTriggers(client: OwnerConnection): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select t.tgname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where c.relnamespace = 'public'::regnamespace and not t.tgisinternal and t.tgenabled = 'D' order by t.tgname`,
  )
  return rows.map(row => row.name)
}

/** Rows whose versions are not one after the other up to the one in force, by table. */
export async function listBrokenHistories(
  client: OwnerConnection,
): Promise<readonly { table: string; rows: number }[]> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select c.relname as name from pg_trigger t join pg_proc p on p.oid = t.tgfoid join pg_class c on c.oid = t.tgrelid
      where p.proname = 'keep_history' order by c.relname`,
  )
  const broken: { table: string; rows: number }[] = []
  for (const { name } of tables) {
    const { rows } = await client.query<{ count: string }>(
      `select count(*) from public."${name}" t
         left join (select row_id, count(*) as kept, max(version) as last from row_history where table_name = $1 group by row_id) h on h.row_id = t.id
        where coalesce(h.kept, 0) <> t.version - 1 or coalesce(h.last, 0) <> t.version - 1`,
      [name],
    )
    if (Number(rows[0]?.count) > 0) broken.push({ table: name, rows: Number(rows[0]?.count) })
  }
  return broken
}

/** Events that are more than an hour older than one with a smaller number: no transaction lasts as long. */
export async function countAuditOutOfOrder(client: OwnerConnection): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from (
       select at, max(at) over (order by seq rows between unbounded preceding and 1 preceding) as latest from audit_event) e
      where e.at < e.latest - interval '1 hour'`,
  )
  return rows[0]?.count ?? 0
}

/** The family's copies whose files are not those that the second person read. */
export async function listChangedDocuments(client: OwnerConnection): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select copy_id as id from family_copy_reading where files_sha256 <> family_copy_files_hash(copy_id) order by 1`,
  )
  return rows.map(row => row.id)
}
