import type { Font } from 'fontkit'
import type PDFDocument from 'pdfkit'
import type { Foreign } from '../lib/written-language.ts'
import { FONTS, isInOneFont, letters, piecesOf, type Style } from './letters.ts'
import { brokenIntoLines, hasFromTheRight, runsOf } from './lines.ts'

/** A PDF that is being drawn. */
export type Pdf = InstanceType<typeof PDFDocument>
export type Structure = ReturnType<Pdf['struct']>

/** Left, right, above and below on every page, in points. */
export const MARGIN = 64

/** How wide a page is between its margins, in points. */
export function widthBetweenMargins(pdf: Pdf): number {
  return pdf.page.width - 2 * MARGIN
}

/** Begins a new page when less than this height is left on the page: no heading is stranded. */
export function keepTogether(pdf: Pdf, height: number): void {
  if (pdf.y + height > pdf.page.height - MARGIN) pdf.addPage()
}

/** Draws what a screen reader passes over: lines, frames, what stands at the foot of every page. */
export function artifact(pdf: Pdf, draw: () => void): void {
  pdf.markContent('Artifact')
  draw()
  pdf.endMarkedContent()
}

/** A text and where it stands: `size`, `left`, `width` and the gap between lines in points. */
export type Placed = {
  readonly text: string
  readonly style: Style
  readonly size: number
  readonly left: number
  readonly width: number
  readonly lineGap?: number
  readonly foreign?: Foreign | undefined
}

/** A line as it is drawn, from left to right. Heights and widths in points. */
export type Line = {
  readonly pieces: readonly {
    readonly text: string
    readonly font: Font
    readonly isFromTheRight: boolean
    readonly wide: number
  }[]
  readonly size: number
  readonly wide: number
  readonly ascent: number
  readonly height: number
  readonly foreign: Foreign | undefined
}

/** Draws a text under what stands already, over as many pages as it needs, as one element of the structure: `type` is P, H1, TD… */
export function drawText(pdf: Pdf, parent: Structure, type: string, placed: Placed): void {
  const { foreign, left, width, lineGap = 0 } = placed
  const marks = foreign === undefined ? {} : { lang: foreign.lang }
  if (isPlain(placed)) {
    pdf.font(placed.style).fontSize(placed.size)
    parent.add(pdf.struct(type, marks, () => pdf.text(letters(placed.text), left, pdf.y, { width, lineGap })))
    return
  }
  // Whoever has it read out hears the text itself, not its pieces in the order in which they stand on paper.
  const draw = () => {
    for (const line of linesOf(pdf, placed)) {
      keepTogether(pdf, line.height)
      drawLine(pdf, line, foreign?.dir === 'rtl' ? left + width - line.wide : left, pdf.y)
      pdf.y += line.height
    }
  }
  parent.add(pdf.struct(type, { ...marks, actual: letters(placed.text) }, draw))
}

/** How high a text stands, in points. */
export function heightOf(pdf: Pdf, placed: Placed): number {
  if (!isPlain(placed)) return linesOf(pdf, placed).reduce((all, line) => all + line.height, 0)
  const { width, lineGap = 0 } = placed
  return pdf.font(placed.style).fontSize(placed.size).heightOfString(letters(placed.text), { width, lineGap })
}

/** The lines into which a text falls. */
export function linesOf(pdf: Pdf, placed: Placed): readonly Line[] {
  const { style, size, lineGap = 0 } = placed
  const direction = placed.foreign?.dir ?? 'ltr'
  const inPieces = (line: string): Line => {
    const pieces = runsOf(line, direction).flatMap(run => {
      const inFonts = piecesOf(run.text, style).map(piece => ({ ...piece, isFromTheRight: run.isFromTheRight }))
      return run.isFromTheRight ? inFonts.toReversed() : inFonts
    })
    const measured = pieces.map(piece => ({ ...piece, wide: widthOf(pdf, piece, size) }))
    const fonts = [FONTS[style], ...pieces.map(piece => piece.font)]
    const ascent = Math.max(...fonts.map(font => (font.ascent / font.unitsPerEm) * size))
    const descent = Math.max(...fonts.map(font => (-font.descent / font.unitsPerEm) * size))
    return {
      pieces: measured,
      size,
      wide: measured.reduce((all, piece) => all + piece.wide, 0),
      ascent,
      height: ascent + descent + lineGap,
      foreign: placed.foreign,
    }
  }
  const text = letters(placed.text).replaceAll('\t', ' ')
  return brokenIntoLines(text, placed.width, line => inPieces(line).wide).map(inPieces)
}

/** Draws one line, its top left corner at this place. */
export function drawLine(pdf: Pdf, line: Line, left: number, top: number): void {
  let at = left
  for (const piece of line.pieces) {
    pdf.font(piece.font as never, piece.font.postscriptName).fontSize(line.size)
    pdf.text(piece.text, at, top + line.ascent, { ...optionsOf(piece), baseline: 'alphabetic' })
    at += piece.wide
  }
  pdf.y = top
}

// What is written from the right is shaped as a whole: word by word it would stand from the left.
function optionsOf(piece: { readonly isFromTheRight: boolean }) {
  return piece.isFromTheRight ? { lineBreak: false, features: ['rlig' as const] } : { lineBreak: false }
}

function widthOf(pdf: Pdf, piece: { font: Font; text: string; isFromTheRight: boolean }, size: number): number {
  pdf.font(piece.font as never, piece.font.postscriptName).fontSize(size)
  return pdf.widthOfString(piece.text, optionsOf(piece))
}

function isPlain({ text, style, foreign }: Placed): boolean {
  return foreign?.dir !== 'rtl' && !hasFromTheRight(text) && isInOneFont(letters(text), style)
}
