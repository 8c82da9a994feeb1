import { z } from 'zod'
import { type Answer, notFound, redirect, showForm } from '../../web/answer.ts'
import {
  answersTo,
  choice,
  type FieldErrors,
  type FormFields,
  items,
  neededText,
  readForm,
  text,
} from '../../web/forms.ts'
import { page, type Visit, type Page } from '../../web/page.ts'
import type { MessageKey } from '../../web/translation.ts'
import { openFormOf, addImportantPerson, endAlert, raiseAlert } from '../actions.ts'
import { ALERT_KINDS, SPOKEN_LANGUAGES, YES_NO_NOT_KNOWN } from '../child.ts'
import { WRITERS } from './roles.ts'

const personForm = z.object({
  name: neededText('child.person.name.needed'),
  relationship: neededText('child.person.relationship.needed'),
  hasParentalResponsibility: choice(YES_NO_NOT_KNOWN, 'child.answer.needed'),
  livesWithChild: choice(YES_NO_NOT_KNOWN, 'child.answer.needed'),
  language: choice(SPOKEN_LANGUAGES, 'child.language.needed'),
  contact: text(),
  safeToContact: choice(YES_NO_NOT_KNOWN, 'child.answer.needed'),
  notes: text(),
})

type FormPage = Visit<'/children/:childId/x'>

/** A form about one child: shown empty, and shown again with what was typed. */
async function childForm(
  visit: FormPage,
  view: string,
  titleKey: MessageKey,
  model: Record<string, unknown>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const child = await visit.act(work => openFormOf(work, visit.params.childId))
  if (child === undefined) return notFound()
  const shown = {
    ...model,
    reference: child.reference,
    back: { href: `/children/${child.id}`, text: visit.t('record.back') },
  }
  const title = visit.t(titleKey)
  return showForm(view, title, shown, values, errors)
}

const personModel = (visit: FormPage) => ({
  languages: items(visit.t, 'child.language', SPOKEN_LANGUAGES),
  yesNo: answersTo(visit.t, 'is', YES_NO_NOT_KNOWN),
  hasOrNot: answersTo(visit.t, 'has', YES_NO_NOT_KNOWN),
})

const personPage = page({
  method: 'get',
  path: '/children/:childId/people/new',
  roles: WRITERS,
  audit: 'record.form-seen',
  handle: visit => childForm(visit, 'child/views/person.njk', 'child.person.title', personModel(visit)),
})

const personSubmit = page({
  method: 'post',
  path: '/children/:childId/people/new',
  roles: WRITERS,
  audit: 'child.person-added',
  async handle(visit) {
    const form = readForm(personForm, visit.body)
    if (!form.ok)
      return childForm(
        visit,
        'child/views/person.njk',
        'child.person.title',
        personModel(visit),
        visit.body,
        form.errors,
      )
    await visit.act(work => addImportantPerson(work, visit.params.childId, form.fields))
    return redirect(`/children/${visit.params.childId}`)
  },
})

const alertForm = z.object({
  kind: choice(ALERT_KINDS, 'child.alert.kind.needed'),
  text: neededText('child.alert.text.needed'),
})

const alertModel = (visit: FormPage) => ({ kinds: items(visit.t, 'child.alert', ALERT_KINDS) })

const alertPage = page({
  method: 'get',
  path: '/children/:childId/alerts/new',
  roles: WRITERS,
  audit: 'record.form-seen',
  handle: visit => childForm(visit, 'child/views/alert.njk', 'child.alert.title', alertModel(visit)),
})

const alertSubmit = page({
  method: 'post',
  path: '/children/:childId/alerts/new',
  roles: WRITERS,
  audit: 'child.alert-raised',
  async handle(visit) {
    const form = readForm(alertForm, visit.body)
    if (!form.ok)
      return childForm(visit, 'child/views/alert.njk', 'child.alert.title', alertModel(visit), visit.body, form.errors)
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

export const aroundPages: readonly Page[] = [personPage, personSubmit, alertPage, alertSubmit, alertEnd]
