import { hasAnyRole } from '../access/actor.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { principalsOf } from '../board/store/staff.ts'
import { listWork } from '../clock/store/clocks.ts'
import { REVIEWERS } from '../emergency/emergency.ts'
import { listUnreviewedOpenings } from '../emergency/store.ts'
import { reportByWords } from '../copy-given/present.ts'
import { listIncidents } from '../copy-given/store.ts'
import { calendarDateAt, formatShortDay, formatTime } from '../lib/calendar-date.ts'
import { isOver } from '../notice/notice.ts'
import { shownNotice } from '../notice/present.ts'
import { listUnreadNotices } from '../notice/store.ts'
import { show } from '../web/answer.ts'
import { page, type Page, type Visit } from '../web/page.ts'
import { shownMeetings, workGroups } from './present.ts'
import { listMeetingsOf, listWorkAbout } from './store.ts'

const work = page({
  method: 'get',
  path: '/',
  roles: 'signed-in',
  audit: 'work.seen',
  async handle(visit) {
    const { t, actor, language } = visit
    const asked = visit.query['of']
    const view = asked === 'me' || asked === 'agency' ? asked : 'team'
    const model = await visit.act(async ({ tx }) => {
      const holderIds = view === 'me' ? [actor.userId] : [actor.userId, ...actor.teamIds]
      const lines = await listWork(tx, view === 'agency' ? { agencyId: actor.agencyId } : { holderIds })
      await recordAuditEvent(tx, 'work.seen', { details: { view, lines: lines.length } })
      const [holders, about, meetings] = await Promise.all([
        principalsOf(
          tx,
          lines.map(line => line.holderId),
        ),
        listWorkAbout(tx, lines),
        listMeetingsOf(tx, actor.userId),
      ])
      const groups = workGroups(lines, about, visit.now, visit.today, language, t, visit.publicView)
      const openings = hasAnyRole(actor, REVIEWERS) ? await listUnreviewedOpenings(tx) : []
      const isOfficer = actor.roles.includes('information-governance-officer')
      const incidents = isOfficer ? (await listIncidents(tx)).filter(each => each.decision === undefined) : []
      return {
        incidents: incidents.map(({ id, reference, foundOn }) => ({
          id,
          reference,
          words: t('copy-given.work', {
            reference,
            by: reportByWords(foundOn, visit).words,
          }),
        })),
        notices: (await listUnreadNotices(tx))
          .filter(notice => !isOver(notice, visit.today))
          .map(notice => shownNotice(notice, language, t, visit.publicView)),
        openings: openings.map(each => ({
          ...each,
          words: t('emergency.told', {
            reference: each.reference,
            who: each.openedBy,
            at: `${formatShortDay(calendarDateAt(each.at), language)}, ${formatTime(each.at)}`,
          }),
        })),
        view,
        meetings: shownMeetings(meetings, language, t, visit.publicView),
        count: lines.length,
        groups: (['late', 'today', 'week', 'later'] as const).map(name => ({
          name,
          title: t(`work.${name}`),
          lines: groups[name].map(line => ({
            ...line,
            holder: line.holderId === actor.userId ? '' : (holders.get(line.holderId)?.name[language] ?? ''),
          })),
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
