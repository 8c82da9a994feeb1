import { createHash } from 'node:crypto'
import type { FormFields } from '../web/forms.ts'
import type { Visit } from '../web/page.ts'
import { inForce } from './rules.ts'
import {
  type ChosenWords,
  type MeetingSession,
  type Statement,
  STATEMENTS_OF,
  type StatementWords,
} from './statement.ts'

/** The words of a statement that Llwybr comes with. */
export function ownWords(statement: Statement, { tIn }: Pick<Visit, 'tIn'>): StatementWords {
  const wordsIn = (language: 'en' | 'cy') => tIn(language)(`statement.${statement}`)
  return { en: wordsIn('en'), cy: wordsIn('cy') }
}

/** The words of a statement in force: the board's own, or those that Llwybr comes with. */
export const wordsInForce = (choices: readonly ChosenWords[], statement: Statement, visit: Pick<Visit, 'tIn'>) =>
  inForce(choices, statement)?.words ?? ownWords(statement, visit)

/** What is read out at a session: in the reader's language and in the other, and the mark by which the words are known again when they are accepted. */
export function readOut(choices: readonly ChosenWords[], session: MeetingSession, visit: Visit) {
  const { language } = visit
  const other = language === 'en' ? 'cy' : 'en'
  const words = STATEMENTS_OF[session].map(statement => ({
    statement,
    words: wordsInForce(choices, statement, visit),
  }))
  return {
    words,
    here: words.map(each => each.words[language]),
    other: { language: other, words: words.map(each => each.words[other]) },
    mark: createHash('sha256')
      .update(JSON.stringify(words.map(each => [each.words.en, each.words.cy])))
      .digest('base64url')
      .slice(0, 16),
  }
}

/** Who is ticked as having heard and accepted what was read out: of those who are here, everybody or those named. */
export function whoAccepted(body: FormFields, here: readonly string[]): readonly string[] {
  const accepted = [body['accepted'] ?? []].flat()
  return accepted.includes('everybody') ? here : here.filter(id => accepted.includes(id))
}
