import { z } from 'zod'
import { WORKING_ROLES } from '../../access/actor.ts'
import { mayDo } from '../../access/deeds.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { listAgencies } from '../../board/store/agencies.ts'
import { namesOf } from '../../board/store/staff.ts'
import { dueWords } from '../../clock/present.ts'
import { findClockOf } from '../../clock/store/clocks.ts'
import { whoCanBeAsked } from '../../child/seeing.ts'
import { findChild } from '../../child/store/children.ts'
import { listThereForClosedAlone, listWhoSees } from '../../child/store/seeing.ts'
import { formatInstant } from '../../lib/calendar-date.ts'
import { updateNoticesReadOf } from '../../notice/store.ts'
import { type Answer, notFound, redirect, showForm } from '../../web/answer.ts'
import {
  choice,
  type FieldErrors,
  type FormFields,
  identifier,
  items,
  neededText,
  readForm,
  text,
} from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { answerConcern, endConcern, goOnWithConcern, partsInConcern } from '../actions.ts'
import { CONCERN_ANSWERS, CONCERN_ENDINGS } from '../decision-concern.ts'
import { CONCERN_DEEDS, stateOfConcern } from '../deeds.ts'
import { standsWords } from '../present.ts'
import { endingsOf, nextStep } from '../rules.ts'
import { findConcern } from '../store.ts'

async function concernAnswer(
  visit: Visit<'/decision-concerns/:concernId'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const model = await visit.act(async work => {
    const { tx, now } = work
    const concern = await findConcern(tx, visit.params.concernId)
    if (concern === undefined) return undefined
    await recordAuditEvent(tx, 'decision-concern.seen', { childId: concern.childId, subjectId: concern.id })
    await updateNoticesReadOf(tx, concern.id, now)
    const people = [concern.raisedBy, concern.endedBy, ...concern.steps.map(each => each.askedId)]
    const [child, agencies, seeing, telling, names] = await Promise.all([
      findChild(tx, concern.childId),
      listAgencies(tx),
      listWhoSees(tx, concern.childId),
      concern.audience === 'network' ? listThereForClosedAlone(tx, concern.childId) : undefined,
      namesOf(
        tx,
        people.filter(id => id !== null),
      ),
    ])
    const nameOf = (id: string | null) => names.get(id ?? '')?.name ?? ''
    const state = stateOfConcern(concern)
    const parts = partsInConcern(work, concern, seeing)
    const next = nextStep(concern)
    const waiting = concern.steps.at(-1)
    const clock = waiting && (await findClockOf(tx, `concern-${waiting.step}`, concern.id))
    const mayEnd = mayDo(CONCERN_DEEDS, 'end', state, parts)
    const mayGoOn = next !== undefined && mayDo(CONCERN_DEEDS, 'go-on', state, parts)
    const ways = [...(mayGoOn ? (['go-on'] as const) : []), ...(mayEnd ? endingsOf(concern) : [])]
    return {
      concern,
      reference: child?.reference ?? '',
      back: { href: `/children/${concern.childId}/decision-concerns`, text: t('decision-concern.list') },
      raised: `${nameOf(concern.raisedBy)}, ${agencies.find(each => each.id === concern.agencyId)?.name[language] ?? ''}, ${formatInstant(concern.raisedAt, language)}`,
      closed: concern.audience === 'closed' ? t('decision-concern.audience.closed') : '',
      meeting: concern.meetingId === null ? '' : `/meetings/${concern.meetingId}/record`,
      stands: standsWords(concern, t),
      steps: concern.steps.map(each => ({
        step: t(`decision-concern.step.${each.step}`),
        asked: `${nameOf(each.askedId)}, ${formatInstant(each.askedAt, language)}`,
        answer: each.answer === null ? '' : t(`decision-concern.answer.${each.answer}`),
        words: each.words,
        answered: each.answeredAt === null ? '' : formatInstant(each.answeredAt, language),
      })),
      ended: concern.endedAt === null ? '' : `${nameOf(concern.endedBy)}, ${formatInstant(concern.endedAt, language)}`,
      due:
        state === 'asked' && clock !== undefined ? t('decision-concern.due', { day: dueWords(clock, language) }) : '',
      mayAnswer: mayDo(CONCERN_DEEDS, 'answer', state, parts),
      answers: items(t, 'decision-concern.answer', CONCERN_ANSWERS),
      ways: items(t, 'decision-concern.way', ways),
      next: next === undefined ? '' : t(`decision-concern.step.${next}`),
      asked: mayGoOn ? await whoCanBeAsked(work, language, { seeing, askedBy: concern.raisedBy, telling }) : [],
    }
  })
  if (model === undefined) return notFound()
  return showForm(
    'decision-concern/views/concern.njk',
    t('decision-concern.title', { reference: model.reference }),
    model,
    values,
    errors,
  )
}

