import { z } from 'zod'
import { recordAuditEvent } from '../../audit/store.ts'
import { namesOf } from '../../board/store/staff.ts'
import { findChild } from '../../child/store/children.ts'
import { sendingLine } from '../../family-copy/present.ts'
import { findSending } from '../../family-copy/store/sendings.ts'
import { formatDay } from '../../lib/calendar-date.ts'
import { deedsOpen } from '../../meeting/actions/asking.ts'
import { findMeeting } from '../../meeting/store/meeting.ts'
import { updateNoticesReadOf } from '../../notice/store.ts'
import { type Answer, notFound, redirect, showForm } from '../../web/answer.ts'
import { choice, type FieldErrors, type FormFields, items, neededDay, neededText, readForm } from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import type { MessageKey } from '../../web/translation.ts'
import { recordReturn, takeCopyBack } from '../actions.ts'
import { RETURNS, WRONG_REASONS } from '../copy-given.ts'
import { findIncident } from '../store.ts'

async function takeBackAnswer(
  visit: Visit<'/sendings/:sendingId/taken-back'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t } = visit
  const model = await visit.act(async work => {
    const { tx } = work
    const sending = await findSending(tx, visit.params.sendingId)
    const meeting = sending && (await findMeeting(tx, sending.meetingId))
    if (sending === undefined || meeting === undefined) return undefined
    if ((await deedsOpen(work, meeting))['take-copy-back'] !== true) return undefined
    await recordAuditEvent(tx, 'family-copy.seen', { childId: sending.childId, subjectId: meeting.id })
    const names = await namesOf(tx, [sending.sentBy])
    return {
      line: sendingLine(sending, names.get(sending.sentBy)?.name ?? '', visit),
      isTakenBack: sending.isTakenBack,
      reasons: items(
        t,
        'copy-given.reason',
        WRONG_REASONS.filter(each => each !== 'wrong-words' || sending.copy === 'family'),
      ),
      back: { href: `/sendings/${sending.id}`, text: t('copy-given.back') },
    }
  })
  if (model === undefined || (model.isTakenBack && errors === undefined)) return notFound()
  return showForm('copy-given/views/take-back.njk', t('copy-given.take-back'), model, values, errors)
}

const takeBackPage = page({
  method: 'get',
  path: '/sendings/:sendingId/taken-back',
  roles: 'signed-in',
  audit: 'family-copy.seen',
  handle: visit => takeBackAnswer(visit),
})

const takeBackForm = z.object({
  reason: choice(WRONG_REASONS, 'copy-given.reason.needed'),
  foundOn: neededDay('copy-given.found-on.needed'),
  whatHappened: neededText('copy-given.what-happened.needed'),
  safety: neededText('copy-given.safety.needed'),
})

const takeBackSubmit = page({
  method: 'post',
  path: '/sendings/:sendingId/taken-back',
  roles: 'signed-in',
  audit: 'copy-incident.recorded',
  async handle(visit) {
    const form = readForm(takeBackForm, visit.body)
    if (!form.ok) return takeBackAnswer(visit, visit.body, form.errors)
    const { sendingId } = visit.params
    const result = await visit.act(work => takeCopyBack(work, { sendingId, ...form.fields }))
    const again = (field: string, message: MessageKey) => takeBackAnswer(visit, visit.body, { [field]: message })
    switch (result.outcome) {
      case 'taken-back':
        return redirect(`/copy-incidents/${result.incidentId}`)
      case 'what-happened-needed':
        return again('whatHappened', 'copy-given.what-happened.needed')
      case 'safety-needed':
        return again('safety', 'copy-given.safety.needed')
      case 'day-to-come':
        return again('foundOn', 'copy-given.day-to-come')
      case 'before-it-was-given':
        return again('foundOn', 'copy-given.before-it-was-given')
      case 'words-of-the-full-record':
        return again('reason', 'copy-given.reason.full')
      case 'taken-back-already':
        return again('reason', 'copy-given.taken-back-already')
      case 'not-now':
        return again('reason', `meeting.not-now.${result.state}`)
      case 'not-found':
        return notFound()
    }
  },
})

