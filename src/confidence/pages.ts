import { z } from 'zod'
import { WORKING_ROLES } from '../access/actor.ts'
import type { Work } from '../access/work.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { staffChoices } from '../board/choices.ts'
import { namesOf } from '../board/store/staff.ts'
import { openFormOf } from '../child/actions.ts'
import { type Child, YES_NO_NOT_KNOWN } from '../child/child.ts'
import { findChild } from '../child/store/children.ts'
import { listNetwork } from '../child/store/network.ts'
import { listThereForClosedAlone } from '../child/store/seeing.ts'
import { languageChoices } from '../entry/present.ts'
import { WRITTEN_LANGUAGES } from '../lib/written-language.ts'
import { type Answer, notFound, redirect, show, showForm } from '../web/answer.ts'
import {
  choice,
  dayFields,
  type FieldErrors,
  type FormFields,
  identifiers,
  items,
  neededDay,
  neededText,
  optionalChoice,
  readForm,
  version,
} from '../web/forms.ts'
import { page, type Page, type Visit } from '../web/page.ts'
import { changeConfidence, type ConfidenceFault, writeConfidence } from './actions.ts'
import { CONFIDENCE_TOPICS, type ConfidenceWords } from './confidence.ts'
import { confidenceConflict } from './conflict.ts'
import { shownConfidence } from './present.ts'
import { findConfidence, listConfidences } from './store.ts'

const listPage = page({
  method: 'get',
  path: '/children/:childId/confidences',
  roles: 'signed-in',
  audit: 'confidence.list-seen',
  async handle(visit) {
    const { t } = visit
    const model = await visit.act(async ({ tx, actor }) => {
      const child = await findChild(tx, visit.params.childId)
      if (child === undefined) return undefined
      await recordAuditEvent(tx, 'confidence.list-seen', { childId: child.id })
      const [confidences, forClosedAlone] = await Promise.all([
        listConfidences(tx, child.id),
        listThereForClosedAlone(tx, child.id),
      ])
      const names = await namesOf(tx, [...new Set(confidences.flatMap(each => each.readers))])
      const path = `/children/${child.id}/confidences/new` as const
      return {
        back: { href: `/children/${child.id}`, text: t('record.back') },
        reference: child.reference,
        write: visit.mayOpen(path) && !forClosedAlone.has(actor.userId) ? path : '',
        confidences: confidences.map(each => shownConfidence(each, names, visit)),
      }
    })
    return model === undefined ? notFound() : show('confidence/views/list.njk', t('confidence.title'), model)
  },
})

const confidenceForm = z.object({
  topic: choice(CONFIDENCE_TOPICS, 'confidence.topic.needed'),
  words: neededText('confidence.words.needed'),
  writtenIn: optionalChoice(WRITTEN_LANGUAGES),
  familyKnows: choice(YES_NO_NOT_KNOWN, 'confidence.family-knows.needed'),
  others: identifiers('confidence.others.see-not'),
  saidOn: neededDay('confidence.said-on.needed'),
})

const changeForm = confidenceForm.extend({
  version: version(),
  stays: choice(['yes', 'no'], 'confidence.stays.needed'),
})

const FAULTS = {
  'day-to-come': ['saidOn', 'confidence.said-on.to-come'],
  'reader-sees-not': ['others', 'confidence.others.see-not'],
} as const satisfies Record<ConfidenceFault, readonly [keyof ConfidenceWords, string]>
const errorsOf = (faults: readonly ConfidenceFault[]): FieldErrors =>
  Object.fromEntries(faults.map(fault => FAULTS[fault]))

// Chosen from are those around the child, and whoever reads it already.
async function formModel({ tx, actor }: Work, child: Child, { t, language }: Visit, reading: readonly string[] = []) {
  const around = new Set([...(await listNetwork(tx, child.id)).map(each => each.userId), ...reading])
  return {
    reference: child.reference,
    back: { href: `/children/${child.id}/confidences`, text: t('confidence.title') },
    topics: items(t, 'confidence.topic', CONFIDENCE_TOPICS),
    familyKnows: items(t, 'confidence.family-knows', YES_NO_NOT_KNOWN),
    people: await staffChoices(tx, language, person => around.has(person.id) && person.id !== actor.userId),
    languages: languageChoices(language),
  }
}

