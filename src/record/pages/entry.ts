import { z } from 'zod'
import { recordAuditEvent } from '../../audit/store.ts'
import { namesOf } from '../../board/store/staff.ts'
import { answerLine } from '../../chronology/actions.ts'
import { findLine } from '../../chronology/store.ts'
import { WRITING_ROLES } from '../../entry/actions.ts'
import { isNote } from '../../entry/rules.ts'
import { findSeen, listAnswers } from '../../entry/store.ts'
import { formatDay } from '../../lib/calendar-date.ts'
import { foreignTo } from '../../lib/written-language.ts'
import { findToTranslate } from '../../translation/actions.ts'
import { shownTranslation } from '../../translation/present.ts'
import { listTranslations } from '../../translation/store.ts'
import { isPoliceDiscussionOwed } from '../../police/actions.ts'
import { type Answer, notFound, redirect, showForm } from '../../web/answer.ts'
import { type FieldErrors, type FormFields, neededText, readForm } from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'

async function entryAnswer(
  visit: Visit<'/entries/:entryId'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const model = await visit.act(async work => {
    const { tx, actor } = work
    const entry = await findLine(tx, visit.params.entryId)
    if (entry === undefined) return undefined
    await recordAuditEvent(tx, 'record.entry-seen', { childId: entry.childId, subjectId: entry.id })
    const [answers, seen, translations, toTranslate] = await Promise.all([
      listAnswers(tx, entry.id),
      findSeen(tx, entry.id),
      listTranslations(tx, [entry.id]),
      findToTranslate(work, entry.id),
    ])
    const names = await namesOf(tx, [
      entry.authorId,
      ...answers.map(answer => answer.authorId),
      ...translations.map(each => each.writtenBy),
    ])
    return {
      entry,
      back: { href: `/children/${entry.childId}`, text: t('record.back') },
      kind: t(`chronology.filter.${entry.kind}`),
      day: formatDay(entry.happenedOn, language),
      author: names.get(entry.authorId)?.name ?? '',
      basis: entry.basis === null ? '' : t(`entry.basis.${entry.basis}`),
      seen: seen === undefined ? '' : t(`entry.seen.${seen}`),
      foreign: foreignTo(language, entry.writtenIn),
      isQuotation: entry.basis === 'childs-own-words' || entry.basis === 'family-words',
      policeOwed: await isPoliceDiscussionOwed(work, entry.id),
      mayChange: isNote(entry) && entry.agencyId === actor.agencyId,
      mayTranslate: toTranslate !== undefined,
      translations: translations.toReversed().map(each => ({
        ...shownTranslation(each, visit),
        foreign: foreignTo(language, each.language),
        about: [
          t('translation.written-by', { name: names.get(each.writtenBy)?.name ?? '' }),
          ...(each.forFamily ? [t('translation.for-family.said')] : []),
          ...(each.wordsVersion === entry.wordsVersion ? [] : [t('translation.earlier-words')]),
        ].join(' · '),
      })),
      answers: answers.map(answer => ({
        text: answer.text,
        foreign: foreignTo(language, answer.writtenIn),
        who: names.get(answer.authorId)?.name ?? '',
        day: formatDay(answer.happenedOn, language),
      })),
    }
  })
  if (model === undefined) return notFound()
  return showForm('record/views/entry.njk', visit.t('entry.title'), model, values, errors)
}

const entryPage = page({
  method: 'get',
  path: '/entries/:entryId',
  roles: 'signed-in',
  audit: 'record.entry-seen',
  handle: visit => entryAnswer(visit),
})

const answerSubmit = page({
  method: 'post',
  path: '/entries/:entryId/answer',
  roles: WRITING_ROLES,
  audit: 'entry.answered',
  async handle(visit) {
    const form = readForm(z.object({ answer: neededText('entry.answer.needed') }), visit.body)
    if (!form.ok) return entryAnswer(visit, visit.body, form.errors)
    const result = await visit.act(work =>
      answerLine(work, { lineId: visit.params.entryId, text: form.fields.answer, writtenIn: visit.language }),
    )
    return result.outcome === 'answered' ? redirect(`/children/${result.childId}`) : notFound()
  },
})

export const entryPages: readonly Page[] = [entryPage, answerSubmit]
