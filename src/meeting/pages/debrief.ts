import { z } from 'zod'
import { listActionsOfMeeting } from '../../agreed-action/store.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { TOLD_IN } from '../../child/child.ts'
import { findChild } from '../../child/store/children.ts'
import { listFamilyAlerts } from '../../child/store/alerts.ts'
import { beforeTheFamily } from '../../exploitation/present.ts'
import { namesOf } from '../../board/store/staff.ts'
import { languageChoices } from '../../entry/present.ts'
import { formatDay, formatShortDay } from '../../lib/calendar-date.ts'
import { foreignTo, WRITTEN_LANGUAGES } from '../../lib/written-language.ts'
import { type Answer, notFound, redirect, showForm } from '../../web/answer.ts'
import {
  choice,
  type FieldErrors,
  type FormFields,
  items,
  neededDay,
  neededText,
  optionalChoice,
  readForm,
  text,
} from '../../web/forms.ts'
import { page, type Visit, type Page } from '../../web/page.ts'
import { recordDebrief } from '../actions/telling.ts'
import { TOLD_AFTERWARDS } from '../meeting.ts'
import { attemptRows, languageWanted, tellingRows } from '../present.ts'
import { findMeeting } from '../store/meeting.ts'
import { listDebriefAttempts } from '../store/attempts.ts'
import { findDebrief } from '../store/outcome.ts'

const debriefForm = z.object({
  toldOn: neededDay('meeting.debrief.day.needed'),
  told: choice(TOLD_AFTERWARDS, 'meeting.debrief.told.needed'),
  language: choice(TOLD_IN, 'meeting.debrief.language.needed'),
  languageWords: text(),
  whatWasSaid: neededText('meeting.debrief.needed'),
  whatTheySaid: text(),
  theySaidIn: optionalChoice(WRITTEN_LANGUAGES),
})

async function debriefAnswer(
  visit: Visit<'/meetings/:meetingId/debrief'>,
  values: FormFields = { theySaidIn: visit.language },
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const model = await visit.act(async ({ tx }) => {
    const meeting = await findMeeting(tx, visit.params.meetingId)
    const debrief = await findDebrief(tx, visit.params.meetingId)
    if (meeting === undefined || debrief === undefined) return undefined
    await recordAuditEvent(tx, 'meeting.seen', { childId: meeting.childId, subjectId: meeting.id })
    const [child, actions, attempts, alerts] = await Promise.all([
      findChild(tx, meeting.childId),
      listActionsOfMeeting(tx, meeting.id),
      listDebriefAttempts(tx, meeting.id),
      listFamilyAlerts(tx, meeting.childId),
    ])
    const names = await namesOf(tx, [debrief.byWhom, ...attempts.map(each => each.recordedBy)])
    const attemptPath = `/meetings/${meeting.id}/debrief/attempt` as const
    return {
      caption: child?.reference ?? '',
      debrief,
      warnings: beforeTheFamily(alerts, visit),
      told: debrief.doneAt === null ? [] : tellingRows(debrief, { t, language }),
      wanted: child === undefined ? '' : languageWanted(child, t),
      // No more than this may be told: what else was agreed is not for the family.
      agreed: actions
        .filter(action => action.audience === 'family')
        .map(action => ({
          ...action,
          foreign: foreignTo(language, action.writtenIn),
          due: formatShortDay(action.dueOn, language),
        })),
      summary: meeting.familySummary,
      summaryForeign: foreignTo(language, meeting.writtenIn.familySummary),
      copies: meeting.approvedAt === null ? '' : `/meetings/${meeting.id}/copies`,
      attempts: attemptRows(attempts, names, { t, language }),
      hasDeclined: attempts.some(each => each.cameOf === 'declined'),
      attempt: debrief.doneAt === null && visit.mayOpen(attemptPath) ? attemptPath : '',
      by: names.get(debrief.byWhom)?.name ?? '',
      due: formatDay(debrief.dueOn, language),
      back: { href: `/meetings/${meeting.id}`, text: t('meeting.back') },
    }
  })
  if (model === undefined) return notFound()
  const title = t('meeting.debrief.title')
  const asked = {
    whom: items(t, 'meeting.family-present', TOLD_AFTERWARDS),
    spoken: items(t, 'child.language', TOLD_IN),
    languages: languageChoices(language),
  }
  return showForm('meeting/views/debrief.njk', title, { ...model, ...asked }, values, errors)
}

const debriefPage = page({
  method: 'get',
  path: '/meetings/:meetingId/debrief',
  roles: 'signed-in',
  audit: 'meeting.seen',
  handle: visit => debriefAnswer(visit),
})

const debriefSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/debrief',
  roles: ['chair', 'practitioner', 'manager', 'exploitation-lead'],
  audit: 'meeting.debriefed',
  async handle(visit) {
    const form = readForm(debriefForm, visit.body)
    if (!form.ok) return debriefAnswer(visit, visit.body, form.errors)
    const result = await visit.act(work =>
      recordDebrief(work, { meetingId: visit.params.meetingId, telling: form.fields }),
    )
    switch (result.outcome) {
      case 'recorded':
        return redirect(`/children/${result.childId}`)
      case 'words-needed':
        return debriefAnswer(visit, visit.body, { whatWasSaid: 'meeting.debrief.needed' })
      case 'language-needed':
        return debriefAnswer(visit, visit.body, { languageWords: 'meeting.debrief.language-words.needed' })
      case 'day-to-come':
        return debriefAnswer(visit, visit.body, { toldOn: 'meeting.debrief.day.to-come' })
      case 'before-the-meeting':
        return debriefAnswer(visit, visit.body, { toldOn: 'meeting.debrief.day.before' })
      case 'told-already':
        return debriefAnswer(visit, visit.body, { whatWasSaid: 'meeting.debrief.done' })
      case 'changed-since-you-read':
        return debriefAnswer(visit, visit.body, { whatWasSaid: 'meeting.changed' })
      case 'not-now':
        return debriefAnswer(visit, visit.body, { whatWasSaid: `meeting.not-now.${result.state}` })
      case 'not-found':
        return notFound()
    }
  },
})

export const debriefPages: readonly Page[] = [debriefPage, debriefSubmit]
