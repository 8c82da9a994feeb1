import assert from 'node:assert/strict'
import { openFamilyCopy } from '../../src/family-copy/actions.ts'
import { COPY_FILES, type CopyFile } from '../../src/family-copy/family-copy.ts'
import { contentOfPdf, partsOfWord } from '../document-text.ts'
import type { World } from '../world.ts'

/** Everything that a file of a family's copy holds, as one text; fails when it does not open. */
export async function allOfFile(world: World, copyId: string, name: CopyFile): Promise<string> {
  const file = await world.as('note-taker', work => openFamilyCopy(work, { copyId, name }))
  assert.ok(file.outcome === 'opened', name)
  return COPY_FILES[name].format === 'pdf' ? allOfPdf(file.bytes) : partsOfWord(file.bytes).join('\n')
}

// Its text, outline, properties and alternative texts, and what stands in its bytes as it is.
async function allOfPdf(bytes: Buffer): Promise<string> {
  const { text, outline, info } = await contentOfPdf(bytes)
  return [text, ...outline, JSON.stringify(info), bytes.toString('latin1')].join('\n')
}
