import { listGrantsInForce } from '../../access/store/grants.ts'
import { listAuditEventsOfChild, recordAuditEvent } from '../../audit/store.ts'
import { listAgencies } from '../../board/store/agencies.ts'
import { principalsOf } from '../../board/store/staff.ts'
import { findChild } from '../../child/store/children.ts'
import { formatShortDay, formatTime, calendarDateAt } from '../../lib/calendar-date.ts'
import { notFound, show } from '../../web/answer.ts'
import { page, type Page } from '../../web/page.ts'

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

export const accessPages: readonly Page[] = [accessPage]
