import { z } from 'zod'
import { recordAuditEvent } from '../audit/store.ts'
import { WRITING_ROLES } from '../entry/actions.ts'
import { languageChoices } from '../entry/present.ts'
import { foreignTo, WRITTEN_LANGUAGES } from '../lib/written-language.ts'
import { type Answer, notFound, redirect, showForm } from '../web/answer.ts'
import {
  choice,
  type FieldErrors,
  type FormFields,
  neededText,
  optionalChoice,
  readForm,
  version,
} from '../web/forms.ts'
import { page, type Page, type Visit } from '../web/page.ts'
import { findToTranslate, translateEntry } from './actions.ts'
import { listTranslations, mayTranslateForFamily } from './store.ts'
import { shownTo } from './translation.ts'

type Path = '/entries/:entryId/translation'

// The form stands as it was typed; where the words were changed meanwhile it is about the new ones.
async function formAnswer(
  visit: Visit<Path>,
  typed?: FormFields,
  errors?: FieldErrors,
  isChanged = false,
): Promise<Answer> {
  const { t, language } = visit
  const found = await visit.act(async work => {
    const entry = await findToTranslate(work, visit.params.entryId)
    if (entry === undefined) return undefined
    await recordAuditEvent(work.tx, 'record.entry-seen', { childId: entry.childId, subjectId: entry.id })
    const [translations, mayForFamily] = await Promise.all([
      listTranslations(work.tx, [entry.id]),
      mayTranslateForFamily(work.tx, entry.id),
    ])
    return { entry, translations, mayForFamily }
  })
  if (found === undefined) return notFound()
  const { entry, translations, mayForFamily } = found
  // Into the reader's language or, of an entry in it, into the other of the two; from the last one, which may only want a word.
  const into = entry.writtenIn === language ? (language === 'en' ? 'cy' : 'en') : language
  const last = shownTo(into, entry, translations)
  const fresh = { language: into, text: last?.text ?? '', translatedBy: last?.translatedBy ?? '' }
  const words = String(entry.wordsVersion)
  const values = { ...fresh, version: words, ...typed, ...(isChanged && { version: words }) }
  const model = {
    back: { href: `/entries/${entry.id}`, text: t('entry.title') },
    entry,
    isQuotation: entry.basis === 'childs-own-words' || entry.basis === 'family-words',
    foreign: foreignTo(language, entry.writtenIn),
    languages: languageChoices(language).filter(each => each.value !== entry.writtenIn),
    mayForFamily,
  }
  const answer = showForm('translation/views/translation.njk', t('translation.title'), model, values, errors)
  return isChanged ? { ...answer, status: 409 } : answer
}

const formPage = page({
  method: 'get',
  path: '/entries/:entryId/translation',
  roles: WRITING_ROLES,
  audit: 'record.entry-seen',
  handle: visit => formAnswer(visit),
})

const translationForm = z.object({
  language: choice(WRITTEN_LANGUAGES, 'translation.language.needed'),
  text: neededText('translation.text.needed'),
  translatedBy: neededText('translation.translated-by.needed'),
  forFamily: optionalChoice(['yes']),
  version: version(),
})

const formSubmit = page({
  method: 'post',
  path: '/entries/:entryId/translation',
  roles: WRITING_ROLES,
  audit: 'entry.translated',
  async handle(visit) {
    const form = readForm(translationForm, visit.body)
    if (!form.ok) return formAnswer(visit, visit.body, form.errors)
    const { forFamily, version: wordsVersion, ...words } = form.fields
    const { entryId } = visit.params
    const result = await visit.act(work =>
      translateEntry(work, { ...words, entryId, wordsVersion, forFamily: forFamily === 'yes' }),
    )
    switch (result.outcome) {
      case 'translated':
        return redirect(`/entries/${entryId}`)
      case 'same-language':
        return formAnswer(visit, visit.body, { language: 'translation.language.same' })
      case 'changed-since-you-read':
        return formAnswer(visit, visit.body, { text: 'translation.changed' }, true)
      case 'not-found':
        return notFound()
    }
  },
})

export const translationPages: readonly Page[] = [formPage, formSubmit]
