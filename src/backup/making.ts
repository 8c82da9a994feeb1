import { createHash } from 'node:crypto'
import {
  chmodSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { listMigrations } from '../db/migrate.ts'
import { writeWhole } from '../lib/whole-file.ts'
import { recordBackup } from '../audit/store.ts'
import { BackupError, fileOf, type Manifest, manifest } from './backup.ts'
import { keyFingerprint } from './key.ts'
import { atOneInstant, findWhereAndWhen, overOwnerConnection } from './store/connection.ts'
import { listAppliedMigrations, listKeptTables, listSequences, readTable } from './store/tables.ts'

/** What is copied, and where to. */
export type BackupParts = {
  /** The owner's address of the database. */
  readonly ownerUrl: string
  readonly secretKey: string
  /** The key's own text, when it stands in the data folder and goes with the backup. */
  readonly keyFile: string | undefined
  /** A folder that is not there yet, or is empty. */
  readonly folder: string
}

/**
 * Copies the whole board into a folder, all of it as it stood at one instant, while the service runs; then reads every file once
 * more and compares. The folder has its name only when all of that was done. It holds every word about every child: who may open it
 * is for its keeper to say.
 *
 * @returns what is in it
 * @throws {BackupError} when the folder is in use, or what was written does not read back the same
 */
export async function makeBackup(parts: BackupParts): Promise<Manifest> {
  const folder = resolve(parts.folder)
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new BackupError(`${folder} holds something. Name a folder that is not there yet.`)
  const making = `${folder}.partial`
  rmSync(making, { recursive: true, force: true })
  mkdirSync(dirname(folder), { recursive: true })
  mkdirSync(making, { mode: 0o700 })
  try {
    const made = await copyOut(parts, making)
    writeWhole(join(making, 'backup.json'), `${JSON.stringify(made, null, 2)}\n`)
    if (parts.keyFile !== undefined) writeWhole(join(making, 'secret.key'), parts.keyFile)
    await checkFiles(making, made)
    rmSync(folder, { recursive: true, force: true })
    renameSync(making, folder)
    return made
  } catch (error) {
    rmSync(making, { recursive: true, force: true })
    throw error
  }
}

function copyOut({ ownerUrl, secretKey }: BackupParts, folder: string): Promise<Manifest> {
  return overOwnerConnection(ownerUrl, async client => {
    const made = await atOneInstant(client, async () => {
      const { database, at } = await findWhereAndWhen(client)
      const applied = await listAppliedMigrations(client)
      const tables: Manifest['tables'] = []
      for (const table of await listKeptTables(client)) {
        const source = readTable(client, table)
        const { bytes, sha256 } = await copyTo(join(folder, fileOf(table.name)), source)
        tables.push({ name: table.name, columns: [...table.columns], rows: source.rowCount, bytes, sha256 })
      }
      return manifest.parse({
        format: 'llwybr-backup/1',
        madeAt: at.toISOString(),
        database,
        migrations: listMigrations().filter(each => applied.includes(each.name)),
        keyFingerprint: keyFingerprint(secretKey),
        tables,
        sequences: await listSequences(client),
      })
    })
    await recordBackup(client, 'board.backed-up', total(made.tables))
    return made
  })
}

/** How many rows a backup holds. */
export const total = (tables: Manifest['tables']) => tables.reduce((sum, table) => sum + table.rows, 0)

async function copyTo(file: string, source: NodeJS.ReadableStream): Promise<{ bytes: number; sha256: string }> {
  const measured = measure()
  await pipeline(source, createGzip(), measured.stream, createWriteStream(file, { mode: 0o600, flush: true }))
  chmodSync(file, 0o600)
  return measured.result()
}

function measure(): { stream: Transform; result: () => { bytes: number; sha256: string } } {
  const hash = createHash('sha256')
  let bytes = 0
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      bytes += chunk.length
      done(null, chunk)
    },
  })
  return { stream, result: () => ({ bytes, sha256: hash.digest('hex') }) }
}

/**
 * Reads every file of a backup and compares its size, its hash and the number of its rows with what the backup says of itself.
 *
 * @throws {BackupError} naming the first file that is missing or not as it was written
 */
export async function checkFiles(folder: string, { tables }: Manifest): Promise<void> {
  for (const table of tables) {
    const file = join(folder, fileOf(table.name))
    if (!existsSync(file)) throw new BackupError(`The backup lacks ${fileOf(table.name)}.`)
    const measured = measure()
    let rows = 0
    const counting = new Transform({
      // In PostgreSQL's text format a line end within a value is written as two signs: each line is one row.
      transform(chunk: Buffer, _encoding, done) {
        for (const byte of chunk) if (byte === 10) rows += 1
        done()
      },
    })
    await pipeline(createReadStream(file), measured.stream, createGunzip(), counting.resume()).catch(() => undefined)
    const { bytes, sha256 } = measured.result()
    if (bytes !== table.bytes || sha256 !== table.sha256 || rows !== table.rows)
      throw new BackupError(`${fileOf(table.name)} is not as it was written: the backup is damaged.`)
  }
}
