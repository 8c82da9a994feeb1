import { z } from 'zod'
import { namesOf } from '../../board/store/staff.ts'
import { formatInstant } from '../../lib/calendar-date.ts'
import { chooseWords } from '../../statement/actions.ts'
import { ownWords, wordsInForce } from '../../statement/present.ts'
import { inForce } from '../../statement/rules.ts'
import { type ChosenWords, STATEMENTS } from '../../statement/statement.ts'
import { listChosenWords } from '../../statement/store.ts'
import { type Answer, notFound, redirect, show, showForm } from '../../web/answer.ts'
import { type FieldErrors, type FormFields, readForm, text } from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { ADMINISTRATOR, KNOWN_TO_ALL, waysFrom } from './ways.ts'

const listChosen = (visit: Visit) =>
  visit.act(async ({ tx }) => {
    const choices = await listChosenWords(tx)
    return { choices, names: await namesOf(tx, [...new Set(choices.map(each => each.setBy))]) }
  })
type Chosen = Awaited<ReturnType<typeof listChosen>>

function chosenWords(choice: ChosenWords | undefined, names: Chosen['names'], { t, language }: Visit): string {
  if (choice === undefined) return t('statement.own')
  return t(choice.words === undefined ? 'statement.back-to-own' : 'statement.chosen', {
    number: choice.number,
    name: names.get(choice.setBy)?.name ?? '',
    at: formatInstant(choice.setAt, language),
  })
}

const statementsPage = page({
  method: 'get',
  path: '/board/statements',
  roles: ADMINISTRATOR,
  audit: KNOWN_TO_ALL,
  async handle(visit) {
    const { t, language } = visit
    const { choices, names } = await listChosen(visit)
    return show('administration/views/statements.njk', t('statement.board'), {
      ways: waysFrom('/board/statements', visit),
      statements: STATEMENTS.map(statement => ({
        href: `/board/statements/${statement}`,
        name: t(`statement.name.${statement}`),
        words: wordsInForce(choices, statement, visit)[language],
        chosen: chosenWords(inForce(choices, statement), names, visit),
      })),
    })
  },
})

async function statementAnswer(
  visit: Visit<'/board/statements/:statement'>,
  values?: FormFields,
  errors?: FieldErrors,
): Promise<Answer> {
  const { t } = visit
  const statement = STATEMENTS.find(each => each === visit.params.statement)
  if (statement === undefined) return notFound()
  const { choices, names } = await listChosen(visit)
  const own = ownWords(statement, visit)
  const current = inForce(choices, statement)
  const before = choices.filter(each => each.statement === statement)
  const model = {
    back: { href: '/board/statements', text: t('statement.board') },
    seen: current?.number ?? 0,
    own: [
      { language: 'en', name: t('statement.words-en'), words: own.en },
      { language: 'cy', name: t('statement.words-cy'), words: own.cy },
    ],
    before: before.map(choice => ({ chosen: chosenWords(choice, names, visit), words: choice.words })),
  }
  const title = t('statement.change.title', { statement: t(`statement.name.${statement}`) })
  const shown = values ?? { wordsEn: current?.words?.en ?? '', wordsCy: current?.words?.cy ?? '' }
  return showForm('administration/views/statement.njk', title, model, shown, errors)
}

const statementPage = page({
  method: 'get',
  path: '/board/statements/:statement',
  roles: ADMINISTRATOR,
  audit: KNOWN_TO_ALL,
  handle: visit => statementAnswer(visit),
})

const statementForm = z.object({ wordsEn: text(), wordsCy: text(), seen: z.coerce.number().int().catch(-1) })

const statementSubmit = page({
  method: 'post',
  path: '/board/statements/:statement',
  roles: ADMINISTRATOR,
  audit: 'board.statement-chosen',
  async handle(visit) {
    const statement = STATEMENTS.find(each => each === visit.params.statement)
    if (statement === undefined) return notFound()
    const form = readForm(statementForm, visit.body)
    if (!form.ok) return statementAnswer(visit, visit.body, form.errors)
    const { wordsEn, wordsCy, seen } = form.fields
    if ((wordsEn === '') !== (wordsCy === ''))
      return statementAnswer(visit, visit.body, { [wordsEn === '' ? 'wordsEn' : 'wordsCy']: 'statement.words.both' })
    const words = wordsEn === '' ? undefined : { en: wordsEn, cy: wordsCy }
    const result = await visit.act(work => chooseWords(work, { statement, words, seen }))
    switch (result.outcome) {
      case 'chosen':
        return redirect('/board/statements')
      case 'changed-since-you-read':
        return statementAnswer(visit, visit.body, { wordsEn: 'statement.conflict' })
      case 'not-found':
        return notFound()
    }
  },
})

export const statementPages: readonly Page[] = [statementsPage, statementPage, statementSubmit]
