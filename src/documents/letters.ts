import { join } from 'node:path'
import { type Font, openSync } from 'fontkit'
import { printable } from './document.ts'

/** Fonts with the letters of Welsh (ŵ, ŷ), put into every PDF; read once, which is most of what a short document costs. */
export const FONTS = {
  body: openFont('DejaVuSans.ttf'),
  bold: openFont('DejaVuSans-Bold.ttf'),
  words: openFont('DejaVuSerif-Italic.ttf'),
} as const

function openFont(name: string): Font {
  const opened = openSync(join(import.meta.dirname, '../../node_modules/dejavu-fonts-ttf/ttf', name))
  if (!('layout' in opened)) throw new Error(`${name} holds several fonts`)
  return opened
}

/** The font for the words of a child or family: the one of quotations, or the upright one for scripts that it has no letters of. */
export function wordsFont(text: string): 'words' | 'body' {
  return [...letters(text)].every(letter => has(FONTS.words, letter)) ? 'words' : 'body'
}

/** A text as a PDF can print it: a letter that no font has stands as its number, U+4E2D, never as an empty box. */
export function letters(text: string): string {
  return [...printable(text)]
    .map(letter =>
      has(FONTS.body, letter) ? letter : `[U+${codeOf(letter).toString(16).toUpperCase().padStart(4, '0')}]`,
    )
    .join('')
}

// What has no shape of its own needs none: line ends, marks of direction, joiners and the choice of a letter's look.
const SHAPELESS = /^[\n\t\p{Cf}\p{Variation_Selector}]$/u

function has(font: Font, letter: string): boolean {
  return SHAPELESS.test(letter) || font.hasGlyphForCodePoint(codeOf(letter))
}

function codeOf(letter: string): number {
  return letter.codePointAt(0) ?? 0
}
