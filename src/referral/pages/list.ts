import { recordAuditEvent } from '../../audit/store.ts'
import { calendarDateAt, formatDay, formatShortDay } from '../../lib/calendar-date.ts'
import { redirect, show } from '../../web/answer.ts'
import { page, type Visit, type Page } from '../../web/page.ts'
import { beginReferral } from '../actions/sending.ts'
import { firstOpenStep, type Referral, referralReference } from '../referral.ts'
import { listOwnReferrals, listReceivedReferrals, listReferralsToKnowOf } from '../store.ts'

const listPage = page({
  method: 'get',
  path: '/referrals',
  roles: 'signed-in',
  audit: 'referral.list-seen',
  async handle(visit) {
    const { t, language, publicView } = visit
    const model = await visit.act(async ({ tx, actor }) => {
      const own = await listOwnReferrals(tx, actor.userId)
      const received = await listReceivedReferrals(tx, actor.teamIds)
      const toKnowOf = await listReferralsToKnowOf(tx, actor.teamIds)
      await recordAuditEvent(tx, 'referral.list-seen', {
        details: { own: own.length, received: received.length, toKnowOf: toKnowOf.length },
      })
      const line = (referral: Referral) => ({
        href: addressOf(referral),
        name: publicView
          ? t('referral.one')
          : `${referral.answers.givenName} ${referral.answers.familyName}`.trim() || t('referral.unnamed'),
        state: stateWords(referral, visit),
        day: formatDay(calendarDateAt(referral.submittedAt ?? referral.beganAt), language),
        reference: referral.submittedAt === null ? '' : referralReference(referral.id),
      })
      return {
        own: own.map(line),
        received: received.map(line),
        toKnowOf: toKnowOf.map(line),
        isFrontDoor: actor.teamIds.length > 0,
      }
    })
    return show('referral/views/list.njk', t('referral.list.title'), model)
  },
})

// A draft goes on where it was left.
function addressOf({ id, submittedAt, answers }: Referral): string {
  const open = submittedAt === null ? firstOpenStep(answers) : undefined
  return open === undefined ? `/referrals/${id}` : `/referrals/${id}/pages/${open}`
}

/** Where a referral stands, in words. */
export function stateWords(referral: Referral, { t, language }: Visit): string {
  if (referral.submittedAt === null) return t('referral.state.draft')
  if (referral.decidedAt !== null && referral.outcome !== null)
    return t('referral.state.decided', { outcome: t(`referral.outcome.${referral.outcome}`) })
  if (referral.acknowledgedAt !== null)
    return t('referral.state.acknowledged', { day: formatShortDay(calendarDateAt(referral.acknowledgedAt), language) })
  return t('referral.state.sent')
}

const beginSubmit = page({
  method: 'post',
  path: '/referrals',
  roles: 'signed-in',
  audit: 'referral.begun',
  async handle(visit) {
    const id = await visit.act(beginReferral)
    return redirect(`/referrals/${id}/pages/danger`)
  },
})

export const listPages: readonly Page[] = [listPage, beginSubmit]
