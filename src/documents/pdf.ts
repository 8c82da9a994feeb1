import PDFDocument from 'pdfkit'
import type { Foreign } from '../lib/written-language.ts'
import { type Block, type Document } from './document.ts'
import { FONTS, letters, wordsFont } from './letters.ts'
import { brokenIntoLines, runsOf } from './right-to-left.ts'

const MARGIN = 64
const BODY_SIZE = 11.5

type Pdf = InstanceType<typeof PDFDocument>
type Structure = ReturnType<Pdf['struct']>

/** The document as a tagged PDF: a reading order, headings, lists, quotations and tables that a screen reader can follow. */
export async function pdfFile(document: Document): Promise<Buffer> {
  const pdf = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    bufferPages: true,
    tagged: true,
    pdfVersion: '1.7',
    subset: 'PDF/UA',
    lang: document.language === 'cy' ? 'cy-GB' : 'en-GB',
    displayTitle: true,
    font: FONTS.body,
    info: {
      Title: document.title,
      Author: 'Llwybr',
      Creator: 'Llwybr',
      Producer: 'Llwybr',
      Subject: document.reference,
      CreationDate: document.createdAt,
      ModDate: document.createdAt,
    },
  } as object)
  for (const [name, font] of Object.entries(FONTS)) pdf.registerFont(name, font as never)
  const chunks: Buffer[] = []
  const finished = new Promise<Buffer>((done, failed) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
    pdf.on('end', () => done(Buffer.concat(chunks)))
    pdf.on('error', failed)
  })
  const root = pdf.struct('Document')
  pdf.addStructure(root)
  for (const block of document.blocks) drawBlock(pdf, root, block)
  root.end()
  drawMargins(pdf, document)
  pdf.end()
  return finished
}

const widthOf = (pdf: Pdf) => pdf.page.width - 2 * MARGIN

// A block begins on a new page when fewer lines than this would fit under it: no heading is stranded.
function keepTogether(pdf: Pdf, height: number): void {
  if (pdf.y + height > pdf.page.height - MARGIN) pdf.addPage()
}

function tagged(pdf: Pdf, parent: Structure, type: string, draw: () => void, options: object = {}): void {
  parent.add(pdf.struct(type, options, draw))
}

type Words = {
  readonly text: string
  readonly left: number
  readonly lineGap: number
  readonly foreign?: Foreign | undefined
}

// Words in the font and size that are set, as a paragraph. What is written from the right stands at the right, each line in the order
// in which it is read on paper; whoever has it read out hears the text itself.
function drawWords(pdf: Pdf, parent: Structure, { text, left, lineGap, foreign }: Words): void {
  const width = pdf.page.width - MARGIN - left
  if (foreign?.dir !== 'rtl') {
    const draw = () => pdf.text(text, left, pdf.y, { width, lineGap })
    tagged(pdf, parent, 'P', draw, foreign && { lang: foreign.lang })
    return
  }
  const asOne = { lineBreak: false, features: ['rlig' as const] }
  tagged(
    pdf,
    parent,
    'P',
    () => {
      for (const line of brokenIntoLines(text, width, part => pdf.widthOfString(part, asOne))) {
        const height = pdf.currentLineHeight(true) + lineGap
        if (pdf.y + height > pdf.page.height - MARGIN) pdf.addPage()
        const top = pdf.y
        const runs = runsOf(line).map(run => ({ ...run, wide: pdf.widthOfString(run.text, asOne) }))
        let at = left + width - runs.reduce((all, run) => all + run.wide, 0)
        for (const run of runs) {
          pdf.text(run.text, at, top, run.isFromTheRight ? asOne : { lineBreak: false })
          at += run.wide
        }
        pdf.y = top + height
      }
      pdf.x = MARGIN
    },
    { lang: foreign.lang, actual: text },
  )
}

function drawBlock(pdf: Pdf, root: Structure, block: Block): void {
  switch (block.kind) {
    case 'heading': {
      const size = { 1: 20, 2: 15, 3: 12.5 }[block.level]
      keepTogether(pdf, size * 4)
      if (block.level > 1) pdf.moveDown(0.6)
      pdf.outline.addItem(letters(block.text))
      tagged(pdf, root, `H${block.level}`, () =>
        pdf
          .font('bold')
          .fontSize(size)
          .text(letters(block.text), MARGIN, pdf.y, { width: widthOf(pdf) }),
      )
      pdf.moveDown(0.4)
      return
    }
    case 'paragraph':
      pdf.font('body').fontSize(BODY_SIZE)
      drawWords(pdf, root, { text: letters(block.text), left: MARGIN, lineGap: 2, foreign: block.foreign })
      pdf.moveDown(0.6)
      return
    case 'quotation':
      drawQuotation(pdf, root, block)
      return
    case 'list': {
      const list = pdf.struct('L')
      root.add(list)
      for (const item of block.items) {
        const listItem = pdf.struct('LI')
        list.add(listItem)
        tagged(pdf, listItem, 'LBody', () =>
          pdf
            .font('body')
            .fontSize(BODY_SIZE)
            .text(`• ${letters(item)}`, MARGIN + 12, pdf.y, { width: widthOf(pdf) - 12, indent: -12, lineGap: 2 }),
        )
        listItem.end()
        pdf.moveDown(0.2)
      }
      list.end()
      pdf.moveDown(0.5)
      return
    }
    case 'table':
      drawTable(pdf, root, block)
      return
    case 'notice': {
      const text = letters(block.text)
      const height =
        pdf
          .font('body')
          .fontSize(BODY_SIZE)
          .heightOfString(text, { width: widthOf(pdf) - 20, lineGap: 2 }) + 20
      keepTogether(pdf, Math.min(height, 300))
      const top = pdf.y
      tagged(pdf, root, 'P', () => pdf.text(text, MARGIN + 10, top + 10, { width: widthOf(pdf) - 20, lineGap: 2 }))
      if (pdf.y > top) artifact(pdf, () => pdf.rect(MARGIN, top, widthOf(pdf), pdf.y - top + 6).stroke('#000000'))
      pdf.y += 18
      return
    }
  }
}

