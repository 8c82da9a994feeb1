import { z } from 'zod'
import { recordAuditEvent } from '../audit/store.ts'
import { namesOf, principalsOf } from '../board/store/staff.ts'
import { findChild } from '../child/store/children.ts'
import { formatDay, formatShortDay } from '../lib/calendar-date.ts'
import { type Answer, notFound, redirect, showForm } from '../web/answer.ts'
import { type FieldErrors, type FormFields, neededDay, neededText, readForm } from '../web/forms.ts'
import { page, type Page, type Visit } from '../web/page.ts'
import { explainLateness, replanClock } from './actions.ts'
import { dueWords, sourceWords } from './present.ts'
import { standingOf } from './rules.ts'
import { findClock } from './store/clocks.ts'
import { listLateReasons, listReplans } from './store/lateness.ts'

const REPLANNERS = ['manager', 'chair', 'exploitation-lead'] as const

async function clockAnswer(
  visit: Visit<'/clocks/:clockId'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const model = await visit.act(async ({ tx, actor }) => {
    const clock = await findClock(tx, visit.params.clockId)
    if (clock === undefined) return undefined
    await recordAuditEvent(tx, 'clock.seen', {
      ...(clock.childId !== null && { childId: clock.childId }),
      subjectId: clock.id,
    })
    const replans = await listReplans(tx, clock.id)
    const reasons = await listLateReasons(tx, clock.id)
    const names = await namesOf(
      tx,
      [...replans, ...reasons].map(each => each.by),
    )
    const holder = (await principalsOf(tx, [clock.holderId])).get(clock.holderId)
    const standing = standingOf(clock, visit.now)
    const child = clock.childId === null ? undefined : await findChild(tx, clock.childId)
    return {
      reference: child?.reference,
      back: { href: clock.page, text: t('clock.back') },
      what: t(`clock.rule.${clock.rule}`),
      due: dueWords(clock, language),
      began: formatDay(clock.startedOn, language),
      limit: t(`clock.limit.${clock.limitUnit}`, { count: clock.limitValue }),
      source: sourceWords(clock.limitSource, t),
      holder: holder?.name[language] ?? '',
      state: t(`clock.standing.${standing.state}`),
      late: standing.daysLate > 0 ? t('clock.late-by', { count: standing.daysLate }) : '',
      limitDue:
        clock.limitUnit !== 'agreed' && clock.firstDueOn < clock.limitDueOn
          ? formatDay(clock.limitDueOn, language)
          : '',
      firstDue: clock.firstDueOn === clock.dueOn ? '' : formatDay(clock.firstDueOn, language),
      replans: replans.map(each => ({
        ...each,
        from: formatShortDay(each.fromDueOn, language),
        to: formatShortDay(each.toDueOn, language),
        by: names.get(each.by)?.name,
      })),
      reasons: reasons.map(each => ({ ...each, by: names.get(each.by)?.name })),
      // Whoever reads only the referral of a child waits for it: re-planned and explained it is by those around the child.
      running: child !== undefined && clock.metAt === null && clock.stoppedAt === null,
      mayReplan: REPLANNERS.some(role => actor.roles.includes(role)),
      explain: child !== undefined && standing.daysLate > 0,
      clockId: clock.id,
    }
  })
  if (model === undefined) return notFound()
  const title = t('clock.title')
  return showForm('clock/views/clock.njk', title, model, values, errors)
}

const clockPage = page({
  method: 'get',
  path: '/clocks/:clockId',
  roles: 'signed-in',
  audit: 'clock.seen',
  handle: visit => clockAnswer(visit),
})

const replanForm = z.object({
  toDueOn: neededDay('clock.replan.day.needed'),
  reason: neededText('clock.replan.reason.needed'),
})

async function replanAnswer(
  visit: Visit<'/clocks/:clockId/replan'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const found = await visit.act(async ({ tx }) => {
    const clock = await findClock(tx, visit.params.clockId)
    const child = clock?.childId == null ? undefined : await findChild(tx, clock.childId)
    if (clock === undefined || child === undefined) return undefined
    await recordAuditEvent(tx, 'clock.seen', { childId: child.id, subjectId: clock.id })
    return { clock, child }
  })
  if (found === undefined) return notFound()
  const { clock, child } = found
  const page = `/clocks/${clock.id}`
  if (clock.metAt !== null || clock.stoppedAt !== null) return redirect(page)
  const model = {
    what: t(`clock.rule.${clock.rule}`),
    reference: child.reference,
    due: dueWords(clock, language),
    back: { href: page, text: t('clock.title') },
  }
  return showForm('clock/views/replan.njk', t('clock.replan.title'), model, values, errors)
}

const replanPage = page({
  method: 'get',
  path: '/clocks/:clockId/replan',
  roles: REPLANNERS,
  audit: 'clock.seen',
  handle: visit => replanAnswer(visit),
})

const replanSubmit = page({
  method: 'post',
  path: '/clocks/:clockId/replan',
  roles: REPLANNERS,
  audit: 'clock.replanned',
  async handle(visit) {
    const form = readForm(replanForm, visit.body)
    if (!form.ok) return replanAnswer(visit, visit.body, form.errors)
    const result = await visit.act(deed => replanClock(deed, { clockId: visit.params.clockId, ...form.fields }))
    switch (result.outcome) {
      case 'replanned':
        return redirect(`/clocks/${visit.params.clockId}`)
      case 'reason-needed':
        return replanAnswer(visit, visit.body, { reason: 'clock.replan.reason.needed' })
      case 'in-the-past':
        return replanAnswer(visit, visit.body, { toDueOn: 'clock.replan.day.past' })
      case 'not-a-working-day':
        return replanAnswer(visit, visit.body, { toDueOn: 'clock.replan.day.not-working' })
      case 'not-running':
        return replanAnswer(visit, visit.body, { toDueOn: 'clock.replan.not-running' })
      case 'not-found':
        return notFound()
    }
  },
})

const explainSubmit = page({
  method: 'post',
  path: '/clocks/:clockId/explanation',
  roles: ['practitioner', 'manager', 'chair', 'exploitation-lead'],
  audit: 'clock.lateness-explained',
  async handle(visit) {
    const form = readForm(z.object({ explanation: neededText('clock.explain.needed') }), visit.body)
    if (!form.ok) return clockAnswer(visit, visit.body, form.errors)
    const result = await visit.act(deed =>
      explainLateness(deed, { clockId: visit.params.clockId, reason: form.fields.explanation }),
    )
    return result.outcome === 'explained' ? redirect(`/clocks/${visit.params.clockId}`) : notFound()
  },
})

export const clockPages: readonly Page[] = [clockPage, replanPage, replanSubmit, explainSubmit]
