import type { Work } from '../../access/work.ts'
import { findJudgement } from '../../assessment/store.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { listLocalAuthorities } from '../../board/store/agencies.ts'
import { principalsOf } from '../../board/store/staff.ts'
import type { Child } from '../../child/child.ts'
import { findChild, updateLastLook } from '../../child/store/children.ts'
import { listAlerts, listImportantPeople, listOtherNames } from '../../child/store/around.ts'
import { listNetwork } from '../../child/store/network.ts'
import { listChronology } from '../../chronology/store.ts'
import { inAlphabet } from '../../lib/alphabet.ts'
import { formatShortDay, yearsOn } from '../../lib/calendar-date.ts'
import { PATHWAY_STEPS } from '../../pathway/pathway.ts'
import { listPathways } from '../../pathway/store.ts'
import { dueWords } from '../../clock/present.ts'
import { standingOf } from '../../clock/rules.ts'
import { listRunningClocksOfChild } from '../../clock/store/clocks.ts'
import { notFound, show } from '../../web/answer.ts'
import { page, type Visit, type Page } from '../../web/page.ts'
import { ageWords, childName, type Names, shownEntry, shownJudgement } from '../present.ts'
import { usersIn, agencyNames } from './names.ts'

const PAGE_OF_ENTRIES = 15

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
      const [since, entries, [pathway], clocks, network, alerts, judgement, agencies, who] = await Promise.all([
        updateLastLook(tx, child.id, actor.userId, visit.now),
        listChronology(tx, child.id, { most: PAGE_OF_ENTRIES }),
        listPathways(tx, child.id),
        listRunningClocksOfChild(tx, child.id),
        listNetwork(tx, child.id),
        listAlerts(tx, child.id),
        findJudgement(tx, child.id),
        agencyNames(work, language),
        whoTheyAre(work, child, visit),
        recordAuditEvent(tx, 'record.seen', { childId: child.id }),
      ])
      // Everyone who is named on the page is looked up in one go.
      const holders = await principalsOf(tx, [
        ...usersIn(entries),
        ...network.map(member => member.userId),
        ...clocks.map(clock => clock.holderId),
        ...(judgement === undefined ? [] : [judgement.authorId]),
      ])
      const around = new Map(
        [...holders].map(([id, each]) => [
          id,
          { name: each.name[language], agencyId: each.agencyId, jobTitle: each.jobTitle },
        ]),
      )
      const names: Names = { people: around, agencies }
      const reached = pathway === undefined ? -1 : PATHWAY_STEPS.indexOf(pathway.step)
      return {
        ...who,
        comesNear18: pathway?.endedOn === null && child.bornOn !== null && yearsOn(child.bornOn, visit.today) >= 16,
        alerts: alerts.map(alert => ({ ...alert, kind: t(`child.alert.${alert.kind}`) })),
        judgement: judgement && shownJudgement(judgement, names, language, t),
        pathway: pathway && {
          steps: PATHWAY_STEPS.map((step, at) => ({
            name: t(`pathway.step.${step}`),
            done: at < reached,
            current: at === reached && pathway.endedOn === null,
          })),
          ended:
            pathway.endedOn === null
              ? ''
              : t('record.pathway.ended', {
                  day: formatShortDay(pathway.endedOn, language),
                  how: t(`pathway.ending.${pathway.ending ?? 'other'}`),
                }),
          opened: formatShortDay(pathway.openedOn, language),
          watch: pathway.whoKeepsWatch,
          bringBack: pathway.whatWouldBringBack,
        },
        due: clocks.map(clock => {
          const standing = standingOf(clock, visit.now)
          return {
            what: t(`clock.rule.${clock.rule}`),
            href: clock.page,
            why: `/clocks/${clock.id}`,
            due: dueWords(clock, language),
            late: standing.state === 'late' ? t('clock.late-by', { count: Math.max(1, standing.daysLate) }) : '',
            holder: holders.get(clock.holderId)?.name[language] ?? '',
          }
        }),
        network: network.map(member => ({
          id: member.id,
          name: around.get(member.userId)?.name ?? '',
          job: around.get(member.userId)?.jobTitle ?? '',
          agency: names.agencies.get(around.get(member.userId)?.agencyId ?? '') ?? '',
          part: t(`child.part.${member.part}`),
        })),
        entries: entries.map(entry => shownEntry(entry, names, language, t, since)),
        more: entries.length === PAGE_OF_ENTRIES,
        newCount: since === null ? 0 : entries.filter(entry => entry.recordedAt > since).length,
      }
    })
    return model === undefined
      ? notFound()
      : show('record/views/record.njk', model.child.reference, { ...model, publicView })
  },
})

async function whoTheyAre({ tx }: Work, child: Child, visit: Visit) {
  const { t, language } = visit
  const [people, names, authorities] = await Promise.all([
    listImportantPeople(tx, child.id),
    listOtherNames(tx, child.id),
    listLocalAuthorities(tx),
  ])
  return {
    child,
    heading: childName(child, visit.publicView),
    age: ageWords(child, visit.today, language, t),
    language: child.language === 'other' ? child.otherLanguage : t(`child.language.${child.language}`),
    otherNames: visit.publicView ? [] : names.map(({ name, kind }) => ({ name, kind: t(`child.name-kind.${kind}`) })),
    ownWordsOn: child.ownWordsOn === null ? '' : formatShortDay(child.ownWordsOn, language),
    people: visit.publicView
      ? []
      : inAlphabet(language, people, person => person.name).map(person => ({
          ...person,
          responsibility: person.hasParentalResponsibility === 'yes' ? t('child.person.has-responsibility') : '',
        })),
    authority: authorities.find(authority => authority.id === child.localAuthorityId)?.name[language] ?? '',
  }
}

export const recordPages: readonly Page[] = [recordPage]