function artifact(pdf: Pdf, draw: () => void): void {
  pdf.markContent('Artifact')
  draw()
  pdf.endMarkedContent()
}

function drawQuotation(pdf: Pdf, root: Structure, block: Extract<Block, { kind: 'quotation' }>): void {
  keepTogether(pdf, 60)
  const top = pdf.y
  const page = pdf.page
  const quotation = pdf.struct('BlockQuote')
  root.add(quotation)
  pdf.font(wordsFont(block.text)).fontSize(BODY_SIZE + 1)
  const text = `“${letters(block.text)}”`
  drawWords(pdf, quotation, { text, left: MARGIN + 18, lineGap: 3, foreign: block.foreign })
  if (block.attribution !== '')
    tagged(pdf, quotation, 'P', () =>
      pdf
        .font('body')
        .fontSize(BODY_SIZE - 1)
        .text(letters(block.attribution), MARGIN + 18, pdf.y + 2, { width: widthOf(pdf) - 18 }),
    )
  quotation.end()
  if (pdf.page === page) {
    const bottom = pdf.y
    artifact(pdf, () =>
      pdf
        .moveTo(MARGIN + 4, top)
        .lineTo(MARGIN + 4, bottom)
        .moveTo(MARGIN + 8, top)
        .lineTo(MARGIN + 8, bottom)
        .stroke('#12436d'),
    )
  }
  pdf.moveDown(0.8)
}

function drawTable(pdf: Pdf, root: Structure, block: Extract<Block, { kind: 'table' }>): void {
  const columns = block.header.length
  const width = widthOf(pdf) / Math.max(1, columns)
  keepTogether(pdf, 80)
  tagged(pdf, root, 'P', () =>
    pdf
      .font('bold')
      .fontSize(BODY_SIZE)
      .text(letters(block.caption), MARGIN, pdf.y, { width: widthOf(pdf) }),
  )
  pdf.moveDown(0.3)
  const table = pdf.struct('Table')
  root.add(table)
  const drawRow = (cells: readonly string[], header: boolean, asArtifact: boolean) => {
    pdf.font(header ? 'bold' : 'body').fontSize(BODY_SIZE - 1)
    const texts = cells.map(letters)
    const height = Math.min(
      Math.max(...texts.map(text => pdf.heightOfString(text, { width: width - 10 }))) + 10,
      pdf.page.height - 2 * MARGIN - 40,
    )
    if (pdf.y + height > pdf.page.height - MARGIN) {
      pdf.addPage()
      if (!header) drawRow(block.header, true, true)
      pdf.font(header ? 'bold' : 'body').fontSize(BODY_SIZE - 1)
    }
    const top = pdf.y
    const row = asArtifact ? undefined : pdf.struct('TR')
    if (row !== undefined) table.add(row)
    texts.forEach((text, at) => {
      const draw = () => pdf.text(text, MARGIN + at * width + 5, top + 5, { width: width - 10, height: height - 5 })
      if (row === undefined) artifact(pdf, draw)
      else tagged(pdf, row, header ? 'TH' : 'TD', draw)
    })
    row?.end()
    artifact(pdf, () => {
      texts.forEach((_, at) => pdf.rect(MARGIN + at * width, top, width, height).stroke('#505a5f'))
    })
    pdf.y = top + height
  }
  drawRow(block.header, true, false)
  for (const row of block.rows) drawRow(row, false, false)
  table.end()
  pdf.x = MARGIN
  pdf.moveDown(0.8)
}

function drawMargins(pdf: Pdf, document: Document): void {
  const { start, count } = pdf.bufferedPageRange()
  for (let page = start; page < start + count; page += 1) {
    pdf.switchToPage(page)
    pdf.page.margins = { top: 0, bottom: 0, left: MARGIN, right: MARGIN }
    const words = document.pageWords.replace('{page}', String(page - start + 1)).replace('{pages}', String(count))
    artifact(pdf, () => {
      pdf.font('body').fontSize(9)
      const foot = { width: widthOf(pdf), lineBreak: false }
      pdf.text(`${document.reference}   ${words}`, MARGIN, pdf.page.height - 40, foot)
      pdf.font('bold').text(document.classification, MARGIN, pdf.page.height - 40, { ...foot, align: 'right' })
      if (document.banner !== undefined)
        pdf
          .font('bold')
          .fontSize(11)
          .text(document.banner, MARGIN, 26, { width: widthOf(pdf), align: 'center', lineBreak: false })
    })
  }
}
