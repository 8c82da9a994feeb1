import { z } from 'zod'
import { recordAuditEvent } from '../../audit/store.ts'
import { authorityChoices } from '../../board/choices.ts'
import { listLocalAuthorities } from '../../board/store/agencies.ts'
import { EXPLOITATION_FORMS, GROOMING_WAYS, SPOKEN_LANGUAGES } from '../../child/child.ts'
import { languageChoices } from '../../entry/present.ts'
import { calendarDate, isCalendarDate } from '../../lib/calendar-date.ts'
import { type Answer, formConflict, notFound, redirect, show, showForm } from '../../web/answer.ts'
import {
  answersTo,
  dayFields,
  type FieldErrors,
  type FormFields,
  items,
  one,
  readForm,
  text,
  ticked,
} from '../../web/forms.ts'
import { page, type Visit, type Page } from '../../web/page.ts'
import type { MessageKey } from '../../web/translation.ts'
import { familyWarnings } from '../../exploitation/present.ts'
import { answerWords, ASKING, isWritten, LISTS } from '../shown-answers.ts'
import { saveReferral } from '../actions/sending.ts'
import {
  fieldsOf,
  OUTSIDE_THE_BOARD,
  type Referral,
  type ReferralAnswers,
  referralAnswers,
  SCREENING_SIGNS,
  type Step,
  STEPS,
} from '../referral.ts'
import { wrongAnswers } from '../rules.ts'
import { findReferral } from '../store.ts'

const ANSWERS = ['yes', 'no', 'not-known'] as const
// Where the referrer thinks of the family, what they must not be told stands above.
const ABOUT_THE_FAMILY: readonly Step[] = ['family', 'knows']
const DAY_ANSWERS = ['bornOn', 'phonedOn'] as const

function valuesOf(referral: Referral): FormFields {
  const { answers } = referral
  const days = DAY_ANSWERS.map(name =>
    answers[name] === '' || !isCalendarDate(answers[name]) ? {} : dayFields(name, calendarDate(answers[name])),
  )
  return Object.assign({ ...answers, version: String(referral.version) }, ...days) as FormFields
}

async function stepAnswer(
  visit: Visit<'/referrals/:referralId/pages/:step'>,
  values?: FormFields,
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const step = visit.params.step as Step
  if (!STEPS.includes(step)) return notFound()
  const found = await visit.act(async ({ tx }) => {
    const referral = await findReferral(tx, visit.params.referralId)
    if (referral?.authorId !== visit.actor.userId) return undefined
    await recordAuditEvent(tx, 'referral.seen', { subjectId: referral.id })
    return { referral, authorities: await listLocalAuthorities(tx) }
  })
  if (found === undefined) return notFound()
  if (found.referral.submittedAt !== null) return redirect(`/referrals/${found.referral.id}`)
  const at = STEPS.indexOf(step)
  const model = {
    step,
    caption: t('referral.progress', { count: at + 1, of: STEPS.length }),
    heading: t(`referral.step.${step}`),
    back: {
      href: at === 0 ? '/referrals' : `/referrals/${found.referral.id}/pages/${STEPS[at - 1] ?? 'danger'}`,
      text: t('clock.back'),
    },
    answers: Object.fromEntries(
      Object.entries(ASKING).map(([field, asking]) => [field, answersTo(t, asking, ANSWERS)]),
    ),
    yesNo: Object.fromEntries(
      Object.entries(ASKING).map(([field, asking]) => [field, answersTo(t, asking, ['yes', 'no'])]),
    ),
    spokenLanguages: items(t, 'child.language', SPOKEN_LANGUAGES),
    languages: languageChoices(language),
    authorities: authorityChoices(language, found.authorities),
    otherAuthorities: [
      ...authorityChoices(language, found.authorities),
      { value: OUTSIDE_THE_BOARD, text: t('referral.otherAuthorityId.outside') },
    ],
    forms: EXPLOITATION_FORMS.map(form => ({
      value: form,
      text: t(`child.form.${form}`),
      what: t(`exploitation.form.${form}.what`),
      // Each has its meaning below the list: at the choice stands only what nobody may miss.
      hint: familyWarnings([form], t).length === 0 ? '' : t('exploitation.warning.do-not-tell.short'),
    })),
    warnings: ABOUT_THE_FAMILY.includes(step)
      ? familyWarnings(found.referral.answers.forms, t, found.referral.answers.familyInvolved === 'yes')
      : [],
    grooming: items(t, 'child.grooming', GROOMING_WAYS),
    signs: items(t, 'referral.sign', SCREENING_SIGNS),
  }
  const title = t(`referral.step.${step}`)
  const { writtenIn, childsWordsIn } = found.referral.answers
  const tongues = { writtenIn: writtenIn || language, childsWordsIn: childsWordsIn || language }
  const shown = { ...valuesOf(found.referral), ...tongues, ...values }
  return showForm('referral/views/step.njk', title, model, shown, errors)
}

const stepPage = page({
  method: 'get',
  path: '/referrals/:referralId/pages/:step',
  roles: 'signed-in',
  audit: 'referral.seen',
  handle: visit => stepAnswer(visit),
})

