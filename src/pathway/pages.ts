import { openFormOf } from '../child/actions.ts'
import { z } from 'zod'
import { recordAuditEvent } from '../audit/store.ts'
import { namesOf, principalsOf } from '../board/store.ts'
import { findChild } from '../child/store.ts'
import { listUnreviewedOpenings } from '../emergency/store.ts'
import { calendarDateAt, formatDay, formatShortDay, formatTime } from '../lib/calendar-date.ts'
import { shownNotice } from '../notice/present.ts'
import { listUnreadNotices } from '../notice/store.ts'
import { type Answer, notFound, redirect, show, showErrors } from '../web/answer.ts'
import {
  choice,
  type FieldErrors,
  type FormFields,
  items,
  neededDay,
  neededText,
  readForm,
  text,
} from '../web/forms.ts'
import { page, type Page, type Visit } from '../web/page.ts'
import { endPathway, explainLateness, openPathway, replanClock, stepUpOrDown } from './actions.ts'
import { ENDINGS, STEPPED_TO } from './pathway.ts'
import { dueWords, pageOfClock, workGroups } from './present.ts'
import { standingOf } from './rules.ts'
import { findClock, findOpenPathway, listLateReasons, listReplans, listWork } from './store/clocks.ts'

const work = page({
  method: 'get',
  path: '/',
  roles: 'signed-in',
  audit: 'pathway.work-seen',
  async handle(visit) {
    const { t, actor, language } = visit
    const view = visit.query['of'] === 'team' || visit.query['of'] === 'agency' ? visit.query['of'] : 'me'
    const model = await visit.act(async ({ tx }) => {
      const lines =
        view === 'agency'
          ? await listWork(tx, { agencyId: actor.agencyId })
          : await listWork(tx, {
              holderIds:
                view === 'team' ? (actor.teamIds.length === 0 ? [actor.userId] : actor.teamIds) : [actor.userId],
            })
      await recordAuditEvent(tx, 'pathway.work-seen', { details: { view, lines: lines.length } })
      const holders = await principalsOf(
        tx,
        lines.map(line => line.holderId),
      )
      const groups = workGroups(lines, visit.now, visit.today, language, t, visit.publicView)
      const openings = await listUnreviewedOpenings(tx)
      return {
        notices: (await listUnreadNotices(tx)).map(notice => shownNotice(notice, language, t)),
        openings: openings.map(each => ({
          ...each,
          words: t('emergency.told', {
            reference: each.reference,
            who: each.openedBy,
            at: `${formatShortDay(calendarDateAt(each.at), language)}, ${formatTime(each.at)}`,
          }),
        })),
        view,
        count: lines.length,
        groups: (['late', 'today', 'week', 'later'] as const).map(name => ({
          name,
          title: t(`pathway.work.${name}`),
          lines: groups[name].map(line => ({ ...line, holder: holders.get(line.holderId)?.name[language] ?? '' })),
        })),
        sentence: sentence(t, groups.late.length, groups.today.length + groups.week.length),
      }
    })
    return show('pathway/views/work.njk', t('pathway.work.title'), model)
  },
})

function sentence(t: Visit['t'], late: number, soon: number): string {
  if (late === 0 && soon === 0) return t('pathway.work.nothing')
  const parts = [
    soon > 0 ? t('pathway.work.due-count', { count: soon }) : '',
    late > 0 ? t('pathway.work.late-count', { count: late }) : '',
  ]
  return parts.filter(Boolean).join(' ')
}

async function clockAnswer(
  visit: Visit<'/clocks/:clockId'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const model = await visit.act(async ({ tx, actor }) => {
    const clock = await findClock(tx, visit.params.clockId)
    if (clock === undefined) return undefined
    await recordAuditEvent(tx, 'pathway.clock-seen', {
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
      back: { href: pageOfClock(clock), text: t('pathway.clock.back') },
      what: t(`pathway.rule.${clock.rule}`),
      due: dueWords(clock, language),
      began: formatDay(clock.startedOn, language),
      limit: t(`pathway.limit.${clock.limitUnit}`, { count: clock.limitValue }),
      source: clock.limitSource,
      holder: holder?.name[language] ?? '',
      state: t(`pathway.standing.${standing.state}`),
      late: standing.daysLate > 0 ? t('pathway.late-by', { count: standing.daysLate }) : '',
      firstDue: clock.firstDueOn === clock.dueOn ? '' : formatDay(clock.firstDueOn, language),
      replans: replans.map(each => ({
        ...each,
        from: formatShortDay(each.fromDueOn, language),
        to: formatShortDay(each.toDueOn, language),
        by: names.get(each.by)?.name,
      })),
      reasons: reasons.map(each => ({ ...each, by: names.get(each.by)?.name })),
      running: clock.childId !== null && clock.metAt === null && clock.stoppedAt === null,
      mayReplan: actor.roles.some(role => ['manager', 'chair', 'exploitation-lead'].includes(role)),
      explain: clock.childId !== null && standing.daysLate > 0,
      clockId: clock.id,
    }
  })
  if (model === undefined) return notFound()
  const title = t('pathway.clock.title')
  return errors === undefined
    ? show('pathway/views/clock.njk', title, model, values)
    : showErrors('pathway/views/clock.njk', title, model, values, errors)
}

const clockPage = page({
  method: 'get',
  path: '/clocks/:clockId',
  roles: 'signed-in',
  audit: 'pathway.clock-seen',
  handle: visit => clockAnswer(visit),
})

const replanForm = z.object({
  toDueOn: neededDay('pathway.replan.day.needed'),
  reason: neededText('pathway.replan.reason.needed'),
})

const replanSubmit = page({
  method: 'post',
  path: '/clocks/:clockId/replan',
  roles: ['manager', 'chair', 'exploitation-lead'],
  audit: 'pathway.clock-replanned',
  async handle(visit) {
    const form = readForm(replanForm, visit.body)
    if (!form.ok) return clockAnswer(visit, visit.body, form.errors)
    const result = await visit.act(deed => replanClock(deed, { clockId: visit.params.clockId, ...form.fields }))
    switch (result.outcome) {
      case 'replanned':
        return redirect(`/clocks/${visit.params.clockId}`)
      case 'reason-needed':
        return clockAnswer(visit, visit.body, { reason: 'pathway.replan.reason.needed' })
      case 'in-the-past':
        return clockAnswer(visit, visit.body, { toDueOn: 'pathway.replan.day.past' })
      case 'not-running':
        return clockAnswer(visit, visit.body, { toDueOn: 'pathway.replan.not-running' })
      case 'not-found':
        return notFound()
    }
  },
})

const explainSubmit = page({
  method: 'post',
  path: '/clocks/:clockId/explanation',
  roles: ['practitioner', 'manager', 'chair', 'exploitation-lead'],
  audit: 'pathway.lateness-explained',
  async handle(visit) {
    const form = readForm(z.object({ explanation: neededText('pathway.explain.needed') }), visit.body)
    if (!form.ok) return clockAnswer(visit, visit.body, form.errors)
    const result = await visit.act(deed =>
      explainLateness(deed, { clockId: visit.params.clockId, reason: form.fields.explanation }),
    )
    return result.outcome === 'explained' ? redirect(`/clocks/${visit.params.clockId}`) : notFound()
  },
})

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

export const pathwayPages: readonly Page[] = [
  work,
  clockPage,
  replanSubmit,
  explainSubmit,
  changePage,
  moveSubmit,
  endSubmit,
  reopenSubmit,
]
