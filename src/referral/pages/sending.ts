import { recordAuditEvent } from '../../audit/store.ts'
import { calendarDateAt, formatDay, formatTime } from '../../lib/calendar-date.ts'
import { findClockOf } from '../../clock/store/clocks.ts'
import { dueWords } from '../../clock/present.ts'
import { notFound, redirect, show } from '../../web/answer.ts'
import { page, type Page } from '../../web/page.ts'
import { sendReferral } from '../actions/sending.ts'
import { referralReference } from '../referral.ts'
import { findReferral } from '../store.ts'
import { receivingTeam, referralAnswer } from './referral.ts'

const sendSubmit = page({
  method: 'post',
  path: '/referrals/:referralId/send',
  roles: 'signed-in',
  audit: 'referral.sent',
  async handle(visit) {
    const result = await visit.act(work => sendReferral(work, visit.params.referralId))
    switch (result.outcome) {
      case 'sent':
        return redirect(`/referrals/${visit.params.referralId}/receipt`)
      case 'incomplete':
        return referralAnswer(
          visit,
          {},
          Object.fromEntries(
            result.missing.map(({ field, step }) => [`${step}-${field}`, `referral.missing.${field}` as const]),
          ),
        )
      case 'wrong':
        return referralAnswer(
          visit,
          {},
          Object.fromEntries(
            result.wrong.map(({ field, step, fault }) => [`${step}-${field}`, `referral.wrong.${fault}` as const]),
          ),
        )
      case 'changed-since-you-read':
        return redirect(`/referrals/${visit.params.referralId}`)
      case 'no-front-door':
        return referralAnswer(visit, {}, { 'where-localAuthorityId': 'referral.missing.front-door' })
      case 'over-eighteen':
        return referralAnswer(visit, {}, { 'age-overEighteenReason': 'referral.missing.overEighteenReason' })
      case 'not-found':
        return notFound()
    }
  },
})

const receiptPage = page({
  method: 'get',
  path: '/referrals/:referralId/receipt',
  roles: 'signed-in',
  audit: 'referral.seen',
  async handle(visit) {
    const found = await visit.act(async work => {
      const { tx } = work
      const referral = await findReferral(tx, visit.params.referralId)
      if (referral !== undefined) await recordAuditEvent(tx, 'referral.seen', { subjectId: referral.id })
      return (
        referral && {
          referral,
          team: await receivingTeam(work, referral),
          due: await findClockOf(tx, 'determination', referral.id),
          heard: await findClockOf(tx, 'acknowledgement', referral.id),
        }
      )
    })
    if (found?.referral.submittedAt == null) return notFound()
    return show('referral/views/receipt.njk', visit.t('referral.receipt.title'), {
      sent: `${formatDay(calendarDateAt(found.referral.submittedAt), visit.language)}, ${formatTime(found.referral.submittedAt)}`,
      due: found.due === undefined ? '' : dueWords(found.due, visit.language),
      heard: found.heard === undefined ? '' : dueWords(found.heard, visit.language),
      href: `/referrals/${found.referral.id}`,
      reference: referralReference(found.referral.id),
      child: visit.publicView ? '' : `${found.referral.answers.givenName} ${found.referral.answers.familyName}`.trim(),
      team: found.team?.name[visit.language] ?? '',
      telephone: found.team?.telephone ?? '',
    })
  },
})

export const sendingPages: readonly Page[] = [sendSubmit, receiptPage]
