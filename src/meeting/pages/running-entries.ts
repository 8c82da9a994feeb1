import { z } from 'zod'
import { WORKING_ROLES } from '../../access/actor.ts'
import { WORDS_MADE } from '../../entry/entry.ts'
import { findEntry } from '../../entry/store.ts'
import { type Answer, conflict, notFound, redirect, showForm } from '../../web/answer.ts'
import {
  choice,
  type FieldErrors,
  type FormFields,
  items,
  neededText,
  optionalChoice,
  readForm,
  version,
} from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { changeEntry, writeEntry } from '../actions/holding.ts'
import { saidForm } from '../forms.ts'
import { WRITTEN_FOR } from '../meeting.ts'
import { runsMeeting } from '../rules.ts'
import { answerWithClosedWords, openMeeting } from './opening.ts'
import { runAnswer } from './running.ts'

const entryForm = saidForm.extend({ audience: choice(WRITTEN_FOR, 'entry.audience.needed') })

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
        stage: 'closed-session',
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

async function changeAnswer(
  visit: Visit<'/meeting-entries/:entryId'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t } = visit
  return answerWithClosedWords(
    visit,
    async work => {
      const entry = await findEntry(work.tx, visit.params.entryId)
      if (entry?.kind !== 'meeting-entry' || entry.meetingId === null || entry.audience === 'family') return undefined
      const opened = await openMeeting(work, entry.meetingId, visit)
      return opened === undefined || 'goTo' in opened ? opened : { ...opened, entry }
    },
    ({ actor }, { meeting, frame, entry }) => {
      const may = runsMeeting(actor.userId, meeting) || entry.agencyId === actor.agencyId
      const read = { text: entry.text, audience: entry.audience, version: String(entry.version) }
      return Promise.resolve(may ? { ...frame, audiences: items(t, 'entry.audience', WRITTEN_FOR), read } : undefined)
    },
    model =>
      showForm('meeting/views/entry.njk', t('meeting.entry.change'), model, { ...model.read, ...values }, errors),
  )
}

const changePage = page({
  method: 'get',
  path: '/meeting-entries/:entryId',
  roles: WORKING_ROLES,
  audit: 'meeting.record-seen',
  handle: visit => changeAnswer(visit),
})

const changeForm = z.object({
  text: neededText('meeting.entry.needed'),
  version: version(),
  audience: optionalChoice(WRITTEN_FOR),
  wordsMade: optionalChoice(WORDS_MADE).catch(undefined),
})

const changeSubmit = page({
  method: 'post',
  path: '/meeting-entries/:entryId',
  roles: WORKING_ROLES,
  audit: 'meeting.entry-changed',
  async handle(visit) {
    const form = readForm(changeForm, visit.body)
    if (!form.ok) return changeAnswer(visit, visit.body, form.errors)
    const { audience, ...words } = form.fields
    const result = await visit.act(work => changeEntry(work, { entryId: visit.params.entryId, ...words, audience }))
    switch (result.outcome) {
      case 'changed':
        // A meeting that no longer runs leads to its record from there.
        return redirect(`/meetings/${result.meetingId}/run`)
      case 'changed-since-you-read':
        return conflict(
          visit.t('web.conflict.title'),
          visit.path,
          [{ name: 'text', label: visit.t('meeting.entry'), theirs: result.text, yours: form.fields.text }],
          { version: String(result.version), audience: audience ?? '', wordsMade: form.fields.wordsMade ?? '' },
        )
      case 'not-now':
        return changeAnswer(visit, visit.body, { text: `meeting.not-now.${result.state}` })
      case 'not-found':
        return notFound()
    }
  },
})

export const runningEntryPages: readonly Page[] = [entrySubmit, changePage, changeSubmit]
