import { explainedForm, victimWords } from '../exploitation/present.ts'
import { openFormOf } from '../child/actions.ts'
import { z } from 'zod'
import { recordAuditEvent } from '../audit/store.ts'
import { namesOf } from '../board/store/staff.ts'
import { EXPLOITATION_FORMS } from '../child/child.ts'
import { languageChoices } from '../entry/present.ts'
import { foreignTo, WRITTEN_LANGUAGES } from '../lib/written-language.ts'
import { findChild } from '../child/store/children.ts'
import { formatDay, formatInstant } from '../lib/calendar-date.ts'
import { listReferralsOfChild } from '../referral/store.ts'
import { type Answer, notFound, redirect, show, showForm } from '../web/answer.ts'
import {
  choice,
  dayFields,
  type FieldErrors,
  type FormFields,
  items,
  neededDay,
  neededText,
  one,
  optionalChoice,
  readForm,
  text,
} from '../web/forms.ts'
import { page, type Page, type Visit } from '../web/page.ts'
import { listDrafts } from '../web/store.ts'
import type { MessageKey, Translate } from '../web/translation.ts'
import { completeAssessment, decideAgainstMeeting } from './actions.ts'
import {
  type Assessment,
  ASSESSMENT_KINDS,
  type FormJudgement,
  HARM,
  RISK_LEVELS,
  SCREENING_OCCASIONS,
} from './assessment.ts'
import { listRunningClocksOfChild } from '../clock/store/clocks.ts'
import { findAssessment, findJudgement, listAssessments } from './store.ts'

// "Screening, in a What Matters conversation".
const kindWords = ({ kind, occasion }: Pick<Assessment, 'kind' | 'occasion'>, t: Translate) =>
  [t(`assessment.kind.${kind}`), occasion === '' ? '' : t(`assessment.occasion.in.${occasion}`)]
    .filter(Boolean)
    .join(', ')

const WRITERS = ['practitioner', 'manager', 'exploitation-lead', 'chair'] as const

const listPage = page({
  method: 'get',
  path: '/children/:childId/assessments',
  roles: 'signed-in',
  audit: 'assessment.seen',
  async handle(visit) {
    const { t, language } = visit
    const model = await visit.act(async ({ tx }) => {
      const child = await findChild(tx, visit.params.childId)
      if (child === undefined) return undefined
      await recordAuditEvent(tx, 'assessment.seen', { childId: child.id })
      const assessments = await listAssessments(tx, child.id)
      const names = await namesOf(
        tx,
        assessments.map(each => each.authorId),
      )
      return {
        reference: child.reference,
        childId: child.id,
        mayWrite: visit.mayOpen(`/children/${child.id}/assessments/new`),
        begun: (await listDrafts(tx, `/children/${child.id}/assessments/new`)).map(draft => ({
          href: `${draft.path}?draft=${draft.id}`,
          at: formatInstant(draft.keptAt, language),
        })),
        back: { href: `/children/${child.id}`, text: t('record.back') },
        assessments: assessments.map(each => ({
          href: `/assessments/${each.id}`,
          kind: kindWords(each, t),
          day: each.doneOn === null ? '' : formatDay(each.doneOn, language),
          level: each.level,
          levelWords: each.level === null ? '' : t(`assessment.level.${each.level}`),
          harm: each.harm === '' ? '' : t(`assessment.harm.${each.harm}`),
          author: names.get(each.authorId)?.name ?? '',
        })),
      }
    })
    return model === undefined
      ? notFound()
      : show('assessment/views/list.njk', t('assessment.list.title', { reference: model.reference }), model)
  },
})

