import { z } from 'zod'
import { recordAuditEvent } from '../../audit/store.ts'
import { type Answer, notFound, redirect, showForm } from '../../web/answer.ts'
import { choice, type FieldErrors, type FormFields, items, neededText, readForm, text } from '../../web/forms.ts'
import { page, type Visit, type Page } from '../../web/page.ts'
import { openFormOf } from '../actions.ts'
import { endAlert, raiseAlert } from '../alert-actions.ts'
import { ALERT_KINDS, isAboutFamily } from '../child.ts'
import { findChild } from '../store/children.ts'
import { findAlert } from '../store/alerts.ts'
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

async function endAnswer(
  visit: Visit<'/alerts/:alertId/end'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t } = visit
  const found = await visit.act(async ({ tx }) => {
    const alert = await findAlert(tx, visit.params.alertId)
    const child = alert && (await findChild(tx, alert.childId))
    if (alert === undefined || child === undefined || alert.endedAt !== null) return undefined
    await recordAuditEvent(tx, 'record.form-seen', { childId: child.id, subjectId: alert.id })
    return { alert, child }
  })
  if (found === undefined) return notFound()
  const { alert, child } = found
  const model = {
    kind: t(`child.alert.${alert.kind}`),
    alert,
    isAboutFamily: isAboutFamily(alert.kind),
    reference: child.reference,
    back: { href: `/children/${child.id}`, text: t('record.back') },
  }
  return showForm('child/views/alert-end.njk', t('child.alert.end.title'), model, values, errors)
}

const endPage = page({
  method: 'get',
  path: '/alerts/:alertId/end',
  roles: WRITERS,
  audit: 'record.form-seen',
  handle: visit => endAnswer(visit),
})

const endForm = z.object({ endedReason: text() })

const endSubmit = page({
  method: 'post',
  path: '/alerts/:alertId/end',
  roles: WRITERS,
  audit: 'child.alert-ended',
  async handle(visit) {
    const form = readForm(endForm, visit.body)
    if (!form.ok) return endAnswer(visit, visit.body, form.errors)
    const { alertId } = visit.params
    const result = await visit.act(work => endAlert(work, { alertId, reason: form.fields.endedReason }))
    switch (result.outcome) {
      case 'ended':
      case 'ended-already':
        return redirect(`/children/${result.childId}`)
      case 'reason-needed':
        return endAnswer(visit, visit.body, { endedReason: 'child.alert.end.agreed.needed' })
      case 'not-found':
        return notFound()
    }
  },
})

export const alertPages: readonly Page[] = [alertPage, alertSubmit, endPage, endSubmit]
