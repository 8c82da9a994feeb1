import { createHash } from 'node:crypto'
import type { Foreign } from '../lib/written-language.ts'

/** Words of somebody, that may be in another language than the document. */
export type Words = { readonly text: string; readonly foreign?: Foreign | undefined }

/** What a cell of a table holds: one text in the document's language, or several, each on lines of its own. */
export type Cell = string | readonly Words[]

/** The texts of a cell, in their order. */
export function wordsOf(cell: Cell): readonly Words[] {
  return typeof cell === 'string' ? [{ text: cell }] : cell
}

/**
 * One part of a document. Every text is already in the language of the document, but for words of people that are `foreign` to it;
 * `entryId` is the entry whose words they are.
 */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | {
      readonly kind: 'paragraph'
      readonly text: string
      readonly entryId?: string
      readonly foreign?: Foreign | undefined
    }
  | {
      readonly kind: 'quotation'
      readonly text: string
      readonly attribution: string
      readonly entryId?: string
      readonly foreign?: Foreign | undefined
    }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | {
      readonly kind: 'table'
      readonly caption: string
      readonly header: readonly string[]
      readonly rows: readonly (readonly Cell[])[]
    }
  | { readonly kind: 'notice'; readonly text: string }

/** A document before it is a file: the same source makes Word and PDF, in either language. */
export type Document = {
  readonly language: 'en' | 'cy'
  /** Names no child: it stands in the file's properties and in the title bar. */
  readonly title: string
  /** At the foot of every page: which copy this is, and for whom it is not. */
  readonly classification: string
  readonly reference: string
  /** Shown at the top of every page: the word DEMONSTRATION on a demonstration board. */
  readonly banner: string | undefined
  /** "Page {page} of {pages}" in the document's language, with the two marks. */
  readonly pageWords: string
  readonly createdAt: Date
  readonly blocks: readonly Block[]
}

/** What neither Word nor PDF can hold: control characters other than line ends and tabs, and halves of characters. */
export function printable(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
}

/** The SHA-256 of a file, in hexadecimal: by it a copy is recognised later. */
export function fileHash(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}
