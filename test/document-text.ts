import { inflateRawSync } from 'node:zlib'
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** All text of a Word file: every part of its package, properties and headers too, without the marks. */
export function textOfWord(file: Buffer): string {
  return partsOfWord(file)
    .map(part => part.replace(/<w:p[ >]/g, '\n$&').replace(/<[^>]*>/g, ''))
    .join('\n')
    .replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
}

/** The body of a Word file as it is written, marks and all. */
export function markupOfWord(file: Buffer): string {
  return partsOfWord(file).find(part => part.includes('<w:body>')) ?? ''
}

// The entries of a zip file, by its central directory.
/** Every part of a Word file as it is written: body, headers, properties, what was changed, with all marks. */
export function partsOfWord(zip: Buffer): string[] {
  const parts: string[] = []
  let at = zip.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'))
  const count = zip.readUInt16LE(at + 10)
  at = zip.readUInt32LE(at + 16)
  for (let each = 0; each < count; each += 1) {
    const method = zip.readUInt16LE(at + 10)
    const size = zip.readUInt32LE(at + 20)
    const start = zip.readUInt32LE(at + 42)
    const from = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28)
    const content = zip.subarray(from, from + size)
    parts.push((method === 0 ? content : inflateRawSync(content)).toString('utf8'))
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return parts
}

/** What a PDF says: its text, outline, properties, structure and language. */
export type PdfContent = {
  readonly text: string
  readonly outline: readonly string[]
  readonly roles: readonly string[]
  readonly info: Readonly<Record<string, unknown>>
  readonly language: string | null
}

/** Reads everything that a reader, a screen reader or a curious person could find in a PDF. */
export async function contentOfPdf(file: Buffer): Promise<PdfContent> {
  const pdf = await getDocument({ data: new Uint8Array(file), useSystemFonts: true, verbosity: 0 }).promise
  const texts: string[] = []
  const roles: string[] = []
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number)
    const { items } = await page.getTextContent()
    texts.push(items.map(item => ('str' in item ? item.str : '')).join(' '))
    walk(await page.getStructTree(), roles, texts)
  }
  const { info } = await pdf.getMetadata()
  const outline = (await pdf.getOutline()) as readonly { title: string }[] | null
  return {
    text: texts.join('\n'),
    outline: (outline ?? []).map(each => each.title),
    roles,
    info: info as Record<string, unknown>,
    language: (info as { Language?: string | null }).Language ?? null,
  }
}

/** What stands on the paper of a PDF: how many letters have no shape, an empty box, and the names of the fonts of all others. */
export async function glyphsOfPdf(file: Buffer): Promise<{ missing: number; fonts: readonly string[] }> {
  const pdf = await getDocument({ data: new Uint8Array(file), useSystemFonts: true, verbosity: 0 }).promise
  const fonts = new Set<string>()
  let missing = 0
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number)
    const { fnArray, argsArray } = await page.getOperatorList()
    fnArray.forEach((operation, at) => {
      const [first] = (argsArray[at] ?? []) as readonly unknown[]
      if (operation === OPS.setFont) fonts.add((page.commonObjs.get(first as string) as { name: string }).name)
      if (operation === OPS.showText)
        missing += (first as readonly (number | { originalCharCode: number })[]).filter(
          glyph => typeof glyph === 'object' && glyph.originalCharCode === 0,
        ).length
    })
  }
  return { missing, fonts: [...fonts] }
}

function walk(node: unknown, roles: string[], texts: string[]): void {
  if (typeof node !== 'object' || node === null) return
  const { role, alt, children } = node as { role?: string; alt?: string; children?: unknown[] }
  if (role !== undefined) roles.push(role)
  if (alt !== undefined) texts.push(alt)
  for (const child of children ?? []) walk(child, roles, texts)
}
