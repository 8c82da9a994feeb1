import { z } from 'zod'
import { isIdentifier } from '../../lib/identifier.ts'
import { WRITTEN_LANGUAGES } from '../../lib/written-language.ts'
import { type Answer, goOnWith, notFound, redirect } from '../../web/answer.ts'
import {
  choice,
  type FieldErrors,
  type FormFields,
  neededText,
  one,
  optionalChoice,
  readForm,
  text,
} from '../../web/forms.ts'
import { typedIn } from '../../web/sending.ts'
import { page, type Page } from '../../web/page.ts'
import { policeForm } from '../../police/forms.ts'
import { decideAtOnce } from '../actions/at-once.ts'
import { acknowledgeReferral, discussReferralWithPolice, identifyChild } from '../actions/deciding.ts'
import { chaseReferral } from '../actions/sending.ts'
import { KNOWN_CHILD_OUTCOMES, OUTCOMES } from '../referral.ts'
import { referralAnswer } from './referral.ts'

// Back to the referral, with a decision that was begun. Who the child is begins none: where no other record is like it, the form says so
// by itself.
function backToDecision(referralId: string, typed: FormFields): Answer {
  const path = `/referrals/${referralId}`
  const isBegun = Object.entries(typedIn(typed)).some(([name, value]) => name !== 'child' && value !== '')
  return isBegun ? goOnWith(path, typed) : redirect(path)
}

const acknowledgeSubmit = page({
  method: 'post',
  path: '/referrals/:referralId/acknowledge',
  roles: ['practitioner', 'manager'],
  audit: 'referral.acknowledged',
  async handle(visit) {
    const done = await visit.act(work => acknowledgeReferral(work, visit.params.referralId))
    return done ? backToDecision(visit.params.referralId, visit.body) : notFound()
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
    if (chosen !== 'new' && !isIdentifier(chosen)) return notFound()
    const result = await visit.act(work =>
      identifyChild(work, {
        referralId: visit.params.referralId,
        existingChildId: chosen === 'new' ? undefined : chosen,
      }),
    )
    if (result.outcome === 'not-found') return notFound()
    const { child: _, ...typed } = visit.body
    return backToDecision(visit.params.referralId, typed)
  },
})

const POLICE_FIELDS = ['considered', 'withWhom', 'policeWords'] as const
const decisionForm = z.object({
  child: text(),
  outcome: choice([...OUTCOMES, ...KNOWN_CHILD_OUTCOMES], 'referral.outcome.needed'),
  reasons: neededText('referral.reasons.needed'),
  writtenIn: optionalChoice(WRITTEN_LANGUAGES),
  toldReferrer: text(),
  lead: text(),
})

const determinationSubmit = page({
  method: 'post',
  path: '/referrals/:referralId/determination',
  roles: ['practitioner', 'manager'],
  audit: ['referral.determined', 'referral.child-identified'],
  async handle(visit) {
    const { referralId } = visit.params
    const again = (errors: FieldErrors) => referralAnswer(visit, visit.body, errors)
    const saysPolice = POLICE_FIELDS.some(name => one(visit.body, name).trim() !== '')
    const form = readForm(decisionForm, visit.body)
    const police = saysPolice ? readForm(policeForm, visit.body) : undefined
    if (!form.ok || police?.ok === false)
      return again({ ...(form.ok ? {} : form.errors), ...(police?.ok === false ? police.errors : {}) })
    const { child, lead, ...decision } = form.fields
    if (lead !== '' && !isIdentifier(lead)) return again({ lead: 'referral.lead.needed' })
    if (child !== '' && child !== 'new' && !isIdentifier(child)) return notFound()
    const result = await visit.act(work =>
      decideAtOnce(work, {
        ...decision,
        referralId,
        leadPractitionerId: lead === '' ? undefined : lead,
        child: child === '' ? undefined : child === 'new' ? 'new' : { existingId: child },
        police: police && {
          considered: police.fields.considered,
          withWhom: police.fields.withWhom,
          words: police.fields.policeWords,
        },
      }),
    )
    switch (result.outcome) {
      case 'determined':
        return redirect(`/children/${result.childId}`)
      case 'reasons-needed':
        return again({ reasons: 'referral.reasons.needed' })
      case 'lead-needed':
        return again({ lead: 'referral.lead.needed' })
      case 'not-for-this-child':
        return again({ outcome: 'referral.outcome.changed' })
      case 'on-the-pathway':
        return again({ outcome: 'referral.outcome.on-the-pathway' })
      case 'identified-otherwise':
        return again({ outcome: 'referral.child.otherwise' })
      case 'child-not-identified':
        return again({ child: 'referral.child.needed' })
      case 'decided-already':
        return redirect(`/referrals/${referralId}`)
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

export const decidingPages: readonly Page[] = [
  acknowledgeSubmit,
  chaseSubmit,
  childSubmit,
  determinationSubmit,
  policeSubmit,
]
