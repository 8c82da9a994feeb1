import { z } from 'zod'
import { recordAuditEvent } from '../../audit/store.ts'
import { type Answer, notFound, redirect, showForm } from '../../web/answer.ts'
import {
  choice,
  type FieldErrors,
  type FormFields,
  items,
  neededDay,
  neededText,
  optionalDay,
  readForm,
  text,
} from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { addAddress, endAddress } from '../address-actions.ts'
import { openFormOf } from '../actions.ts'
import { ADDRESS_KINDS } from '../child.ts'
import { addressWords } from '../present.ts'
import { findAddress, listAddresses } from '../store/addresses.ts'
import { findChild } from '../store/children.ts'
import { WRITERS } from './roles.ts'

async function addressesAnswer(
  visit: Visit<'/children/:childId/addresses'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t } = visit
  const found = await visit.act(async work => {
    const child = await openFormOf(work, visit.params.childId)
    return child && { child, addresses: await listAddresses(work.tx, child.id) }
  })
  if (found === undefined) return notFound()
  const model = {
    reference: found.child.reference,
    back: { href: `/children/${found.child.id}`, text: t('record.back') },
    addresses: found.addresses.map(address => addressWords(address, visit)),
    kinds: items(t, 'child.address', ADDRESS_KINDS),
  }
  return showForm('child/views/addresses.njk', t('child.addresses'), model, values, errors)
}

const addressesPage = page({
  method: 'get',
  path: '/children/:childId/addresses',
  roles: WRITERS,
  audit: 'record.form-seen',
  handle: visit => addressesAnswer(visit),
})

const addressSubmit = page({
  method: 'post',
  path: '/children/:childId/addresses',
  roles: WRITERS,
  audit: 'child.address-added',
  async handle(visit) {
    const form = readForm(
      z.object({
        kind: choice(ADDRESS_KINDS, 'child.address.kind.needed'),
        lines: neededText('child.address.lines.needed'),
        postcode: text(),
        fromOn: optionalDay('referral.day.wrong'),
      }),
      visit.body,
    )
    if (!form.ok) return addressesAnswer(visit, visit.body, form.errors)
    const { childId } = visit.params
    const address = { ...form.fields, fromOn: form.fields.fromOn ?? null }
    const result = await visit.act(work => addAddress(work, childId, address))
    switch (result.outcome) {
      case 'added':
        return redirect(`/children/${childId}/addresses`)
      case 'not-yet':
        return addressesAnswer(visit, visit.body, { fromOn: 'child.address.not-yet' })
      case 'not-found':
        return notFound()
    }
  },
})

async function endAnswer(
  visit: Visit<'/addresses/:addressId'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t } = visit
  const found = await visit.act(async ({ tx }) => {
    const address = await findAddress(tx, visit.params.addressId)
    const child = address && (await findChild(tx, address.childId))
    if (address === undefined || child === undefined) return undefined
    await recordAuditEvent(tx, 'record.form-seen', { childId: child.id })
    return { address, child }
  })
  if (found === undefined) return notFound()
  const model = {
    reference: found.child.reference,
    back: { href: `/children/${found.child.id}/addresses`, text: t('child.addresses.back') },
    address: addressWords(found.address, visit),
  }
  return showForm('child/views/address-end.njk', t('child.address.end.title'), model, values, errors)
}

const endPage = page({
  method: 'get',
  path: '/addresses/:addressId',
  roles: WRITERS,
  audit: 'record.form-seen',
  handle: visit => endAnswer(visit),
})

const endSubmit = page({
  method: 'post',
  path: '/addresses/:addressId',
  roles: WRITERS,
  audit: 'child.address-ended',
  async handle(visit) {
    const form = readForm(z.object({ untilOn: neededDay('child.address.end.needed') }), visit.body)
    if (!form.ok) return endAnswer(visit, visit.body, form.errors)
    const { addressId } = visit.params
    const result = await visit.act(work => endAddress(work, { addressId, untilOn: form.fields.untilOn }))
    switch (result.outcome) {
      case 'ended':
        return redirect(`/children/${result.childId}/addresses`)
      case 'not-yet':
        return endAnswer(visit, visit.body, { untilOn: 'child.address.not-yet' })
      case 'before-it-began':
        return endAnswer(visit, visit.body, { untilOn: 'child.address.before-it-began' })
      case 'not-found':
        return notFound()
    }
  },
})

export const addressPages: readonly Page[] = [addressesPage, addressSubmit, endPage, endSubmit]
