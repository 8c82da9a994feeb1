import { listGrantsInForce } from '../../access/store/grants.ts'
import type { Work } from '../../access/work.ts'
import { listAuditEventsOfChild, recordAuditEvent } from '../../audit/store.ts'
import { listAgencies, listLocalAuthorities } from '../../board/store/agencies.ts'
import { namesOf, principalsOf } from '../../board/store/staff.ts'
import type { Child } from '../../child/child.ts'
import { findChild, updateLastLook } from '../../child/store/children.ts'
import { listAlerts, listImportantPeople, listOtherNames } from '../../child/store/around.ts'
import { listNetwork } from '../../child/store/network.ts'
import { CONTEXTS } from '../../entry/entry.ts'
import { type Line, LINE_KINDS } from '../../chronology/chronology.ts'
import { listChronology } from '../../chronology/store.ts'
import {
  calendarDate,
  formatDay,
  formatShortDay,
  formatTime,
  calendarDateAt,
  isCalendarDate,
} from '../../lib/calendar-date.ts'
import { PATHWAY_STEPS } from '../../pathway/pathway.ts'
import { listPathways } from '../../pathway/store.ts'
import { dueWords } from '../../clock/present.ts'
import { standingOf } from '../../clock/rules.ts'
import { listRunningClocksOfChild } from '../../clock/store/clocks.ts'
import { type Answer, notFound, show } from '../../web/answer.ts'
import { items } from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { ageWords, childName, type Names, shownEntry } from '../present.ts'
import { listRowsAsOn } from '../store.ts'

const PAGE_OF_ENTRIES = 15

// Who is named in some entries: their authors, and those they are about.
function usersIn(entries: readonly Line[]): readonly string[] {
  return entries.flatMap(entry => [
    entry.authorId,
    ...(typeof entry.details['user'] === 'string' ? [entry.details['user']] : []),
  ])
}

async function agencyNames({ tx }: Work, language: 'en' | 'cy'): Promise<ReadonlyMap<string, string>> {
  return new Map((await listAgencies(tx)).map(agency => [agency.id, agency.name[language]]))
}

async function namesIn(work: Work, entries: readonly Line[], language: 'en' | 'cy'): Promise<Names> {
  return { people: await namesOf(work.tx, usersIn(entries)), agencies: await agencyNames(work, language) }
}

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
      await recordAuditEvent(tx, 'record.seen', { childId: child.id })
      const since = await updateLastLook(tx, child.id, actor.userId, visit.now)
      const entries = await listChronology(tx, child.id, { most: PAGE_OF_ENTRIES })
      const [pathway] = await listPathways(tx, child.id)
      const clocks = await listRunningClocksOfChild(tx, child.id)
      const network = await listNetwork(tx, child.id)
      // Everyone who is named on the page is looked up in one go.
      const holders = await principalsOf(tx, [
        ...usersIn(entries),
        ...network.map(member => member.userId),
        ...clocks.map(clock => clock.holderId),
      ])
      const around = new Map(
        [...holders].map(([id, each]) => [
          id,
          { name: each.name[language], agencyId: each.agencyId, jobTitle: each.jobTitle },
        ]),
      )
      const names: Names = { people: around, agencies: await agencyNames(work, language) }
      const reached = pathway === undefined ? -1 : PATHWAY_STEPS.indexOf(pathway.step)
      return {
        ...(await whoTheyAre(work, child, visit)),
        alerts: (await listAlerts(tx, child.id)).map(alert => ({ ...alert, kind: t(`child.alert.${alert.kind}`) })),
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
  const people = await listImportantPeople(tx, child.id)
  return {
    child,
    heading: childName(child, visit.publicView),
    age: ageWords(child, visit.today, language, t),
    language: child.language === 'other' ? child.otherLanguage : t(`child.language.${child.language}`),
    otherNames: visit.publicView
      ? []
      : (await listOtherNames(tx, child.id)).map(name => ({
          name: name.name,
          kind: t(`child.name-kind.${name.kind}`),
        })),
    ownWordsOn: child.ownWordsOn === null ? '' : formatShortDay(child.ownWordsOn, language),
    people: visit.publicView
      ? []
      : people.map(person => ({
          ...person,
          responsibility: person.hasParentalResponsibility === 'yes' ? t('child.person.has-responsibility') : '',
        })),
    authority:
      (await listLocalAuthorities(tx)).find(authority => authority.id === child.localAuthorityId)?.name[language] ?? '',
  }
}

const chronologyPage = page({
  method: 'get',
  path: '/children/:childId/chronology',
  roles: 'signed-in',
  audit: 'record.chronology-seen',
  async handle(visit) {
    const { t, language, query } = visit
    const model = await visit.act(async work => {
      const child = await findChild(work.tx, visit.params.childId)
      if (child === undefined) return undefined
      await recordAuditEvent(work.tx, 'record.chronology-seen', { childId: child.id })
      const skip = Math.max(0, Number.parseInt(query['skip'] ?? '0', 10) || 0)
      const day = (name: string) => (isCalendarDate(query[name] ?? '') ? calendarDate(query[name] ?? '') : undefined)
      const chosen = (name: string, known: readonly string[]) =>
        known.includes(query[name] ?? '') ? query[name] : undefined
      const agencies = await listAgencies(work.tx)
      const filter = {
        kind: chosen('kind', LINE_KINDS),
        context: chosen('context', CONTEXTS),
        agencyId: chosen(
          'agency',
          agencies.map(agency => agency.id),
        ),
        from: day('from'),
        until: day('until'),
      }
      const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))
      const entries = await listChronology(work.tx, child.id, { ...given, most: 101, skip })
      const names = await namesIn(work, entries, language)
      return {
        reference: child.reference,
        heading: t('record.chronology.heading', { name: childName(child, visit.publicView) }),
        back: { href: `/children/${child.id}`, text: t('record.back') },
        entries: entries.slice(0, 100).map(entry => shownEntry(entry, names, language, t, null)),
        next: entries.length > 100 ? skip + 100 : 0,
        kinds: items(t, 'chronology.filter', LINE_KINDS),
        contexts: items(t, 'entry.context', CONTEXTS),
        agencies: agencies.map(agency => ({ value: agency.id, text: agency.name[language] })),
        printed: `${formatDay(visit.today, language)}, ${formatTime(visit.now)}`,
      }
    })
    if (model === undefined) return notFound()
    const values = Object.fromEntries(
      Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined),
    )
    return show(
      'record/views/chronology.njk',
      t('record.chronology.title', { reference: model.reference }),
      model,
      values,
    )
  },
})

