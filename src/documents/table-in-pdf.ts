import { type Block, type Cell, wordsOf } from './document.ts'
import {
  artifact,
  drawLine,
  drawText,
  keepTogether,
  type Line,
  linesOf,
  MARGIN,
  type Pdf,
  type Structure,
  widthBetweenMargins,
} from './text-in-pdf.ts'

const SIZE = 10.5
const PADDING = 5
const LONGEST_IN_ONE_PIECE = 400
const LEAST_OF_A_LONG_ONE = 80
const CAPTION = 24

type Table = Extract<Block, { kind: 'table' }>

/**
 * Draws a table under its caption. Its header stands again on every page; a row that does not fit into what is left of a page begins on
 * the next, and one of more than half a page goes on over as many as it needs.
 */
export function drawTable(pdf: Pdf, root: Structure, block: Table): void {
  const between = { left: MARGIN, width: widthBetweenMargins(pdf) }
  const width = between.width / Math.max(1, block.header.length)
  const header = linesOfCells(pdf, block.header, 'bold', width)
  keepTogether(pdf, heightOfTop(pdf, block))
  drawText(pdf, root, 'P', { text: block.caption, style: 'bold', size: SIZE + 1, ...between })
  pdf.moveDown(0.3)
  const table = pdf.struct('Table')
  root.add(table)
  const headerAgain = () => artifact(pdf, () => drawCells(pdf, header, width))
  drawRow(pdf, elementsOf(pdf, table, 'TH', header.length), header, width, () => undefined)
  for (const row of block.rows) {
    const cells = linesOfCells(pdf, row, 'body', width)
    drawRow(pdf, elementsOf(pdf, table, 'TD', cells.length), cells, width, headerAgain)
  }
  table.end()
  pdf.x = MARGIN
  pdf.moveDown(0.8)
}

/**
 * How much of a table stands together, in points: its caption, header and first row, or the beginning of a row that goes on over pages. So no
 * header is stranded, nor a heading above it.
 */
export function heightOfTop(pdf: Pdf, block: Table): number {
  const width = widthBetweenMargins(pdf) / Math.max(1, block.header.length)
  const header = heightOfCells(linesOfCells(pdf, block.header, 'bold', width))
  const first = heightOfCells(linesOfCells(pdf, block.rows[0] ?? [], 'body', width))
  return CAPTION + header + (first < LONGEST_IN_ONE_PIECE ? first : LEAST_OF_A_LONG_ONE)
}

type Cells = readonly (readonly Line[])[]

function linesOfCells(pdf: Pdf, cells: readonly Cell[], style: 'body' | 'bold', width: number): Cells {
  const placed = { style, size: SIZE, left: 0, width: width - 2 * PADDING }
  return cells.map(cell => wordsOf(cell).flatMap(words => linesOf(pdf, { ...placed, ...words })))
}

function elementsOf(pdf: Pdf, table: Structure, type: 'TH' | 'TD', count: number): readonly Structure[] {
  const row = pdf.struct('TR')
  table.add(row)
  return Array.from({ length: count }, () => {
    const cell = pdf.struct(type, (type === 'TH' ? { scope: 'Column' } : {}) as object)
    row.add(cell)
    return cell
  })
}

function drawRow(pdf: Pdf, elements: readonly Structure[], cells: Cells, width: number, headerAgain: () => void): void {
  const bottom = pdf.page.height - MARGIN
  const height = heightOfCells(cells)
  let left: Cells = cells
  if (pdf.y + height > bottom && (height < LONGEST_IN_ONE_PIECE || pdf.y + LEAST_OF_A_LONG_ONE > bottom)) {
    pdf.addPage()
    headerAgain()
  }
  for (;;) {
    const room = bottom - pdf.y - 2 * PADDING
    const now = left.map(lines => lines.slice(0, countThatFit(lines, room)))
    drawCells(pdf, now, width, elements)
    left = left.map((lines, at) => lines.slice(now[at]?.length ?? 0))
    if (left.every(lines => lines.length === 0)) return
    pdf.addPage()
    headerAgain()
  }
}

function drawCells(pdf: Pdf, cells: Cells, width: number, elements?: readonly Structure[]): void {
  const top = pdf.y
  const height = heightOfCells(cells)
  cells.forEach((lines, at) => {
    let y = top + PADDING
    const draw = (line: Line) => {
      const left = MARGIN + at * width + PADDING
      drawLine(pdf, line, line.foreign?.dir === 'rtl' ? left + width - 2 * PADDING - line.wide : left, y)
      y += line.height
    }
    for (const { foreign, lines: together } of inOneTongue(lines)) {
      const drawAll = () => together.forEach(draw)
      if (elements === undefined) drawAll()
      else elements[at]?.add(foreign === undefined ? drawAll : pdf.struct('Span', { lang: foreign.lang }, drawAll))
    }
  })
  const frame = () => cells.forEach((_, at) => pdf.rect(MARGIN + at * width, top, width, height).stroke('#505a5f'))
  if (elements === undefined) frame()
  else artifact(pdf, frame)
  pdf.y = top + height
}

// Lines that follow one another in one language, so that each run of them is read out in its own.
function inOneTongue(lines: readonly Line[]): { readonly foreign: Line['foreign']; readonly lines: Line[] }[] {
  const runs: { readonly foreign: Line['foreign']; readonly lines: Line[] }[] = []
  for (const line of lines) {
    const last = runs.at(-1)
    if (last !== undefined && last.foreign?.lang === line.foreign?.lang) last.lines.push(line)
    else runs.push({ foreign: line.foreign, lines: [line] })
  }
  return runs
}

function heightOfCells(cells: Cells): number {
  return Math.max(0, ...cells.map(lines => lines.reduce((all, line) => all + line.height, 0))) + 2 * PADDING
}

// At least one: a line that is higher than a page would be tried for ever.
function countThatFit(lines: readonly Line[], room: number): number {
  let height = 0
  const tooMany = lines.findIndex(line => (height += line.height) > room)
  return tooMany === -1 ? lines.length : Math.max(1, tooMany)
}
