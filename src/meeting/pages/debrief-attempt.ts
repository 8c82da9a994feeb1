import { z } from 'zod'
import { recordAuditEvent } from '../../audit/store.ts'
import { findChild } from '../../child/store/children.ts'
import { listFamilyAlerts } from '../../child/store/alerts.ts'
import { beforeTheFamily } from '../../exploitation/present.ts'
import { type Answer, notFound, redirect, showForm } from '../../web/answer.ts'
import { choice, type FieldErrors, type FormFields, items, neededDay, neededText, readForm } from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import type { MessageKey } from '../../web/translation.ts'
import { recordDebriefAttempt } from '../actions/telling.ts'
import { ATTEMPT_ENDINGS } from '../meeting.ts'
import { findMeeting } from '../store/meeting.ts'
import { findDebrief } from '../store/outcome.ts'

const ROLES = ['chair', 'practitioner', 'manager', 'exploitation-lead'] as const

async function attemptAnswer(
  visit: Visit<'/meetings/:meetingId/debrief/attempt'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t } = visit
  const model = await visit.act(async ({ tx }) => {
    const meeting = await findMeeting(tx, visit.params.meetingId)
    const debrief = await findDebrief(tx, visit.params.meetingId)
    if (meeting === undefined || debrief === undefined) return undefined
    if (debrief.doneAt !== null && errors === undefined) return undefined
    await recordAuditEvent(tx, 'meeting.seen', { childId: meeting.childId, subjectId: meeting.id })
    const [child, alerts] = await Promise.all([findChild(tx, meeting.childId), listFamilyAlerts(tx, meeting.childId)])
    return {
      caption: child?.reference ?? '',
      warnings: beforeTheFamily(alerts, visit),
      endings: items(t, 'meeting.attempt', ATTEMPT_ENDINGS),
      back: { href: `/meetings/${meeting.id}/debrief`, text: t('meeting.debrief.title') },
    }
  })
  if (model === undefined) return notFound()
  return showForm('meeting/views/debrief-attempt.njk', t('meeting.attempt.title'), model, values, errors)
}

const attemptPage = page({
  method: 'get',
  path: '/meetings/:meetingId/debrief/attempt',
  roles: ROLES,
  audit: 'meeting.seen',
  handle: visit => attemptAnswer(visit),
})

const attemptForm = z.object({
  triedOn: neededDay('meeting.attempt.day.needed'),
  cameOf: choice(ATTEMPT_ENDINGS, 'meeting.attempt.needed'),
  attemptWords: neededText('meeting.attempt.words.needed'),
})

const attemptSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/debrief/attempt',
  roles: ROLES,
  audit: 'meeting.debrief-tried',
  async handle(visit) {
    const form = readForm(attemptForm, visit.body)
    if (!form.ok) return attemptAnswer(visit, visit.body, form.errors)
    const { meetingId } = visit.params
    const { triedOn, cameOf, attemptWords: words } = form.fields
    const result = await visit.act(work => recordDebriefAttempt(work, { meetingId, triedOn, cameOf, words }))
    const again = (field: string, message: MessageKey) => attemptAnswer(visit, visit.body, { [field]: message })
    switch (result.outcome) {
      case 'recorded':
        return redirect(`/meetings/${meetingId}/debrief`)
      case 'words-needed':
        return again('attemptWords', 'meeting.attempt.words.needed')
      case 'day-to-come':
        return again('triedOn', 'meeting.debrief.day.to-come')
      case 'before-the-meeting':
        return again('triedOn', 'meeting.debrief.day.before')
      case 'told-already':
        return again('cameOf', 'meeting.attempt.told-already')
      case 'not-now':
        return again('cameOf', `meeting.not-now.${result.state}`)
      case 'not-found':
        return notFound()
    }
  },
})

/** That somebody tried to tell a family what was agreed, and could not. */
export const debriefAttemptPages: readonly Page[] = [attemptPage, attemptSubmit]
