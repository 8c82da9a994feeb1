import { z } from 'zod'
import { hasAnyRole } from '../access/actor.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { listAgencies, listLocalAuthorities } from '../board/store/agencies.ts'
import { listStaff, namesOf } from '../board/store/staff.ts'
import { EXPLOITATION_FORMS, GROOMING_WAYS, SPOKEN_LANGUAGES } from '../child/child.ts'
import { searchNames } from '../child/rules.ts'
import { listPossibleDuplicates } from '../child/store/search.ts'
import {
  calendarDate,
  calendarDateAt,
  formatDay,
  formatShortDay,
  formatTime,
  isCalendarDate,
} from '../lib/calendar-date.ts'
import { findClockOf, listRunningClocksOfChild } from '../clock/store/clocks.ts'
import { findStanding } from '../pathway/store.ts'
import { dueWords } from '../clock/present.ts'
import { type Answer, conflict, notFound, redirect, show, showErrors } from '../web/answer.ts'
import {
  choice,
  dayFields,
  type FieldErrors,
  type FormFields,
  items,
  neededText,
  one,
  readForm,
  text,
} from '../web/forms.ts'
import { page, type Page, type Visit } from '../web/page.ts'
import { acknowledgeReferral, determine, identifyChild } from './actions/deciding.ts'
import { beginReferral, chaseReferral, saveReferral, sendReferral } from './actions/sending.ts'
import {
  KNOWN_CHILD_OUTCOMES,
  OUTCOMES,
  type Referral,
  type ReferralAnswers,
  referralAnswers,
  SCREENING_SIGNS,
  type Step,
  STEPS,
} from './referral.ts'
import { outcomesFor, wrongAnswers } from './rules.ts'
import { findReferral, isChildKnown, listDeterminations, listOwnReferrals, listReceivedReferrals } from './store.ts'

const listPage = page({
  method: 'get',
  path: '/referrals',
  roles: 'signed-in',
  audit: 'referral.list-seen',
  async handle(visit) {
    const { t, language, publicView } = visit
    const model = await visit.act(async ({ tx, actor }) => {
      const own = await listOwnReferrals(tx, actor.userId)
      const received = await listReceivedReferrals(tx, actor.teamIds)
      await recordAuditEvent(tx, 'referral.list-seen', {
        details: { own: own.length, received: received.length },
      })
      const line = (referral: Referral) => ({
        href: `/referrals/${referral.id}`,
        name: publicView
          ? t('referral.one')
          : `${referral.answers.givenName} ${referral.answers.familyName}`.trim() || t('referral.unnamed'),
        state: stateWords(referral, visit),
        day: formatDay(calendarDateAt(referral.submittedAt ?? referral.beganAt), language),
      })
      return { own: own.map(line), received: received.map(line), isFrontDoor: actor.teamIds.length > 0 }
    })
    return show('referral/views/list.njk', t('referral.list.title'), model)
  },
})

function stateWords(referral: Referral, { t, language }: Visit): string {
  if (referral.submittedAt === null) return t('referral.state.draft')
  if (referral.decidedAt !== null && referral.outcome !== null)
    return t('referral.state.decided', { outcome: t(`referral.outcome.${referral.outcome}`) })
  if (referral.acknowledgedAt !== null)
    return t('referral.state.acknowledged', { day: formatShortDay(calendarDateAt(referral.acknowledgedAt), language) })
  return t('referral.state.sent')
}

const beginSubmit = page({
  method: 'post',
  path: '/referrals',
  roles: 'signed-in',
  audit: 'referral.begun',
  async handle(visit) {
    const id = await visit.act(beginReferral)
    return redirect(`/referrals/${id}/pages/danger`)
  },
})

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
    yesNo: items(t, 'referral.answer', ['yes', 'no']),
    yesNoNotKnown: items(t, 'referral.answer', ['yes', 'no', 'not-known']),
    languages: items(t, 'child.language', SPOKEN_LANGUAGES),
    authorities: found.authorities.map(authority => ({ value: authority.id, text: authority.name[language] })),
    forms: EXPLOITATION_FORMS.map(form => ({ value: form, text: t(`child.form.${form}`) })),
    grooming: items(t, 'child.grooming', GROOMING_WAYS),
    signs: items(t, 'referral.sign', SCREENING_SIGNS),
  }
  const title = t(`referral.step.${step}`)
  const shown = { ...valuesOf(found.referral), ...values }
  return errors === undefined
    ? show('referral/views/step.njk', title, model, shown)
    : showErrors('referral/views/step.njk', title, model, shown, errors)
}

