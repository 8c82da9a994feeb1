import { z } from 'zod'
import { mayDo } from '../../access/deeds.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { listAgencies } from '../../board/store/agencies.ts'
import { namesOf } from '../../board/store/staff.ts'
import { findChild } from '../../child/store/children.ts'
import { listNetwork } from '../../child/store/network.ts'
import { languageChoices } from '../../entry/present.ts'
import { formatDay, formatInstant } from '../../lib/calendar-date.ts'
import { foreignTo, WRITTEN_LANGUAGES } from '../../lib/written-language.ts'
import { type Answer, conflict, notFound, redirect, showForm } from '../../web/answer.ts'
import {
  choice,
  type FieldErrors,
  type FormFields,
  items,
  optionalChoice,
  readForm,
  text,
  version,
} from '../../web/forms.ts'
import { updateNoticesReadOf } from '../../notice/store.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { answerReport, partsIn, reportAction } from '../actions.ts'
import { ACTION_ANSWERS, ACTION_OUTCOMES } from '../agreed-action.ts'
import { ACTION_DEEDS, stateOfAction } from '../deeds.ts'
import { findAction, listAnswers } from '../store.ts'

async function actionAnswer(
  visit: Visit<'/actions/:actionId'>,
  values?: FormFields,
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const model = await visit.act(async work => {
    const { tx, now } = work
    const action = await findAction(tx, visit.params.actionId)
    if (action === undefined) return undefined
    await recordAuditEvent(tx, 'agreed-action.seen', { childId: action.childId, subjectId: action.id })
    await updateNoticesReadOf(tx, action.id, now)
    const [child, agencies, network, given] = await Promise.all([
      findChild(tx, action.childId),
      listAgencies(tx),
      listNetwork(tx, action.childId),
      listAnswers(tx, [action.id]),
    ])
    const asked = [action.ownerId, action.outcomeBy, ...given.map(each => each.by)].filter(id => id !== null)
    const names = await namesOf(tx, asked)
    const nameOf = (id: string | null | undefined) => names.get(id ?? '')?.name ?? ''
    const agency = agencies.find(each => each.id === action.agencyId)
    const state = stateOfAction(action.outcome, given.length > 0)
    const parts = partsIn(work, action, network)
    return {
      action,
      foreign: foreignTo(language, action.writtenIn),
      reasonForeign: foreignTo(language, action.outcomeWrittenIn),
      languages: languageChoices(language),
      reference: child?.reference ?? '',
      back: { href: `/children/${action.childId}`, text: t('record.back') },
      context: t(`entry.context.${action.context}`),
      owner: action.ownerId === null ? action.who : nameOf(action.ownerId),
      agency: agency?.name[language] ?? '',
      due: formatDay(action.dueOn, language),
      outcomeWords: action.outcome === null ? '' : t(`agreed-action.outcome.${action.outcome}`),
      reported:
        action.outcomeAt === null ? '' : `${nameOf(action.outcomeBy)}, ${formatInstant(action.outcomeAt, language)}`,
      given: given.map(each => ({
        words: each.words,
        foreign: foreignTo(language, each.writtenIn),
        answerWords: t(`agreed-action.answer.${each.answer}`),
        about: `${nameOf(each.by)}, ${formatInstant(each.at, language)}`,
      })),
      isToBeAnswered: state === 'not-as-agreed',
      mayReport: mayDo(ACTION_DEEDS, 'report', state, parts),
      mayAnswer: mayDo(ACTION_DEEDS, 'answer', state, parts),
      outcomes: items(t, 'agreed-action.outcome', ACTION_OUTCOMES),
      answers: items(t, 'agreed-action.answer', ACTION_ANSWERS),
    }
  })
  if (model === undefined) return notFound()
  const shown = { version: String(model.action.version), writtenIn: language, ...values }
  const title = t('agreed-action.title', { reference: model.reference })
  return showForm('agreed-action/views/action.njk', title, model, shown, errors)
}

const actionPage = page({
  method: 'get',
  path: '/actions/:actionId',
  roles: 'signed-in',
  audit: 'agreed-action.seen',
  handle: visit => actionAnswer(visit),
})

const reportSubmit = page({
  method: 'post',
  path: '/actions/:actionId',
  roles: 'signed-in',
  audit: 'agreed-action.reported',
  async handle(visit) {
    const form = readForm(
      z.object({
        outcome: choice(ACTION_OUTCOMES, 'agreed-action.outcome.needed'),
        reason: text(),
        writtenIn: optionalChoice(WRITTEN_LANGUAGES),
        version: version(),
      }),
      visit.body,
    )
    if (!form.ok) return actionAnswer(visit, visit.body, form.errors)
    const result = await visit.act(work => reportAction(work, { actionId: visit.params.actionId, ...form.fields }))
    switch (result.outcome) {
      case 'reported':
        return redirect(`/children/${result.childId}`)
      case 'reason-needed':
        return actionAnswer(visit, visit.body, { reason: 'agreed-action.reason.needed' })
      case 'reported-already':
        return actionAnswer(visit, visit.body, { outcome: 'agreed-action.reported-already' })
      case 'changed-since-you-read':
        return conflict(
          visit.t('web.conflict.title'),
          visit.path,
          [
            {
              name: 'reason',
              label: visit.t('agreed-action.reason'),
              theirs: result.current.outcomeReason,
              yours: form.fields.reason,
            },
          ],
          {
            version: String(result.current.version),
            outcome: form.fields.outcome,
            writtenIn: form.fields.writtenIn ?? '',
          },
        )
      case 'not-found':
        return notFound()
    }
  },
})

const answerSubmit = page({
  method: 'post',
  path: '/actions/:actionId/answer',
  roles: ['chair'],
  audit: 'agreed-action.answered',
  async handle(visit) {
    const form = readForm(
      z.object({
        answer: choice(ACTION_ANSWERS, 'agreed-action.answer.needed'),
        words: text(),
        writtenIn: optionalChoice(WRITTEN_LANGUAGES),
      }),
      visit.body,
    )
    if (!form.ok) return actionAnswer(visit, visit.body, form.errors)
    const result = await visit.act(work => answerReport(work, { actionId: visit.params.actionId, ...form.fields }))
    switch (result.outcome) {
      case 'answered':
        return redirect(`/actions/${visit.params.actionId}`)
      case 'words-needed':
        return actionAnswer(visit, visit.body, { words: 'agreed-action.answer.words.needed' })
      case 'not-to-be-answered':
        return actionAnswer(visit, visit.body, { answer: 'agreed-action.answer.not-now' })
      case 'not-found':
        return notFound()
    }
  },
})

export const agreedActionPages: readonly Page[] = [actionPage, reportSubmit, answerSubmit]
