import { join } from 'node:path'
import { roleUrl } from '../db/roles.ts'
import { databaseServer } from '../db/server.ts'
import { keyForBackup, readSettings, takeKey } from '../settings.ts'
import { BackupError } from './backup.ts'
import { makeBackup, total } from './making.ts'
import { restoreBackup } from './restoring.ts'
import { verifyDatabase } from './verifying.ts'

export { BackupError }

/** Copies the whole board into a new folder and says what is in it. */
export async function backup(ownerUrl: string, folder: string): Promise<void> {
  const { secretKey } = readSettings(process.env)
  const made = await makeBackup({ ownerUrl, secretKey, keyFile: keyForBackup(process.env), folder })
  console.log(
    `${folder} holds ${made.tables.length} tables with ${total(made.tables)} rows, as they stood at ${made.madeAt}, and was read back.`,
  )
}

/** Puts a backup into the empty place that the settings name, its key too where none is kept, and verifies it. */
export async function restore(folder: string): Promise<void> {
  takeKey(process.env, join(folder, 'secret.key'))
  const settings = readSettings(process.env)
  const server = await databaseServer(settings)
  try {
    const { databaseName: database, secretKey } = settings
    const restored = await restoreBackup({ adminUrl: server.adminUrl, database, secretKey, folder })
    console.log(`${total(restored.tables)} rows are back, as they stood at ${restored.madeAt}.`)
    await verify(roleUrl(server.adminUrl, database, 'llwybr_owner', secretKey))
  } finally {
    await server.stop()
  }
}

/**
 * Counts what is there and says that it is as it must be.
 *
 * @throws {BackupError} with a sentence for each thing that is not
 */
export async function verify(ownerUrl: string): Promise<void> {
  const { rows, faults } = await verifyDatabase(ownerUrl)
  for (const [table, count] of rows) console.log(`${String(count).padStart(10)}  ${table}`)
  if (faults.length > 0) throw new BackupError(faults.join('\n'))
  console.log('Keys, policies, triggers, versions, the audit and every document are as they must be.')
}