async function incidentAnswer(
  visit: Visit<'/copy-incidents/:incidentId'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const model = await visit.act(async work => {
    const { tx, now } = work
    const incident = await findIncident(tx, visit.params.incidentId)
    const sending = incident && (await findSending(tx, incident.sendingId))
    const meeting = incident && (await findMeeting(tx, incident.meetingId))
    if (incident === undefined || sending === undefined || meeting === undefined) return undefined
    await recordAuditEvent(tx, 'copy-incident.seen', { childId: incident.childId, subjectId: incident.id })
    await updateNoticesReadOf(tx, incident.id, now)
    const { recordedBy, cameBack, decision } = incident
    const [child, may, names] = await Promise.all([
      findChild(tx, incident.childId),
      deedsOpen(work, meeting),
      namesOf(tx, [sending.sentBy, recordedBy, ...(cameBack === undefined ? [] : [cameBack.by])]),
    ])
    const nameOf = (id: string) => names.get(id)?.name ?? ''
    return {
      reference: child?.reference ?? '',
      incident,
      line: sendingLine(sending, nameOf(sending.sentBy), visit),
      reasonWords: t(`copy-given.reason.${incident.reason}`),
      recorded: t('copy-given.recorded', { by: nameOf(recordedBy), day: formatDay(incident.foundOn, language) }),
      cameBack:
        cameBack &&
        t('copy-given.came-back.line', {
          what: t(`copy-given.came-back.${cameBack.as}`),
          day: formatDay(cameBack.on, language),
          by: nameOf(cameBack.by),
        }),
      decision:
        decision &&
        t('copy-given.decision.line', {
          what: t(`copy-given.reporting.${decision.as}`),
          day: formatDay(decision.on, language),
        }),
      // What the next copy is made from is changed here.
      decide:
        incident.reason === 'wrong-words' && meeting.chairId === work.actor.userId
          ? `/meetings/${meeting.id}/decisions`
          : '',
      mayReturn: may['take-copy-back'] === true && cameBack === undefined,
      ways: items(t, 'copy-given.came-back', RETURNS),
      back: { href: `/meetings/${meeting.id}/copies`, text: t('family-copy.back') },
    }
  })
  if (model === undefined) return notFound()
  const title = t('copy-given.incident.title', { reference: model.reference })
  return showForm('copy-given/views/incident.njk', title, model, values, errors)
}

const incidentPage = page({
  method: 'get',
  path: '/copy-incidents/:incidentId',
  roles: 'signed-in',
  audit: 'copy-incident.seen',
  handle: visit => incidentAnswer(visit),
})

const returnForm = z.object({
  cameBack: choice(RETURNS, 'copy-given.came-back.needed'),
  knownOn: neededDay('copy-given.known-on.needed'),
  returnWords: neededText('copy-given.came-back.words.needed'),
})

const returnSubmit = page({
  method: 'post',
  path: '/copy-incidents/:incidentId/return',
  roles: 'signed-in',
  audit: 'copy-incident.came-back',
  async handle(visit) {
    const form = readForm(returnForm, visit.body)
    if (!form.ok) return incidentAnswer(visit, visit.body, form.errors)
    const { incidentId } = visit.params
    const { cameBack: as, knownOn: on, returnWords: words } = form.fields
    const result = await visit.act(work => recordReturn(work, { incidentId, as, on, words }))
    const again = (field: string, message: MessageKey) => incidentAnswer(visit, visit.body, { [field]: message })
    switch (result.outcome) {
      case 'recorded':
        return redirect(`/copy-incidents/${incidentId}`)
      case 'words-needed':
        return again('returnWords', 'copy-given.came-back.words.needed')
      case 'day-to-come':
        return again('knownOn', 'copy-given.day-to-come')
      case 'before-it-was-found':
        return again('knownOn', 'copy-given.before-it-was-found')
      case 'recorded-already':
        return again('cameBack', 'copy-given.came-back.already')
      case 'not-now':
        return again('cameBack', `meeting.not-now.${result.state}`)
      case 'not-found':
        return notFound()
    }
  },
})

/** A copy that is taken back: what happened, what was done for the child, and whether it came back. */
export const copyIncidentPages: readonly Page[] = [takeBackPage, takeBackSubmit, incidentPage, returnSubmit]
