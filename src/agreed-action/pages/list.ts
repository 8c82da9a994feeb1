import { WORKING_ROLES } from '../../access/actor.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { listAgencies } from '../../board/store/agencies.ts'
import { daysBetween, formatShortDay } from '../../lib/calendar-date.ts'
import { foreignTo } from '../../lib/written-language.ts'
import { show } from '../../web/answer.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { type ActionLine, LISTED } from '../agreed-action.ts'
import { countOpenByAgency, listActions } from '../store.ts'

const WHOSE = ['agency', 'me', 'all'] as const
const MOST = 200

const listPage = page({
  method: 'get',
  path: '/actions',
  roles: WORKING_ROLES,
  audit: 'agreed-action.list-seen',
  async handle(visit) {
    const { t, language, query, today } = visit
    const whose = WHOSE.find(each => each === query['of']) ?? 'agency'
    const listed = LISTED.find(each => each === query['show']) ?? 'open'
    const found = await visit.act(async ({ tx, actor }) => {
      const asked = {
        listed,
        today,
        ...(whose === 'me' && { ownerId: actor.userId }),
        ...(whose === 'agency' && { agencyId: actor.agencyId }),
      }
      const [lines, agencies, counts] = await Promise.all([
        listActions(tx, asked, MOST + 1),
        listAgencies(tx),
        whose === 'all' ? countOpenByAgency(tx, today) : [],
      ])
      await recordAuditEvent(tx, 'agreed-action.list-seen', { details: { found: lines.length } })
      return { lines, agencies: new Map(agencies.map(each => [each.id, each.name[language]])), counts }
    })
    const nameOf = (agencyId: string | null) => found.agencies.get(agencyId ?? '') ?? t('agreed-action.list.no-agency')
    return show('agreed-action/views/list.njk', t('agreed-action.list.title'), {
      isCut: found.lines.length > MOST,
      whose: WHOSE.map(each => ({
        text: t(`agreed-action.list.of.${each}`),
        href: `/actions?of=${each}&show=${listed}`,
        isHere: each === whose,
      })),
      listed: LISTED.map(each => ({
        text: t(`agreed-action.list.show.${each}`),
        href: `/actions?of=${whose}&show=${each}`,
        isHere: each === listed,
      })),
      actions: found.lines.slice(0, MOST).map(line => shown(line, nameOf(line.agencyId), visit)),
      counts: found.counts
        .map(each => ({ ...each, name: nameOf(each.agencyId) }))
        .sort((one, other) => one.name.localeCompare(other.name, language)),
    })
  },
})

// The words of a closed action, and whom they name, are not on a page that stands open on a desk.
function shown(line: ActionLine, agency: string, { t, language, today, publicView }: Visit) {
  const isClosed = line.audience === 'closed' || line.audience === 'police'
  const daysLate = daysBetween(line.dueOn, today)
  return {
    href: `/actions/${line.id}`,
    child: publicView ? line.reference : line.childName,
    what: isClosed ? t('agreed-action.list.closed') : publicView ? t('agreed-action.list.hidden') : line.what,
    foreign: isClosed || publicView ? undefined : foreignTo(language, line.writtenIn),
    who: isClosed || publicView ? '' : line.who,
    agency,
    due: formatShortDay(line.dueOn, language),
    late: line.outcome === null && daysLate > 0 ? t('clock.late-by', { count: daysLate }) : '',
    outcome: line.outcome === null ? '' : t(`agreed-action.outcome.${line.outcome}`),
  }
}

export const actionListPages: readonly Page[] = [listPage]