async function formAnswer(
  visit: Visit<'/children/:childId/assessments/new'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t } = visit
  const found = await visit.act(async work => {
    const child = await openFormOf(work, visit.params.childId)
    if (child === undefined) return undefined
    const referrals = await listReferralsOfChild(work.tx, child.id)
    const latest = await findJudgement(work.tx, child.id)
    // What a referral named or an earlier judgement spoke of is asked first; nothing else is hidden for good.
    const spokenOf = new Set([
      ...referrals.flatMap(referral => referral.answers.forms),
      ...(latest?.forms.map(each => each.form) ?? []),
    ])
    return { child, latest, spokenOf }
  })
  if (found === undefined) return notFound()
  const model = {
    reference: found.child.reference,
    ownWords: found.child.ownWords,
    back: { href: `/children/${found.child.id}/assessments`, text: t('assessment.back') },
    before:
      found.latest?.level == null ? '' : t('assessment.before', { level: t(`assessment.level.${found.latest.level}`) }),
    kinds: items(t, 'assessment.kind', ASSESSMENT_KINDS),
    occasions: items(t, 'assessment.occasion', SCREENING_OCCASIONS),
    languages: languageChoices(visit.language),
    levels: items(t, 'assessment.level', RISK_LEVELS),
    harms: items(t, 'assessment.harm', HARM),
    forms: EXPLOITATION_FORMS.map(form => ({
      ...explainedForm(form, t),
      isSpokenOf: found.spokenOf.has(form),
      isWrong: errors !== undefined && [`harm-${form}`, `reasons-${form}`].some(field => errors[field] !== undefined),
    })),
    victim: victimWords(EXPLOITATION_FORMS, t),
    later: `/children/${found.child.id}/assessments`,
  }
  const title = t('assessment.new.title')
  return showForm('assessment/views/new.njk', title, model, values, errors)
}

const formPage = page({
  method: 'get',
  path: '/children/:childId/assessments/new',
  roles: WRITERS,
  audit: 'record.form-seen',
  handle: visit => formAnswer(visit, { writtenIn: visit.language, ...dayFields('doneOn', visit.today) }),
})

const assessmentForm = z.object({
  kind: choice(ASSESSMENT_KINDS, 'assessment.kind.needed'),
  occasion: optionalChoice(SCREENING_OCCASIONS),
  doneOn: neededDay('assessment.day.needed'),
  writtenIn: optionalChoice(WRITTEN_LANGUAGES),
  childsWords: text(),
  strengths: text(),
  harm: choice(HARM, 'assessment.harm.needed'),
  harmDetails: text(),
  level: choice(RISK_LEVELS, 'assessment.level.needed'),
  reasons: neededText('assessment.reasons.needed'),
  levelChangeReason: text(),
  biasConsidered: text(),
  unknowns: text(),
})

// Each form that was given a level is judged; a judgement of a form says why, too.
function formJudgements(body: FormFields): { forms: readonly FormJudgement[]; errors: FieldErrors } {
  const forms: FormJudgement[] = []
  const errors: Record<string, MessageKey> = {}
  for (const form of EXPLOITATION_FORMS) {
    const level = RISK_LEVELS.find(each => each === one(body, `level-${form}`))
    if (level === undefined) continue
    const harm = HARM.find(each => each === one(body, `harm-${form}`))
    const reasons = one(body, `reasons-${form}`).trim()
    if (harm === undefined) errors[`harm-${form}`] = 'assessment.harm.needed'
    else if (reasons === '') errors[`reasons-${form}`] = 'assessment.reasons.needed'
    else forms.push({ form, level, harm, reasons })
  }
  return { forms, errors }
}

