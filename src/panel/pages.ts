import { openFormOf } from '../child/actions.ts'
import { z } from 'zod'
import { judgedWords } from '../pathway/present.ts'
import { findJudgement } from '../assessment/store.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { namesOf } from '../board/store/staff.ts'
import { calledBy } from '../child/rules.ts'
import { findChild, listChildren } from '../child/store/children.ts'
import { languageChoices } from '../entry/present.ts'
import { calendarDateAt, formatDay, formatShortDay } from '../lib/calendar-date.ts'
import { foreignTo, WRITTEN_LANGUAGES } from '../lib/written-language.ts'
import { type Answer, notFound, redirect, showForm } from '../web/answer.ts'
import {
  choice,
  type FieldErrors,
  type FormFields,
  items,
  neededDay,
  neededText,
  optionalChoice,
  readForm,
  text,
} from '../web/forms.ts'
import { page, type Page, type Visit } from '../web/page.ts'
import { decideEscalation, escalate, planSitting } from './actions.ts'
import { ESCALATION_AUDIENCES, PANEL_DECISIONS } from './panel.ts'
import { findEscalation, listEscalationsOfChild, listOpenEscalations, listSittings } from './store.ts'

const PANEL_READERS = ['panel-member', 'exploitation-lead', 'chair'] as const

async function listAnswer(visit: Visit<'/panel'>, values: FormFields = {}, errors?: FieldErrors): Promise<Answer> {
  const { t, language } = visit
  const model = await visit.act(async ({ tx, actor }) => {
    const open = await listOpenEscalations(tx)
    await recordAuditEvent(tx, 'panel.list-seen', { details: { items: open.length } })
    const children = new Map(
      (
        await listChildren(
          tx,
          open.map(each => each.childId),
        )
      ).map(child => [child.id, child]),
    )
    return {
      items: open.map(each => {
        const child = children.get(each.childId)
        return {
          href: `/panel/items/${each.id}`,
          name:
            child === undefined ? '' : visit.publicView ? child.reference : `${child.givenName} ${child.familyName}`,
          when: [
            ...(each.dueOn === null ? [] : [t('panel.for', { day: formatShortDay(each.dueOn, language) })]),
            t('panel.since', { day: formatShortDay(calendarDateAt(each.escalatedAt), language) }),
          ].join(' · '),
          urgent: each.urgentReason !== '',
          // What people wrote names people: it is not on a list that shows references.
          reasons: visit.publicView ? '' : each.reasons,
          foreign: foreignTo(language, each.writtenIn),
          asked: visit.publicView ? '' : each.askedOfPanel,
        }
      }),
      sittings: (await listSittings(tx, visit.today)).map(sitting => formatDay(sitting.sitsOn, language)),
      mayPlan: actor.roles.includes('exploitation-lead'),
    }
  })
  const title = t('panel.title')
  return showForm('panel/views/list.njk', title, model, values, errors)
}

const listPage = page({
  method: 'get',
  path: '/panel',
  roles: PANEL_READERS,
  audit: 'panel.list-seen',
  handle: visit => listAnswer(visit),
})

const sittingSubmit = page({
  method: 'post',
  path: '/panel/sittings',
  roles: ['exploitation-lead'],
  audit: 'panel.sitting-planned',
  async handle(visit) {
    const form = readForm(z.object({ sitsOn: neededDay('panel.sitting.needed') }), visit.body)
    if (!form.ok) return listAnswer(visit, visit.body, form.errors)
    const result = await visit.act(work => planSitting(work, form.fields.sitsOn))
    switch (result.outcome) {
      case 'planned':
        return redirect('/panel')
      case 'no-panel':
        return listAnswer(visit, visit.body, { sitsOn: 'panel.no-panel' })
      case 'in-the-past':
        return listAnswer(visit, visit.body, { sitsOn: 'panel.sitting.passed' })
      case 'not-found':
        return notFound()
    }
  },
})

async function escalateAnswer(
  visit: Visit<'/children/:childId/panel'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const model = await visit.act(async work => {
    const { tx } = work
    const child = await openFormOf(work, visit.params.childId)
    return (
      child && {
        reference: child.reference,
        back: { href: `/children/${child.id}`, text: t('record.back') },
        audiences: items(t, 'panel.audience', ESCALATION_AUDIENCES),
        languages: languageChoices(language),
        earlier: (await listEscalationsOfChild(tx, child.id)).map(each => ({
          href: `/panel/items/${each.id}`,
          day: formatDay(calendarDateAt(each.escalatedAt), language),
          decision: each.decision === null ? t('panel.open') : t(`panel.decision.${each.decision}`),
        })),
      }
    )
  })
  if (model === undefined) return notFound()
  const title = t('panel.escalate.title')
  return showForm('panel/views/escalate.njk', title, model, values, errors)
}

