import { hasAnyRole } from '../access/actor.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { principalsOf } from '../board/store/staff.ts'
import { listWork } from '../clock/store/clocks.ts'
import { REVIEWERS } from '../emergency/emergency.ts'
import { listUnreviewedOpenings } from '../emergency/store.ts'
import { calendarDateAt, formatShortDay, formatTime } from '../lib/calendar-date.ts'
import { shownNotice } from '../notice/present.ts'
import { listUnreadNotices } from '../notice/store.ts'
import { show } from '../web/answer.ts'
import { page, type Page, type Visit } from '../web/page.ts'
import { workGroups } from './present.ts'

const work = page({
  method: 'get',
  path: '/',
  roles: 'signed-in',
  audit: 'work.seen',
  async handle(visit) {
    const { t, actor, language } = visit
    const view = visit.query['of'] === 'team' || visit.query['of'] === 'agency' ? visit.query['of'] : 'me'
    const model = await visit.act(async ({ tx }) => {
      const lines =
        view === 'agency'
          ? await listWork(tx, { agencyId: actor.agencyId })
          : await listWork(tx, {
              holderIds:
                view === 'team' ? (actor.teamIds.length === 0 ? [actor.userId] : actor.teamIds) : [actor.userId],
            })
      await recordAuditEvent(tx, 'work.seen', { details: { view, lines: lines.length } })
      const holders = await principalsOf(
        tx,
        lines.map(line => line.holderId),
      )
      const groups = workGroups(lines, visit.now, visit.today, language, t, visit.publicView)
      const openings = hasAnyRole(actor, REVIEWERS) ? await listUnreviewedOpenings(tx) : []
      return {
        notices: (await listUnreadNotices(tx)).map(notice => shownNotice(notice, language, t)),
        openings: openings.map(each => ({
          ...each,
          words: t('emergency.told', {
            reference: each.reference,
            who: each.openedBy,
            at: `${formatShortDay(calendarDateAt(each.at), language)}, ${formatTime(each.at)}`,
          }),
        })),
        view,
        count: lines.length,
        groups: (['late', 'today', 'week', 'later'] as const).map(name => ({
          name,
          title: t(`work.${name}`),
          lines: groups[name].map(line => ({ ...line, holder: holders.get(line.holderId)?.name[language] ?? '' })),
        })),
        sentence: sentence(t, groups.late.length, groups.today.length + groups.week.length),
      }
    })
    return show('my-work/views/my-work.njk', t('work.title'), { ...model, begunPages: visit.begunPages })
  },
})

function sentence(t: Visit['t'], late: number, soon: number): string {
  if (late === 0 && soon === 0) return t('work.nothing')
  const parts = [
    soon > 0 ? t('work.due-count', { count: soon }) : '',
    late > 0 ? t('work.late-count', { count: late }) : '',
  ]
  return parts.filter(Boolean).join(' ')
}

export const myWorkPages: readonly Page[] = [work]