const stepPage = page({
  method: 'get',
  path: '/referrals/:referralId/pages/:step',
  roles: 'signed-in',
  audit: 'referral.seen',
  handle: visit => stepAnswer(visit),
})

const FIELDS: Readonly<Record<Step, readonly (keyof ReferralAnswers)[]>> = {
  danger: ['immediateDanger', 'dangerDetails'],
  child: [
    'givenName',
    'familyName',
    'knownAs',
    'bornOn',
    'estimatedAge',
    'gender',
    'ethnicity',
    'language',
    'nhsNumber',
    'school',
    'address',
    'localAuthorityId',
    'overEighteenReason',
  ],
  'what-happened': ['whatHappened', 'phoned', 'phonedOn', 'phonedTime'],
  words: ['childsWords', 'childsWordsTo'],
  forms: ['forms', 'grooming', 'peopleOfConcern', 'placesOfConcern'],
  screening: ['signs', 'screening'],
  family: ['family', 'childKnows', 'childAgrees', 'parentsKnow', 'parentsAgree', 'whyNotTold'],
}

// What was typed on one page, in the shape of the answers: a list of ticks is a list, and what is no day is not kept as one.
function typedAnswers(step: Step, body: FormFields): { answers: Partial<ReferralAnswers>; errors: FieldErrors } {
  const typed: Record<string, unknown> = {}
  const errors: Record<string, string> = {}
  for (const field of FIELDS[step]) {
    if (field === 'forms' || field === 'grooming' || field === 'signs') typed[field] = [body[field] ?? []].flat()
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
      : { [String(read.error.issues[0]?.path[0] ?? FIELDS[step][0])]: 'child.answer.needed' },
  }
}

