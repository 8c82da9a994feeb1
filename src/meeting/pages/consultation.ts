import { z } from 'zod'
import { recordAuditEvent } from '../../audit/store.ts'
import { SPOKEN_LANGUAGES } from '../../child/child.ts'
import { listFamilyAlerts } from '../../child/store/alerts.ts'
import { beforeTheFamily } from '../../exploitation/present.ts'
import { languageChoices } from '../../entry/present.ts'
import { calendarDateAt, formatTime, instantInWales } from '../../lib/calendar-date.ts'
import { WRITTEN_LANGUAGES } from '../../lib/written-language.ts'
import { type Answer, notFound, redirect, showForm } from '../../web/answer.ts'
import {
  answersTo,
  choice,
  dayFields,
  type FieldErrors,
  type FormFields,
  items,
  neededTime,
  optionalChoice,
  optionalDay,
  readForm,
  text,
} from '../../web/forms.ts'
import { page, type Visit, type Page } from '../../web/page.ts'
import { recordConsultation } from '../actions/inviting.ts'
import { languageChosen } from '../forms.ts'
import { findConsultation } from '../store/consultation.ts'
import { findMeeting } from '../store/meeting.ts'
import { meetingName } from './wording.ts'

const consultationForm = z.object({
  consultedOn: optionalDay('meeting.consultation.day.wrong'),
  consultedTime: text(),
  withWhom: text(),
  childWantsToSay: text(),
  familyWantsToSay: text(),
  childWantsIn: optionalChoice(WRITTEN_LANGUAGES),
  familyWantsIn: optionalChoice(WRITTEN_LANGUAGES),
  fears: text(),
  privateWord: text(),
  complaintExplained: choice(['yes', 'no'], 'child.answer.needed'),
  advocacy: choice(['not-offered', 'offered-accepted', 'offered-declined'], 'meeting.consultation.advocacy.needed'),
  languageOffered: choice(SPOKEN_LANGUAGES, 'meeting.booking.language.needed'),
  lateOrRefusedReason: text(),
})

async function consultationAnswer(
  visit: Visit<'/meetings/:meetingId/consultation'>,
  values?: FormFields,
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const found = await visit.act(async ({ tx }) => {
    const meeting = await findMeeting(tx, visit.params.meetingId)
    if (meeting === undefined) return undefined
    await recordAuditEvent(tx, 'meeting.seen', { childId: meeting.childId, subjectId: meeting.id })
    const [consultation, alerts] = await Promise.all([
      findConsultation(tx, meeting.id),
      listFamilyAlerts(tx, meeting.childId),
    ])
    return { meeting, consultation, alerts }
  })
  if (found === undefined) return notFound()
  const before = found.consultation
  const model = {
    name: meetingName(found.meeting, t),
    warnings: beforeTheFamily(found.alerts, visit),
    back: { href: `/meetings/${found.meeting.id}`, text: t('meeting.back') },
    yesNo: answersTo(t, 'was', ['yes', 'no']),
    advocacyAnswers: items(t, 'meeting.advocacy', ['not-offered', 'offered-accepted', 'offered-declined']),
    spoken: items(t, 'child.language', SPOKEN_LANGUAGES),
    languages: languageChoices(language),
  }
  const shown: FormFields =
    values ??
    (before === undefined
      ? { childWantsIn: language, familyWantsIn: language }
      : {
          ...(before.consultedAt !== null && {
            ...dayFields('consultedOn', calendarDateAt(before.consultedAt)),
            consultedTime: formatTime(before.consultedAt),
          }),
          withWhom: before.withWhom,
          childWantsToSay: before.childWantsToSay,
          familyWantsToSay: before.familyWantsToSay,
          childWantsIn: languageChosen(before.childWantsToSay, before.childWantsIn, language),
          familyWantsIn: languageChosen(before.familyWantsToSay, before.familyWantsIn, language),
          fears: before.fears,
          privateWord: before.privateWord,
          complaintExplained: before.complaintExplained,
          advocacy: before.advocacy,
          languageOffered: before.languageOffered,
          lateOrRefusedReason: before.lateOrRefusedReason,
        })
  const title = t('meeting.consultation.title')
  return showForm('meeting/views/consultation.njk', title, model, shown, errors)
}

const consultationPage = page({
  method: 'get',
  path: '/meetings/:meetingId/consultation',
  roles: ['chair', 'note-taker'],
  audit: 'meeting.seen',
  handle: visit => consultationAnswer(visit),
})

const consultationSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/consultation',
  roles: ['chair', 'note-taker'],
  audit: 'meeting.consultation-recorded',
  async handle(visit) {
    const form = readForm(consultationForm, visit.body)
    if (!form.ok) return consultationAnswer(visit, visit.body, form.errors)
    const { consultedOn, consultedTime, ...rest } = form.fields
    if (consultedOn !== undefined && !neededTime('meeting.booking.time.needed').safeParse(consultedTime).success)
      return consultationAnswer(visit, visit.body, { consultedTime: 'meeting.booking.time.needed' })
    const consultedAt = consultedOn === undefined ? null : instantInWales(consultedOn, consultedTime)
    const result = await visit.act(work =>
      recordConsultation(work, { meetingId: visit.params.meetingId, consultation: { ...rest, consultedAt } }),
    )
    switch (result.outcome) {
      case 'recorded':
        return redirect(`/meetings/${visit.params.meetingId}`)
      case 'reason-needed':
        return consultationAnswer(visit, visit.body, { lateOrRefusedReason: 'meeting.consultation.reason-needed' })
      case 'not-yet':
        return consultationAnswer(visit, visit.body, { consultedOn: 'meeting.consultation.not-yet' })
      case 'not-now':
        return consultationAnswer(visit, visit.body, { consultedOn: `meeting.not-now.${result.state}` })
      case 'not-found':
        return notFound()
    }
  },
})

export const consultationPages: readonly Page[] = [consultationPage, consultationSubmit]
