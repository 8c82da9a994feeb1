import { z } from 'zod'
import { type Answer, notFound, redirect, showForm } from '../../web/answer.ts'
import { choice, type FieldErrors, type FormFields, items, neededText, readForm } from '../../web/forms.ts'
import { page, type Visit, type Page } from '../../web/page.ts'
import { openFormOf, endAlert, raiseAlert } from '../actions.ts'
import { ALERT_KINDS } from '../child.ts'
import { WRITERS } from './roles.ts'

const alertForm = z.object({
  kind: choice(ALERT_KINDS, 'child.alert.kind.needed'),
  text: neededText('child.alert.text.needed'),
})

async function alertAnswer(
  visit: Visit<'/children/:childId/alerts/new'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const child = await visit.act(work => openFormOf(work, visit.params.childId))
  if (child === undefined) return notFound()
  const model = {
    kinds: items(visit.t, 'child.alert', ALERT_KINDS),
    reference: child.reference,
    back: { href: `/children/${child.id}`, text: visit.t('record.back') },
  }
  const title = visit.t('child.alert.title')
  return showForm('child/views/alert.njk', title, model, values, errors)
}

const alertPage = page({
  method: 'get',
  path: '/children/:childId/alerts/new',
  roles: WRITERS,
  audit: 'record.form-seen',
  handle: visit => alertAnswer(visit),
})

const alertSubmit = page({
  method: 'post',
  path: '/children/:childId/alerts/new',
  roles: WRITERS,
  audit: 'child.alert-raised',
  async handle(visit) {
    const form = readForm(alertForm, visit.body)
    if (!form.ok) return alertAnswer(visit, visit.body, form.errors)
    await visit.act(work => raiseAlert(work, { childId: visit.params.childId, ...form.fields }))
    return redirect(`/children/${visit.params.childId}`)
  },
})

const alertEnd = page({
  method: 'post',
  path: '/alerts/:alertId/end',
  roles: WRITERS,
  audit: 'child.alert-ended',
  async handle(visit) {
    const childId = await visit.act(work => endAlert(work, visit.params.alertId))
    return childId === undefined ? notFound() : redirect(`/children/${childId}`)
  },
})

export const aroundPages: readonly Page[] = [alertPage, alertSubmit, alertEnd]