// Of which words each says the language.
const WORDS_OF = { writtenIn: 'whatHappened', childsWordsIn: 'childsWords' } as const

// What was typed on one page, in the shape of the answers: a list of ticks is a list, and what is no day is not kept as one.
function typedAnswers(
  step: Step,
  { body, language }: Visit,
): { answers: Partial<ReferralAnswers>; errors: FieldErrors } {
  const typed: Record<string, unknown> = {}
  const errors: Record<string, MessageKey> = {}
  for (const field of fieldsOf(step)) {
    if (field === 'writtenIn' || field === 'childsWordsIn')
      // Where nothing is said there is no language of it.
      typed[field] = one(body, WORDS_OF[field]).trim() === '' ? '' : one(body, field) || language
    else if (LISTS.includes(field)) typed[field] = ticked(body[field])
    else if (field === 'bornOn' || field === 'phonedOn') {
      const read = readForm(z.object({ [field]: text() }), body)
      const day = read.ok ? (read.fields[field] ?? '') : ''
      if (day === '' || isCalendarDate(day)) typed[field] = day
      else errors[field] = 'referral.day.wrong'
    } else typed[field] = one(body, field).replaceAll('\r\n', '\n')
  }
  const read = referralAnswers.partial().safeParse(typed)
  return {
    answers: read.success ? (read.data as Partial<ReferralAnswers>) : {},
    errors: read.success
      ? errors
      : { [String(read.error.issues[0]?.path[0] ?? fieldsOf(step)[0])]: 'child.answer.needed' },
  }
}

// Where a saved page leads: to what is done now when the child is in danger, else to the next page or to the check.
function onwards(referralId: string, step: Step, { immediateDanger }: Partial<ReferralAnswers>): string {
  const path = `/referrals/${referralId}`
  if (step === 'danger' && immediateDanger === 'yes') return `${path}/danger-now`
  const next = STEPS[STEPS.indexOf(step) + 1]
  return next === undefined ? path : `${path}/pages/${next}`
}

// Two tabs of one person: words are written anew, of every other answer one of the two is chosen.
async function stepConflict(
  visit: Visit,
  step: Step,
  mine: Partial<ReferralAnswers>,
  { id, answers, version }: Referral,
): Promise<Answer> {
  const authorities = await visit.act(({ tx }) => listLocalAuthorities(tx))
  const names = new Map(authorities.map(each => [each.id, each.name[visit.language]]))
  const yours = Object.fromEntries(fieldsOf(step).map(field => [field, mine[field]]))
  return formConflict<keyof ReferralAnswers>(visit, {
    theirs: answers,
    yours,
    labelOf: field => visit.t(`referral.${field}`),
    inWords(field, value) {
      if (isWritten(field)) return undefined
      return answerWords(visit, { ...answers, [field]: LISTS.includes(field) ? ticked(value) : value }, names, field)
    },
    hidden: { version: String(version) },
    savedAt: onwards(id, step, mine),
  })
}

const stepSubmit = page({
  method: 'post',
  path: '/referrals/:referralId/pages/:step',
  roles: 'signed-in',
  audit: 'referral.saved',
  async handle(visit) {
    const step = visit.params.step as Step
    if (!STEPS.includes(step)) return notFound()
    const { answers, errors: unread } = typedAnswers(step, visit)
    const wrong = wrongAnswers(referralAnswers.parse(answers), visit.now).filter(each =>
      fieldsOf(step).includes(each.field),
    )
    const errors = {
      ...Object.fromEntries(wrong.map(({ field, fault }) => [field, `referral.wrong.${fault}` as const])),
      ...unread,
    }
    if (Object.keys(errors).length > 0) return stepAnswer(visit, visit.body, errors)
    const known = Object.fromEntries(
      Object.entries(answers).filter(([name]) => fieldsOf(step).includes(name as keyof ReferralAnswers)),
    )
    const result = await visit.act(work =>
      saveReferral(work, {
        referralId: visit.params.referralId,
        version: Number(one(visit.body, 'version')) || 1,
        answers: known,
      }),
    )
    switch (result.outcome) {
      case 'saved':
        if (one(visit.body, 'leave') !== '') return redirect('/referrals')
        return redirect(onwards(visit.params.referralId, step, answers))
      case 'changed-since-you-read':
        return stepConflict(visit, step, answers, result.current)
      case 'sent-already':
        return redirect(`/referrals/${visit.params.referralId}`)
      case 'not-found':
        return notFound()
    }
  },
})

const dangerNow = page({
  method: 'get',
  path: '/referrals/:referralId/danger-now',
  roles: 'signed-in',
  audit: { none: 'says what to do when a child is in danger; nothing about the child' },
  handle: visit =>
    Promise.resolve(
      show('referral/views/danger-now.njk', visit.t('referral.danger-now.title'), {
        onwards: `/referrals/${visit.params.referralId}/pages/child`,
      }),
    ),
})

export const writingPages: readonly Page[] = [stepPage, stepSubmit, dangerNow]
