import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeWholeOnce } from '../lib/whole-file.ts'
import { EmbeddedPostgresError } from './cluster.ts'

/**
 * Holds a data folder for one running service, and answers how to let it go. A process that is no more holds nothing, nor does one
 * that has its number by now.
 *
 * @throws {EmbeddedPostgresError} when another service runs on the folder
 */
export function holdFolder(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true })
  const file = join(dataDir, 'running.pid')
  for (;;) {
    try {
      writeWholeOnce(file, `${process.pid}\n`)
      return () => rmSync(file, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const holder = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
    if (holder !== process.pid && isService(holder))
      throw new EmbeddedPostgresError(
        `Llwybr runs already on ${dataDir} (process ${holder}). Stop it first, or give this one a folder of its own with DATA_DIR.`,
      )
    rmSync(file, { force: true })
  }
}

function isService(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('main.ts')
  } catch {
    return true // no /proc on this system: believe the file
  }
}
