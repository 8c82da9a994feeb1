import type { Work } from '../../access/work.ts'
import { judgedWords } from '../../pathway/present.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { staffChoices } from '../../board/choices.ts'
import { searchNames } from '../../child/rules.ts'
import { listPossibleDuplicates, type PossibleDuplicate } from '../../child/store/search.ts'
import { listRunningClocksOfChild } from '../../clock/store/clocks.ts'
import { calendarDate, formatShortDay } from '../../lib/calendar-date.ts'
import { findScreening, findStanding } from '../../pathway/store.ts'
import { isPoliceDiscussionOwed } from '../../police/actions.ts'
import { CONSIDERED } from '../../police/police.ts'
import { items } from '../../web/forms.ts'
import type { Visit } from '../../web/page.ts'
import { type ReferralDeed, refusalWith } from '../deeds.ts'
import type { Referral } from '../referral.ts'
import { outcomesFor } from '../rules.ts'
import { isChildKnown, listOfferedOnPathway } from '../store.ts'

/**
 * What stands beside a referral for whoever decides it: who the child may be and why, where a child on the pathway stands, the
 * outcomes, and who can take the lead. For everyone else there is nothing.
 */
export async function decisionModel({ t, language, mayOpen }: Visit, work: Work, referral: Referral) {
  const { tx, actor } = work
  const may = (deed: ReferralDeed) => refusalWith(referral, deed, actor) === undefined
  const [mayIdentify, mayDetermine] = [may('identify'), may('determine')]
  const receives = referral.receivingTeamId !== null && actor.teamIds.includes(referral.receivingTeamId)
  if (!receives || referral.submittedAt === null) return { mayIdentify: false, mayDecide: false, policeOwed: false }
  const isToDecide = mayIdentify || mayDetermine
  const [policeOwed, known, duplicates, staff] = await Promise.all([
    isPoliceDiscussionOwed(work, referral.id),
    mayDetermine && isChildKnown(tx, referral.id),
    mayIdentify ? possibleChildren() : [],
    isToDecide ? staffChoices(tx, language, person => person.roles.includes('practitioner')) : [],
  ])
  const police = { policeOwed, considered: items(t, 'police.considered', CONSIDERED) }
  if (!isToDecide) return { mayIdentify, mayDecide: false, ...police }
  return {
    mayIdentify,
    mayDecide: true,
    ...police,
    duplicates,
    standing: known && referral.childId !== null ? await standingOf(referral.childId) : undefined,
    screening: referral.childId === null ? undefined : await screeningOf(referral.childId),
    outcomes: items(t, 'referral.outcome', outcomesFor(known)),
    staff,
  }

  // What the newest screening judged, and where a screening is written before it is decided.
  async function screeningOf(childId: string) {
    const screening = await findScreening(tx, childId)
    const path = `/children/${childId}/assessments/new` as const
    return {
      judged: screening === undefined ? '' : judgedWords(screening, language, t),
      write: mayOpen(path) ? path : '',
    }
  }

  async function possibleChildren() {
    const { answers } = referral
    const looking = listPossibleDuplicates(tx, {
      referralId: referral.id,
      names: searchNames(`${answers.givenName} ${answers.familyName}`),
      bornOn: answers.bornOn === '' ? null : calendarDate(answers.bornOn),
      nhsNumber: answers.nhsNumber === '' ? null : answers.nhsNumber.replace(/\s/g, ''),
    })
    const [found, onPathway] = await Promise.all([looking, listOfferedOnPathway(tx, referral.id)])
    await recordAuditEvent(tx, 'child.duplicates-looked-for', {
      subjectId: referral.id,
      details: { found: found.length },
    })
    return found.map(each => {
      const since = onPathway.get(each.childId)
      return {
        value: each.childId,
        text: `${each.givenName} ${each.familyName} · ${each.reference}`,
        hint: [
          matchWords(each),
          since === undefined ? '' : t('referral.duplicate.on-pathway', { day: formatShortDay(since, language) }),
        ]
          .filter(Boolean)
          .join(' '),
      }
    })
  }

  // Why this may be the same child: what is alike, and where it is not, what the record says.
  function matchWords(each: PossibleDuplicate): string {
    const { answers } = referral
    const sameDay = each.bornOn !== null && each.bornOn === answers.bornOn
    const alike = [
      each.sameNhsNumber ? t('referral.duplicate.nhs-number') : '',
      sameDay ? t('referral.duplicate.day') : '',
      t(each.sameName ? 'referral.duplicate.name' : 'referral.duplicate.near-name'),
    ]
    const born =
      each.bornOn === null || sameDay ? '' : ` · ${t('record.born', { day: formatShortDay(each.bornOn, language) })}`
    return `${alike.filter(Boolean).join(', ')}${born}.`
  }

  async function standingOf(childId: string) {
    const [standing, running] = await Promise.all([findStanding(tx, childId), listRunningClocksOfChild(tx, childId)])
    return (
      standing && {
        step: t(`pathway.step.${standing.step}`),
        since: formatShortDay(standing.openedOn, language),
        lead: standing.leadName ?? t('referral.standing.no-lead'),
        level: judgedWords({ level: standing.level, doneOn: standing.levelOn }, language, t),
        due: running
          .filter(clock => clock.referralId === null)
          .map(clock => `${t(`clock.rule.${clock.rule}`)}: ${formatShortDay(clock.dueOn, language)}`),
      }
    )
  }
}
