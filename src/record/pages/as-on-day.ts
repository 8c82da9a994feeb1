import { recordAuditEvent } from '../../audit/store.ts'
import { namesOf } from '../../board/store/staff.ts'
import { findChild } from '../../child/store/children.ts'
import { calendarDate, formatDay, formatShortDay, isCalendarDate } from '../../lib/calendar-date.ts'
import { type Answer, notFound, show } from '../../web/answer.ts'
import { page, type Page } from '../../web/page.ts'
import { keyOf } from '../../web/translation.ts'
import { listRowsAsOn } from '../store.ts'

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
          kind: t(keyOf(`chronology.filter.${entry['kind'] ?? 'note'}`)),
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

export const asOnDayPages: readonly Page[] = [asOnDayPage]
