import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { partsOfWord } from './document-text.ts'

type Node = {
  readonly role?: string
  readonly id?: string
  readonly type?: string
  readonly children?: readonly Node[]
}

/**
 * What keeps somebody who does not see a PDF from reading it, each in a sentence; none when there is nothing. Asked of every page: all
 * that is drawn is in the order of reading or marked as no content; headings go down step by step; tables have a header with its scope and
 * rows of one length; lists hold their items; the language, the title and the outline are there.
 */
export async function faultsOfPdf(file: Buffer): Promise<readonly string[]> {
  const faults: string[] = []
  const raw = file.toString('latin1')
  for (const [mark, what] of [
    [/\/MarkInfo \d+ 0 R/, 'is not said to be tagged'],
    [/\/DisplayDocTitle true/, 'shows its file name, not its title'],
    [/<pdfuaid:part>1</, 'does not name the standard that it keeps to'],
  ] as const)
    if (!mark.test(raw)) faults.push(`the document ${what}`)
  const pdf = await getDocument({ data: new Uint8Array(file), useSystemFonts: true, verbosity: 0 }).promise
  const info = (await pdf.getMetadata()).info as { Title?: string; Language?: string | null }
  if ((info.Title ?? '') === '') faults.push('the document has no title')
  if ((info.Language ?? '') === '') faults.push('the document has no language')
  const roles: string[] = []
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number)
    const read = new Set<string>()
    walk(await page.getStructTree(), node => {
      if (node.role !== undefined) roles.push(node.role)
      if (node.type === 'content' && node.id !== undefined) read.add(node.id)
      faults.push(...faultsOfElement(node))
    })
    faults.push(...textOutOfOrder(await page.getTextContent({ includeMarkedContent: true }), read, number))
  }
  const headings = roles.filter(role => /^H[1-6]$/.test(role))
  faults.push(...skippedLevels(headings.map(role => Number(role.slice(1)))))
  const outline = (await pdf.getOutline()) as readonly unknown[] | null
  if ((outline ?? []).length !== headings.length) faults.push('the outline is not that of the headings')
  // By page a header cell is told once for each page of its table; in the file it stands once.
  const headers = [...raw.matchAll(/\/S \/TH\b/g)].length
  const scopes = [...raw.matchAll(/\/Scope \/Column/g)].length
  if (scopes !== headers) faults.push(`${headers} header cells, ${scopes} of them say of what`)
  return faults
}

const CHILDREN: Readonly<Record<string, RegExp>> = { L: /^LI$/, LI: /^(Lbl|LBody)$/, Table: /^TR$/, TR: /^T[HD]$/ }

function faultsOfElement({ role = '', children = [] }: Node): readonly string[] {
  const allowed = CHILDREN[role]
  const inside = children.flatMap(child => child.role ?? [])
  const faults =
    allowed === undefined ? [] : inside.filter(each => !allowed.test(each)).map(each => `${each} in ${role}`)
  if (role !== 'Table') return faults
  const rows = children.map(row => (row.children ?? []).length)
  if (new Set(rows).size > 1) faults.push(`rows of ${[...new Set(rows)].join(' and ')} cells in one table`)
  return faults
}

function textOutOfOrder(
  {
    items,
  }: Awaited<
    ReturnType<Awaited<ReturnType<Awaited<ReturnType<typeof getDocument>['promise']>['getPage']>>['getTextContent']>
  >,
  read: ReadonlySet<string>,
  page: number,
): readonly string[] {
  const open: (string | undefined)[] = []
  const faults: string[] = []
  for (const item of items) {
    if ('str' in item) {
      const at = open.at(-1)
      const isRead = open.some(each => each !== undefined && (each === 'Artifact' || read.has(each)))
      if (item.str.trim() !== '' && !isRead)
        faults.push(`page ${page}: nobody hears “${item.str.slice(0, 40)}” (${at ?? 'unmarked'})`)
    } else if (item.type === 'endMarkedContent') open.pop()
    else open.push((item as { tag?: string }).tag === 'Artifact' ? 'Artifact' : item.id)
  }
  return faults
}

function walk(node: Node | null, visit: (node: Node) => void): void {
  if (node === null) return
  visit(node)
  for (const child of node.children ?? []) walk(child, visit)
}

function skippedLevels(levels: readonly number[]): readonly string[] {
  if (levels[0] !== 1) return ['the first heading is not of the first level']
  return levels.flatMap((level, at) =>
    level > (levels[at - 1] ?? 0) + 1 ? [`a heading of level ${level} under one of ${levels[at - 1] ?? 0}`] : [],
  )
}

/** The same of a Word file: its language, title, headings and header rows, and lists that are lists. */
export function faultsOfWord(file: Buffer): readonly string[] {
  const parts = partsOfWord(file)
  const body = parts.find(part => part.includes('<w:body>')) ?? ''
  const all = parts.join('\n')
  const faults: string[] = []
  if (!/<w:rPrDefault>[\s\S]*?<w:lang w:val="(en|cy)-GB"/.test(all)) faults.push('the document has no language')
  if (!/<dc:title>[^<]+</.test(all)) faults.push('the document has no title')
  const paragraphs = body.split(/<w:p[ >]/).slice(1)
  const levels = paragraphs.flatMap(each => /<w:pStyle w:val="Heading(\d)"/.exec(each)?.[1] ?? []).map(Number)
  faults.push(...skippedLevels(levels))
  for (const table of body.split('<w:tbl>').slice(1)) {
    const rows = (table.split('</w:tbl>')[0] ?? '').split('<w:tr>').slice(1)
    if (rows[0]?.includes('<w:tblHeader/>') !== true) faults.push('a table has no header row')
    const cells = new Set(rows.map(row => row.split('<w:tc>').length))
    if (cells.size > 1) faults.push('rows of different length in one table')
  }
  for (const each of paragraphs) if (/<w:t[^>]*>[•·-] /.test(each)) faults.push('a list that is only drawn as one')
  return faults
}
