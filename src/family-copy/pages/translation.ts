import { recordAuditEvent } from '../../audit/store.ts'
import { foreignTo } from '../../lib/written-language.ts'
import { deedsOpen } from '../../meeting/actions/asking.ts'
import { findFamilyCopySource, findMeeting } from '../../meeting/store/meeting.ts'
import { type Answer, notFound, redirect, showForm } from '../../web/answer.ts'
import { type FieldErrors, type FormFields, one, text } from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import type { Translate } from '../../web/translation.ts'
import { COPY_LANGUAGES } from '../family-copy.ts'
import { findWordsToTranslate, translateCopy, type WordsToTranslate } from '../translating.ts'

type Path = '/meetings/:meetingId/copies/:copyLanguage/translation'

// As many as a field beside the words is wide.
const LETTERS_IN_A_ROW = 40

const labelOf = ({ part, entry }: WordsToTranslate, t: Translate) => {
  if (part === 'entry')
    return t(entry?.context == null ? 'meeting.document.what-was-said' : `entry.context.${entry.context}`)
  if (part === 'correction') return t('meeting.corrections')
  if (part === 'action') return t('family-copy.translation.action')
  return part === 'childComments' || part === 'familyComments' || part === 'familySummary'
    ? t(`meeting.${part}`)
    : t(`meeting.plan.${part}`)
}

// What was typed stays; where the words changed meanwhile the form is about those that stand now.
async function formAnswer(
  visit: Visit<Path>,
  typed?: FormFields,
  errors?: FieldErrors,
  isChanged = false,
): Promise<Answer> {
  const { t, language } = visit
  const { meetingId } = visit.params
  const into = COPY_LANGUAGES.find(each => each === visit.params.copyLanguage)
  if (into === undefined) return notFound()
  const found = await visit.act(async work => {
    const { tx } = work
    const meeting = await findMeeting(tx, meetingId)
    if (meeting === undefined || (await deedsOpen(work, meeting))['translate-copy'] !== true) return undefined
    await recordAuditEvent(tx, 'family-copy.seen', { childId: meeting.childId, subjectId: meeting.id })
    const source = await findFamilyCopySource(tx, meetingId)
    return { source, all: await findWordsToTranslate(work, meetingId, into) }
  })
  if (found === undefined) return notFound()
  const { source = '', all } = found
  const translators = new Set(all.flatMap(each => each.stands?.translatedBy ?? []))
  const fresh = {
    ...Object.fromEntries(all.map(each => [each.key, each.stands?.text ?? ''])),
    translatedBy: translators.size === 1 ? [...translators].join('') : '',
    source,
  }
  const model = {
    back: { href: `/meetings/${meetingId}/copies`, text: t('family-copy.back') },
    into,
    intoWords: t(`board.language.${into}`),
    all: all.map((each, at) => ({
      ...each,
      foreign: foreignTo(language, each.writtenIn),
      rows: Math.max(2, Math.ceil(each.words.length / LETTERS_IN_A_ROW)),
      label: t('family-copy.translation.label', { number: at + 1, what: labelOf(each, t) }),
    })),
  }
  const values = { ...fresh, ...typed, ...(isChanged && { source }) }
  const title = t(`family-copy.translation.title.${into}`)
  const answer = showForm('family-copy/views/translation.njk', title, model, values, errors)
  return isChanged ? { ...answer, status: 409 } : answer
}

const formPage = page({
  method: 'get',
  path: '/meetings/:meetingId/copies/:copyLanguage/translation',
  roles: 'signed-in',
  audit: 'family-copy.seen',
  handle: visit => formAnswer(visit),
})

const formSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/copies/:copyLanguage/translation',
  roles: 'signed-in',
  audit: ['family-copy.translated', 'entry.translated'],
  async handle(visit) {
    const { body, params } = visit
    const { meetingId } = params
    const language = COPY_LANGUAGES.find(each => each === params.copyLanguage)
    if (language === undefined) return notFound()
    const texts = Object.fromEntries(Object.keys(body).map(key => [key, text().parse(one(body, key))]))
    const { source = '', translatedBy = '' } = texts
    const result = await visit.act(work => translateCopy(work, { meetingId, language, source, texts, translatedBy }))
    switch (result.outcome) {
      case 'translated':
        return redirect(`/meetings/${meetingId}/copies`)
      case 'changed-since-you-read':
        return formAnswer(visit, body, { translatedBy: 'family-copy.translation.changed' }, true)
      case 'nothing-translated':
        return formAnswer(visit, body, { translatedBy: 'family-copy.translation.nothing' })
      case 'translator-needed':
        return formAnswer(visit, body, { translatedBy: 'translation.translated-by.needed' })
      case 'taken-out':
        return formAnswer(visit, body, { [result.key]: 'family-copy.translation.taken-out' })
      case 'not-now':
      case 'not-found':
        return notFound()
    }
  },
})

export const copyTranslationPages: readonly Page[] = [formPage, formSubmit]
