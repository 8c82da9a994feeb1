import { move } from 'piscina'
import type { Making } from './making.ts'
import { pdfFile } from './pdf.ts'
import { wordFile } from './word.ts'

/** What each thread does with one document. The bytes are handed over, not copied. */
export default async function makeInThread({ document, format, passphrase }: Making): Promise<ReturnType<typeof move>> {
  const file = format === 'pdf' ? await pdfFile(document, passphrase) : await wordFile(document)
  // Small buffers are parts of one that is shared, which must not be given away.
  return move(new Uint8Array(file).buffer)
}
