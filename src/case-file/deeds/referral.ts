import { listPossibleDuplicates } from '../../child/store/search.ts'
import { calendarDate } from '../../lib/calendar-date.ts'
import {
  acknowledgeReferral,
  determine,
  discussReferralWithPolice,
  identifyChild,
} from '../../referral/actions/deciding.ts'
import { tellOtherAuthority } from '../../referral/actions/other-authority.ts'
import { beginReferral, chaseReferral, saveReferral, sendReferral } from '../../referral/actions/sending.ts'
import type { CaseFile } from '../case-file.ts'
import { type Deed, type Loading, NOT_YET, refusal, refusedUnless, userId } from './deed.ts'

type ReferralParts = CaseFile['furtherReferrals'][number]

/** A referral and what the front door did with it. The first one opens the record; each further one is joined to it. */
export function* referralDeeds(
  { referral, acknowledged, chased, identified, otherAuthorityTold, discussedWithPolice, determination }: ReferralParts,
  place: string,
  loading: Loading,
): Generator<Deed> {
  let referralId = NOT_YET
  const first = place === ''
  const here = (part: string) => (first ? part : `${place}.${part}`)
  const { localAuthority, otherLocalAuthority, ...answers } = referral.answers
  yield {
    ...referral,
    place: here('referral'),
    run: async work => {
      referralId = await beginReferral(work)
      const localAuthorityId = loading.authorities.get(localAuthority) ?? ''
      const otherAuthorityId = loading.authorities.get(otherLocalAuthority) ?? otherLocalAuthority
      const of = { localAuthorityId, otherAuthorityId }
      const saved = await saveReferral(work, { referralId, version: 1, answers: { ...answers, ...of } })
      return refusal(saved, 'saved') ?? refusal(await sendReferral(work, referralId), 'sent')
    },
  }
  if (chased !== undefined)
    yield {
      ...chased,
      place: here('chased'),
      run: async work => refusal(await chaseReferral(work, referralId), 'chased'),
    }
  if (acknowledged !== undefined)
    yield {
      ...acknowledged,
      place: here('acknowledged'),
      run: async work => refusedUnless(await acknowledgeReferral(work, referralId)),
    }
  if (identified !== undefined)
    yield {
      ...identified,
      place: here('identified'),
      run: async work => {
        // The child is offered for this referral before the referral is joined to them, as the page does it.
        if (!first)
          await listPossibleDuplicates(work.tx, {
            referralId,
            names: [`${answers.givenName} ${answers.familyName}`],
            bornOn: answers.bornOn === '' ? null : calendarDate(answers.bornOn),
            nhsNumber: null,
          })
        const result = await identifyChild(work, { referralId, existingChildId: first ? undefined : loading.childId })
        if (result.outcome === 'identified') loading.childId = result.childId
        return refusal(result, 'identified')
      },
    }
  if (discussedWithPolice !== undefined)
    yield {
      ...discussedWithPolice,
      place: here('discussedWithPolice'),
      run: async work =>
        refusal(await discussReferralWithPolice(work, { referralId, ...discussedWithPolice }), 'recorded'),
    }
  if (otherAuthorityTold !== undefined)
    yield {
      ...otherAuthorityTold,
      place: here('otherAuthorityTold'),
      run: async work =>
        refusal(await tellOtherAuthority(work, { referralId, words: otherAuthorityTold.words }), 'told'),
    }
  if (determination !== undefined)
    yield {
      ...determination,
      place: here('determination'),
      run: async work => {
        const { leadPractitioner: lead, ...decided } = determination
        const leadPractitionerId = lead === undefined ? undefined : userId(loading, lead)
        return refusal(await determine(work, { ...decided, referralId, leadPractitionerId }), 'determined')
      },
    }
}
