import { WORKING_ROLES } from '../../access/actor.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { openFormOf } from '../../child/actions.ts'
import { z } from 'zod'
import { namesOf } from '../../board/store/staff.ts'
import { findChild } from '../../child/store/children.ts'
import { formatDay } from '../../lib/calendar-date.ts'
import { type Answer, conflict, notFound, redirect, show, showErrors } from '../../web/answer.ts'
import {
  choice,
  dayFields,
  type FieldErrors,
  type FormFields,
  items,
  neededDay,
  neededText,
  optionalChoice,
  readForm,
  text,
  version,
} from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { addNote, answerEntry, changeNote } from '../../chronology/actions.ts'
import { BASES, CONTEXTS, NOTE_KINDS } from '../../chronology/chronology.ts'
import { isNote } from '../../chronology/rules.ts'
import { findEntry, listAnswers } from '../../chronology/store.ts'

const WRITERS = [...WORKING_ROLES, 'agency-lead'] as const

const noteForm = z.object({
  kind: choice(NOTE_KINDS, 'chronology.kind.needed'),
  basis: choice(BASES, 'chronology.basis.needed'),
  audience: choice(['network', 'police'], 'chronology.audience.needed'),
  context: optionalChoice(CONTEXTS),
  text: neededText('chronology.text.needed'),
  saidBy: text(),
  happenedOn: neededDay('chronology.day.needed'),
})

async function noteAnswer(
  visit: Visit<'/children/:childId/entries/new'>,
  values: FormFields,
  errors?: FieldErrors,
): Promise<Answer> {
  const { t } = visit
  const child = await visit.act(work => openFormOf(work, visit.params.childId))
  if (child === undefined) return notFound()
  const model = {
    reference: child.reference,
    back: { href: `/children/${child.id}`, text: t('record.back') },
    kinds: items(t, 'chronology.filter', NOTE_KINDS),
    bases: items(t, 'chronology.basis', BASES),
    contexts: items(t, 'chronology.context', CONTEXTS),
    audiences: items(t, 'chronology.audience.outside', ['network', 'police']),
  }
  const title = t('chronology.new.title')
  return errors === undefined
    ? show('record/views/new.njk', title, model, values)
    : showErrors('record/views/new.njk', title, model, values, errors)
}

const notePage = page({
  method: 'get',
  path: '/children/:childId/entries/new',
  roles: WRITERS,
  audit: 'record.form-seen',
  handle: visit => noteAnswer(visit, { ...dayFields('happenedOn', visit.today), kind: 'note', audience: 'network' }),
})

const noteSubmit = page({
  method: 'post',
  path: '/children/:childId/entries/new',
  roles: WRITERS,
  audit: 'chronology.entry-added',
  async handle(visit) {
    const form = readForm(noteForm, visit.body)
    if (!form.ok) return noteAnswer(visit, visit.body, form.errors)
    const childId = visit.params.childId
    const result = await visit.act(async work => {
      if ((await findChild(work.tx, childId)) === undefined) return undefined
      return addNote(work, { childId, ...form.fields, context: form.fields.context ?? null })
    })
    switch (result?.outcome) {
      case 'added':
        return redirect(`/children/${childId}`)
      case 'not-yet-happened':
        return noteAnswer(visit, visit.body, { happenedOn: 'chronology.day.future' })
      case 'text-needed':
        return noteAnswer(visit, visit.body, { text: 'chronology.text.needed' })
      case 'not-found':
      case undefined:
        return notFound()
    }
  },
})

async function entryAnswer(
  visit: Visit<'/entries/:entryId'>,
  values?: FormFields,
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const model = await visit.act(async ({ tx, actor }) => {
    const entry = await findEntry(tx, visit.params.entryId)
    if (entry === undefined) return undefined
    await recordAuditEvent(tx, 'record.entry-seen', { childId: entry.childId, subjectId: entry.id })
    const answers = await listAnswers(tx, entry.id)
    const names = await namesOf(tx, [entry.authorId, ...answers.map(answer => answer.authorId)])
    return {
      entry,
      back: { href: `/children/${entry.childId}`, text: t('record.back') },
      kind: t(`chronology.filter.${entry.kind}`),
      day: formatDay(entry.happenedOn, language),
      author: names.get(entry.authorId)?.name ?? '',
      basis: entry.basis === null ? '' : t(`chronology.basis.${entry.basis}`),
      isQuotation: entry.basis === 'childs-own-words' || entry.basis === 'family-words',
      mayChange: isNote(entry) && entry.agencyId === actor.agencyId,
      answers: answers.map(answer => ({
        text: answer.text,
        who: names.get(answer.authorId)?.name ?? '',
        day: formatDay(answer.happenedOn, language),
      })),
    }
  })
  if (model === undefined) return notFound()
  const shown = values ?? { text: model.entry.text, version: String(model.entry.version) }
  const title = t('chronology.entry.title')
  return errors === undefined
    ? show('record/views/entry.njk', title, model, shown)
    : showErrors(
        'record/views/entry.njk',
        title,
        model,
        { text: model.entry.text, version: String(model.entry.version), ...shown },
        errors,
      )
}

const entryPage = page({
  method: 'get',
  path: '/entries/:entryId',
  roles: 'signed-in',
  audit: 'record.entry-seen',
  handle: visit => entryAnswer(visit),
})

const entryChange = page({
  method: 'post',
  path: '/entries/:entryId',
  roles: WRITERS,
  audit: 'chronology.entry-changed',
  async handle(visit) {
    const form = readForm(z.object({ text: neededText('chronology.text.needed'), version: version() }), visit.body)
    if (!form.ok) return entryAnswer(visit, visit.body, form.errors)
    const result = await visit.act(work => changeNote(work, { entryId: visit.params.entryId, ...form.fields }))
    switch (result.outcome) {
      case 'changed':
        return redirect(`/children/${result.childId}`)
      case 'changed-since-you-read':
        return conflict(
          visit.t('web.conflict.title'),
          visit.path,
          [{ name: 'text', label: visit.t('chronology.text'), theirs: result.current.text, yours: form.fields.text }],
          { version: String(result.current.version) },
        )
      case 'another-agencys':
        return entryAnswer(visit, visit.body, { text: 'chronology.another-agencys' })
      case 'not-a-note':
      case 'not-found':
        return notFound()
    }
  },
})

const answerSubmit = page({
  method: 'post',
  path: '/entries/:entryId/answer',
  roles: WRITERS,
  audit: 'chronology.entry-answered',
  async handle(visit) {
    const form = readForm(z.object({ answer: neededText('chronology.answer.needed') }), visit.body)
    if (!form.ok) return entryAnswer(visit, visit.body, form.errors)
    const result = await visit.act(work =>
      answerEntry(work, { entryId: visit.params.entryId, text: form.fields.answer }),
    )
    return result.outcome === 'answered' ? redirect(`/children/${result.childId}`) : notFound()
  },
})

export const entryPages: readonly Page[] = [notePage, noteSubmit, entryPage, entryChange, answerSubmit]
