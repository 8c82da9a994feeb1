import { openFormOf } from '../../child/actions.ts'
import { z } from 'zod'
import { RISK_LEVELS } from '../../assessment/assessment.ts'
import { findJudgement, listAssessments } from '../../assessment/store.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { findChild } from '../../child/store/children.ts'
import { type Answer, leadElsewhere, notFound, redirect, show, showForm } from '../../web/answer.ts'
import { choice, type FieldErrors, type FormFields, items, readForm, text } from '../../web/forms.ts'
import { page, type Visit, type Page } from '../../web/page.ts'
import { askForMeeting } from '../actions/arranging.ts'
import { dueDay } from '../due.ts'
import type { Meeting } from '../meeting.ts'
import { isOpen, missingPaperwork } from '../rules.ts'
import { listMeetings } from '../store/meeting.ts'
import { ASKERS } from '../roles.ts'
import { meetingName, meetingState } from './wording.ts'

async function requestAnswer(
  visit: Visit<'/children/:childId/meetings/request'>,
  values?: FormFields,
  errors?: FieldErrors,
): Promise<Answer> {
  const { t } = visit
  const found = await visit.act(async work => {
    const { tx } = work
    const child = await openFormOf(work, visit.params.childId)
    if (child === undefined) return undefined
    const [meetings, latest, assessments] = await Promise.all([
      listMeetings(tx, child.id),
      findJudgement(tx, child.id),
      listAssessments(tx, child.id),
    ])
    return { child, open: meetings.find(isOpen), latest, missing: missingPaperwork(assessments) }
  })
  if (found === undefined) return notFound()
  // A second one is not asked for: whoever comes from a link of an earlier day, or by its clock, finds the one there is.
  if (found.open !== undefined) return leadElsewhere(`/meetings/${found.open.id}`)
  const model = {
    reference: found.child.reference,
    back: { href: `/children/${found.child.id}`, text: t('record.back') },
    missing: found.missing.map(paper => t(`meeting.paperwork.${paper}`)),
    levels: items(t, 'assessment.level', RISK_LEVELS),
    assess: `/children/${found.child.id}/assessments/new`,
  }
  const title = t('meeting.request.title')
  const shown = values ?? (found.latest?.level == null ? {} : { risk: found.latest.level })
  return showForm('meeting/views/request.njk', title, model, shown, errors)
}

const requestPage = page({
  method: 'get',
  path: '/children/:childId/meetings/request',
  roles: ASKERS,
  audit: 'record.form-seen',
  handle: visit => requestAnswer(visit),
})

const requestSubmit = page({
  method: 'post',
  path: '/children/:childId/meetings/request',
  roles: ASKERS,
  audit: 'meeting.asked-for',
  async handle(visit) {
    const form = readForm(
      z.object({ risk: choice(RISK_LEVELS, 'assessment.level.needed'), reason: text() }),
      visit.body,
    )
    if (!form.ok) return requestAnswer(visit, visit.body, form.errors)
    const result = await visit.act(work => askForMeeting(work, { childId: visit.params.childId, ...form.fields }))
    switch (result.outcome) {
      case 'asked-for':
        return redirect(`/meetings/${result.meetingId}`)
      case 'one-is-running':
        return leadElsewhere(`/meetings/${result.meetingId}`)
      case 'reason-needed':
        return requestAnswer(visit, visit.body, { reason: 'meeting.request.reason-needed' })
      case 'not-on-the-pathway':
        return requestAnswer(visit, visit.body, { risk: 'meeting.request.not-on-the-pathway' })
      case 'not-found':
        return notFound()
    }
  },
})

const listPage = page({
  method: 'get',
  path: '/children/:childId/meetings',
  roles: 'signed-in',
  audit: 'meeting.seen',
  async handle(visit) {
    const model = await visit.act(async ({ tx }) => {
      const child = await findChild(tx, visit.params.childId)
      if (child === undefined) return undefined
      await recordAuditEvent(tx, 'meeting.seen', { childId: child.id })
      const meetings: Meeting[] = []
      for (const meeting of await listMeetings(tx, child.id))
        meetings.push({ ...meeting, dueBy: await dueDay(tx, meeting) })
      return {
        reference: child.reference,
        childId: child.id,
        back: { href: `/children/${child.id}`, text: visit.t('record.back') },
        mayAsk: !meetings.some(isOpen),
        meetings: meetings.map(meeting => ({
          href: `/meetings/${meeting.id}`,
          name: meetingName(meeting, visit.t),
          state: meetingState(meeting, visit),
        })),
      }
    })
    return model === undefined
      ? notFound()
      : show('meeting/views/list.njk', visit.t('meeting.list.title', { reference: model.reference }), model)
  },
})

export const requestPages: readonly Page[] = [requestPage, requestSubmit, listPage]
