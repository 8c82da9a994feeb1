import { z } from 'zod'
import { BASES, STAGES } from '../../entry/entry.ts'
import { WRITTEN_LANGUAGES } from '../../lib/written-language.ts'
import { conflict, notFound, redirect } from '../../web/answer.ts'
import { choice, neededText, optionalChoice, readForm, text, version } from '../../web/forms.ts'
import { page, type Page } from '../../web/page.ts'
import { changeEntry, writeEntry } from '../actions/holding.ts'
import { RECORD_CONTEXTS } from '../meeting.ts'
import { WORKING_ROLES } from '../../access/actor.ts'
import { WRITTEN_FOR } from '../meeting.ts'
import { runAnswer } from './running.ts'

const entryForm = z.object({
  text: neededText('meeting.entry.needed'),
  saidBy: text(),
  context: optionalChoice(['individual', ...RECORD_CONTEXTS]),
  basis: choice(BASES, 'entry.basis.needed'),
  audience: choice(WRITTEN_FOR, 'entry.audience.needed'),
  stage: choice(STAGES, 'meeting.stage.needed'),
  writtenIn: optionalChoice(WRITTEN_LANGUAGES),
})

const entrySubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/run/entries',
  roles: WORKING_ROLES,
  audit: 'meeting.entry-added',
  async handle(visit) {
    const form = readForm(entryForm, visit.body)
    if (!form.ok) return runAnswer(visit, visit.body, form.errors)
    const result = await visit.act(work =>
      writeEntry(work, {
        ...form.fields,
        meetingId: visit.params.meetingId,
        context: form.fields.context ?? null,
        writtenIn: form.fields.writtenIn ?? visit.language,
      }),
    )
    switch (result.outcome) {
      case 'written':
        return redirect(`/meetings/${visit.params.meetingId}/run#text`)
      case 'text-needed':
        return runAnswer(visit, visit.body, { text: 'meeting.entry.needed' })
      case 'speaker-needed':
        return runAnswer(visit, visit.body, { saidBy: 'meeting.entry.said-by.needed' })
      case 'not-now':
        return runAnswer(visit, visit.body, { text: `meeting.not-now.${result.state}` })
      case 'not-found':
        return notFound()
    }
  },
})

const entryChange = page({
  method: 'post',
  path: '/meeting-entries/:entryId',
  roles: WORKING_ROLES,
  audit: 'meeting.entry-changed',
  async handle(visit) {
    const form = readForm(
      z.object({
        text: neededText('meeting.entry.needed'),
        version: version(),
        audience: optionalChoice(WRITTEN_FOR),
        onwards: text(),
      }),
      visit.body,
    )
    if (!form.ok) return notFound()
    const result = await visit.act(work =>
      changeEntry(work, {
        entryId: visit.params.entryId,
        version: form.fields.version,
        text: form.fields.text,
        audience: form.fields.audience,
      }),
    )
    switch (result.outcome) {
      case 'changed':
        return redirect(`/meetings/${result.meetingId}/${form.fields.onwards === 'record' ? 'record' : 'run'}`)
      case 'changed-since-you-read':
        return conflict(
          visit.t('web.conflict.title'),
          visit.path,
          [{ name: 'text', label: visit.t('meeting.entry'), theirs: result.text, yours: form.fields.text }],
          {
            version: String(result.version),
            onwards: form.fields.onwards,
          },
        )
      case 'not-now':
      case 'not-found':
        return notFound()
    }
  },
})

export const runningEntryPages: readonly Page[] = [entrySubmit, entryChange]
