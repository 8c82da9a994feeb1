import { z } from 'zod'
import { listOpenActionsOfChild } from '../../agreed-action/store.ts'
import { staffChoices } from '../../board/choices.ts'
import { openFormOf } from '../../child/actions.ts'
import { dueOf } from '../../clock/rules.ts'
import { findLimit } from '../../clock/store/clocks.ts'
import { formatDay, formatShortDay } from '../../lib/calendar-date.ts'
import { foreignTo } from '../../lib/written-language.ts'
import type { Pathway } from '../../pathway/pathway.ts'
import { endedWords } from '../../pathway/present.ts'
import { listPathways } from '../../pathway/store.ts'
import { REFERRAL_CLOCKS } from '../../referral/referral.ts'
import { type Answer, notFound, redirect, showForm } from '../../web/answer.ts'
import { choice, type FieldErrors, type FormFields, items, neededText, readForm } from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { pathwayFor, reopenPathway, stepUp } from '../actions.ts'
import { STEPPED_UP_TO } from '../ending.ts'

const WORKERS = ['practitioner', 'manager', 'exploitation-lead', 'chair'] as const
const MANAGERS = ['manager', 'exploitation-lead'] as const

async function changeAnswer(
  visit: Visit<'/children/:childId/pathway'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const model = await visit.act(async work => {
    const child = await openFormOf(work, visit.params.childId)
    const [pathway] = child === undefined ? [] : await listPathways(work.tx, child.id)
    if (child === undefined || pathway === undefined) return undefined
    const ended = pathway.endedOn !== null
    const [asked, actions, staff, limit] = await Promise.all([
      pathwayFor(work, child.id, 'reopen'),
      ended ? listOpenActionsOfChild(work.tx, child.id) : [],
      ended ? staffChoices(work.tx, language, person => person.roles.includes('practitioner')) : [],
      ended ? findLimit(work.tx, REFERRAL_CLOCKS.assessment, work.today) : undefined,
    ])
    return {
      reference: child.reference,
      ended,
      mayReopen: asked.outcome === 'may',
      back: { href: `/children/${child.id}`, text: t('record.back') },
      before: howItEnded(pathway, visit),
      assessmentDue: limit && formatDay(dueOf(limit, work.now, work.holidays).dueOn, language),
      steppedTo: items(t, 'pathway.stepped-to', STEPPED_UP_TO),
      actions: actions.map(action => ({
        value: action.id,
        text: action.what,
        foreign: foreignTo(language, action.writtenIn),
        hint: `${action.who}, ${formatShortDay(action.dueOn, language)}`,
      })),
      staff,
    }
  })
  if (model === undefined) return notFound()
  const title = t(model.ended ? 'pathway.reopen.button' : 'pathway.change.title')
  return showForm('ending/views/change.njk', title, model, values, errors)
}

// How the pathway ended, and what was said then: read before it is opened again. Those words may name people.
function howItEnded(pathway: Pathway, { t, language, publicView }: Visit) {
  const said = ['whatChanged', 'whoKeepsWatch', 'whatWouldBringBack'] as const
  return {
    how: endedWords(pathway, language, t),
    said: publicView
      ? []
      : said
          .filter(part => pathway[part] !== '')
          .map(part => ({ label: t(`pathway.end.${part}`), words: pathway[part] })),
  }
}

const changePage = page({
  method: 'get',
  path: '/children/:childId/pathway',
  roles: WORKERS,
  audit: 'record.form-seen',
  handle: visit => changeAnswer(visit),
})

const stepUpForm = z.object({
  movedTo: choice(STEPPED_UP_TO, 'pathway.stepped-to.needed'),
  reasons: neededText('pathway.move.reasons.needed'),
})

const stepUpSubmit = page({
  method: 'post',
  path: '/children/:childId/pathway/step-up',
  roles: WORKERS,
  audit: 'pathway.stepped-up',
  async handle(visit) {
    const form = readForm(stepUpForm, visit.body)
    if (!form.ok) return changeAnswer(visit, visit.body, form.errors)
    const result = await visit.act(work => stepUp(work, { childId: visit.params.childId, ...form.fields }))
    switch (result.outcome) {
      case 'moved':
        return redirect(`/children/${visit.params.childId}`)
      case 'reason-needed':
        return changeAnswer(visit, visit.body, { reasons: 'pathway.move.reasons.needed' })
      case 'not-up':
        return changeAnswer(visit, visit.body, { movedTo: 'pathway.stepped-to.needed' })
      case 'not-now':
        return changeAnswer(visit, visit.body, { movedTo: `pathway.not-now.${result.state}` })
      case 'not-found':
        return notFound()
    }
  },
})

const reopenSubmit = page({
  method: 'post',
  path: '/children/:childId/pathway/reopen',
  roles: MANAGERS,
  audit: 'pathway.reopened',
  async handle(visit) {
    const { childId } = visit.params
    const form = readForm(
      z.object({ reopenReason: neededText('ending.reopen.reason.needed'), lead: z.uuid('referral.lead.needed') }),
      visit.body,
    )
    if (!form.ok) return changeAnswer(visit, visit.body, form.errors)
    const result = await visit.act(work =>
      reopenPathway(work, {
        childId,
        reason: form.fields.reopenReason,
        leadPractitionerId: form.fields.lead,
        actionIds: [visit.body['actions'] ?? []].flat(),
      }),
    )
    switch (result.outcome) {
      case 'reopened':
        return redirect(`/children/${childId}`)
      case 'reason-needed':
        return changeAnswer(visit, visit.body, { reopenReason: 'ending.reopen.reason.needed' })
      case 'lead-needed':
        return changeAnswer(visit, visit.body, { lead: 'referral.lead.needed' })
      case 'not-now':
        return changeAnswer(visit, visit.body, { reopenReason: `pathway.not-now.${result.state}` })
      case 'not-found':
        return notFound()
    }
  },
})

export const standingPages: readonly Page[] = [changePage, stepUpSubmit, reopenSubmit]
