import { chmodSync, existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A new folder for an embedded cluster, which the account that runs PostgreSQL for root can go through. */
export function newClusterFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'llwybr-test-'))
  chmodSync(folder, 0o711)
  return folder
}

/** Removes such a folder, and the data that stand elsewhere because the folders above it are closed. */
export function removeClusterFolder(folder: string): void {
  const cluster = join(folder, 'postgres')
  if (existsSync(cluster)) rmSync(realpathSync(cluster), { recursive: true, force: true })
  rmSync(folder, { recursive: true, force: true })
}
