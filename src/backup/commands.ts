import { join } from 'node:path'
import { refuseOtherVersions } from '../db/applied.ts'
import { listMigrations } from '../db/migrate.ts'
import { roleUrl } from '../db/roles.ts'
import { databaseServer } from '../db/server.ts'
import { keyForBackup, readSettings, type Settings, takeKey } from '../settings.ts'
import { BackupError } from './backup.ts'
import { makeBackup, total } from './making.ts'
import { restoreBackup } from './restoring.ts'
import { overOwnerConnection } from './store/connection.ts'
import { verifyDatabase } from './verifying.ts'

/**
 * Copies the whole board into a new folder, as it stands and without bringing it up to date, and says what is in it.
 *
 * @throws {OtherVersionError} when another version has used the board; nothing was written then
 */
export async function backup(folder: string): Promise<void> {
  await onServer(async ({ secretKey, ownerUrl }) => {
    await refuseOtherBoard(ownerUrl)
    const made = await makeBackup({ ownerUrl, secretKey, keyFile: keyForBackup(process.env), folder })
    console.log(
      `${folder} holds ${made.tables.length} tables with ${total(made.tables)} rows, as they stood at ${made.madeAt}, and was read back.`,
    )
  })
}

/** Puts a backup into the empty place that the settings name, its key too where none is kept, and verifies it. */
export async function restore(folder: string): Promise<void> {
  takeKey(process.env, join(folder, 'secret.key'))
  await onServer(async ({ databaseName: database, secretKey, adminUrl, ownerUrl }) => {
    const restored = await restoreBackup({ adminUrl, database, secretKey, folder })
    console.log(`${total(restored.tables)} rows are back, as they stood at ${restored.madeAt}.`)
    await sayWhatStands(ownerUrl)
  })
}

/**
 * Counts what is there and says that it is as it must be. Nothing is changed.
 *
 * @throws {BackupError} with a sentence for each thing that is not
 * @throws {OtherVersionError} when another version has used the board
 */
export async function verify(): Promise<void> {
  await onServer(async ({ ownerUrl }) => {
    await refuseOtherBoard(ownerUrl)
    await sayWhatStands(ownerUrl)
  })
}

const refuseOtherBoard = (ownerUrl: string) =>
  overOwnerConnection(ownerUrl, client => refuseOtherVersions(client, listMigrations()))

async function sayWhatStands(ownerUrl: string): Promise<void> {
  const { rows, faults } = await verifyDatabase(ownerUrl)
  for (const [table, count] of rows) console.log(`${String(count).padStart(10)}  ${table}`)
  if (faults.length > 0) throw new BackupError(faults.join('\n'))
  console.log('Keys, policies, triggers, versions, the audit and every document are as they must be.')
}

async function onServer(
  work: (place: Settings & { adminUrl: string; ownerUrl: string }) => Promise<void>,
): Promise<void> {
  const settings = readSettings(process.env)
  const { adminUrl, stop } = await databaseServer(settings)
  try {
    const ownerUrl = roleUrl(adminUrl, settings.databaseName, 'llwybr_owner', settings.secretKey)
    await work({ ...settings, adminUrl, ownerUrl })
  } finally {
    await stop()
  }
}
