import {
  AlignmentType,
  BorderStyle,
  Document as WordDocument,
  Footer,
  Header,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import type { Foreign } from '../lib/written-language.ts'
import { type Block, type Cell, type Document, printable, wordsOf } from './document.ts'

const HEADINGS = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const

/** The document as a Word file (.docx), with real headings, its language set, and no property that names anyone. */
export async function wordFile(document: Document): Promise<Buffer> {
  const language = { value: localeOf(document.language) }
  const [before = '', between = '', after = ''] = document.pageWords.split(/\{pages?\}/)
  const word = new WordDocument({
    creator: 'Llwybr',
    lastModifiedBy: 'Llwybr',
    title: document.title,
    description: document.reference,
    styles: {
      default: {
        document: { run: { font: 'Arial', size: 24, language } },
        heading1: { run: { size: 36, bold: true, language }, paragraph: { spacing: { before: 240, after: 160 } } },
        heading2: {
          run: { size: 30, bold: true, language },
          paragraph: { spacing: { before: 320, after: 120 }, keepNext: true },
        },
        heading3: {
          run: { size: 26, bold: true, language },
          paragraph: { spacing: { before: 200, after: 80 }, keepNext: true },
        },
      },
    },
    sections: [
      {
        headers: {
          default: new Header({
            children:
              document.banner === undefined
                ? []
                : [
                    new Paragraph({
                      alignment: AlignmentType.CENTER,
                      children: runs(document.banner, { bold: true }),
                    }),
                  ],
          }),
        },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                children: [
                  new TextRun({
                    size: 20,
                    children: [
                      `${document.reference}   ${before}`,
                      PageNumber.CURRENT,
                      between,
                      PageNumber.TOTAL_PAGES,
                      after,
                    ],
                  }),
                ],
              }),
              new Paragraph({ children: runs(document.classification, { bold: true }) }),
            ],
          }),
        },
        children: document.blocks.flatMap(paragraphsOf),
      },
    ],
  })
  return Packer.toBuffer(word)
}

type Style = { bold?: boolean; italics?: boolean; foreign?: Foreign | undefined }

function runs(text: string, { foreign, ...style }: Style = {}): TextRun[] {
  const tongue = foreign && {
    language: foreign.dir === 'rtl' ? { bidirectional: foreign.lang } : { value: localeOf(foreign.lang) },
    rightToLeft: foreign.dir === 'rtl',
  }
  return printable(text)
    .split('\n')
    .map((line, at) => new TextRun({ text: line, ...(at > 0 && { break: 1 }), ...style, ...tongue }))
}

function localeOf(language: string): string {
  return language === 'en' || language === 'cy' ? `${language}-GB` : language
}

function paragraphsOf(block: Block): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'heading':
      return [new Paragraph({ heading: HEADINGS[block.level], children: runs(block.text) })]
    case 'paragraph':
      return [
        new Paragraph({
          spacing: { after: 160 },
          bidirectional: block.foreign?.dir === 'rtl',
          children: runs(block.text, { foreign: block.foreign }),
        }),
      ]
    case 'quotation': {
      const border = { left: { style: BorderStyle.DOUBLE, size: 12, space: 12, color: '12436D' } }
      const quoted = new Paragraph({
        indent: { left: 400 },
        border,
        spacing: { after: block.attribution === '' ? 160 : 0 },
        bidirectional: block.foreign?.dir === 'rtl',
        children: runs(`“${block.text}”`, { italics: true, foreign: block.foreign }),
      })
      return block.attribution === ''
        ? [quoted]
        : [
            quoted,
            new Paragraph({
              indent: { left: 400 },
              border,
              spacing: { after: 160 },
              children: runs(block.attribution),
            }),
          ]
    }
    case 'list':
      return block.items.map(
        item => new Paragraph({ bullet: { level: 0 }, spacing: { after: 60 }, children: runs(item) }),
      )
    case 'table': {
      const cell = (of: Cell, bold: boolean) =>
        new TableCell({
          margins: { top: 60, bottom: 60, left: 100, right: 100 },
          children: wordsOf(of).map(
            ({ text, foreign }) =>
              new Paragraph({ bidirectional: foreign?.dir === 'rtl', children: runs(text, { bold, foreign }) }),
          ),
        })
      return [
        new Paragraph({
          keepNext: true,
          spacing: { before: 120, after: 80 },
          children: runs(block.caption, { bold: true }),
        }),
        new Table({
          width: { size: 100, type: WidthType.PERCENTAGE },
          rows: [
            new TableRow({ tableHeader: true, children: block.header.map(text => cell(text, true)) }),
            ...block.rows.map(row => new TableRow({ cantSplit: true, children: row.map(text => cell(text, false)) })),
          ],
        }),
        new Paragraph({ spacing: { after: 120 }, children: [] }),
      ]
    }
    case 'notice': {
      const line = { style: BorderStyle.SINGLE, size: 8, space: 6, color: '000000' }
      return [
        new Paragraph({
          border: { top: line, bottom: line, left: line, right: line },
          spacing: { before: 120, after: 200 },
          children: runs(block.text),
        }),
      ]
    }
  }
}
