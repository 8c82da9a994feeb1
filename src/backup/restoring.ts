import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { listMigrations, migrate } from '../db/migrate.ts'
import { roleUrl } from '../db/roles.ts'
import { recordBackup } from '../audit/store.ts'
import { BackupError, fileOf, type Manifest, manifest } from './backup.ts'
import { keyFingerprint } from './key.ts'
import { type OwnerConnection, overOwnerConnection, wholeOrNot } from './store/connection.ts'
import { checkFiles, total } from './making.ts'
import { closeTables, isEmpty, listKeptTables, openTables, updateSequences, writeTable } from './store/tables.ts'

/** Where a backup goes. */
export type RestoreParts = {
  readonly adminUrl: string
  readonly database: string
  readonly secretKey: string
  readonly folder: string
}

/**
 * Reads what a backup says of itself.
 *
 * @throws {BackupError} when the folder is none, or of a later version
 */
export function readManifest(folder: string): Manifest {
  const file = join(resolve(folder), 'backup.json')
  if (!existsSync(file)) throw new BackupError(`${resolve(folder)} is no backup: it has no backup.json.`)
  const read = manifest.safeParse(jsonIn(readFileSync(file, 'utf8')))
  if (!read.success) throw new BackupError(`${file} cannot be read: it is damaged, or of another version of Llwybr.`)
  return read.data
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * Puts a backup into an empty database, all of it or nothing: rows as they were, references and numbers going on where they stood,
 * every key checked. A backup of an older Llwybr is brought up to date.
 *
 * @returns what was put back
 * @throws {BackupError} when files are missing or damaged, the place is not empty, or the key is another
 */
export async function restoreBackup(parts: RestoreParts): Promise<Manifest> {
  const backup = await putBack(parts)
  await migrate(parts)
  return backup
}

/** The same, and leaves the tables as the Llwybr that made the backup had them. */
export async function putBack({ adminUrl, database, secretKey, folder }: RestoreParts): Promise<Manifest> {
  const backup = readManifest(folder)
  if (backup.keyFingerprint !== keyFingerprint(secretKey))
    throw new BackupError(
      'The backup was made under another key, and second factors open under no other. Set SECRET_KEY to it, or put its secret.key into an empty data folder.',
    )
  const last = lastMigration(backup)
  await checkFiles(resolve(folder), backup)
  await migrate({ adminUrl, database, secretKey, upTo: last })
  await overOwnerConnection(roleUrl(adminUrl, database, 'llwybr_owner', secretKey), async client => {
    if (!(await isEmpty(client))) throw new BackupError('The database is not empty. Nothing was changed.')
    await wholeOrNot(client, async () => {
      await copyIn(client, resolve(folder), backup)
      await recordBackup(client, 'board.restored', total(backup.tables))
    })
  })
  return backup
}

// The migration up to which the tables are made before they are filled.
function lastMigration({ migrations }: Manifest): string {
  const ours = listMigrations()
  const same = migrations.every((each, at) => each.name === ours[at]?.name && each.sha256 === ours[at].sha256)
  const last = migrations.at(-1)
  if (!same || last === undefined)
    throw new BackupError('The backup is of a later Llwybr, or of another. Restore it with the version that made it.')
  return last.name
}

async function copyIn(client: OwnerConnection, folder: string, backup: Manifest): Promise<void> {
  const there = await listKeptTables(client)
  const names = (tables: readonly { readonly name: string }[]) => tables.map(({ name }) => name).join()
  if (names(backup.tables) !== names(there))
    throw new BackupError('backup.json does not name every table: it is damaged.')
  const keys = await openTables(client, there)
  for (const table of backup.tables) {
    const target = writeTable(client, table)
    await pipeline(createReadStream(join(folder, fileOf(table.name))), createGunzip(), target)
    if (target.rowCount !== table.rows) throw new BackupError(`${fileOf(table.name)} gave fewer rows than it holds.`)
  }
  await updateSequences(client, backup.sequences)
  await closeTables(client, there, keys)
}
