import type { Entry } from '../entry/entry.ts'
import type { FamilyDecision } from './meeting.ts'

/** So many words in a row that two texts share are no chance: a sentence of one was put into the other. */
const RUN = 5

/**
 * Which of the closed texts a text for the family has a run of words from: five in a row, whatever their case, accents and punctuation.
 * A closed text of fewer words counts when all of it stands there, from three words on.
 *
 * @protocol Appendix One, Disclosure and redaction
 */
export function takenFromClosed<Closed extends { readonly text: string }>(
  forFamily: string,
  closed: readonly Closed[],
): readonly Closed[] {
  const wanted = ` ${wordsOf(forFamily).join(' ')} `
  return closed.filter(({ text }) => {
    const words = wordsOf(text)
    if (words.length < 3) return false
    const length = Math.min(RUN, words.length)
    return words.some(
      (_, at) => at + length <= words.length && wanted.includes(` ${words.slice(at, at + length).join(' ')} `),
    )
  })
}

function wordsOf(text: string): readonly string[] {
  return text
    .normalize('NFKD')
    .replace(/\p{M}|['’]/gu, '')
    .toLocaleLowerCase('cy')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word !== '')
}

/** Whether an entry is one of which no word may reach the family: closed, of the closed session, or taken out by the chair. */
export function staysOut(
  entry: Pick<Entry, 'id' | 'audience' | 'stage'>,
  decisions: readonly Pick<FamilyDecision, 'entryId' | 'decision'>[],
): boolean {
  if (entry.audience === 'family') return false
  if (entry.audience !== 'network' || entry.stage === 'closed-session') return true
  return decisions.some(each => each.entryId === entry.id && each.decision === 'withhold')
}
