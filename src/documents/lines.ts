import bidiFactory from 'bidi-js'

// Its types are of a module that it is not when it is imported here: what is imported is the factory itself.
const bidi = (bidiFactory as unknown as typeof bidiFactory.default)()

/** A piece of a line that is written in one direction. */
export type Run = { readonly text: string; readonly isFromTheRight: boolean }

/**
 * A line as its pieces stand on paper from left to right. In a text that is written from the right numbers, and words of other scripts,
 * stand from the left; and the other way round.
 */
export function runsOf(line: string, direction: 'ltr' | 'rtl'): readonly Run[] {
  if (direction === 'ltr' && !hasFromTheRight(line)) return [{ text: line, isFromTheRight: false }]
  const { levels } = bidi.getEmbeddingLevels(line, direction)
  const runs: { text: string; level: number }[] = []
  for (let at = 0; at < line.length; at += 1) {
    const level = levels[at] ?? 0
    const last = runs.at(-1)
    if (last !== undefined && last.level === level) last.text += line[at] ?? ''
    else runs.push({ text: line[at] ?? '', level })
  }
  const highest = Math.max(0, ...runs.map(run => run.level))
  for (let level = highest; level >= 1; level -= 1) turnRound(runs, level)
  return runs.map(({ text, level }) => ({ text, isFromTheRight: level % 2 === 1 }))
}

/** Whether a text has letters of a script that is written from the right. */
export function hasFromTheRight(text: string): boolean {
  return /[\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Nko}]/u.test(text)
}

// Reverses each stretch of runs that is at this level or above.
function turnRound(runs: { level: number }[], level: number): void {
  let from = 0
  while (from < runs.length) {
    let until = from
    while (until < runs.length && (runs[until]?.level ?? 0) >= level) until += 1
    runs.splice(from, until - from, ...runs.slice(from, until).toReversed())
    from = Math.max(until, from + 1)
  }
}

/**
 * Breaks a text into lines no wider than `width`: between words, or between the words of a script that has no spaces, else where the
 * line is full. No letter is lost but the spaces at which a line ends; a letter that is wider stands on a line of its own.
 */
export function brokenIntoLines(text: string, width: number, widthOf: (line: string) => number): readonly string[] {
  return text.split('\n').flatMap(paragraph => {
    const lines = ['']
    for (const piece of unbreakable(paragraph))
      for (const part of widthOf(piece.trimEnd()) > width ? graphemes(piece) : [piece]) {
        const longer = `${lines.at(-1) ?? ''}${part}`
        if (longer !== part && widthOf(longer.trimEnd()) > width) lines.push(part)
        else lines.splice(-1, 1, longer)
      }
    return lines.map(line => line.trimEnd())
  })
}

const WORDS = new Intl.Segmenter('und', { granularity: 'word' })
const GRAPHEMES = new Intl.Segmenter('und', { granularity: 'grapheme' })
const WITHOUT_SPACES = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u

// What stands on one line: a word with its marks and the spaces after it.
function unbreakable(paragraph: string): readonly string[] {
  return paragraph.split(/(?<=[ \t])(?=[^ \t])/).flatMap(word => {
    if (!WITHOUT_SPACES.test(word)) return [word]
    const pieces: string[] = []
    for (const { segment } of WORDS.segment(word))
      if (pieces.length === 0 || WITHOUT_SPACES.test(segment)) pieces.push(segment)
      else pieces.push(`${pieces.pop() ?? ''}${segment}`)
    return pieces
  })
}

function graphemes(text: string): readonly string[] {
  return [...GRAPHEMES.segment(text)].map(each => each.segment)
}
