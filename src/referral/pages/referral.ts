import type { Work } from '../../access/work.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { staffChoices } from '../../board/choices.ts'
import { listAgencies, listLocalAuthorities } from '../../board/store/agencies.ts'
import { namesOf } from '../../board/store/staff.ts'
import { searchNames } from '../../child/rules.ts'
import { listPossibleDuplicates } from '../../child/store/search.ts'
import {
  calendarDate,
  calendarDateAt,
  formatDay,
  formatShortDay,
  formatTime,
  isCalendarDate,
} from '../../lib/calendar-date.ts'
import { findClockOf, listRunningClocksOfChild } from '../../clock/store/clocks.ts'
import { isPoliceDiscussionOwed } from '../../police/actions.ts'
import { CONSIDERED } from '../../police/police.ts'
import { findStanding } from '../../pathway/store.ts'
import { dueWords } from '../../clock/present.ts'
import { type Answer, notFound, showForm } from '../../web/answer.ts'
import { type FieldErrors, type FormFields, items } from '../../web/forms.ts'
import { page, type Visit, type Page } from '../../web/page.ts'
import { keyOf } from '../../web/translation.ts'
import { type ReferralDeed, referralParts, refusalWith } from '../deeds.ts'
import { OUTSIDE_THE_BOARD, type Referral, type ReferralAnswers, STEPS } from '../referral.ts'
import { outcomesFor } from '../rules.ts'
import { findReferral, findTelling, isChildKnown, listDeterminations } from '../store.ts'
import { stateWords } from './list.ts'
import { FIELDS } from './writing.ts'

/** The page of a referral: as it is, or again with what was typed and what needs another look. */
export async function referralAnswer(
  visit: Visit<'/referrals/:referralId'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const model = await visit.act(async work => {
    const { tx, actor } = work
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
    const may = (deed: ReferralDeed) => refusalWith(referral, deed, actor) === undefined
    const toDecide = may('determine') && referral.childId !== null ? referral.childId : undefined
    const known = toDecide !== undefined && (await isChildKnown(tx, referral.id))
    const standing = known ? await findStanding(tx, toDecide) : undefined
    const running = known ? await listRunningClocksOfChild(tx, toDecide) : []
    return {
      referral,
      draft: referral.submittedAt === null,
      mine: referral.authorId === actor.userId,
      receives,
      mayAcknowledge: may('acknowledge') && referral.acknowledgedAt === null,
      mayIdentify: may('identify'),
      mayDetermine: may('determine'),
      sections: sectionsOf(visit, answers, new Map(authorities.map(each => [each.id, each.name[language]]))),
      sent:
        referral.submittedAt === null
          ? ''
          : `${formatDay(calendarDateAt(referral.submittedAt), language)}, ${formatTime(referral.submittedAt)}`,
      from: `${author?.name ?? ''}, ${agencies.get(referral.agencyId) ?? ''}`,
      state: stateWords(referral, visit),
      due: due === undefined ? '' : dueWords(due, language),
      danger: answers.immediateDanger === 'yes',
      policeOwed: receives && (await isPoliceDiscussionOwed(work, referral.id)),
      considered: items(t, 'police.considered', CONSIDERED),
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
                level: t(keyOf(`assessment.level.${standing.level}`)),
                day: formatShortDay(standing.levelOn, language),
              }),
        due: running
          .filter(clock => clock.referralId === null)
          .map(clock => `${t(`clock.rule.${clock.rule}`)}: ${formatShortDay(clock.dueOn, language)}`),
      },
      staff: receives ? await staffChoices(tx, language, person => person.roles.includes('practitioner')) : [],
      ...(await otherAuthorityModel(visit, work, referral)),
      chased:
        referral.chasedAt === null
          ? ''
          : t('referral.chased', { day: formatDay(calendarDateAt(referral.chasedAt), language) }),
      mayChase:
        may('chase') &&
        referral.acknowledgedAt === null &&
        visit.today > ((await findClockOf(tx, 'acknowledgement', referral.id))?.dueOn ?? visit.today),
    }
  })
  if (model === undefined) return notFound()
  const title = model.draft ? t('referral.check.title') : t('referral.one')
  return showForm('referral/views/referral.njk', title, model, values, errors)
}

// What the other local authority was told, and the form for it, for whoever is to tell or to answer.
async function otherAuthorityModel({ t, language }: Visit, { tx, actor }: Work, referral: Referral) {
  if (referral.answers.otherAuthority !== 'yes' || referral.submittedAt === null) return {}
  const telling = await findTelling(tx, referral.id)
  const may = refusalWith(referral, 'tell-other-authority', actor) === undefined
  const there = referralParts(referral, actor).includes('other-front-door')
  const by = telling && (await namesOf(tx, [telling.toldBy])).get(telling.toldBy)
  return {
    telling: telling && {
      words: telling.words,
      who: t('referral.telling.by', {
        who: by?.name ?? '',
        at: `${formatDay(calendarDateAt(telling.toldAt), language)}, ${formatTime(telling.toldAt)}`,
      }),
    },
    tellingAsked: may && telling === undefined ? (there ? 'there' : 'here') : '',
  }
}

function sectionsOf({ t, language }: Visit, answers: ReferralAnswers, authorities: ReadonlyMap<string, string>) {
  const answerWords = (field: keyof ReferralAnswers): string => {
    const value = answers[field]
    if (field === 'localAuthorityId') return authorities.get(answers.localAuthorityId) ?? ''
    if (field === 'otherAuthorityId')
      return answers.otherAuthorityId === OUTSIDE_THE_BOARD
        ? t('referral.otherAuthorityId.outside')
        : (authorities.get(answers.otherAuthorityId) ?? '')
    if (field === 'forms') return answers.forms.map(form => t(`child.form.${form}`)).join(', ')
    if (field === 'grooming') return answers.grooming.map(way => t(`child.grooming.${way}`)).join(', ')
    if (field === 'signs') return answers.signs.map(sign => t(`referral.sign.${sign}`)).join('; ')
    if (field === 'language') return t(`child.language.${answers.language}`)
    if ((field === 'bornOn' || field === 'phonedOn') && isCalendarDate(String(value)))
      return formatShortDay(calendarDate(String(value)), language)
    if (YES_NO_ANSWERS.includes(field)) return value === '' ? '' : t(keyOf(`referral.answer.${String(value)}`))
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

const YES_NO_ANSWERS: readonly (keyof ReferralAnswers)[] = [
  'immediateDanger',
  'otherAuthority',
  'mayBeCrime',
  'phoned',
  'childKnows',
  'childAgrees',
  'parentsKnow',
  'parentsAgree',
]

const referralPage = page({
  method: 'get',
  path: '/referrals/:referralId',
  roles: 'signed-in',
  audit: 'referral.seen',
  handle: visit => referralAnswer(visit),
})

export const referralPages: readonly Page[] = [referralPage]
