import { z } from 'zod'
import type { Work } from '../../access/work.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { type Answer, formConflict, notFound, redirect, showForm } from '../../web/answer.ts'
import {
  answersTo,
  choice,
  type FieldErrors,
  type FormFields,
  items,
  one,
  neededText,
  readForm,
  text,
  version,
} from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { keyOf } from '../../web/translation.ts'
import { addImportantPerson, changeImportantPerson, endImportantPerson, openFormOf } from '../actions.ts'
import { type ImportantPerson, type PersonWords, SPOKEN_LANGUAGES, YES_NO_NOT_KNOWN } from '../child.ts'
import { findChild } from '../store/children.ts'
import { findImportantPerson } from '../store/people.ts'
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

const ANSWERS: Readonly<Partial<Record<keyof PersonWords, 'is' | 'has'>>> = {
  hasParentalResponsibility: 'has',
  livesWithChild: 'is',
  safeToContact: 'is',
}
const LABELS = {
  name: 'child.person.name',
  relationship: 'child.person.relationship',
  hasParentalResponsibility: 'child.person.responsibility',
  livesWithChild: 'child.person.lives-with',
  language: 'child.person.language',
  contact: 'child.person.contact',
  safeToContact: 'child.person.safe',
  notes: 'child.person.notes',
} as const satisfies Record<keyof PersonWords, string>
const FIELDS = Object.keys(LABELS) as (keyof PersonWords)[]

const choicesOf = ({ t }: Pick<Visit, 't'>) => ({
  languages: items(t, 'child.language', SPOKEN_LANGUAGES),
  yesNo: answersTo(t, 'is', YES_NO_NOT_KNOWN),
  hasOrNot: answersTo(t, 'has', YES_NO_NOT_KNOWN),
})

async function newPersonAnswer(
  visit: Visit<'/children/:childId/people/new'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const child = await visit.act(work => openFormOf(work, visit.params.childId))
  if (child === undefined) return notFound()
  const back = { href: `/children/${child.id}`, text: visit.t('record.back') }
  const model = { ...choicesOf(visit), reference: child.reference, back }
  return showForm('child/views/person.njk', visit.t('child.person.title'), model, values, errors)
}

const newPersonPage = page({
  method: 'get',
  path: '/children/:childId/people/new',
  roles: WRITERS,
  audit: 'record.form-seen',
  handle: visit => newPersonAnswer(visit),
})

const newPersonSubmit = page({
  method: 'post',
  path: '/children/:childId/people/new',
  roles: WRITERS,
  audit: 'child.person-added',
  async handle(visit) {
    const form = readForm(personForm, visit.body)
    if (!form.ok) return newPersonAnswer(visit, visit.body, form.errors)
    await visit.act(work => addImportantPerson(work, visit.params.childId, form.fields))
    return redirect(`/children/${visit.params.childId}`)
  },
})

// The person a form is about and their child, with the trace that they were shown.
async function openPerson({ tx }: Work, id: string) {
  const person = await findImportantPerson(tx, id)
  const child = person && (await findChild(tx, person.childId))
  if (person === undefined || child === undefined) return undefined
  await recordAuditEvent(tx, 'record.form-seen', { childId: child.id })
  return { person, child }
}

async function personAnswer(
  visit: Visit<'/important-people/:importantPersonId'>,
  values?: FormFields,
  errors?: FieldErrors,
): Promise<Answer> {
  const { t } = visit
  const found = await visit.act(work => openPerson(work, visit.params.importantPersonId))
  if (found === undefined) return notFound()
  const { person, child } = found
  const model = {
    ...choicesOf(visit),
    reference: child.reference,
    back: { href: `/children/${child.id}`, text: t('record.back') },
    personId: person.id,
  }
  const kept = Object.fromEntries(FIELDS.map(field => [field, person[field]]))
  const shown = { ...kept, version: String(person.version), ...values }
  return showForm('child/views/person.njk', t('child.person.change.title'), model, shown, errors)
}

const personPage = page({
  method: 'get',
  path: '/important-people/:importantPersonId',
  roles: WRITERS,
  audit: 'record.form-seen',
  handle: visit => personAnswer(visit),
})

const personSubmit = page({
  method: 'post',
  path: '/important-people/:importantPersonId',
  roles: WRITERS,
  audit: 'child.person-changed',
  async handle(visit) {
    const form = readForm(personForm.extend({ version: version() }), visit.body)
    if (!form.ok) return personAnswer(visit, visit.body, form.errors)
    const { version: read, ...person } = form.fields
    const result = await visit.act(work =>
      changeImportantPerson(work, { id: visit.params.importantPersonId, version: read, person }),
    )
    switch (result.outcome) {
      case 'done':
        return redirect(`/children/${result.childId}`)
      case 'changed-since-you-read':
        return personConflict(visit, person, result.current)
      case 'not-found':
        return notFound()
    }
  },
})

// What reads otherwise now is settled by the person who saves.
function personConflict(
  visit: Visit,
  mine: PersonWords,
  theirs: ImportantPerson & { readonly childId: string },
): Answer {
  const { t } = visit
  return formConflict(visit, {
    theirs,
    yours: mine,
    labelOf: field => t(LABELS[field]),
    inWords(field, value) {
      const asking = ANSWERS[field]
      if (asking !== undefined) return t(keyOf(`web.answer.${asking}.${value}`))
      return field === 'language' ? t(keyOf(`child.language.${value}`)) : undefined
    },
    hidden: { version: String(theirs.version) },
    savedAt: `/children/${theirs.childId}`,
  })
}

async function endAnswer(
  visit: Visit<'/important-people/:importantPersonId/end'>,
  values?: FormFields,
  errors?: FieldErrors,
): Promise<Answer> {
  const found = await visit.act(work => openPerson(work, visit.params.importantPersonId))
  if (found === undefined) return notFound()
  const { person, child } = found
  const back = { href: `/important-people/${person.id}`, text: visit.t('child.person.change.title') }
  const model = { reference: child.reference, person, back }
  const shown = { version: String(person.version), ...values }
  return showForm('child/views/person-end.njk', visit.t('child.person.end'), model, shown, errors)
}

const endPage = page({
  method: 'get',
  path: '/important-people/:importantPersonId/end',
  roles: WRITERS,
  audit: 'record.form-seen',
  handle: visit => endAnswer(visit),
})

const endSubmit = page({
  method: 'post',
  path: '/important-people/:importantPersonId/end',
  roles: WRITERS,
  audit: 'child.person-ended',
  async handle(visit) {
    const { importantPersonId: id } = visit.params
    const read = readForm(z.object({ version: version() }), visit.body)
    const result = await visit.act(work =>
      endImportantPerson(work, {
        id,
        version: read.ok ? read.fields.version : 0,
        reason: one(visit.body, 'endReason'),
      }),
    )
    switch (result.outcome) {
      case 'done':
        return redirect(`/children/${result.childId}`)
      case 'reason-needed':
        return endAnswer(visit, visit.body, { endReason: 'child.person.end.needed' })
      case 'changed-since-you-read':
        return endAnswer(visit, { endReason: one(visit.body, 'endReason') }, { endReason: 'child.person.end.changed' })
      case 'not-found':
        return notFound()
    }
  },
})

export const importantPeoplePages: readonly Page[] = [
  newPersonPage,
  newPersonSubmit,
  personPage,
  personSubmit,
  endPage,
  endSubmit,
]
