import { z } from 'zod'
import { mayDo } from '../../access/deeds.ts'
import { ACTION_ANSWERS, ACTION_OUTCOMES } from '../../agreed-action/agreed-action.ts'
import { listAgencies } from '../../board/store/agencies.ts'
import { namesOf } from '../../board/store/staff.ts'
import { languageChoices } from '../../entry/present.ts'
import { calendarDateAt, formatShortDay } from '../../lib/calendar-date.ts'
import { foreignTo, WRITTEN_LANGUAGES } from '../../lib/written-language.ts'
import { type Answer, notFound, redirect, show, showForm } from '../../web/answer.ts'
import { type FieldErrors, type FormFields, items, optionalChoice, readForm, text, version } from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { partsIn } from '../actions/asking.ts'
import { answerLastTime } from '../actions/last-time.ts'
import { MEETING_DEEDS, stateOf } from '../deeds.ts'
import { type LastTime, readLastTime } from '../last-time.ts'
import { answerWithClosedWords, openMeeting } from './opening.ts'
import { meetingName } from './wording.ts'

function shown({ action, answers, isLeftOver }: LastTime, { t, language }: Visit) {
  const isClosed = action.audience === 'closed' || action.audience === 'police'
  return {
    id: action.id,
    what: action.what,
    foreign: foreignTo(language, action.writtenIn),
    audience: isClosed ? t(`entry.audience.${action.audience}`) : '',
    who: action.who,
    due: formatShortDay(action.dueOn, language),
    outcome: action.outcome === null ? t('meeting.last-time.no-report') : t(`agreed-action.outcome.${action.outcome}`),
    reason: action.outcomeReason,
    reasonForeign: foreignTo(language, action.outcomeWrittenIn),
    isLeftOver,
    answers: answers.map(each => ({
      answer: t(`agreed-action.answer.${each.answer}`),
      words: each.words,
      foreign: foreignTo(language, each.writtenIn),
      day: formatShortDay(calendarDateAt(each.at), language),
    })),
  }
}

const lastTimePage = page({
  method: 'get',
  path: '/meetings/:meetingId/last-time',
  roles: 'signed-in',
  audit: 'meeting.record-seen',
  handle: visit =>
    answerWithClosedWords(
      visit,
      work => openMeeting(work, visit.params.meetingId, visit),
      async (work, { meeting, frame }) => {
        const [{ last, listed }, parts, agencies] = await Promise.all([
          readLastTime(work, meeting),
          partsIn(work, meeting),
          listAgencies(work.tx),
        ])
        if (meeting.number === 1) return undefined
        const { t, language } = visit
        const may = mayDo(MEETING_DEEDS, 'answer-last-time', stateOf(meeting), parts)
        return {
          ...frame,
          meetingId: meeting.id,
          level:
            last === undefined
              ? ''
              : t('meeting.last-time.levels', {
                  before: t(`assessment.level.${last.risk}`),
                  now: t(`assessment.level.${meeting.risk}`),
                }),
          none:
            last === undefined
              ? t('meeting.last-time.none-held')
              : t('meeting.last-time.none', { meeting: meetingName(last, t) }),
          leftOver: listed.filter(each => each.isToAnswer).length,
          actions: listed.map(each => ({
            ...shown(each, visit),
            agency: agencies.find(one => one.id === each.action.agencyId)?.name[language] ?? '',
            mayAnswer: may && each.isToAnswer,
          })),
        }
      },
      model => show('meeting/views/last-time.njk', visit.t('meeting.last-time.title'), model),
    ),
})

async function lastTimeAnswer(
  visit: Visit<'/meetings/:meetingId/last-time/:actionId'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t } = visit
  return answerWithClosedWords(
    visit,
    work => openMeeting(work, visit.params.meetingId, visit),
    async (work, { meeting, frame }) => {
      const [{ listed }, parts] = await Promise.all([readLastTime(work, meeting), partsIn(work, meeting)])
      const found = listed.find(each => each.action.id === visit.params.actionId)
      if (found === undefined || !mayDo(MEETING_DEEDS, 'answer-last-time', stateOf(meeting), parts)) return undefined
      const { action } = found
      const names = await namesOf(work.tx, action.outcomeBy === null ? [] : [action.outcomeBy])
      return {
        ...frame,
        back: { href: `/meetings/${meeting.id}/last-time`, text: t('meeting.last-time.back') },
        meetingId: meeting.id,
        action: shown(found, visit),
        isReported: action.outcome !== null,
        reportedBy: names.get(action.outcomeBy ?? '')?.name ?? '',
        mayAnswer: found.isToAnswer,
        version: action.version,
        outcomes: items(t, 'agreed-action.outcome', ACTION_OUTCOMES),
        answers: items(t, 'agreed-action.answer', ACTION_ANSWERS),
        languages: languageChoices(visit.language),
      }
    },
    model =>
      showForm(
        'meeting/views/last-time-action.njk',
        t('meeting.last-time.answer'),
        model,
        { version: String(model.version), writtenIn: visit.language, ...values },
        errors,
      ),
  )
}

const lastTimeActionPage = page({
  method: 'get',
  path: '/meetings/:meetingId/last-time/:actionId',
  roles: ['chair'],
  audit: 'meeting.record-seen',
  handle: visit => lastTimeAnswer(visit),
})

const lastTimeForm = z.object({
  outcome: optionalChoice(ACTION_OUTCOMES),
  reason: text(),
  answer: optionalChoice(ACTION_ANSWERS),
  words: text(),
  writtenIn: optionalChoice(WRITTEN_LANGUAGES),
  version: version(),
})

const lastTimeSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/last-time/:actionId',
  roles: ['chair'],
  audit: ['agreed-action.answered', 'agreed-action.reported'],
  async handle(visit) {
    const { meetingId, actionId } = visit.params
    const form = readForm(lastTimeForm, visit.body)
    if (!form.ok) return lastTimeAnswer(visit, visit.body, form.errors)
    const { outcome, reason, answer, words, writtenIn, version: asRead } = form.fields
    const report = outcome === undefined ? undefined : { outcome, reason }
    const result = await visit.act(work =>
      answerLastTime(work, { meetingId, actionId, version: asRead, report, answer, words, writtenIn }),
    )
    switch (result.outcome) {
      case 'answered':
        return redirect(`/meetings/${meetingId}/last-time`)
      case 'outcome-needed':
        return lastTimeAnswer(visit, visit.body, { outcome: 'agreed-action.outcome.needed' })
      case 'reason-needed':
        return lastTimeAnswer(visit, visit.body, { reason: 'agreed-action.reason.needed' })
      case 'answer-needed':
        return lastTimeAnswer(visit, visit.body, { answer: 'agreed-action.answer.needed' })
      case 'words-needed':
        return lastTimeAnswer(visit, visit.body, { words: 'agreed-action.answer.words.needed' })
      case 'not-to-be-answered':
        return lastTimeAnswer(visit, visit.body, { answer: 'agreed-action.answer.not-now' })
      case 'changed-since-you-read':
        return lastTimeAnswer(visit, visit.body, { outcome: 'agreed-action.reported-already' })
      case 'not-now':
        return lastTimeAnswer(visit, visit.body, { answer: `meeting.not-now.${result.state}` })
      case 'not-found':
        return notFound()
    }
  },
})

export const lastTimePages: readonly Page[] = [lastTimePage, lastTimeActionPage, lastTimeSubmit]
