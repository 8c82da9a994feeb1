import { z } from 'zod'
import type { Work } from '../../access/work.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { namesOf } from '../../board/store/staff.ts'
import { formatInstant } from '../../lib/calendar-date.ts'
import { type Answer, notFound, redirect, showForm } from '../../web/answer.ts'
import { type FieldErrors, type FormFields, neededText, readForm } from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { tellOtherAuthority } from '../actions/other-authority.ts'
import { referralParts, refusalWith } from '../deeds.ts'
import type { Referral } from '../referral.ts'
import { findReferral, findTelling } from '../store.ts'

/** What the other local authority was told, and whether this reader is to tell it ("here") or to answer ("there"). */
export async function otherAuthorityModel({ t, language }: Visit, { tx, actor }: Work, referral: Referral) {
  if (referral.answers.otherAuthority !== 'yes' || referral.submittedAt === null) return {}
  const telling = await findTelling(tx, referral.id)
  const may = refusalWith(referral, 'tell-other-authority', actor) === undefined
  const there = referralParts(referral, actor).includes('other-front-door')
  const by = telling && (await namesOf(tx, [telling.toldBy])).get(telling.toldBy)
  return {
    telling: telling && {
      words: telling.words,
      who: t('referral.telling.by', {
        who: by?.name ?? '',
        at: formatInstant(telling.toldAt, language),
      }),
    },
    tellingAsked: may && telling === undefined ? (there ? ('there' as const) : ('here' as const)) : undefined,
  }
}

async function otherAuthorityAnswer(
  visit: Visit<'/referrals/:referralId/other-authority'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t } = visit
  const { referralId } = visit.params
  const found = await visit.act(async work => {
    const referral = await findReferral(work.tx, referralId)
    if (referral === undefined) return undefined
    await recordAuditEvent(work.tx, 'referral.seen', {
      ...(referral.childId !== null && { childId: referral.childId }),
      subjectId: referral.id,
    })
    return otherAuthorityModel(visit, work, referral)
  })
  if (found === undefined) return notFound()
  const back = { href: `/referrals/${referralId}`, text: t('referral.telling.back') }
  // Somebody was quicker, or it is not this reader's to tell: what stands is on the page of the referral.
  if (found.tellingAsked === undefined) return redirect(back.href)
  const title = t(`referral.telling.title.${found.tellingAsked}`)
  return showForm('referral/views/other-authority.njk', title, { ...found, back }, values, errors)
}

const otherAuthorityPage = page({
  method: 'get',
  path: '/referrals/:referralId/other-authority',
  roles: ['practitioner', 'manager'],
  audit: 'referral.seen',
  handle: visit => otherAuthorityAnswer(visit),
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
    if (!form.ok) return otherAuthorityAnswer(visit, visit.body, form.errors)
    const words = form.fields.otherAuthorityWords
    const told = await visit.act(work => tellOtherAuthority(work, { referralId, words }))
    switch (told.outcome) {
      case 'told':
        return redirect(`/referrals/${referralId}`)
      case 'words-needed':
        return otherAuthorityAnswer(visit, visit.body, { otherAuthorityWords: 'referral.telling.needed' })
      case 'told-already':
        return otherAuthorityAnswer(visit, visit.body, { otherAuthorityWords: 'referral.telling.already' })
      case 'not-found':
        return notFound()
    }
  },
})

/** Home and host authority told of a referral, or answering. */
export const otherAuthorityPages: readonly Page[] = [otherAuthorityPage, otherAuthoritySubmit]
