import { z } from 'zod'
import { WORKING_ROLES } from '../access/actor.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { openFormOf } from '../child/actions.ts'
import { findChild } from '../child/store/children.ts'
import { formatDay, isCalendarDate } from '../lib/calendar-date.ts'
import { type Answer, formConflict, inList, notFound, redirect, show, showForm } from '../web/answer.ts'
import {
  choice,
  dayFields,
  type FieldErrors,
  type FormFields,
  items,
  neededChoices,
  neededText,
  optionalDay,
  readForm,
  text,
  version,
} from '../web/forms.ts'
import { page, type Page, type Visit } from '../web/page.ts'
import { keyOf, type Translate } from '../web/translation.ts'
import { changeOtherAtRisk, writeOtherAtRisk } from './actions.ts'
import { DONE_FOR_THEM, OTHER_KINDS, type OtherAtRisk, type OtherWords, WORRIES } from './others-at-risk.ts'
import { shownOther } from './present.ts'
import type { OtherFault } from './rules.ts'
import { findOtherAtRisk, listOthersAtRisk } from './store.ts'

const listPage = page({
  method: 'get',
  path: '/children/:childId/others',
  roles: 'signed-in',
  audit: 'others.seen',
  async handle(visit) {
    const { t } = visit
    const model = await visit.act(async ({ tx }) => {
      const child = await findChild(tx, visit.params.childId)
      if (child === undefined) return undefined
      await recordAuditEvent(tx, 'others.seen', { childId: child.id })
      const others = await listOthersAtRisk(tx, child.id)
      const path = `/children/${child.id}/others/new` as const
      return {
        back: { href: `/children/${child.id}`, text: t('record.back') },
        reference: child.reference,
        write: visit.mayOpen(path) ? path : '',
        others: others.filter(each => each.done !== 'by-mistake').map(each => shownOther(each, visit)),
        mistakes: others.filter(each => each.done === 'by-mistake').map(each => shownOther(each, visit)),
      }
    })
    return model === undefined ? notFound() : show('others-at-risk/views/list.njk', t('others.title'), model)
  },
})

const otherForm = z.object({
  kind: choice(OTHER_KINDS, 'others.kind.needed'),
  who: neededText('others.who.needed'),
  worries: neededChoices(WORRIES, 'others.worry.needed'),
  words: neededText('others.words.needed'),
  done: choice(DONE_FOR_THEM, 'others.done.needed'),
  doneWords: text(),
  doneOn: optionalDay('others.done-on.needed'),
})

const newForm = otherForm.extend({
  done: choice(DONE_FOR_THEM, 'others.done.needed').exclude(['by-mistake'], 'others.done.needed'),
})

const FAULTS = {
  'done-words-needed': ['doneWords', 'others.done-words.needed'],
  'day-needed': ['doneOn', 'others.done-on.needed'],
  'day-to-come': ['doneOn', 'others.done-on.to-come'],
} as const satisfies Record<OtherFault, readonly [keyof OtherWords, string]>
const errorsOf = (faults: readonly OtherFault[]): FieldErrors => Object.fromEntries(faults.map(fault => FAULTS[fault]))

// What was not written yet is no mistake.
const choicesOf = (t: Translate, isNew: boolean) => ({
  kinds: items(t, 'others.kind', OTHER_KINDS),
  worries: items(t, 'others.worry', WORRIES),
  doneForThem: items(
    t,
    'others.done',
    DONE_FOR_THEM.filter(each => !(isNew && each === 'by-mistake')),
  ),
})

async function newAnswer(
  visit: Visit<'/children/:childId/others/new'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t } = visit
  const child = await visit.act(work => openFormOf(work, visit.params.childId))
  if (child === undefined) return notFound()
  const back = { href: `/children/${child.id}/others`, text: t('others.title') }
  const model = { ...choicesOf(t, true), reference: child.reference, back }
  return showForm('others-at-risk/views/other.njk', t('others.write'), model, values, errors)
}

