import { join } from 'node:path'
import { type Font, openSync } from 'fontkit'
import { lazily } from '../lib/lazily.ts'
import { printable } from './document.ts'

/** Fonts with the letters of Welsh (ŵ, ŷ), put into every PDF; read once, which is most of what a short document costs. */
export const FONTS = {
  body: openFont('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  bold: openFont('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
  words: openFont('dejavu-fonts-ttf/ttf/DejaVuSerif-Italic.ttf'),
} as const

/** How a text is set: as the body of a document, as its headings, or as words that somebody said. */
export type Style = keyof typeof FONTS

// Scripts that those have no letters of, in the order in which they are asked. Most documents have none of them: each is opened when it
// is first needed. The second Chinese one is for what is written in Cantonese alone.
const OTHER_FONTS = ['bengali', 'devanagari', 'ethiopic', 'gujarati', 'gurmukhi', 'malayalam', 'tamil']
  .map(script => [script, script] as const)
  .concat([
    ['sc', 'chinese-simplified'],
    ['hk', 'chinese-hongkong'],
  ])
  .map(([family, letters]) =>
    lazily(() => openFont(`@fontsource/noto-sans-${family}/files/noto-sans-${family}-${letters}-400-normal.woff`)),
  )

/** A piece of a text in the font that has its letters. */
export type Piece = { readonly text: string; readonly font: Font }

/**
 * A text as pieces of one font each: that of the style where it has the letter, else the upright one, else one of that script. A mark
 * stays with the letter that it stands on, if the font of that letter has it.
 */
export function piecesOf(text: string, style: Style): readonly Piece[] {
  const pieces: { text: string; font: Font }[] = []
  for (const letter of text) {
    const last = pieces.at(-1)
    const font = last !== undefined && STAYS.test(letter) && has(last.font, letter) ? last.font : fontOf(letter, style)
    if (last?.font === font) last.text += letter
    else pieces.push({ text: letter, font })
  }
  return pieces
}

/** Whether the font of the style has all letters of the text. */
export function isInOneFont(text: string, style: Style): boolean {
  for (const letter of text) if (!has(FONTS[style], letter)) return false
  return true
}

/** A text as a PDF can print it: a letter that no font has stands as its number, U+13000, never as an empty box. */
export function letters(text: string): string {
  return printable(text).replace(/[^\x20-\x7e]/gu, letter =>
    fontWith(letter) === undefined ? `[U+${codeOf(letter).toString(16).toUpperCase().padStart(4, '0')}]` : letter,
  )
}

// What has no shape of its own needs none: line ends, marks of direction, joiners and the choice of a letter's look.
const SHAPELESS = /^[\n\t\p{Cf}\p{Variation_Selector}]$/u
const STAYS = /^[\p{M}\p{Cf}]$/u

function fontOf(letter: string, style: Style): Font {
  return has(FONTS[style], letter) ? FONTS[style] : (fontWith(letter) ?? FONTS[style])
}

function fontWith(letter: string): Font | undefined {
  if (has(FONTS.body, letter)) return FONTS.body
  return OTHER_FONTS.find(open => has(open(), letter))?.()
}

const KNOWN = new Map<Font, Map<string, boolean>>()

function has(font: Font, letter: string): boolean {
  const known = KNOWN.get(font) ?? new Map<string, boolean>()
  KNOWN.set(font, known)
  const answer = known.get(letter) ?? (SHAPELESS.test(letter) || font.hasGlyphForCodePoint(codeOf(letter)))
  known.set(letter, answer)
  return answer
}

function codeOf(letter: string): number {
  return letter.codePointAt(0) ?? 0
}

function openFont(path: string): Font {
  const opened = openSync(join(import.meta.dirname, '../../node_modules', path))
  if (!('layout' in opened)) throw new Error(`${path} holds several fonts`)
  return leavingOpenPlacesOpen(opened)
}

type Anchored = { applyAnchor(mark: { markAnchor: object | null }, base: object | null, at: number): void }

// A font may leave open where a mark stands on a letter, and fontkit 2.0.4 fails there (its issue 367): such a mark stays where it is.
function leavingOpenPlacesOpen(font: Font): Font {
  const { _layoutEngine: layout } = font as unknown as { _layoutEngine: { engine?: { GPOSProcessor?: Anchored } } }
  const placing = layout.engine?.GPOSProcessor
  if (placing === undefined) return font
  const place = placing.applyAnchor.bind(placing)
  placing.applyAnchor = (mark, base, at) => {
    if (mark.markAnchor !== null && base !== null) place(mark, base, at)
  }
  return font
}