const concernPage = page({
  method: 'get',
  path: '/decision-concerns/:concernId',
  roles: 'signed-in',
  audit: 'decision-concern.seen',
  handle: visit => concernAnswer(visit),
})

const answerSubmit = page({
  method: 'post',
  path: '/decision-concerns/:concernId/answer',
  roles: 'signed-in',
  audit: 'decision-concern.answered',
  async handle(visit) {
    const form = readForm(
      z.object({
        answer: choice(CONCERN_ANSWERS, 'decision-concern.answer.needed'),
        words: neededText('decision-concern.words.needed'),
      }),
      visit.body,
    )
    if (!form.ok) return concernAnswer(visit, visit.body, form.errors)
    const result = await visit.act(work => answerConcern(work, { concernId: visit.params.concernId, ...form.fields }))
    switch (result.outcome) {
      case 'answered':
        return redirect(`/decision-concerns/${visit.params.concernId}`)
      case 'words-needed':
        return concernAnswer(visit, visit.body, { words: 'decision-concern.words.needed' })
      case 'not-now':
        return concernAnswer(visit, visit.body, { answer: 'decision-concern.not-now' })
      case 'not-found':
        return notFound()
    }
  },
})

const onwardsSubmit = page({
  method: 'post',
  path: '/decision-concerns/:concernId/onwards',
  roles: WORKING_ROLES,
  audit: ['decision-concern.taken-further', 'decision-concern.ended'],
  async handle(visit) {
    const form = readForm(
      z.object({
        way: choice(['go-on', ...CONCERN_ENDINGS], 'decision-concern.way.needed'),
        askedId: identifier('decision-concern.asked.needed').or(z.literal('')),
        words: text(),
      }),
      visit.body,
    )
    if (!form.ok) return concernAnswer(visit, visit.body, form.errors)
    const { way, askedId, words } = form.fields
    const concernId = visit.params.concernId
    if (way === 'go-on' && askedId === '')
      return concernAnswer(visit, visit.body, { askedId: 'decision-concern.asked.needed' })
    const result = await visit.act(async work =>
      way === 'go-on' ? goOnWithConcern(work, { concernId, askedId }) : endConcern(work, { concernId, as: way, words }),
    )
    switch (result.outcome) {
      case 'gone-on':
      case 'ended':
        return redirect(`/decision-concerns/${concernId}`)
      case 'words-needed':
        return concernAnswer(visit, visit.body, { words: 'decision-concern.words.needed' })
      case 'cannot-be-asked':
        return concernAnswer(visit, visit.body, { askedId: 'decision-concern.asked.sees-not' })
      case 'would-tell':
        return concernAnswer(visit, visit.body, { askedId: 'decision-concern.asked.would-tell' })
      case 'not-now':
        return concernAnswer(visit, visit.body, { way: 'decision-concern.not-now' })
      case 'not-found':
        return notFound()
    }
  },
})

/** One concern, its answer, and what becomes of it. */
export const concernPages: readonly Page[] = [concernPage, answerSubmit, onwardsSubmit]