const newPage = page({
  method: 'get',
  path: '/children/:childId/others/new',
  roles: WORKING_ROLES,
  audit: 'record.form-seen',
  handle: visit => newAnswer(visit),
})

const newSubmit = page({
  method: 'post',
  path: '/children/:childId/others/new',
  roles: WORKING_ROLES,
  audit: 'others.written',
  async handle(visit) {
    const form = readForm(newForm, visit.body)
    if (!form.ok) return newAnswer(visit, visit.body, form.errors)
    const { childId } = visit.params
    const words = { ...form.fields, doneOn: form.fields.doneOn ?? null }
    const result = await visit.act(work => writeOtherAtRisk(work, { childId, ...words }))
    switch (result.outcome) {
      case 'written':
        return redirect(`/children/${childId}/others`)
      case 'incomplete':
        return newAnswer(visit, visit.body, errorsOf(result.faults))
      case 'not-found':
        return notFound()
    }
  },
})

async function changeAnswer(
  visit: Visit<'/others-at-risk/:otherId'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t } = visit
  const found = await visit.act(async work => {
    const other = await findOtherAtRisk(work.tx, visit.params.otherId)
    const child = other && (await openFormOf(work, other.childId))
    return child && { other, child }
  })
  if (found === undefined) return notFound()
  const { other, child } = found
  const { kind, who, worries, words, done, doneWords } = other
  const kept = { kind, who, worries, words, done, doneWords, ...dayFields('doneOn', other.doneOn) }
  const model = {
    ...choicesOf(t, false),
    reference: child.reference,
    back: { href: `/children/${child.id}/others`, text: t('others.title') },
  }
  const shown = errors === undefined ? { ...kept, version: String(other.version), ...values } : values
  return showForm('others-at-risk/views/other.njk', t('others.change'), model, shown, errors)
}

const changePage = page({
  method: 'get',
  path: '/others-at-risk/:otherId',
  roles: WORKING_ROLES,
  audit: 'record.form-seen',
  handle: visit => changeAnswer(visit),
})

const changeSubmit = page({
  method: 'post',
  path: '/others-at-risk/:otherId',
  roles: WORKING_ROLES,
  audit: 'others.changed',
  async handle(visit) {
    const form = readForm(otherForm.extend({ version: version() }), visit.body)
    if (!form.ok) return changeAnswer(visit, visit.body, form.errors)
    const { version: read, ...fields } = form.fields
    const words = { ...fields, doneOn: fields.doneOn ?? null }
    const result = await visit.act(work => changeOtherAtRisk(work, { id: visit.params.otherId, version: read, words }))
    switch (result.outcome) {
      case 'changed':
        return redirect(`/children/${result.childId}/others`)
      case 'incomplete':
        return changeAnswer(visit, visit.body, errorsOf(result.faults))
      case 'changed-since-you-read':
        return otherConflict(visit, words, result.current)
      case 'not-found':
        return notFound()
    }
  },
})

const LABELS = {
  kind: 'others.kind',
  who: 'others.who',
  worries: 'others.worries',
  words: 'others.words',
  done: 'others.done',
  doneWords: 'others.done-words',
  doneOn: 'others.done-on',
} as const satisfies Record<keyof OtherWords, string>

// What reads otherwise now is settled by the person who saves: a text is written, an answer is one of the two.
function otherConflict(visit: Visit, mine: OtherWords, theirs: OtherAtRisk): Answer {
  const { t, language } = visit
  return formConflict(visit, {
    theirs,
    yours: mine,
    labelOf: field => t(LABELS[field]),
    inWords(field, value) {
      if (field === 'kind' || field === 'done') return t(keyOf(`others.${field}.${value}`))
      if (field === 'worries') return inList(value, worry => t(keyOf(`others.worry.${worry}`)))
      if (field !== 'doneOn') return undefined
      return isCalendarDate(value) ? formatDay(value, language) : ''
    },
    hidden: { version: String(theirs.version) },
    savedAt: `/children/${theirs.childId}/others`,
  })
}

export const othersAtRiskPages: readonly Page[] = [listPage, newPage, newSubmit, changePage, changeSubmit]