const accessPage = page({
  method: 'get',
  path: '/children/:childId/access',
  roles: 'signed-in',
  audit: 'access.seen-who-can-see',
  async handle(visit) {
    const { t, language } = visit
    const model = await visit.act(async ({ tx }) => {
      const child = await findChild(tx, visit.params.childId)
      if (child === undefined) return undefined
      await recordAuditEvent(tx, 'access.seen-who-can-see', { childId: child.id })
      const grants = await listGrantsInForce(tx, child.id)
      const principals = await principalsOf(
        tx,
        grants.map(grant => grant.principalId),
      )
      const agencies = new Map((await listAgencies(tx)).map(agency => [agency.id, agency.name[language]]))
      const looks = await listAuditEventsOfChild(tx, child.id)
      const agencyCount = new Set(grants.map(grant => principals.get(grant.principalId)?.agencyId)).size
      return {
        back: { href: `/children/${child.id}`, text: t('record.back') },
        reference: child.reference,
        restricted: child.restrictedAt !== null,
        lead: t('record.access.lead', {
          count: new Set(grants.map(grant => grant.principalId)).size,
          agencies: agencyCount,
        }),
        grants: grants.map(grant => ({
          name: principals.get(grant.principalId)?.name[language] ?? '',
          agency: agencies.get(principals.get(grant.principalId)?.agencyId ?? '') ?? '',
          why: t(`record.access.reason.${grant.reason}`),
          since: formatShortDay(calendarDateAt(grant.fromAt), language),
          until:
            grant.untilAt === null
              ? ''
              : `${formatShortDay(calendarDateAt(grant.untilAt), language)}, ${formatTime(grant.untilAt)}`,
        })),
        looks: looks.map(look => ({
          at: `${formatShortDay(calendarDateAt(look.at), language)}, ${formatTime(look.at)}`,
          who: look.actorName,
          agency: agencies.get(look.agencyId ?? '') ?? '',
          what: t(`audit.event.${look.event}`),
          loadedBy: look.loadedBy === undefined ? '' : t('record.access.loaded-by', { name: look.loadedBy }),
        })),
      }
    })
    return model === undefined ? notFound() : show('record/views/access.njk', t('record.access.title'), model)
  },
})

const asOnDayPage = page({
  method: 'get',
  path: '/children/:childId/as-on-day',
  roles: 'signed-in',
  audit: ['record.seen-as-on-day'],
  async handle(visit): Promise<Answer> {
    const { t, language } = visit
    const typed = `${visit.query['day-year'] ?? ''}-${(visit.query['day-month'] ?? '').padStart(2, '0')}-${(visit.query['day-day'] ?? '').padStart(2, '0')}`
    const day = isCalendarDate(typed) ? calendarDate(typed) : visit.today
    const model = await visit.act(async work => {
      const child = await findChild(work.tx, visit.params.childId)
      if (child === undefined) return undefined
      await recordAuditEvent(work.tx, 'record.seen-as-on-day', { childId: child.id, details: { day } })
      const rows = await listRowsAsOn(work.tx, child.id, day)
      const then = rows.find(row => row.table === 'child')?.content
      const entries = rows
        .filter(row => row.table !== 'child')
        .map(row => row.content as Record<string, string>)
        .sort((one, other) => ((one['happened_on'] ?? '') < (other['happened_on'] ?? '') ? 1 : -1))
      const people = await namesOf(work.tx, entries.map(entry => entry['author_id'] ?? '').filter(Boolean))
      return {
        reference: child.reference,
        back: { href: `/children/${child.id}`, text: t('record.back') },
        dayWords: formatDay(day, language),
        then: then && {
          name: visit.publicView ? child.reference : `${String(then['given_name'])} ${String(then['family_name'])}`,
          ownWords: then['own_words'],
          school: then['school'],
          version: then['version'],
        },
        entries: entries.map(entry => ({
          day: formatShortDay(calendarDate(entry['happened_on'] ?? ''), language),
          kind: t(`chronology.filter.${entry['kind'] ?? 'note'}`),
          text: entry['text'],
          who: people.get(entry['author_id'] ?? '')?.name ?? '',
        })),
      }
    })
    if (model === undefined) return notFound()
    const [year, month, date] = day.split('-')
    return show('record/views/as-on-day.njk', t('record.as-on-day.title', { reference: model.reference }), model, {
      'day-year': year ?? '',
      'day-month': String(Number(month)),
      'day-day': String(Number(date)),
    })
  },
})

export const recordPages: readonly Page[] = [recordPage, chronologyPage, accessPage, asOnDayPage]
