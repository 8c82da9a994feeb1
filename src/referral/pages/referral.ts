import type { Work } from '../../access/work.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import type { Team } from '../../board/board.ts'
import { findTeam, listAgencies, listLocalAuthorities } from '../../board/store/agencies.ts'
import { namesOf } from '../../board/store/staff.ts'
import { familyWarnings, victimWords } from '../../exploitation/present.ts'
import { languageChoices } from '../../entry/present.ts'
import { calendarDateAt, formatDay, formatInstant } from '../../lib/calendar-date.ts'
import { foreignTo } from '../../lib/written-language.ts'
import { findClockOf } from '../../clock/store/clocks.ts'
import { dueWords } from '../../clock/present.ts'
import { type Answer, notFound, showForm } from '../../web/answer.ts'
import { type FieldErrors, type FormFields } from '../../web/forms.ts'
import { page, type Visit, type Page } from '../../web/page.ts'
import { type ReferralDeed, refusalWith } from '../deeds.ts'
import { type Referral, referralReference } from '../referral.ts'
import { findReferral, listDeterminations } from '../store.ts'
import { shownAnswers } from '../shown-answers.ts'
import { stateWords } from './list.ts'
import { otherAuthorityModel } from './other-authority.ts'
import { decisionModel } from './to-decide.ts'

/** The page of a referral: as it is, or again with what was typed and what needs another look. */
export async function referralAnswer(
  visit: Visit<'/referrals/:referralId'>,
  values: FormFields = { writtenIn: visit.language },
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const model = await visit.act(async work => {
    const { tx, actor } = work
    const referral = await findReferral(tx, visit.params.referralId)
    if (referral === undefined) return undefined
    const { answers } = referral
    const [authorities, ofBoard, names, due, acknowledging, determinations, team, decision, otherAuthority] =
      await Promise.all([
        listLocalAuthorities(tx),
        listAgencies(tx),
        namesOf(tx, [referral.authorId]),
        findClockOf(tx, 'determination', referral.id),
        findClockOf(tx, 'acknowledgement', referral.id),
        referral.childId === null ? [] : listDeterminations(tx, referral.childId),
        receivingTeam(work, referral),
        decisionModel(visit, work, referral),
        otherAuthorityModel(visit, work, referral),
        recordAuditEvent(tx, 'referral.seen', {
          ...(referral.childId !== null && { childId: referral.childId }),
          subjectId: referral.id,
        }),
      ])
    const agencies = new Map(ofBoard.map(agency => [agency.id, agency.name[language]]))
    const author = names.get(referral.authorId)
    const receives = referral.receivingTeamId !== null && actor.teamIds.includes(referral.receivingTeamId)
    const determination = determinations.find(each => each.referralId === referral.id)
    const may = (deed: ReferralDeed) => refusalWith(referral, deed, actor) === undefined
    return {
      referral,
      draft: referral.submittedAt === null,
      heading: visit.publicView ? '' : `${answers.givenName} ${answers.familyName}`.trim(),
      mine: referral.authorId === actor.userId,
      receives,
      mayAcknowledge: may('acknowledge') && referral.acknowledgedAt === null,
      ...shownAnswers(
        visit,
        answers,
        new Map(authorities.map(each => [each.id, each.name[language]])),
        referral.submittedAt !== null,
      ),
      sent: referral.submittedAt === null ? '' : formatInstant(referral.submittedAt, language),
      reference: referralReference(referral.id),
      receivedBy: teamWords(team, language),
      from: `${author?.name ?? ''}, ${agencies.get(referral.agencyId) ?? ''}`,
      state: stateWords(referral, visit),
      due: due === undefined || referral.decidedAt !== null ? '' : dueWords(due, language),
      danger: answers.immediateDanger === 'yes',
      warnings: familyWarnings(answers.forms, t, answers.familyInvolved === 'yes'),
      victim: victimWords(answers.forms, t),
      determination: determination && {
        outcome: t(`referral.outcome.${determination.outcome}`),
        reasons: determination.reasons,
        foreign: foreignTo(language, determination.writtenIn),
        day: formatDay(calendarDateAt(determination.decidedAt), language),
      },
      languages: languageChoices(language),
      ...decision,
      ...otherAuthority,
      chased:
        referral.chasedAt === null
          ? ''
          : t('referral.chased', { day: formatDay(calendarDateAt(referral.chasedAt), language) }),
      mayChase: may('chase') && referral.acknowledgedAt === null && visit.today > (acknowledging?.dueOn ?? visit.today),
    }
  })
  if (model === undefined) return notFound()
  const title = model.draft ? t('referral.check.title') : t('referral.one')
  const named = model.draft || model.heading === '' ? { heading: '' } : { caption: title }
  return showForm('referral/views/referral.njk', title, { ...model, ...named }, values, errors)
}

/** The team that received a referral; `undefined` before it is sent. */
export async function receivingTeam({ tx }: Work, { receivingTeamId }: Referral): Promise<Team | undefined> {
  return receivingTeamId === null ? undefined : findTeam(tx, receivingTeamId)
}

/** A team with its telephone number, as far as there is one. */
export function teamWords(team: Team | undefined, language: 'en' | 'cy'): string {
  return team === undefined ? '' : [team.name[language], team.telephone].filter(Boolean).join(', ')
}

const referralPage = page({
  method: 'get',
  path: '/referrals/:referralId',
  roles: 'signed-in',
  audit: 'referral.seen',
  handle: visit => referralAnswer(visit),
})

export const referralPages: readonly Page[] = [referralPage]
