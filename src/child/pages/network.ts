import { z } from 'zod'
import { staffChoices } from '../../board/choices.ts'
import { listAgencies } from '../../board/store/agencies.ts'
import { namesOf } from '../../board/store/staff.ts'
import { type Answer, notFound, redirect, showForm } from '../../web/answer.ts'
import { choice, type FieldErrors, type FormFields, items, neededText, readForm, text } from '../../web/forms.ts'
import { page, type Visit, type Page } from '../../web/page.ts'
import { openFormOf, joinNetwork, leaveNetwork, liftRestriction, restrictRecord } from '../actions.ts'
import { NETWORK_PARTS } from '../child.ts'
import { listNetwork } from '../store/network.ts'
import { WRITERS } from './roles.ts'

async function networkAnswer(
  visit: Visit<'/children/:childId/network'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const model = await visit.act(async work => {
    const { tx } = work
    const child = await openFormOf(work, visit.params.childId)
    if (child === undefined) return undefined
    const members = await listNetwork(tx, child.id)
    const names = await namesOf(
      tx,
      members.map(member => member.userId),
    )
    const agencies = new Map((await listAgencies(tx)).map(agency => [agency.id, agency.name[language]]))
    return {
      reference: child.reference,
      childId: child.id,
      restricted: child.restrictedAt !== null,
      back: { href: `/children/${child.id}`, text: t('record.back') },
      members: members.map(member => ({
        ...member,
        name: names.get(member.userId)?.name,
        agency: agencies.get(names.get(member.userId)?.agencyId ?? ''),
        part: t(`child.part.${member.part}`),
      })),
      staff: await staffChoices(tx, language),
      parts: items(t, 'child.part', NETWORK_PARTS),
      mayRestrict: visit.actor.roles.some(role => role === 'manager' || role === 'exploitation-lead'),
    }
  })
  if (model === undefined) return notFound()
  const title = t('child.network.title')
  return showForm('child/views/network.njk', title, model, values, errors)
}

const networkPage = page({
  method: 'get',
  path: '/children/:childId/network',
  roles: WRITERS,
  audit: 'record.form-seen',
  handle: visit => networkAnswer(visit),
})

const networkForm = z.object({
  user: z.uuid('child.network.user.needed'),
  part: choice(NETWORK_PARTS, 'child.network.part.needed'),
})

const networkSubmit = page({
  method: 'post',
  path: '/children/:childId/network',
  roles: WRITERS,
  audit: 'access.network-joined',
  async handle(visit) {
    const form = readForm(networkForm, visit.body)
    if (!form.ok) return networkAnswer(visit, visit.body, form.errors)
    const result = await visit.act(work =>
      joinNetwork(work, { childId: visit.params.childId, userId: form.fields.user, part: form.fields.part }),
    )
    switch (result.outcome) {
      case 'joined':
      case 'there-already':
        return redirect(`/children/${visit.params.childId}/network`)
      case 'may-not-let-in':
        return networkAnswer(visit, visit.body, { user: 'child.network.may-not-let-in' })
      case 'not-staff':
        return networkAnswer(visit, visit.body, { user: 'child.network.user.needed' })
      case 'not-found':
        return notFound()
    }
  },
})

const networkLeave = page({
  method: 'post',
  path: '/network-members/:memberId/leave',
  roles: WRITERS,
  audit: 'access.network-left',
  async handle(visit) {
    const form = readForm(z.object({ reason: text() }), visit.body)
    const childId = await visit.act(work =>
      leaveNetwork(work, { memberId: visit.params.memberId, reason: form.ok ? form.fields.reason : '' }),
    )
    return childId === undefined ? notFound() : redirect(`/children/${childId}/network`)
  },
})

const restrictSubmit = page({
  method: 'post',
  path: '/children/:childId/restrict',
  roles: ['manager', 'exploitation-lead'],
  audit: 'child.restricted',
  async handle(visit) {
    const form = readForm(z.object({ restrictReason: neededText('child.restrict.reason.needed') }), visit.body)
    if (!form.ok) return networkAnswer(visit, visit.body, form.errors)
    const result = await visit.act(work =>
      restrictRecord(work, { childId: visit.params.childId, reason: form.fields.restrictReason }),
    )
    return result.outcome === 'restricted' ? redirect(`/children/${visit.params.childId}`) : notFound()
  },
})

const liftSubmit = page({
  method: 'post',
  path: '/children/:childId/lift-restriction',
  roles: ['manager', 'exploitation-lead'],
  audit: 'child.restriction-lifted',
  async handle(visit) {
    const form = readForm(z.object({ liftReason: neededText('child.lift.reason.needed') }), visit.body)
    if (!form.ok) return networkAnswer(visit, visit.body, form.errors)
    const result = await visit.act(work =>
      liftRestriction(work, { childId: visit.params.childId, reason: form.fields.liftReason }),
    )
    return result.outcome === 'lifted' ? redirect(`/children/${visit.params.childId}`) : notFound()
  },
})

export const networkPages: readonly Page[] = [networkPage, networkSubmit, networkLeave, restrictSubmit, liftSubmit]