const stepSubmit = page({
  method: 'post',
  path: '/referrals/:referralId/pages/:step',
  roles: 'signed-in',
  audit: 'referral.saved',
  async handle(visit) {
    const step = visit.params.step as Step
    if (!STEPS.includes(step)) return notFound()
    const { answers, errors: unread } = typedAnswers(step, visit.body)
    const wrong = wrongAnswers(referralAnswers.parse(answers), visit.now).filter(each =>
      FIELDS[step].includes(each.field),
    )
    const errors = {
      ...Object.fromEntries(wrong.map(({ field, fault }) => [field, `referral.wrong.${fault}`])),
      ...unread,
    }
    if (Object.keys(errors).length > 0) return stepAnswer(visit, visit.body, errors)
    const known = Object.fromEntries(
      Object.entries(answers).filter(([name]) => FIELDS[step].includes(name as keyof ReferralAnswers)),
    )
    const result = await visit.act(work =>
      saveReferral(work, {
        referralId: visit.params.referralId,
        version: Number(one(visit.body, 'version')) || 1,
        answers: known,
      }),
    )
    switch (result.outcome) {
      case 'saved': {
        if (one(visit.body, 'leave') !== '') return redirect('/referrals')
        if (step === 'danger' && answers.immediateDanger === 'yes')
          return redirect(`/referrals/${visit.params.referralId}/danger-now`)
        const next = STEPS[STEPS.indexOf(step) + 1]
        return redirect(
          next === undefined
            ? `/referrals/${visit.params.referralId}`
            : `/referrals/${visit.params.referralId}/pages/${next}`,
        )
      }
      case 'changed-since-you-read':
        return conflict(
          visit.t('web.conflict.title'),
          visit.path,
          FIELDS[step]
            .filter(field => typeof result.current.answers[field] === 'string' && !DAY_ANSWERS.includes(field as never))
            .map(field => ({
              name: field,
              label: visit.t(`referral.${field}`),
              theirs: String(result.current.answers[field]),
              yours: one(visit.body, field),
            })),
          { version: String(result.current.version) },
        )
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

async function referralAnswer(
  visit: Visit<'/referrals/:referralId'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const model = await visit.act(async ({ tx, actor }) => {
    const referral = await findReferral(tx, visit.params.referralId)
    if (referral === undefined) return undefined
    await recordAuditEvent(tx, 'referral.seen', {
      ...(referral.childId !== null && { childId: referral.childId }),
      subjectId: referral.id,
    })
    const { answers } = referral
    const authorities = await listLocalAuthorities(tx)
    const agencies = new Map((await listAgencies(tx)).map(agency => [agency.id, agency.name[language]]))
    const author = (await namesOf(tx, [referral.authorId])).get(referral.authorId)
    const receives = referral.receivingTeamId !== null && actor.teamIds.includes(referral.receivingTeamId)
    const due = await findClockOf(tx, 'determination', referral.id)
    const duplicates =
      receives && referral.childId === null
        ? await listPossibleDuplicates(tx, {
            referralId: referral.id,
            names: searchNames(`${answers.givenName} ${answers.familyName}`),
            bornOn: answers.bornOn === '' ? null : calendarDate(answers.bornOn),
            nhsNumber: answers.nhsNumber === '' ? null : answers.nhsNumber.replace(/\s/g, ''),
          })
        : []
    if (receives && referral.childId === null)
      await recordAuditEvent(tx, 'child.duplicates-looked-for', {
        subjectId: referral.id,
        details: { found: duplicates.length },
      })
    const determination =
      referral.childId === null
        ? undefined
        : (await listDeterminations(tx, referral.childId)).find(each => each.referralId === referral.id)
    const mayDecide = receives && hasAnyRole(actor, ['practitioner', 'manager'])
    const toDecide =
      mayDecide && referral.childId !== null && referral.decidedAt === null ? referral.childId : undefined
    const known = toDecide !== undefined && (await isChildKnown(tx, referral.id))
    const standing = known ? await findStanding(tx, toDecide) : undefined
    const running = known ? await listRunningClocksOfChild(tx, toDecide) : []
    return {
      referral,
      draft: referral.submittedAt === null,
      mine: referral.authorId === actor.userId,
      receives,
      mayDecide,
      sections: sectionsOf(
        visit,
        answers,
        authorities.find(each => each.id === answers.localAuthorityId)?.name[language] ?? '',
      ),
      sent:
        referral.submittedAt === null
          ? ''
          : `${formatDay(calendarDateAt(referral.submittedAt), language)}, ${formatTime(referral.submittedAt)}`,
      from: `${author?.name ?? ''}, ${agencies.get(referral.agencyId) ?? ''}`,
      state: stateWords(referral, visit),
      due: due === undefined ? '' : dueWords(due, language),
      danger: answers.immediateDanger === 'yes',
      duplicates: duplicates.map(each => ({
        ...each,
        born: each.bornOn === null ? '' : formatShortDay(each.bornOn, language),
      })),
      determination: determination && {
        outcome: t(`referral.outcome.${determination.outcome}`),
        reasons: determination.reasons,
        day: formatDay(calendarDateAt(determination.decidedAt), language),
      },
      outcomes: items(t, 'referral.outcome', outcomesFor(known)),
      standing: standing && {
        step: t(`pathway.step.${standing.step}`),
        since: formatShortDay(standing.openedOn, language),
        lead: standing.leadName ?? t('referral.standing.no-lead'),
        level:
          standing.level === null || standing.levelOn === null
            ? t('referral.standing.no-level')
            : t('referral.standing.level', {
                level: t(`assessment.level.${standing.level}`),
                day: formatShortDay(standing.levelOn, language),
              }),
        due: running
          .filter(clock => clock.referralId === null)
          .map(clock => `${t(`clock.rule.${clock.rule}`)}: ${formatShortDay(clock.dueOn, language)}`),
      },
      staff: receives
        ? (await listStaff(tx))
            .filter(person => person.roles.includes('practitioner'))
            .map(person => ({ value: person.id, text: `${person.name} – ${agencies.get(person.agencyId) ?? ''}` }))
        : [],
      chased:
        referral.chasedAt === null
          ? ''
          : t('referral.chased', { day: formatDay(calendarDateAt(referral.chasedAt), language) }),
      mayChase:
        referral.authorId === actor.userId &&
        referral.submittedAt !== null &&
        referral.acknowledgedAt === null &&
        visit.today > ((await findClockOf(tx, 'acknowledgement', referral.id))?.dueOn ?? visit.today),
    }
  })
  if (model === undefined) return notFound()
  const title = model.draft ? t('referral.check.title') : t('referral.one')
  return errors === undefined
    ? show('referral/views/referral.njk', title, model, values)
    : showErrors('referral/views/referral.njk', title, model, values, errors)
}

function sectionsOf({ t, language }: Visit, answers: ReferralAnswers, authority: string) {
  const answerWords = (field: keyof ReferralAnswers): string => {
    const value = answers[field]
    if (field === 'localAuthorityId') return authority
    if (field === 'forms') return answers.forms.map(form => t(`child.form.${form}`)).join(', ')
    if (field === 'grooming') return answers.grooming.map(way => t(`child.grooming.${way}`)).join(', ')
    if (field === 'signs') return answers.signs.map(sign => t(`referral.sign.${sign}`)).join('; ')
    if (field === 'language') return t(`child.language.${answers.language}`)
    if ((field === 'bornOn' || field === 'phonedOn') && isCalendarDate(String(value)))
      return formatShortDay(calendarDate(String(value)), language)
    if (['immediateDanger', 'phoned', 'childKnows', 'childAgrees', 'parentsKnow', 'parentsAgree'].includes(field))
      return value === '' ? '' : t(`referral.answer.${String(value)}`)
    return String(value)
  }
  return STEPS.map(step => ({
    step,
    title: t(`referral.step.${step}`),
    rows: FIELDS[step].map(field => ({
      field,
      label: t(`referral.${field}`),
      value: answerWords(field),
      quotation: field === 'childsWords',
    })),
  }))
}

const referralPage = page({
  method: 'get',
  path: '/referrals/:referralId',
  roles: 'signed-in',
  audit: 'referral.seen',
  handle: visit => referralAnswer(visit),
})

const sendSubmit = page({
  method: 'post',
  path: '/referrals/:referralId/send',
  roles: 'signed-in',
  audit: 'referral.sent',
  async handle(visit) {
    const result = await visit.act(work => sendReferral(work, visit.params.referralId))
    switch (result.outcome) {
      case 'sent':
        return redirect(`/referrals/${visit.params.referralId}/receipt`)
      case 'incomplete':
        return referralAnswer(
          visit,
          {},
          Object.fromEntries(
            result.missing.map(({ field, step }) => [`${step}-${field}`, `referral.missing.${field}`]),
          ),
        )
      case 'wrong':
        return referralAnswer(
          visit,
          {},
          Object.fromEntries(
            result.wrong.map(({ field, step, fault }) => [`${step}-${field}`, `referral.wrong.${fault}`]),
          ),
        )
      case 'changed-since-you-read':
        return redirect(`/referrals/${visit.params.referralId}`)
      case 'no-front-door':
        return referralAnswer(visit, {}, { 'child-localAuthorityId': 'referral.missing.front-door' })
      case 'over-eighteen':
        return referralAnswer(visit, {}, { 'child-overEighteenReason': 'referral.missing.overEighteenReason' })
      case 'not-found':
        return notFound()
    }
  },
})

const receiptPage = page({
  method: 'get',
  path: '/referrals/:referralId/receipt',
  roles: 'signed-in',
  audit: 'referral.seen',
  async handle(visit) {
    const found = await visit.act(async ({ tx }) => {
      const referral = await findReferral(tx, visit.params.referralId)
      if (referral !== undefined) await recordAuditEvent(tx, 'referral.seen', { subjectId: referral.id })
      return (
        referral && {
          referral,
          due: await findClockOf(tx, 'determination', referral.id),
          heard: await findClockOf(tx, 'acknowledgement', referral.id),
        }
      )
    })
    if (found?.referral.submittedAt == null) return notFound()
    return show('referral/views/receipt.njk', visit.t('referral.receipt.title'), {
      sent: `${formatDay(calendarDateAt(found.referral.submittedAt), visit.language)}, ${formatTime(found.referral.submittedAt)}`,
      due: found.due === undefined ? '' : dueWords(found.due, visit.language),
      heard: found.heard === undefined ? '' : dueWords(found.heard, visit.language),
      href: `/referrals/${found.referral.id}`,
    })
  },
})

const acknowledgeSubmit = page({
  method: 'post',
  path: '/referrals/:referralId/acknowledge',
  roles: ['practitioner', 'manager'],
  audit: 'referral.acknowledged',
  async handle(visit) {
    const done = await visit.act(work => acknowledgeReferral(work, visit.params.referralId))
    return done ? redirect(`/referrals/${visit.params.referralId}`) : notFound()
  },
})

const chaseSubmit = page({
  method: 'post',
  path: '/referrals/:referralId/chase',
  roles: 'signed-in',
  audit: 'referral.chased',
  async handle(visit) {
    const result = await visit.act(work => chaseReferral(work, visit.params.referralId))
    return result.outcome === 'chased' ? redirect(`/referrals/${visit.params.referralId}`) : notFound()
  },
})

const childSubmit = page({
  method: 'post',
  path: '/referrals/:referralId/child',
  roles: ['practitioner', 'manager'],
  audit: ['referral.child-identified', 'referral.seen'],
  async handle(visit) {
    const chosen = one(visit.body, 'child')
    if (chosen === '') return referralAnswer(visit, visit.body, { child: 'referral.child.needed' })
    if (chosen !== 'new' && !z.uuid().safeParse(chosen).success) return notFound()
    const result = await visit.act(work =>
      identifyChild(work, {
        referralId: visit.params.referralId,
        existingChildId: chosen === 'new' ? undefined : chosen,
      }),
    )
    return result.outcome === 'identified' ? redirect(`/referrals/${visit.params.referralId}`) : notFound()
  },
})

const determinationForm = z.object({
  outcome: choice([...OUTCOMES, ...KNOWN_CHILD_OUTCOMES], 'referral.outcome.needed'),
  reasons: neededText('referral.reasons.needed'),
  lead: text(),
})

const determinationSubmit = page({
  method: 'post',
  path: '/referrals/:referralId/determination',
  roles: ['practitioner', 'manager'],
  audit: 'referral.determined',
  async handle(visit) {
    const form = readForm(determinationForm, visit.body)
    if (!form.ok) return referralAnswer(visit, visit.body, form.errors)
    const { outcome, reasons, lead } = form.fields
    if (lead !== '' && !z.uuid().safeParse(lead).success)
      return referralAnswer(visit, visit.body, { lead: 'referral.lead.needed' })
    const result = await visit.act(work =>
      determine(work, {
        referralId: visit.params.referralId,
        outcome,
        reasons,
        leadPractitionerId: lead === '' ? undefined : lead,
      }),
    )
    switch (result.outcome) {
      case 'determined':
        return redirect(`/children/${result.childId}`)
      case 'reasons-needed':
        return referralAnswer(visit, visit.body, { reasons: 'referral.reasons.needed' })
      case 'lead-needed':
        return referralAnswer(visit, visit.body, { lead: 'referral.lead.needed' })
      case 'not-for-this-child':
        return referralAnswer(visit, visit.body, { outcome: 'referral.outcome.changed' })
      case 'child-not-identified':
        return referralAnswer(visit, visit.body, { child: 'referral.child.needed' })
      case 'decided-already':
        return redirect(`/referrals/${visit.params.referralId}`)
      case 'not-found':
        return notFound()
    }
  },
})

export const referralPages: readonly Page[] = [
  listPage,
  beginSubmit,
  stepPage,
  stepSubmit,
  dangerNow,
  referralPage,
  sendSubmit,
  receiptPage,
  acknowledgeSubmit,
  chaseSubmit,
  childSubmit,
  determinationSubmit,
]