async function newAnswer(
  visit: Visit<'/children/:childId/confidences/new'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t } = visit
  const model = await visit.act(async work => {
    const child = await openFormOf(work, visit.params.childId)
    if (child === undefined) return undefined
    // Their name would stand beside the words, and tell that they are there.
    if ((await listThereForClosedAlone(work.tx, child.id)).has(work.actor.userId)) return undefined
    return formModel(work, child, visit)
  })
  if (model === undefined) return notFound()
  return showForm('confidence/views/confidence.njk', t('confidence.write'), model, values, errors)
}

const newPage = page({
  method: 'get',
  path: '/children/:childId/confidences/new',
  roles: WORKING_ROLES,
  audit: 'record.form-seen',
  handle: visit => newAnswer(visit),
})

const newSubmit = page({
  method: 'post',
  path: '/children/:childId/confidences/new',
  roles: WORKING_ROLES,
  audit: 'confidence.written',
  async handle(visit) {
    const form = readForm(confidenceForm, visit.body)
    if (!form.ok) return newAnswer(visit, visit.body, form.errors)
    const { childId } = visit.params
    const words = { ...form.fields, writtenIn: form.fields.writtenIn ?? visit.language }
    const result = await visit.act(work => writeConfidence(work, { childId, ...words }))
    switch (result.outcome) {
      case 'written':
        return redirect(`/children/${childId}/confidences`)
      case 'incomplete':
        return newAnswer(visit, visit.body, errorsOf(result.faults))
      case 'not-found':
        return notFound()
    }
  },
})

async function changeAnswer(
  visit: Visit<'/confidences/:confidenceId'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t } = visit
  const found = await visit.act(async work => {
    const confidence = await findConfidence(work.tx, visit.params.confidenceId)
    const child = confidence && (await openFormOf(work, confidence.childId))
    if (confidence === undefined || child === undefined) return undefined
    return { confidence, model: await formModel(work, child, visit, confidence.readers) }
  })
  if (found === undefined) return notFound()
  const { topic, words, writtenIn, familyKnows, readers, saidOn, version } = found.confidence
  const kept = { topic, words, writtenIn, familyKnows, others: readers, stays: 'yes', ...dayFields('saidOn', saidOn) }
  const shown = errors === undefined ? { ...kept, version: String(version), ...values } : values
  const model = { ...found.model, isKept: true }
  return showForm('confidence/views/confidence.njk', t('confidence.change'), model, shown, errors)
}

const changePage = page({
  method: 'get',
  path: '/confidences/:confidenceId',
  roles: WORKING_ROLES,
  audit: 'record.form-seen',
  handle: visit => changeAnswer(visit),
})

const changeSubmit = page({
  method: 'post',
  path: '/confidences/:confidenceId',
  roles: WORKING_ROLES,
  audit: 'confidence.changed',
  async handle(visit) {
    const form = readForm(changeForm, visit.body)
    if (!form.ok) return changeAnswer(visit, visit.body, form.errors)
    const { version: read, stays, writtenIn = visit.language, ...fields } = form.fields
    const words = { ...fields, writtenIn, withdrawn: stays === 'no' }
    const result = await visit.act(async work => {
      const changed = await changeConfidence(work, { id: visit.params.confidenceId, version: read, words })
      if (changed.outcome !== 'changed-since-you-read') return changed
      return { ...changed, names: await namesOf(work.tx, [...changed.current.readers, ...words.others]) }
    })
    switch (result.outcome) {
      case 'changed':
        return redirect(`/children/${result.childId}/confidences`)
      case 'incomplete':
        return changeAnswer(visit, visit.body, errorsOf(result.faults))
      case 'changed-since-you-read':
        return confidenceConflict(visit, words, result)
      case 'not-found':
        return notFound()
    }
  },
})

export const confidencePages: readonly Page[] = [listPage, newPage, newSubmit, changePage, changeSubmit]
