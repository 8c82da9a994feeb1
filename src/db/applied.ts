import type pg from 'pg'

/** One migration, as this version has it. */
export type MigrationText = { readonly name: string; readonly sha256: string }

/**
 * The database was brought to where it is by another version of Llwybr than this one; its data are as they were. Told to whoever
 * runs the server, as it is.
 */
export class OtherVersionError extends Error {}

/**
 * Refuses a database that a newer version has used, or one whose migrations had another text than ours; one that is empty or older
 * passes. Asks for a connection of the owner's, and changes nothing.
 *
 * @throws {OtherVersionError} when this version must not touch the database
 */
export async function refuseOtherVersions(owner: pg.Client, ours: readonly MigrationText[]): Promise<void> {
  const { rows: there } = await owner.query<{ applied: boolean; texts: boolean }>(PLACES)
  if (there[0]?.applied !== true) return
  const { rows } = await owner.query<{ name: string; sha256: string | null }>(
    there[0].texts ? APPLIED : APPLIED_WITHOUT_TEXT,
  )
  const newer = rows.filter(each => ours.every(one => one.name !== each.name)).map(each => each.name)
  if (newer.length > 0)
    throw new OtherVersionError(
      `This board was used by a newer version of Llwybr (its database knows ${newer.join(', ')}). Start that version, or a later one: nothing was changed.`,
    )
  const other = rows.filter(each => ours.find(one => one.name === each.name)?.sha256 !== each.sha256)
  if (other.length > 0)
    throw new OtherVersionError(
      `This board was made by a version of Llwybr that was never released (its ${other[0]?.name ?? ''} is another). It can be read by that version only: nothing was changed. To begin anew, set DATA_DIR or DATABASE_NAME to another.`,
    )
}

/** Makes the place in which is kept which text each migration is applied with, where it is missing. */
export async function makePlaceForTexts(owner: pg.Client): Promise<void> {
  // Several processes may start at once, and each of them asks.
  await owner.query(`begin; select pg_advisory_xact_lock(7254003); ${PLACE}; commit`)
}

/** The statement that keeps which text a migration is applied with; run in the migration's own transaction. */
export const keepText = ({ name, sha256 }: MigrationText): string =>
  `insert into kysely_migration_text (name, sha256) values ('${name.replaceAll("'", "''")}', '${sha256}')`

// Beside the migrator's own record, and like it no part of the board.
const PLACE = `
  create table if not exists kysely_migration_text (name text primary key, sha256 text not null)`

const PLACES = `
  select to_regclass('kysely_migration') is not null as applied, to_regclass('kysely_migration_text') is not null as texts`

const APPLIED_WITHOUT_TEXT = 'select name, null as sha256 from kysely_migration order by name'

const APPLIED = `
  select m.name, t.sha256 from kysely_migration m left join kysely_migration_text t on t.name = m.name order by m.name`
