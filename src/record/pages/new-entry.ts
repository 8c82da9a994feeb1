import { openFormOf } from '../../child/actions.ts'
import { z } from 'zod'
import { findChild } from '../../child/store/children.ts'
import { type Answer, notFound, redirect, showForm } from '../../web/answer.ts'
import {
  choice,
  choices,
  dayFields,
  type FieldErrors,
  type FormFields,
  items,
  neededDay,
  neededText,
  optionalChoice,
  readForm,
  text,
} from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { writeNote } from '../actions.ts'
import { WRITING_ROLES } from '../../entry/actions.ts'
import { WRITTEN_LANGUAGES } from '../../lib/written-language.ts'
import { languageChoices } from '../../entry/present.ts'
import { BASES, CONTEXTS, NOTE_KINDS, SEEN } from '../../entry/entry.ts'

const noteForm = z.object({
  kind: choice(NOTE_KINDS, 'entry.kind.needed'),
  basis: choice(BASES, 'entry.basis.needed'),
  audience: choice(['network', 'police'], 'entry.audience.needed'),
  context: optionalChoice(CONTEXTS),
  text: neededText('entry.text.needed'),
  saidBy: text(),
  happenedOn: neededDay('entry.day.needed'),
  mayBeCrime: choices(['yes'], 'entry.may-be-crime'),
  childSeen: optionalChoice(SEEN),
  writtenIn: optionalChoice(WRITTEN_LANGUAGES),
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
    bases: items(t, 'entry.basis', BASES),
    contexts: items(t, 'entry.context', CONTEXTS),
    audiences: items(t, 'entry.audience.outside', ['network', 'police']),
    crime: items(t, 'entry.may-be-crime', ['yes']),
    seen: items(t, 'entry.seen', SEEN),
    languages: languageChoices(visit.language),
  }
  const title = t('entry.new')
  return showForm('record/views/new.njk', title, model, values, errors)
}

const notePage = page({
  method: 'get',
  path: '/children/:childId/entries/new',
  roles: WRITING_ROLES,
  audit: 'record.form-seen',
  handle: visit =>
    noteAnswer(visit, {
      ...dayFields('happenedOn', visit.today),
      kind: 'note',
      audience: 'network',
      writtenIn: visit.language,
    }),
})

const noteSubmit = page({
  method: 'post',
  path: '/children/:childId/entries/new',
  roles: WRITING_ROLES,
  audit: 'entry.added',
  async handle(visit) {
    const form = readForm(noteForm, visit.body)
    if (!form.ok) return noteAnswer(visit, visit.body, form.errors)
    const childId = visit.params.childId
    const result = await visit.act(async work => {
      if ((await findChild(work.tx, childId)) === undefined) return undefined
      return writeNote(work, {
        childId,
        ...form.fields,
        context: form.fields.context ?? null,
        writtenIn: form.fields.writtenIn ?? visit.language,
        mayBeCrime: form.fields.mayBeCrime.length > 0,
      })
    })
    switch (result?.outcome) {
      case 'added':
        return redirect(`/children/${childId}`)
      case 'not-yet-happened':
        return noteAnswer(visit, visit.body, { happenedOn: 'entry.day.future' })
      case 'text-needed':
        return noteAnswer(visit, visit.body, { text: 'entry.text.needed' })
      case 'not-found':
      case undefined:
        return notFound()
    }
  },
})

export const newEntryPages: readonly Page[] = [notePage, noteSubmit]
