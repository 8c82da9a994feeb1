import { recordAuditEvent } from '../audit/store.ts'
import { z } from 'zod'
import { calendarDateAt, formatShortDay, formatTime } from '../lib/calendar-date.ts'
import { type Answer, notFound, redirect, show, showErrors, showForm } from '../web/answer.ts'
import {
  choice,
  type FieldErrors,
  type FormFields,
  items,
  neededText,
  optionalDay,
  readForm,
  text,
} from '../web/forms.ts'
import { page, type Page, type Visit } from '../web/page.ts'
import { openInEmergency, reviewEmergencyOpening } from './actions.ts'
import { FINDINGS, REVIEWERS } from './emergency.ts'
import { listUnreviewedOpenings } from './store.ts'

const URGENT = 'emergency/views/urgent.njk'
const REVIEW = 'emergency/views/review.njk'

const urgentForm = z.object({
  reference: neededText('emergency.reference.needed'),
  bornOn: optionalDay('child.born-on.wrong'),
  reason: text().pipe(z.string().min(10, 'emergency.reason.needed')),
})

const urgentPage = page({
  method: 'get',
  path: '/urgent-access',
  roles: ['practitioner', 'manager'],
  audit: { none: 'an empty form shows nothing about anyone' },
  handle: visit => Promise.resolve(show(URGENT, visit.t('emergency.title'))),
})

const urgentSubmit = page({
  method: 'post',
  path: '/urgent-access',
  roles: ['practitioner', 'manager'],
  audit: ['emergency.opened', 'emergency.refused'],
  async handle(visit) {
    const title = visit.t('emergency.title')
    const form = readForm(urgentForm, visit.body)
    if (!form.ok) return showErrors(URGENT, title, {}, visit.body, form.errors)
    const result = await visit.act(work =>
      openInEmergency(work, { ...form.fields, bornOn: form.fields.bornOn ?? null }),
    )
    switch (result.outcome) {
      case 'opened':
        return redirect(`/children/${result.childId}`)
      case 'refused':
        return showErrors(URGENT, title, {}, visit.body, { reference: 'emergency.not-found' })
      case 'too-many':
        return showErrors(URGENT, title, {}, visit.body, { reference: 'emergency.too-many' })
    }
  },
})

async function reviewAnswer(
  visit: Visit<'/emergency-openings/:openingId/review'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const opening = await visit.act(async ({ tx }) => {
    const found = (await listUnreviewedOpenings(tx)).find(each => each.id === visit.params.openingId)
    if (found !== undefined) await recordAuditEvent(tx, 'emergency.opening-seen', { subjectId: found.id })
    return found
  })
  if (opening === undefined) return notFound()
  const title = t('emergency.review.title')
  const model = {
    ...opening,
    when: `${formatShortDay(calendarDateAt(opening.at), language)}, ${formatTime(opening.at)}`,
    findings: items(t, 'emergency.finding', FINDINGS),
    back: { href: '/', text: t('work.nav') },
  }
  return showForm(REVIEW, title, model, values, errors)
}

const reviewPage = page({
  method: 'get',
  path: '/emergency-openings/:openingId/review',
  roles: REVIEWERS,
  audit: 'emergency.opening-seen',
  handle: visit => reviewAnswer(visit),
})

const reviewForm = z.object({
  finding: choice(FINDINGS, 'emergency.finding.needed'),
  note: neededText('emergency.note.needed'),
})

const reviewSubmit = page({
  method: 'post',
  path: '/emergency-openings/:openingId/review',
  roles: REVIEWERS,
  audit: 'emergency.reviewed',
  async handle(visit) {
    const form = readForm(reviewForm, visit.body)
    if (!form.ok) return reviewAnswer(visit, visit.body, form.errors)
    const result = await visit.act(work =>
      reviewEmergencyOpening(work, { openingId: visit.params.openingId, ...form.fields }),
    )
    switch (result.outcome) {
      case 'reviewed':
        return redirect('/')
      case 'note-needed':
        return reviewAnswer(visit, visit.body, { note: 'emergency.note.needed' })
      case 'not-found':
        return notFound()
    }
  },
})

export const emergencyPages: readonly Page[] = [urgentPage, urgentSubmit, reviewPage, reviewSubmit]
