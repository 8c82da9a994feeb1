import { z } from 'zod'
import { WORKING_ROLES } from '../../access/actor.ts'
import type { Work } from '../../access/work.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { findLine } from '../../chronology/store.ts'
import { changeNote, WRITING_ROLES } from '../../entry/actions.ts'
import { languageChoices } from '../../entry/present.ts'
import { isNote } from '../../entry/rules.ts'
import { foreignTo, WRITTEN_LANGUAGES } from '../../lib/written-language.ts'
import { isPoliceDiscussionOwed, recordPoliceDiscussion } from '../../police/actions.ts'
import { policeForm } from '../../police/forms.ts'
import { CONSIDERED } from '../../police/police.ts'
import { type Answer, conflict, notFound, redirect, showForm } from '../../web/answer.ts'
import {
  type FieldErrors,
  type FormFields,
  items,
  neededText,
  optionalChoice,
  readForm,
  version,
} from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'

// The entry that a form is about, with the trace that it was shown.
async function openEntry({ tx }: Work, entryId: string) {
  const entry = await findLine(tx, entryId)
  if (entry !== undefined)
    await recordAuditEvent(tx, 'record.entry-seen', { childId: entry.childId, subjectId: entry.id })
  return entry
}

const backTo = (visit: Visit, entryId: string) => ({ href: `/entries/${entryId}`, text: visit.t('entry.title') })

async function changeAnswer(
  visit: Visit<'/entries/:entryId/change'>,
  values?: FormFields,
  errors?: FieldErrors,
): Promise<Answer> {
  const entry = await visit.act(work => openEntry(work, visit.params.entryId))
  if (entry === undefined || !isNote(entry) || entry.agencyId !== visit.actor.agencyId) return notFound()
  const shown = { text: entry.text, version: String(entry.version), writtenIn: entry.writtenIn, ...values }
  const model = { back: backTo(visit, entry.id), languages: languageChoices(visit.language) }
  return showForm('record/views/entry-change.njk', visit.t('entry.change'), model, shown, errors)
}

const changePage = page({
  method: 'get',
  path: '/entries/:entryId/change',
  roles: WRITING_ROLES,
  audit: 'record.entry-seen',
  handle: visit => changeAnswer(visit),
})

const changeSubmit = page({
  method: 'post',
  path: '/entries/:entryId/change',
  roles: WRITING_ROLES,
  audit: 'entry.changed',
  async handle(visit) {
    const form = readForm(
      z.object({
        text: neededText('entry.text.needed'),
        writtenIn: optionalChoice(WRITTEN_LANGUAGES),
        version: version(),
      }),
      visit.body,
    )
    if (!form.ok) return changeAnswer(visit, visit.body, form.errors)
    const result = await visit.act(work => changeNote(work, { entryId: visit.params.entryId, ...form.fields }))
    switch (result.outcome) {
      case 'changed':
        return redirect(`/entries/${visit.params.entryId}`)
      case 'changed-since-you-read':
        return conflict(
          visit.t('web.conflict.title'),
          visit.path,
          [{ name: 'text', label: visit.t('entry.text'), theirs: result.current.text, yours: form.fields.text }],
          { version: String(result.current.version), writtenIn: form.fields.writtenIn ?? '' },
        )
      case 'another-agencys':
        return changeAnswer(visit, visit.body, { text: 'entry.another-agencys' })
      case 'not-a-note':
      case 'not-found':
        return notFound()
    }
  },
})

async function policeAnswer(
  visit: Visit<'/entries/:entryId/police'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const found = await visit.act(async work => {
    const entry = await openEntry(work, visit.params.entryId)
    return entry && { entry, isOwed: await isPoliceDiscussionOwed(work, entry.id) }
  })
  if (found === undefined) return notFound()
  if (!found.isOwed) return redirect(`/entries/${found.entry.id}`)
  const model = {
    back: backTo(visit, found.entry.id),
    entry: found.entry,
    foreign: foreignTo(visit.language, found.entry.writtenIn),
    considered: items(visit.t, 'police.considered', CONSIDERED),
  }
  return showForm('police/views/discussion.njk', visit.t('police.owed'), model, values, errors)
}

const policePage = page({
  method: 'get',
  path: '/entries/:entryId/police',
  roles: WORKING_ROLES,
  audit: 'record.entry-seen',
  handle: visit => policeAnswer(visit),
})

const policeSubmit = page({
  method: 'post',
  path: '/entries/:entryId/police',
  roles: WORKING_ROLES,
  audit: 'police.discussion-recorded',
  async handle(visit) {
    const form = readForm(policeForm, visit.body)
    if (!form.ok) return policeAnswer(visit, visit.body, form.errors)
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
    // Where somebody was quicker, the entry says so by asking no more.
    return redirect(`/entries/${visit.params.entryId}`)
  },
})

/** What is done with an entry that stands: its words changed by its own agency, and the discussion with the police kept. */
export const entryChangePages: readonly Page[] = [changePage, changeSubmit, policePage, policeSubmit]
