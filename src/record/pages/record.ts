import { findJudgement } from '../../assessment/store.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { titleIn } from '../../board/board.ts'
import { principalsOf } from '../../board/store/staff.ts'
import { isAboutFamily } from '../../child/child.ts'
import { findChild, updateLastLook } from '../../child/store/children.ts'
import { listAlerts } from '../../child/store/alerts.ts'
import { listNetwork } from '../../child/store/network.ts'
import { countLinesSince, listChronology } from '../../chronology/store.ts'
import { calendarDateAt, formatShortDay, yearsOn } from '../../lib/calendar-date.ts'
import { planParts } from '../../meeting/present.ts'
import { findSafetyPlanOfChild } from '../../meeting/store/outcome.ts'
import { PATHWAY_STEPS } from '../../pathway/pathway.ts'
import { endedWords } from '../../pathway/present.ts'
import { listPathways } from '../../pathway/store.ts'
import { findLastSeen } from '../../entry/store.ts'
import { dueWords } from '../../clock/present.ts'
import { standingOf } from '../../clock/rules.ts'
import { listRunningClocksOfChild } from '../../clock/store/clocks.ts'
import { listReferralsOfChild } from '../../referral/store.ts'
import { translationsFor } from '../../translation/present.ts'
import { notFound, show } from '../../web/answer.ts'
import { page, type Visit, type Page } from '../../web/page.ts'
import { covered, firstLines, inMonths, type Names, shownEntry, shownJudgement } from '../present.ts'
import { whoTheyAre, withCoveredNames } from './about.ts'
import { offeredActs } from './acts.ts'
import { usersIn, agencyNames } from './names.ts'

// So many lines the record shows, and so many entries are read for them: a meeting's stand together as one line.
const LINES_SHOWN = 15
const ENTRIES_READ = 40
const QUOTES_SHOWN = 2

