import bidiFactory from 'bidi-js'

// Its types are of a module that it is not when it is imported here: what is imported is the factory itself.
const bidi = (bidiFactory as unknown as typeof bidiFactory.default)()

/** A piece of a line that is written in one direction. */
export type Run = { readonly text: string; readonly isFromTheRight: boolean }

/**
 * A line of a text that is written from the right, as its pieces stand on paper from left to right: within it numbers, and words of
 * other scripts, stand from the left.
 */
export function runsOf(line: string): readonly Run[] {
  const { levels } = bidi.getEmbeddingLevels(line, 'rtl')
  const runs: { text: string; level: number }[] = []
  for (let at = 0; at < line.length; at += 1) {
    const level = levels[at] ?? 1
    const last = runs.at(-1)
    if (last !== undefined && last.level === level) last.text += line[at] ?? ''
    else runs.push({ text: line[at] ?? '', level })
  }
  const highest = Math.max(1, ...runs.map(run => run.level))
  for (let level = highest; level >= 1; level -= 1) turnRound(runs, level)
  return runs.map(({ text, level }) => ({ text, isFromTheRight: level % 2 === 1 }))
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

/** Breaks a text into lines no wider than `width`, between words; a word that is wider stands on a line of its own. */
export function brokenIntoLines(text: string, width: number, widthOf: (line: string) => number): readonly string[] {
  return text.split('\n').flatMap(paragraph => {
    const lines: string[] = []
    for (const word of paragraph.split(' ')) {
      const last = lines.at(-1)
      const longer = last === undefined ? word : `${last} ${word}`
      if (last !== undefined && widthOf(longer) > width) lines.push(word)
      else lines.splice(-1, 1, longer)
    }
    return lines
  })
}
