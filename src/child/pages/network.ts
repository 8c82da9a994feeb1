import { z } from 'zod'
import { listGrantsInForce, seesChild } from '../../access/store/grants.ts'
import { staffChoices } from '../../board/choices.ts'
import { listAgencies } from '../../board/store/agencies.ts'
import { listTeamIdsOf, namesOf } from '../../board/store/staff.ts'
import { type Answer, notFound, redirect, showForm } from '../../web/answer.ts'
import { choice, type FieldErrors, type FormFields, items, neededText, readForm } from '../../web/forms.ts'
import { page, type Visit, type Page } from '../../web/page.ts'
import { openFormOf, joinNetwork, leaveNetwork } from '../actions.ts'
import { NETWORK_PARTS } from '../child.ts'
import { findNetworkMember, listNetwork } from '../store/network.ts'
import { RESTRICTORS, WRITERS } from './roles.ts'

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
      mayRestrict: RESTRICTORS.some(role => visit.actor.roles.includes(role)),
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

async function leaveAnswer(
  visit: Visit<'/network-members/:memberId/leave'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t } = visit
  const model = await visit.act(async work => {
    const member = await findNetworkMember(work.tx, visit.params.memberId)
    const child = member && (await openFormOf(work, member.childId))
    if (member === undefined || child === undefined) return undefined
    const rights = await listGrantsInForce(work.tx, child.id)
    const theirs = [member.userId, ...(await listTeamIdsOf(work.tx, member.userId))]
    const name = (await namesOf(work.tx, [member.userId])).get(member.userId)?.name ?? ''
    return {
      reference: child.reference,
      back: { href: `/children/${child.id}/network`, text: t('child.network.title') },
      who: `${name}, ${t(`child.part.${member.part}`)}`,
      isLead: member.part === 'lead-practitioner',
      // One of the rights is the part that ends.
      keepsSight: rights.filter(each => theirs.includes(each.principalId)).length > 1,
    }
  })
  if (model === undefined) return notFound()
  return showForm('child/views/network-leave.njk', t('child.network.leave'), model, values, errors)
}

const leavePage = page({
  method: 'get',
  path: '/network-members/:memberId/leave',
  roles: WRITERS,
  audit: 'record.form-seen',
  handle: visit => leaveAnswer(visit),
})

const leaveSubmit = page({
  method: 'post',
  path: '/network-members/:memberId/leave',
  roles: WRITERS,
  audit: 'access.network-left',
  async handle(visit) {
    const form = readForm(z.object({ reason: neededText('child.network.leave.reason.needed') }), visit.body)
    if (!form.ok) return leaveAnswer(visit, visit.body, form.errors)
    const { memberId } = visit.params
    const childId = await visit.act(work => leaveNetwork(work, { memberId, reason: form.fields.reason }))
    if (childId === undefined) return notFound()
    const stillSees = await visit.act(({ tx, actor }) => seesChild(tx, childId, actor.userId))
    return redirect(stillSees ? `/children/${childId}/network` : '/children')
  },
})

export const networkPages: readonly Page[] = [networkPage, networkSubmit, leavePage, leaveSubmit]
