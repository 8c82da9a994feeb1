import { chownSync, closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Writes a small file whole or not at all, and so that it outlives a power cut: beside its place, to the disk, then into its place.
 * Readable by its owner only.
 *
 * @param owner the account it is to belong to; that of this process when left out
 * @throws what the system says when it cannot be written; what was there before is there still
 */
export function writeWhole(file: string, text: string, owner?: { readonly uid: number; readonly gid: number }): void {
  put(file, text, owner, beside => renameSync(beside, file))
}

/**
 * The same for a file that must not be there yet.
 *
 * @throws with code EEXIST when it is: of two that write it at once one does
 */
export function writeWholeOnce(file: string, text: string): void {
  put(file, text, undefined, beside => {
    linkSync(beside, file)
    rmSync(beside)
  })
}

type Owner = { readonly uid: number; readonly gid: number } | undefined

function put(file: string, text: string, owner: Owner, intoPlace: (beside: string) => void): void {
  const beside = `${file}.${process.pid}.new`
  try {
    const open = openSync(beside, 'w', 0o600)
    try {
      writeSync(open, text)
      fsyncSync(open)
    } finally {
      closeSync(open)
    }
    if (owner !== undefined) chownSync(beside, owner.uid, owner.gid)
    intoPlace(beside)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
  flushFolder(dirname(file))
}

// That the file has its name is written to the disk too. A system that does not open folders keeps names by itself.
function flushFolder(folder: string): void {
  if (process.platform === 'win32') return
  const open = openSync(folder, 'r')
  try {
    fsyncSync(open)
  } finally {
    closeSync(open)
  }
}
