import { z } from 'zod'
import { WORKING_ROLES } from '../access/actor.ts'
import { openFormOf } from '../child/actions.ts'
import { listChronology } from '../chronology/store.ts'
import { findClockOf } from '../clock/store/clocks.ts'
import { formatShortDay, addYears } from '../lib/calendar-date.ts'
import { findOpenPathway } from '../pathway/store.ts'
import { type Answer, notFound, redirect, showForm } from '../web/answer.ts'
import { type FieldErrors, type FormFields, neededText, readForm } from '../web/forms.ts'
import { page, type Page, type Visit } from '../web/page.ts'
import { recordTransitionPlan } from './actions.ts'

const planForm = z.object({
  words: neededText('transition.words.needed'),
  withWhom: neededText('transition.with-whom.needed'),
})

async function planAnswer(
  visit: Visit<'/children/:childId/transition'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const model = await visit.act(async work => {
    const child = await openFormOf(work, visit.params.childId)
    if (child === undefined) return undefined
    const pathway = await findOpenPathway(work.tx, child.id)
    const clock = pathway && (await findClockOf(work.tx, 'transition', pathway.id))
    const earlier = await listChronology(work.tx, child.id, { kind: 'transition-plan' })
    return {
      childId: child.id,
      reference: child.reference,
      onThePathway: pathway !== undefined,
      turns18: child.bornOn === null ? '' : formatShortDay(addYears(child.bornOn, 18), language),
      due: clock?.metAt === null && clock.stoppedAt === null ? formatShortDay(clock.dueOn, language) : '',
      earlier: earlier.map(plan => ({
        day: formatShortDay(plan.happenedOn, language),
        withWhom: plan.saidBy,
        words: plan.text,
      })),
      back: { href: `/children/${child.id}`, text: t('record.back') },
    }
  })
  return model === undefined
    ? notFound()
    : showForm('transition/views/transition.njk', t('transition.title'), model, values, errors)
}

const planPage = page({
  method: 'get',
  path: '/children/:childId/transition',
  roles: WORKING_ROLES,
  audit: 'record.form-seen',
  handle: visit => planAnswer(visit),
})

const planSubmit = page({
  method: 'post',
  path: '/children/:childId/transition',
  roles: WORKING_ROLES,
  audit: 'transition.plan-recorded',
  async handle(visit) {
    const form = readForm(planForm, visit.body)
    if (!form.ok) return planAnswer(visit, visit.body, form.errors)
    const { childId } = visit.params
    const result = await visit.act(work => recordTransitionPlan(work, { childId, ...form.fields }))
    switch (result.outcome) {
      case 'recorded':
        return redirect(`/children/${childId}`)
      case 'words-needed':
        return planAnswer(visit, visit.body, { words: 'transition.words.needed' })
      case 'not-on-the-pathway':
        return planAnswer(visit, visit.body, { words: 'transition.not-on-the-pathway' })
      case 'not-found':
        return notFound()
    }
  },
})

/** The plan for after a child's 18th birthday. */
export const transitionPages: readonly Page[] = [planPage, planSubmit]