const recordPage = page({
  method: 'get',
  path: '/children/:childId',
  roles: 'signed-in',
  audit: 'record.seen',
  async handle(visit) {
    const { t, language, publicView } = visit
    const model = await visit.act(async work => {
      const { tx, actor } = work
      const child = await findChild(tx, visit.params.childId)
      if (child === undefined) return undefined
      // None of these waits for another: they go to the database together and come back together.
      const [
        since,
        entries,
        [pathway],
        clocks,
        network,
        alerts,
        judgement,
        agencies,
        who,
        quotes,
        referrals,
        lastSeen,
        plan,
      ] = await Promise.all([
        updateLastLook(tx, child.id, actor.userId, visit.now),
        listChronology(tx, child.id, { most: ENTRIES_READ }),
        listPathways(tx, child.id),
        listRunningClocksOfChild(tx, child.id),
        listNetwork(tx, child.id),
        listAlerts(tx, child.id),
        findJudgement(tx, child.id),
        agencyNames(work, language),
        whoTheyAre(work, child, visit),
        listChronology(tx, child.id, { basis: 'childs-own-words', most: QUOTES_SHOWN + 1 }),
        listReferralsOfChild(tx, child.id),
        findLastSeen(tx, child.id),
        findSafetyPlanOfChild(tx, child.id),
        recordAuditEvent(tx, 'record.seen', { childId: child.id }),
      ])
      // Everyone who is named on the page is looked up in one go, beside what is new of all lines, whatever day they are about.
      const [newCount, translations, holders] = await Promise.all([
        since === null ? 0 : countLinesSince(tx, child.id, since),
        translationsFor(tx, [...entries, ...quotes], visit),
        principalsOf(tx, [
          ...usersIn(entries),
          ...network.map(member => member.userId),
          ...clocks.map(clock => clock.holderId),
          ...(judgement === undefined ? [] : [judgement.authorId]),
          ...referrals.map(referral => referral.authorId),
        ]),
      ])
      const around = new Map(
        [...holders].map(([id, each]) => [
          id,
          { name: each.name[language], agencyId: each.agencyId, jobTitle: titleIn(language, each.jobTitle) },
        ]),
      )
      const names: Names = { people: around, agencies, translations }
      const { hidden } = who
      const reached = pathway === undefined ? -1 : PATHWAY_STEPS.indexOf(pathway.step)
      const comesNear18 = pathway?.endedOn === null && child.bornOn !== null && yearsOn(child.bornOn, visit.today) >= 16
      const due = clocks.map(clock => {
        const standing = standingOf(clock, visit.now)
        return {
          what: t(`clock.rule.${clock.rule}`),
          // Its page may be for others: then the line says what is due, and leads nowhere.
          href: visit.mayOpen(clock.page) ? clock.page : '',
          why: `/clocks/${clock.id}`,
          due: dueWords(clock, language),
          late: standing.state === 'late' ? t('clock.late-by', { count: Math.max(1, standing.daysLate) }) : '',
          holder: holders.get(clock.holderId)?.name[language] ?? '',
          holderId: clock.holderId,
        }
      })
      const months = inMonths(
        entries.map(entry => withCoveredNames(shownEntry(entry, names, language, t, since), hidden)),
      )
      return {
        ...who,
        alerts: alerts.map(alert => ({
          id: alert.id,
          isAboutFamily: isAboutFamily(alert.kind),
          kind: t(`child.alert.${alert.kind}`),
          text: [isAboutFamily(alert.kind) ? t(`child.alert.${alert.kind}.what`) : '', covered(alert.text, hidden)]
            .filter(Boolean)
            .join(' '),
        })),
        judgement: judgement && shownJudgement(judgement, names, language, t),
        pathway: pathway && {
          steps: PATHWAY_STEPS.map((step, at) => ({
            name: t(`pathway.step.${step}`),
            done: at < reached,
            current: at === reached && pathway.endedOn === null,
          })),
          ended: endedWords(pathway, language, t),
          opened: formatShortDay(pathway.openedOn, language),
          watch: covered(pathway.whoKeepsWatch, hidden),
          bringBack: covered(pathway.whatWouldBringBack, hidden),
        },
        plan: plan && {
          parts: planParts(plan, visit).map(part => ({ ...part, words: covered(part.words, hidden) })),
          href: `/meetings/${plan.meetingId}/record`,
          day: formatShortDay(calendarDateAt(plan.beganAt), language),
        },
        due,
        next: nextAct(due, actor),
        mayWrite: visit.mayOpen(`/children/${child.id}/entries/new`),
        mayChange: visit.mayOpen(`/children/${child.id}/details`),
        acts: offeredActs(visit, child.id, {
          pathway: pathway === undefined ? 'none' : pathway.endedOn === null ? 'open' : 'ended',
          comesNear18,
        }),
        network: network.map(member => ({
          id: member.id,
          name: around.get(member.userId)?.name ?? '',
          job: around.get(member.userId)?.jobTitle ?? '',
          agency: names.agencies.get(around.get(member.userId)?.agencyId ?? '') ?? '',
          part: t(`child.part.${member.part}`),
        })),
        quotes: quotes.slice(0, QUOTES_SHOWN).map(entry => ({
          ...withCoveredNames(shownEntry(entry, names, language, t, null), hidden),
          day: formatShortDay(entry.happenedOn, language),
        })),
        moreQuotes: quotes.length > QUOTES_SHOWN,
        referrals: referrals.map(referral => ({
          href: `/referrals/${referral.id}`,
          by: `${around.get(referral.authorId)?.name ?? ''}, ${agencies.get(referral.agencyId) ?? ''}`,
          day: formatShortDay(calendarDateAt(referral.submittedAt ?? referral.beganAt), language),
          outcome:
            referral.outcome === null ? t('record.referral.not-decided') : t(`referral.outcome.${referral.outcome}`),
        })),
        months: firstLines(months, LINES_SHOWN),
        lastSeen: pathway === undefined || pathway.endedOn !== null ? '' : lastSeenWords(lastSeen, visit),
        newCount,
        since: since?.toISOString() ?? '',
      }
    })
    return model === undefined
      ? notFound()
      : show('record/views/record.njk', model.child.reference, { ...model, publicView })
  },
})

function lastSeenWords(
  last: Awaited<ReturnType<typeof findLastSeen>>,
  { t, language }: Pick<Visit, 't' | 'language'>,
): string {
  if (last.seen === null) return t('record.last-seen.never')
  const alone =
    last.alone === null
      ? t('record.last-seen.alone.never')
      : t('record.last-seen.alone', { day: formatShortDay(last.alone, language) })
  return `${t('record.last-seen', { day: formatShortDay(last.seen, language) })}; ${alone}`
}

// The act that waits for this reader first: the button of the page.
function nextAct(due: readonly Due[], actor: Visit['actor']): Due | undefined {
  return due.find(each => each.href !== '' && (each.holderId === actor.userId || actor.teamIds.includes(each.holderId)))
}

type Due = { readonly what: string; readonly href: string; readonly holderId: string }

export const recordPages: readonly Page[] = [recordPage]