const formSubmit = page({
  method: 'post',
  path: '/children/:childId/assessments/new',
  roles: WRITERS,
  audit: 'assessment.completed',
  async handle(visit) {
    const form = readForm(assessmentForm, visit.body)
    const { forms, errors } = formJudgements(visit.body)
    if (!form.ok || Object.keys(errors).length > 0)
      return formAnswer(visit, visit.body, { ...(form.ok ? {} : form.errors), ...errors })
    const result = await visit.act(work =>
      completeAssessment(work, {
        ...form.fields,
        writtenIn: form.fields.writtenIn ?? visit.language,
        forms,
        childId: visit.params.childId,
      }),
    )
    switch (result.outcome) {
      case 'completed':
        return redirect(`/assessments/${result.assessmentId}`)
      case 'change-reason-needed':
        return formAnswer(visit, visit.body, { levelChangeReason: 'assessment.change.needed' })
      case 'not-yet-done':
        return formAnswer(visit, visit.body, { doneOn: 'assessment.day.future' })
      case 'before-birth':
        return formAnswer(visit, visit.body, { doneOn: 'assessment.day.before-birth' })
      case 'not-found':
        return notFound()
    }
  },
})

async function assessmentAnswer(
  visit: Visit<'/assessments/:assessmentId'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const model = await visit.act(async ({ tx, actor }) => {
    const assessment = await findAssessment(tx, visit.params.assessmentId)
    if (assessment === undefined) return undefined
    await recordAuditEvent(tx, 'assessment.seen', { childId: assessment.childId, subjectId: assessment.id })
    const child = await findChild(tx, assessment.childId)
    const author = (await namesOf(tx, [assessment.authorId])).get(assessment.authorId)
    return {
      assessment,
      reference: child?.reference ?? '',
      back: { href: `/children/${assessment.childId}/assessments`, text: t('assessment.back') },
      kind: kindWords(assessment, t),
      foreign: foreignTo(language, assessment.writtenIn),
      day: assessment.doneOn === null ? '' : formatDay(assessment.doneOn, language),
      author: author?.name ?? '',
      levelWords: assessment.level === null ? '' : t(`assessment.level.${assessment.level}`),
      previous:
        assessment.previousLevel === null || assessment.previousLevel === assessment.level
          ? ''
          : t('assessment.before', { level: t(`assessment.level.${assessment.previousLevel}`) }),
      harmWords: assessment.harm === '' ? '' : t(`assessment.harm.${assessment.harm}`),
      forms: assessment.forms.map(each => ({
        ...each,
        name: t(`child.form.${each.form}`),
        levelWords: t(`assessment.level.${each.level}`),
        harmWords: t(`assessment.harm.${each.harm}`),
      })),
      // Called for by this assessment or an earlier one: a lower judgement does not take it away.
      callsForMeeting: (await listRunningClocksOfChild(tx, assessment.childId)).some(
        clock => clock.rule === 'ask-for-meeting',
      ),
      mayDecide: actor.roles.includes('manager') || actor.roles.includes('exploitation-lead'),
    }
  })
  if (model === undefined) return notFound()
  const title = t('assessment.title', { reference: model.reference })
  return showForm('assessment/views/assessment.njk', title, model, values, errors)
}

const assessmentPage = page({
  method: 'get',
  path: '/assessments/:assessmentId',
  roles: 'signed-in',
  audit: 'assessment.seen',
  handle: visit => assessmentAnswer(visit),
})

const noMeetingSubmit = page({
  method: 'post',
  path: '/assessments/:assessmentId/no-meeting',
  roles: ['manager', 'exploitation-lead'],
  audit: 'assessment.meeting-not-asked-for',
  async handle(visit) {
    const form = readForm(z.object({ reason: neededText('assessment.no-meeting.needed') }), visit.body)
    if (!form.ok) return assessmentAnswer(visit, visit.body, form.errors)
    const result = await visit.act(work =>
      decideAgainstMeeting(work, { assessmentId: visit.params.assessmentId, reason: form.fields.reason }),
    )
    switch (result.outcome) {
      case 'decided':
        return redirect(`/children/${result.childId}`)
      case 'reason-needed':
        return assessmentAnswer(visit, visit.body, { reason: 'assessment.no-meeting.needed' })
      case 'not-found':
        return notFound()
    }
  },
})

export const assessmentPages: readonly Page[] = [listPage, formPage, formSubmit, assessmentPage, noMeetingSubmit]
