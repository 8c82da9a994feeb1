import { recordAuditEvent } from '../../audit/store.ts'
import { listAgencies } from '../../board/store/agencies.ts'
import { findChild } from '../../child/store/children.ts'
import { CONTEXTS } from '../../entry/entry.ts'
import { LINE_KINDS } from '../../chronology/chronology.ts'
import { listChronology } from '../../chronology/store.ts'
import { calendarDate, formatDay, formatTime, isCalendarDate } from '../../lib/calendar-date.ts'
import { notFound, show } from '../../web/answer.ts'
import { items } from '../../web/forms.ts'
import { page, type Page } from '../../web/page.ts'
import { childName, shownEntry } from '../present.ts'
import { namesIn } from './names.ts'

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
        older: entries.length > 100 ? olderAddress(visit.path, query, skip + 100) : '',
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

// The same choice of lines, further back.
function olderAddress(path: string, asked: Readonly<Record<string, string | undefined>>, skip: number): string {
  const kept = new URLSearchParams({ skip: String(skip) })
  for (const name of ['kind', 'agency', 'context', 'from', 'until']) if (asked[name]) kept.set(name, asked[name])
  return `${path}?${kept.toString()}`
}

export const chronologyPages: readonly Page[] = [chronologyPage]
