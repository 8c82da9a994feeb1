import { z } from 'zod'
import { WORKING_ROLES } from '../../access/actor.ts'
import type { Work } from '../../access/work.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { findLine } from '../../chronology/store.ts'
import { changeNote, WRITING_ROLES } from '../../entry/actions.ts'
import { languageChoices } from '../../entry/present.ts'
import { type Entry, SEEN, type Seen } from '../../entry/entry.ts'
import { isNote } from '../../entry/rules.ts'
import { findSeen } from '../../entry/store.ts'
import { formatDay, isCalendarDate } from '../../lib/calendar-date.ts'
import { foreignTo, languageName, WRITTEN_LANGUAGES } from '../../lib/written-language.ts'
import { isPoliceDiscussionOwed, recordPoliceDiscussion } from '../../police/actions.ts'
import { policeForm } from '../../police/forms.ts'
import { CONSIDERED } from '../../police/police.ts'
import { type Answer, formConflict, notFound, redirect, showForm } from '../../web/answer.ts'
import {
  dayFields,
  type FieldErrors,
  type FormFields,
  items,
  neededText,
  optionalChoice,
  optionalDay,
  readForm,
  version,
} from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { keyOf } from '../../web/translation.ts'

// The entry that a form is about, with the trace that it was shown.
async function openEntry({ tx }: Work, entryId: string) {
  const entry = await findLine(tx, entryId)
  if (entry !== undefined)
    await recordAuditEvent(tx, 'record.entry-seen', { childId: entry.childId, subjectId: entry.id })
  return entry
}

const backTo = (visit: Visit, entryId: string) => ({ href: `/entries/${entryId}`, text: visit.t('entry.title') })

// An entry that does not say whether the child was seen.
const NOT_SAID = 'not-said'
const SEEN_ANSWERS = [...SEEN, NOT_SAID] as const
const seenAnswer = (seen: Seen | undefined): (typeof SEEN_ANSWERS)[number] => seen ?? NOT_SAID

async function changeAnswer(
  visit: Visit<'/entries/:entryId/change'>,
  values?: FormFields,
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const found = await visit.act(async work => {
    const entry = await openEntry(work, visit.params.entryId)
    return entry && { entry, seen: await findSeen(work.tx, entry.id) }
  })
  if (found === undefined || !isNote(found.entry) || found.entry.agencyId !== visit.actor.agencyId) return notFound()
  const { entry, seen } = found
  const isAnswer = entry.kind === 'answer'
  const shown = {
    text: entry.text,
    version: String(entry.version),
    writtenIn: entry.writtenIn,
    ...(!isAnswer && { ...dayFields('happenedOn', entry.happenedOn), childSeen: seenAnswer(seen) }),
    ...values,
  }
  const model = {
    back: backTo(visit, entry.id),
    languages: languageChoices(language),
    isAnswer,
    seen: items(t, 'entry.seen', SEEN_ANSWERS),
  }
  return showForm('record/views/entry-change.njk', t('entry.change'), model, shown, errors)
}

const changePage = page({
  method: 'get',
  path: '/entries/:entryId/change',
  roles: WRITING_ROLES,
  audit: 'record.entry-seen',
  handle: visit => changeAnswer(visit),
})

const changeForm = z.object({
  text: neededText('entry.text.needed'),
  writtenIn: optionalChoice(WRITTEN_LANGUAGES),
  happenedOn: optionalDay('entry.day.needed'),
  childSeen: optionalChoice(SEEN_ANSWERS),
  version: version(),
})
type ChangeFields = z.infer<typeof changeForm>

const LABELS = {
  text: 'entry.text',
  writtenIn: 'entry.written-in',
  happenedOn: 'entry.day',
  childSeen: 'entry.seen',
} as const

// What reads otherwise now stands side by side; what is the same goes along. An answer's form asks neither the day nor whether the child was seen.
function changeConflict(visit: Visit, mine: ChangeFields, theirs: Entry, seen: Seen | undefined): Answer {
  const { t, language } = visit
  const { text, writtenIn = '', happenedOn = theirs.happenedOn, childSeen = seenAnswer(seen) } = mine
  const isAnswer = theirs.kind === 'answer'
  return formConflict<keyof typeof LABELS>(visit, {
    theirs: { ...theirs, childSeen: seenAnswer(seen) },
    yours: { text, writtenIn, ...(!isAnswer && { happenedOn, childSeen }) },
    labelOf: field => t(LABELS[field]),
    inWords(field, value) {
      switch (field) {
        case 'text':
          return undefined
        case 'writtenIn':
          return languageName(value, language)
        case 'happenedOn':
          return isCalendarDate(value) ? formatDay(value, language) : ''
        case 'childSeen':
          return t(keyOf(`entry.seen.${value}`))
      }
    },
    hidden: { version: String(theirs.version) },
    savedAt: `/entries/${theirs.id}`,
  })
}

const changeSubmit = page({
  method: 'post',
  path: '/entries/:entryId/change',
  roles: WRITING_ROLES,
  audit: 'entry.changed',
  async handle(visit) {
    const form = readForm(changeForm, visit.body)
    if (!form.ok) return changeAnswer(visit, visit.body, form.errors)
    const { childSeen, happenedOn } = form.fields
    // An answer's form asks for no day; a note's day that was emptied is no day that stays.
    if (happenedOn === undefined && visit.body['happenedOn-day'] !== undefined)
      return changeAnswer(visit, visit.body, { happenedOn: 'entry.day.needed' })
    const result = await visit.act(work =>
      changeNote(work, {
        ...form.fields,
        entryId: visit.params.entryId,
        childSeen: childSeen === NOT_SAID ? '' : childSeen,
      }),
    )
    switch (result.outcome) {
      case 'changed':
        return redirect(`/entries/${visit.params.entryId}`)
      case 'changed-since-you-read':
        return changeConflict(visit, form.fields, result.current, result.seen)
      case 'not-yet-happened':
        return changeAnswer(visit, visit.body, { happenedOn: 'entry.day.future' })
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
