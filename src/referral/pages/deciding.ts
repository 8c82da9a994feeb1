import { z } from 'zod'
import { notFound, redirect } from '../../web/answer.ts'
import { choice, neededText, one, readForm, text } from '../../web/forms.ts'
import { page, type Page } from '../../web/page.ts'
import { policeForm } from '../../police/forms.ts'
import { acknowledgeReferral, determine, discussReferralWithPolice, identifyChild } from '../actions/deciding.ts'
import { chaseReferral } from '../actions/sending.ts'
import { tellOtherAuthority } from '../actions/other-authority.ts'
import { KNOWN_CHILD_OUTCOMES, OUTCOMES } from '../referral.ts'
import { referralAnswer } from './referral.ts'

const acknowledgeSubmit = page({
  method: 'post',
  path: '/referrals/:referralId/acknowledge',
  roles: ['practitioner', 'manager'],
  audit: 'referral.acknowledged',
  async handle(visit) {
    const done = await visit.act(work => acknowledgeReferral(work, visit.params.referralId))
    return done ? redirect(`/referrals/${visit.params.referralId}`) : notFound()
  },
})

const chaseSubmit = page({
  method: 'post',
  path: '/referrals/:referralId/chase',
  roles: 'signed-in',
  audit: 'referral.chased',
  async handle(visit) {
    const result = await visit.act(work => chaseReferral(work, visit.params.referralId))
    return result.outcome === 'chased' ? redirect(`/referrals/${visit.params.referralId}`) : notFound()
  },
})

const childSubmit = page({
  method: 'post',
  path: '/referrals/:referralId/child',
  roles: ['practitioner', 'manager'],
  audit: ['referral.child-identified', 'referral.seen'],
  async handle(visit) {
    const chosen = one(visit.body, 'child')
    if (chosen === '') return referralAnswer(visit, visit.body, { child: 'referral.child.needed' })
    if (chosen !== 'new' && !z.uuid().safeParse(chosen).success) return notFound()
    const result = await visit.act(work =>
      identifyChild(work, {
        referralId: visit.params.referralId,
        existingChildId: chosen === 'new' ? undefined : chosen,
      }),
    )
    return result.outcome === 'identified' ? redirect(`/referrals/${visit.params.referralId}`) : notFound()
  },
})

const determinationForm = z.object({
  outcome: choice([...OUTCOMES, ...KNOWN_CHILD_OUTCOMES], 'referral.outcome.needed'),
  reasons: neededText('referral.reasons.needed'),
  lead: text(),
})

const determinationSubmit = page({
  method: 'post',
  path: '/referrals/:referralId/determination',
  roles: ['practitioner', 'manager'],
  audit: 'referral.determined',
  async handle(visit) {
    const form = readForm(determinationForm, visit.body)
    if (!form.ok) return referralAnswer(visit, visit.body, form.errors)
    const { outcome, reasons, lead } = form.fields
    if (lead !== '' && !z.uuid().safeParse(lead).success)
      return referralAnswer(visit, visit.body, { lead: 'referral.lead.needed' })
    const result = await visit.act(work =>
      determine(work, {
        referralId: visit.params.referralId,
        outcome,
        reasons,
        leadPractitionerId: lead === '' ? undefined : lead,
      }),
    )
    switch (result.outcome) {
      case 'determined':
        return redirect(`/children/${result.childId}`)
      case 'reasons-needed':
        return referralAnswer(visit, visit.body, { reasons: 'referral.reasons.needed' })
      case 'lead-needed':
        return referralAnswer(visit, visit.body, { lead: 'referral.lead.needed' })
      case 'not-for-this-child':
        return referralAnswer(visit, visit.body, { outcome: 'referral.outcome.changed' })
      case 'child-not-identified':
        return referralAnswer(visit, visit.body, { child: 'referral.child.needed' })
      case 'decided-already':
        return redirect(`/referrals/${visit.params.referralId}`)
      case 'not-found':
        return notFound()
    }
  },
})

const policeSubmit = page({
  method: 'post',
  path: '/referrals/:referralId/police',
  roles: ['practitioner', 'manager'],
  audit: 'police.discussion-recorded',
  async handle(visit) {
    const { referralId } = visit.params
    const form = readForm(policeForm, visit.body)
    if (!form.ok) return referralAnswer(visit, visit.body, form.errors)
    const { considered, withWhom, policeWords: words } = form.fields
    const told = await visit.act(work => discussReferralWithPolice(work, { referralId, considered, withWhom, words }))
    // Where somebody was quicker, the page says so by asking no more.
    return told.outcome === 'not-found' ? notFound() : redirect(`/referrals/${referralId}`)
  },
})

const tellingForm = z.object({ otherAuthorityWords: neededText('referral.telling.needed') })

const otherAuthoritySubmit = page({
  method: 'post',
  path: '/referrals/:referralId/other-authority',
  roles: ['practitioner', 'manager'],
  audit: 'referral.other-authority-told',
  async handle(visit) {
    const { referralId } = visit.params
    const form = readForm(tellingForm, visit.body)
    if (!form.ok) return referralAnswer(visit, visit.body, form.errors)
    const words = form.fields.otherAuthorityWords
    const told = await visit.act(work => tellOtherAuthority(work, { referralId, words }))
    switch (told.outcome) {
      case 'told':
        return redirect(`/referrals/${referralId}`)
      case 'words-needed':
        return referralAnswer(visit, visit.body, { otherAuthorityWords: 'referral.telling.needed' })
      case 'told-already':
        return referralAnswer(visit, visit.body, { otherAuthorityWords: 'referral.telling.already' })
      case 'not-found':
        return notFound()
    }
  },
})

export const decidingPages: readonly Page[] = [
  acknowledgeSubmit,
  chaseSubmit,
  childSubmit,
  determinationSubmit,
  policeSubmit,
  otherAuthoritySubmit,
]
