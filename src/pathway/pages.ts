import { z } from 'zod'
import { openFormOf } from '../child/actions.ts'
import { findChild } from '../child/store/children.ts'
import { type Answer, notFound, redirect, show, showErrors } from '../web/answer.ts'
import { choice, type FieldErrors, type FormFields, items, neededText, readForm, text } from '../web/forms.ts'
import { page, type Page, type Visit } from '../web/page.ts'
import { endPathway, openPathway, stepUpOrDown } from './actions.ts'
import { ENDINGS, STEPPED_TO } from './pathway.ts'
import { findOpenPathway } from './store.ts'

async function changeAnswer(
  visit: Visit<'/children/:childId/pathway'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t } = visit
  const found = await visit.act(async deed => {
    const child = await openFormOf(deed, visit.params.childId)
    return child && { child, open: await findOpenPathway(deed.tx, child.id) }
  })
  if (found === undefined) return notFound()
  const model = {
    reference: found.child.reference,
    open: found.open !== undefined,
    back: { href: `/children/${found.child.id}`, text: t('record.back') },
    directions: items(t, 'pathway.direction', ['up', 'down']),
    steppedTo: items(t, 'pathway.stepped-to', STEPPED_TO),
    endings: items(t, 'pathway.ending', ENDINGS),
  }
  const title = t('pathway.change.title')
  return errors === undefined
    ? show('pathway/views/change.njk', title, model, values)
    : showErrors('pathway/views/change.njk', title, model, values, errors)
}

const changePage = page({
  method: 'get',
  path: '/children/:childId/pathway',
  roles: ['practitioner', 'manager', 'exploitation-lead'],
  audit: 'record.form-seen',
  handle: visit => changeAnswer(visit),
})

const moveForm = z.object({
  direction: choice(['up', 'down'], 'pathway.direction.needed'),
  movedTo: choice(STEPPED_TO, 'pathway.stepped-to.needed'),
  reasons: neededText('pathway.move.reasons.needed'),
})

const moveSubmit = page({
  method: 'post',
  path: '/children/:childId/pathway/move',
  roles: ['practitioner', 'manager', 'exploitation-lead'],
  audit: ['pathway.stepped-up', 'pathway.stepped-down'],
  async handle(visit) {
    const form = readForm(moveForm, visit.body)
    if (!form.ok) return changeAnswer(visit, visit.body, form.errors)
    const result = await visit.act(deed => stepUpOrDown(deed, { childId: visit.params.childId, ...form.fields }))
    switch (result.outcome) {
      case 'moved':
        return redirect(`/children/${visit.params.childId}`)
      case 'reason-needed':
        return changeAnswer(visit, visit.body, { reasons: 'pathway.move.reasons.needed' })
      case 'not-found':
        return notFound()
    }
  },
})

const endForm = z.object({
  ending: choice(ENDINGS, 'pathway.ending.needed'),
  whatChanged: text(),
  whoKeepsWatch: text(),
  whatWouldBringBack: text(),
})

const endSubmit = page({
  method: 'post',
  path: '/children/:childId/pathway/end',
  roles: ['manager', 'exploitation-lead', 'chair'],
  audit: 'pathway.ended',
  async handle(visit) {
    const form = readForm(endForm, visit.body)
    if (!form.ok) return changeAnswer(visit, visit.body, form.errors)
    const result = await visit.act(deed => endPathway(deed, { childId: visit.params.childId, ...form.fields }))
    switch (result.outcome) {
      case 'ended':
        return redirect(`/children/${visit.params.childId}`)
      case 'words-needed':
        return changeAnswer(
          visit,
          visit.body,
          Object.fromEntries(result.missing.map(field => [field, `pathway.end.${field}.needed`])),
        )
      case 'not-found':
        return notFound()
    }
  },
})

const reopenSubmit = page({
  method: 'post',
  path: '/children/:childId/pathway/reopen',
  roles: ['manager', 'exploitation-lead'],
  audit: ['pathway.reopened', 'pathway.opened'],
  async handle(visit) {
    const done = await visit.act(async deed => {
      if (
        (await findChild(deed.tx, visit.params.childId)) === undefined ||
        (await findOpenPathway(deed.tx, visit.params.childId)) !== undefined
      )
        return false
      await openPathway(deed, visit.params.childId)
      return true
    })
    return done ? redirect(`/children/${visit.params.childId}`) : notFound()
  },
})

export const pathwayPages: readonly Page[] = [changePage, moveSubmit, endSubmit, reopenSubmit]
