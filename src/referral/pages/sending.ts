import { recordAuditEvent } from '../../audit/store.ts'
import { formatInstant } from '../../lib/calendar-date.ts'
import { findClockOf } from '../../clock/store/clocks.ts'
import { dueWords } from '../../clock/present.ts'
import { type Answer, notFound, redirect, show } from '../../web/answer.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import type { MessageKey } from '../../web/translation.ts'
import { sendReferral } from '../actions/sending.ts'
import { referralReference, type Step } from '../referral.ts'
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
        return unsent(
          visit,
          result.missing.map(({ field, step }) => ({ field, step, error: `referral.missing.${field}` })),
        )
      case 'wrong':
        return unsent(
          visit,
          result.wrong.map(({ field, step, fault }) => ({ field, step, error: `referral.wrong.${fault}` })),
        )
      case 'changed-since-you-read':
        return redirect(`/referrals/${visit.params.referralId}`)
      case 'no-front-door':
        return unsent(visit, [{ step: 'where', field: 'localAuthorityId', error: 'referral.missing.front-door' }])
      case 'over-eighteen':
        return unsent(visit, [
          { step: 'age', field: 'overEighteenReason', error: 'referral.missing.overEighteenReason' },
        ])
      case 'not-found':
        return notFound()
    }
  },
})

type Unanswered = { readonly step: Step; readonly field: string; readonly error: MessageKey }

// The referral as it is written, with what keeps it from being sent: each message leads to its question, on the page where that is asked.
async function unsent(visit: Visit<'/referrals/:referralId/send'>, questions: readonly Unanswered[]): Promise<Answer> {
  const errors = Object.fromEntries(questions.map(({ field, error }) => [field, error]))
  const answer = await referralAnswer(visit, {}, errors)
  if (answer.kind !== 'page') return answer
  const address = `/referrals/${visit.params.referralId}/pages`
  return {
    ...answer,
    errorsAt: Object.fromEntries(questions.map(({ field, step }) => [field, `${address}/${step}#${field}`])),
  }
}

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
      sent: formatInstant(found.referral.submittedAt, visit.language),
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
