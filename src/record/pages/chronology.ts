import { recordAuditEvent } from '../../audit/store.ts'
import type { AuditEvent } from '../../audit/events.ts'
import { listAgencies } from '../../board/store/agencies.ts'
import { findChild } from '../../child/store/children.ts'
import { LINE_KINDS } from '../../chronology/chronology.ts'
import { type ChronologyFilter, listChronology } from '../../chronology/store.ts'
import { BASES, CONTEXTS } from '../../entry/entry.ts'
import { calendarDate, formatInstant, formatShortDay, isCalendarDate } from '../../lib/calendar-date.ts'
import { type Answer, notFound, show } from '../../web/answer.ts'
import { items } from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { keyOf } from '../../web/translation.ts'
import { childName, inMonths, shownEntry } from '../present.ts'
import { hiddenNames, withCoveredNames } from './about.ts'
import { namesIn } from './names.ts'

const LINES_A_PAGE = 100

// A printed chronology is whole; so many lines no child has.
const LINES_ON_PAPER = 20_000

const CHOICES = ['kind', 'basis', 'agency', 'context', 'from', 'until', 'since'] as const

type Asked = Visit<'/children/:childId/chronology'>

const chronologyPage = page({
  method: 'get',
  path: '/children/:childId/chronology',
  roles: 'signed-in',
  audit: 'record.chronology-seen',
  handle: visit => chronologyAnswer(visit, false),
})

const printPage = page({
  method: 'get',
  path: '/children/:childId/chronology/print',
  roles: 'signed-in',
  audit: 'record.chronology-printed',
  handle: visit => chronologyAnswer(visit, true),
})

async function chronologyAnswer(visit: Asked, isOnPaper: boolean): Promise<Answer> {
  const { t, language, query } = visit
  const event: AuditEvent = isOnPaper ? 'record.chronology-printed' : 'record.chronology-seen'
  const model = await visit.act(async work => {
    const child = await findChild(work.tx, visit.params.childId)
    if (child === undefined) return undefined
    await recordAuditEvent(work.tx, event, { childId: child.id })
    const agencies = (await listAgencies(work.tx)).map(agency => ({ value: agency.id, text: agency.name[language] }))
    const filter = filterOf(
      query,
      agencies.map(agency => agency.value),
    )
    const skip = isOnPaper ? 0 : Math.max(0, Number.parseInt(query['skip'] ?? '0', 10) || 0)
    const most = isOnPaper ? LINES_ON_PAPER : LINES_A_PAGE
    const found = await listChronology(work.tx, child.id, { ...filter, most: most + 1, skip })
    const entries = found.slice(0, most)
    const names = await namesIn(work, entries, visit)
    const hidden = await hiddenNames(work, child, visit.publicView)
    const base = `/children/${child.id}/chronology`
    return {
      reference: child.reference,
      heading: t('record.chronology.heading', { name: childName(child, visit.publicView) }),
      back: isOnPaper
        ? { href: addressOf(base, query), text: t('record.chronology.back') }
        : { href: `/children/${child.id}`, text: t('record.back') },
      months: inMonths(
        entries.map(entry => withCoveredNames(shownEntry(entry, names, language, t, filter.since ?? null), hidden)),
      ),
      count: entries.length,
      older: found.length > most && !isOnPaper ? addressOf(base, query, { skip: String(skip + most) }) : '',
      newer: skip > 0 ? addressOf(base, query, { skip: String(Math.max(0, skip - most)) }) : '',
      paper: addressOf(`${base}/print`, query),
      everything: base,
      chosen: chosenWords(visit, filter, new Map(agencies.map(agency => [agency.value, agency.text]))),
      kinds: items(t, 'chronology.filter', LINE_KINDS),
      bases: items(t, 'entry.basis', BASES),
      contexts: items(t, 'entry.context', CONTEXTS),
      agencies,
      at: formatInstant(visit.now, language),
      reader: visit.actor.name,
    }
  })
  if (model === undefined) return notFound()
  const values = Object.fromEntries(
    Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined),
  )
  const view = isOnPaper ? 'record/views/chronology-print.njk' : 'record/views/chronology.njk'
  return show(view, t('record.chronology.title', { reference: model.reference }), model, values)
}

// What of the address chooses among the lines; what it does not know chooses nothing.
function filterOf(query: Asked['query'], agencyIds: readonly string[]): ChronologyFilter {
  const oneOf = <T extends string>(name: string, known: readonly T[]) => known.find(each => each === query[name])
  const day = (name: string) => (isCalendarDate(query[name] ?? '') ? calendarDate(query[name] ?? '') : undefined)
  const since = new Date(query['since'] ?? '')
  return Object.fromEntries(
    Object.entries({
      kind: oneOf('kind', LINE_KINDS),
      basis: oneOf('basis', BASES),
      context: oneOf('context', CONTEXTS),
      agencyId: oneOf('agency', agencyIds),
      from: day('from'),
      until: day('until'),
      since: Number.isNaN(since.getTime()) ? undefined : since,
    }).filter(([, value]) => value !== undefined),
  )
}

// What was chosen, in words: it stands above the lines, and on paper.
function chosenWords(
  { t, language }: Asked,
  filter: ChronologyFilter,
  agencies: ReadonlyMap<string, string>,
): readonly string[] {
  return [
    filter.kind === undefined ? '' : t(keyOf(`chronology.filter.${filter.kind}`)),
    filter.basis === undefined ? '' : t(`entry.basis.${filter.basis}`),
    filter.context === undefined ? '' : t(keyOf(`entry.context.${filter.context}`)),
    filter.agencyId === undefined ? '' : (agencies.get(filter.agencyId) ?? ''),
    filter.from === undefined ? '' : `${t('record.filter.from')}: ${formatShortDay(filter.from, language)}`,
    filter.until === undefined ? '' : `${t('record.filter.until')}: ${formatShortDay(filter.until, language)}`,
    filter.since === undefined ? '' : `${t('record.filter.since')}: ${formatInstant(filter.since, language)}`,
  ].filter(Boolean)
}

// An address with the same choice of lines.
function addressOf(path: string, asked: Asked['query'], more: Readonly<Record<string, string>> = {}): string {
  const kept = new URLSearchParams(more)
  for (const name of CHOICES) if (asked[name]) kept.set(name, asked[name])
  const query = kept.toString()
  return query === '' ? path : `${path}?${query}`
}

export const chronologyPages: readonly Page[] = [chronologyPage, printPage]
