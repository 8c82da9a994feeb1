import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Piscina } from 'piscina'
import { lazily } from '../lib/lazily.ts'
import type { Document } from './document.ts'
import type { FileFormat } from './file-name.ts'

/** What a thread that makes files is given. */
export type Making = {
  readonly document: Document
  readonly format: FileFormat
  readonly passphrase?: string | undefined
}

// One processor stays with the pages and the database. Threads begin with the first document, and keep no program from ending.
const threads = lazily(
  () =>
    new Piscina<Making, ArrayBuffer>({
      filename: join(import.meta.dirname, 'making-thread.ts'),
      minThreads: 1,
      maxThreads: Math.max(1, availableParallelism() - 1),
    }),
)

/**
 * The document as a file, made in another thread, so that nobody’s page waits for it. Rejects with what went wrong in making it.
 * Decision 0036.
 */
export async function makeFile(document: Document, format: FileFormat): Promise<Buffer> {
  return Buffer.from(await threads().run({ document, format }))
}

/** The document as a PDF that opens with the passphrase alone, made in another thread. Rejects with what went wrong in making it. */
export async function makeLockedPdf(document: Document, passphrase: string): Promise<Buffer> {
  return Buffer.from(await threads().run({ document, format: 'pdf', passphrase }))
}
