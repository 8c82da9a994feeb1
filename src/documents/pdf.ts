import PDFDocument from 'pdfkit'
import { type Block, type Document } from './document.ts'
import { FONTS, letters } from './letters.ts'
import { drawTable, heightOfTop } from './table-in-pdf.ts'
import {
  artifact,
  drawText,
  heightOf,
  keepTogether,
  MARGIN,
  type Pdf,
  type Structure,
  widthBetweenMargins,
} from './text-in-pdf.ts'

const BODY_SIZE = 11.5

// Whoever opens a locked file may print it, and a screen reader reads it.
const WHOEVER_OPENS_IT = { printing: 'highResolution', copying: true, contentAccessibility: true } as const

const HEADING_SIZES = { 1: 20, 2: 15, 3: 12.5 } as const
/** What a quotation is not begun without. */
const QUOTATION_BEGINS = 60

/**
 * The document as a tagged PDF: a reading order, headings, lists, quotations and tables that a screen reader can follow.
 *
 * @param passphrase when given, nothing in the file can be read without it: AES-256, its titles too
 */
export async function pdfFile(document: Document, passphrase?: string): Promise<Buffer> {
  const pdf = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    bufferPages: true,
    tagged: true,
    pdfVersion: passphrase === undefined ? '1.7' : '1.7ext3',
    ...(passphrase !== undefined && { userPassword: passphrase, permissions: WHOEVER_OPENS_IT }),
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
  for (const [at, block] of document.blocks.entries())
    drawBlock(pdf, root, block, document.blocks.slice(at + 1, at + 4))
  root.end()
  drawMargins(pdf, document)
  pdf.end()
  return finished
}

function drawBlock(pdf: Pdf, root: Structure, block: Block, next: readonly Block[]): void {
  const between = { left: MARGIN, width: widthBetweenMargins(pdf) }
  const body = { style: 'body', size: BODY_SIZE, lineGap: 2, ...between } as const
  switch (block.kind) {
    case 'heading': {
      const size = HEADING_SIZES[block.level]
      keepTogether(pdf, size * 4 + heightOfBeginning(pdf, next))
      if (block.level > 1) pdf.moveDown(0.6)
      pdf.outline.addItem(letters(block.text))
      drawText(pdf, root, `H${block.level}`, { text: block.text, style: 'bold', size, ...between })
      pdf.moveDown(0.4)
      return
    }
    case 'paragraph':
      drawText(pdf, root, 'P', { ...body, text: block.text, foreign: block.foreign })
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
        drawBullet(pdf)
        drawText(pdf, listItem, 'LBody', { ...body, text: item, left: MARGIN + 12, width: body.width - 12 })
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
      const inFrame = { ...body, text: block.text, left: MARGIN + 10, width: body.width - 20 }
      keepTogether(pdf, Math.min(heightOf(pdf, inFrame) + 20, 300))
      const top = pdf.y
      pdf.y += 10
      drawText(pdf, root, 'P', inFrame)
      if (pdf.y > top)
        artifact(pdf, () => pdf.rect(MARGIN, top, widthBetweenMargins(pdf), pdf.y - top + 6).stroke('#000000'))
      pdf.y += 18
      return
    }
  }
}

// What must stand on the page of a heading above it, beyond the line for which the heading itself keeps room.
function heightOfBeginning(pdf: Pdf, [next, ...others]: readonly Block[]): number {
  if (next?.kind === 'heading') return HEADING_SIZES[next.level] * 4 + heightOfBeginning(pdf, others)
  if (next?.kind === 'quotation') return QUOTATION_BEGINS
  return next?.kind === 'table' ? heightOfTop(pdf, next) : 0
}

// Beside what stands next, on the page on which that begins.
function drawBullet(pdf: Pdf): void {
  pdf.font('body').fontSize(BODY_SIZE)
  keepTogether(pdf, pdf.currentLineHeight(true))
  const top = pdf.y
  artifact(pdf, () => pdf.text('•', MARGIN, top, { lineBreak: false }))
  pdf.y = top
}

function drawQuotation(pdf: Pdf, root: Structure, block: Extract<Block, { kind: 'quotation' }>): void {
  keepTogether(pdf, QUOTATION_BEGINS)
  const top = pdf.y
  const page = pdf.page
  const quotation = pdf.struct('BlockQuote')
  root.add(quotation)
  const beside = { left: MARGIN + 18, width: widthBetweenMargins(pdf) - 18 }
  const said = { text: `“${block.text}”`, style: 'words', size: BODY_SIZE + 1, lineGap: 3, ...beside } as const
  drawText(pdf, quotation, 'P', { ...said, foreign: block.foreign })
  if (block.attribution !== '') {
    pdf.y += 2
    drawText(pdf, quotation, 'P', { text: block.attribution, style: 'body', size: BODY_SIZE - 1, ...beside })
  }
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

function drawMargins(pdf: Pdf, document: Document): void {
  const { start, count } = pdf.bufferedPageRange()
  for (let page = start; page < start + count; page += 1) {
    pdf.switchToPage(page)
    pdf.page.margins = { top: 0, bottom: 0, left: MARGIN, right: MARGIN }
    const words = document.pageWords.replace('{page}', String(page - start + 1)).replace('{pages}', String(count))
    artifact(pdf, () => {
      pdf.font('body').fontSize(9)
      const foot = { width: widthBetweenMargins(pdf), lineBreak: false }
      pdf.text(`${document.reference}   ${words}`, MARGIN, pdf.page.height - 40, foot)
      pdf.font('bold').text(document.classification, MARGIN, pdf.page.height - 40, { ...foot, align: 'right' })
      if (document.banner !== undefined)
        pdf
          .font('bold')
          .fontSize(11)
          .text(document.banner, MARGIN, 26, { width: widthBetweenMargins(pdf), align: 'center', lineBreak: false })
    })
  }
}
