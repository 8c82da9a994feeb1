import { recordAuditEvent } from '../../audit/store.ts'
import { openFormOf } from '../../child/actions.ts'
import { z } from 'zod'
import { namesOf } from '../../board/store/staff.ts'
import { findChild } from '../../child/store/children.ts'
import { formatDay } from '../../lib/calendar-date.ts'
import { type Answer, conflict, notFound, redirect, showForm } from '../../web/answer.ts'
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
  version,
} from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { writeNote } from '../actions.ts'
import { changeNote, WRITING_ROLES } from '../../entry/actions.ts'
import { answerLine } from '../../chronology/actions.ts'
import { BASES, CONTEXTS, NOTE_KINDS, SEEN } from '../../entry/entry.ts'
import { isNote } from '../../entry/rules.ts'
import { findSeen, listAnswers } from '../../entry/store.ts'
import { findLine } from '../../chronology/store.ts'
import { isPoliceDiscussionOwed, recordPoliceDiscussion } from '../../police/actions.ts'
import { policeForm } from '../../police/forms.ts'
import { CONSIDERED } from '../../police/police.ts'
import { WORKING_ROLES } from '../../access/actor.ts'

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
  }
  const title = t('entry.new')
  return showForm('record/views/new.njk', title, model, values, errors)
}

const notePage = page({
  method: 'get',
  path: '/children/:childId/entries/new',
  roles: WRITING_ROLES,
  audit: 'record.form-seen',
  handle: visit => noteAnswer(visit, { ...dayFields('happenedOn', visit.today), kind: 'note', audience: 'network' }),
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

async function entryAnswer(
  visit: Visit<'/entries/:entryId'>,
  values?: FormFields,
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const model = await visit.act(async work => {
    const { tx, actor } = work
    const entry = await findLine(tx, visit.params.entryId)
    if (entry === undefined) return undefined
    await recordAuditEvent(tx, 'record.entry-seen', { childId: entry.childId, subjectId: entry.id })
    const [answers, seen] = await Promise.all([listAnswers(tx, entry.id), findSeen(tx, entry.id)])
    const names = await namesOf(tx, [entry.authorId, ...answers.map(answer => answer.authorId)])
    return {
      entry,
      back: { href: `/children/${entry.childId}`, text: t('record.back') },
      kind: t(`chronology.filter.${entry.kind}`),
      day: formatDay(entry.happenedOn, language),
      author: names.get(entry.authorId)?.name ?? '',
      basis: entry.basis === null ? '' : t(`entry.basis.${entry.basis}`),
      seen: seen === undefined ? '' : t(`entry.seen.${seen}`),
      isQuotation: entry.basis === 'childs-own-words' || entry.basis === 'family-words',
      policeOwed: await isPoliceDiscussionOwed(work, entry.id),
      considered: items(t, 'police.considered', CONSIDERED),
      mayChange: isNote(entry) && entry.agencyId === actor.agencyId,
      answers: answers.map(answer => ({
        text: answer.text,
        who: names.get(answer.authorId)?.name ?? '',
        day: formatDay(answer.happenedOn, language),
      })),
    }
  })
  if (model === undefined) return notFound()
  const shown = { text: model.entry.text, version: String(model.entry.version), ...values }
  return showForm('record/views/entry.njk', visit.t('entry.title'), model, shown, errors)
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
  roles: WRITING_ROLES,
  audit: 'entry.changed',
  async handle(visit) {
    const form = readForm(z.object({ text: neededText('entry.text.needed'), version: version() }), visit.body)
    if (!form.ok) return entryAnswer(visit, visit.body, form.errors)
    const result = await visit.act(work => changeNote(work, { entryId: visit.params.entryId, ...form.fields }))
    switch (result.outcome) {
      case 'changed':
        return redirect(`/children/${result.childId}`)
      case 'changed-since-you-read':
        return conflict(
          visit.t('web.conflict.title'),
          visit.path,
          [{ name: 'text', label: visit.t('entry.text'), theirs: result.current.text, yours: form.fields.text }],
          { version: String(result.current.version) },
        )
      case 'another-agencys':
        return entryAnswer(visit, visit.body, { text: 'entry.another-agencys' })
      case 'not-a-note':
      case 'not-found':
        return notFound()
    }
  },
})

const answerSubmit = page({
  method: 'post',
  path: '/entries/:entryId/answer',
  roles: WRITING_ROLES,
  audit: 'entry.answered',
  async handle(visit) {
    const form = readForm(z.object({ answer: neededText('entry.answer.needed') }), visit.body)
    if (!form.ok) return entryAnswer(visit, visit.body, form.errors)
    const result = await visit.act(work => answerLine(work, { lineId: visit.params.entryId, text: form.fields.answer }))
    return result.outcome === 'answered' ? redirect(`/children/${result.childId}`) : notFound()
  },
})

const policeSubmit = page({
  method: 'post',
  path: '/entries/:entryId/police',
  roles: WORKING_ROLES,
  audit: 'police.discussion-recorded',
  async handle(visit) {
    const form = readForm(policeForm, visit.body)
    if (!form.ok) return entryAnswer(visit, visit.body, form.errors)
    const { considered, withWhom, policeWords } = form.fields
    const result = await visit.act(async work => {
      const entry = await findLine(work.tx, visit.params.entryId)
      if (entry === undefined) return undefined
      const { id, childId, audience, meetingId } = entry
      return recordPoliceDiscussion(work, {
        subjectId: id,
        childId,
        considered,
        withWhom,
        words: policeWords,
        audience: audience === 'family' ? 'network' : audience,
        meetingId,
      })
    })
    if (result === undefined || result.outcome === 'not-found') return notFound()
    return redirect(`/entries/${visit.params.entryId}`)
  },
})

export const entryPages: readonly Page[] = [notePage, noteSubmit, entryPage, entryChange, answerSubmit, policeSubmit]