const escalatePage = page({
  method: 'get',
  path: '/children/:childId/panel',
  roles: ['practitioner', 'manager', 'chair', 'exploitation-lead'],
  audit: 'record.form-seen',
  handle: visit => escalateAnswer(visit, { audience: 'network', writtenIn: visit.language }),
})

const escalateSubmit = page({
  method: 'post',
  path: '/children/:childId/panel',
  roles: ['practitioner', 'manager', 'chair', 'exploitation-lead'],
  audit: 'panel.escalated',
  async handle(visit) {
    const form = readForm(
      z.object({
        reasons: neededText('panel.reasons.needed'),
        askedOfPanel: text(),
        urgentReason: text(),
        audience: choice(ESCALATION_AUDIENCES, 'entry.audience.needed'),
        writtenIn: optionalChoice(WRITTEN_LANGUAGES),
      }),
      visit.body,
    )
    if (!form.ok) return escalateAnswer(visit, visit.body, form.errors)
    const result = await visit.act(work => escalate(work, { childId: visit.params.childId, ...form.fields }))
    switch (result.outcome) {
      case 'escalated':
        return redirect(`/children/${visit.params.childId}`)
      case 'reasons-needed':
        return escalateAnswer(visit, visit.body, { reasons: 'panel.reasons.needed' })
      case 'no-closed-session':
        return escalateAnswer(visit, visit.body, { audience: 'panel.audience.no-closed-session' })
      case 'no-panel':
        return escalateAnswer(visit, visit.body, { reasons: 'panel.no-panel' })
      case 'restricted':
        return escalateAnswer(visit, visit.body, { reasons: 'panel.restricted' })
      case 'may-not-let-in':
        return escalateAnswer(visit, visit.body, { reasons: 'child.network.may-not-let-in' })
      case 'not-on-the-pathway':
        return escalateAnswer(visit, visit.body, { reasons: 'meeting.request.not-on-the-pathway' })
      case 'not-found':
        return notFound()
    }
  },
})

async function itemAnswer(
  visit: Visit<'/panel/items/:escalationId'>,
  values: FormFields = { writtenIn: visit.language },
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const model = await visit.act(async ({ tx, actor }) => {
    const escalation = await findEscalation(tx, visit.params.escalationId)
    const child = escalation && (await findChild(tx, escalation.childId))
    if (escalation === undefined || child === undefined) return undefined
    await recordAuditEvent(tx, 'panel.item-seen', { childId: child.id, subjectId: escalation.id })
    return {
      escalation,
      foreign: foreignTo(language, escalation.writtenIn),
      decisionForeign: foreignTo(language, escalation.decisionWrittenIn),
      languages: languageChoices(language),
      reference: child.reference,
      name: visit.publicView ? '' : `${calledBy(child)} ${child.familyName}`,
      childId: child.id,
      by: (await namesOf(tx, [escalation.escalatedBy])).get(escalation.escalatedBy)?.name ?? '',
      day: formatDay(calendarDateAt(escalation.escalatedAt), language),
      decision: escalation.decision === null ? '' : t(`panel.decision.${escalation.decision}`),
      decisions: items(t, 'panel.decision', PANEL_DECISIONS),
      judgement: judgedWords(await findJudgement(tx, child.id), language, t),
      mayDecide: actor.roles.includes('panel-member') && escalation.decidedAt === null,
      back: { href: '/panel', text: t('panel.title') },
    }
  })
  if (model === undefined) return notFound()
  const title = t('panel.item.title', { reference: model.reference })
  return showForm('panel/views/item.njk', title, model, values, errors)
}

const itemPage = page({
  method: 'get',
  path: '/panel/items/:escalationId',
  roles: 'signed-in',
  audit: 'panel.item-seen',
  handle: visit => itemAnswer(visit),
})

const itemSubmit = page({
  method: 'post',
  path: '/panel/items/:escalationId',
  roles: ['panel-member'],
  audit: 'panel.decided',
  async handle(visit) {
    const form = readForm(
      z.object({
        decision: choice(PANEL_DECISIONS, 'panel.decision.needed'),
        decisionReasons: neededText('panel.decision.reasons.needed'),
        writtenIn: optionalChoice(WRITTEN_LANGUAGES),
      }),
      visit.body,
    )
    if (!form.ok) return itemAnswer(visit, visit.body, form.errors)
    const result = await visit.act(work =>
      decideEscalation(work, {
        escalationId: visit.params.escalationId,
        decision: form.fields.decision,
        reasons: form.fields.decisionReasons,
        writtenIn: form.fields.writtenIn,
      }),
    )
    switch (result.outcome) {
      case 'decided':
        return redirect('/panel')
      case 'decided-already':
        return redirect('/panel')
      case 'reasons-needed':
        return itemAnswer(visit, visit.body, { decisionReasons: 'panel.decision.reasons.needed' })
      case 'not-found':
        return notFound()
    }
  },
})

export const panelPages: readonly Page[] = [listPage, sittingSubmit, escalatePage, escalateSubmit, itemPage, itemSubmit]
