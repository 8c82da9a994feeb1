// What people do to let one another in and to shut one another out.
import assert from 'node:assert/strict'
import type { Role } from '../../../src/access/actor.ts'
import { setRoles, setTeams } from '../../../src/board/actions.ts'
import { joinNetwork, leaveNetwork, liftRestriction, restrictRecord } from '../../../src/child/actions.ts'
import { openInEmergency } from '../../../src/emergency/actions.ts'
import { invitePerson, removePerson } from '../../../src/meeting/actions/inviting.ts'
import { mayLetIn, mayTakeBack, sees } from '../model.ts'
import { type Moment, newestMember, pick, readEntries, refused } from './scene.ts'

export async function join({ world, model, actor, other, child, name, may }: Moment): Promise<void> {
  const done = await world.as(name, work =>
    joinNetwork(work, { childId: child.id, userId: other.id, part: 'practitioner' }),
  )
  if (done.outcome !== 'joined') return
  may(mayLetIn(model, actor, child))
  child.network.push({
    id: await newestMember(world, model, child),
    userId: other.id,
    part: 'practitioner',
    left: false,
  })
}

export async function leave({ world, model, actor, child, deed, name, may }: Moment): Promise<void> {
  const member = pick(
    child.network.filter(each => !each.left),
    deed.other,
  )
  if (member === undefined) return
  const done = await world.as(name, work => leaveNetwork(work, { memberId: member.id, reason: 'x' }))
  if (done === undefined) return
  may(sees(model, actor, child))
  member.left = true
}

export async function invite({ world, model, actor, other, child, meeting, deed, name, may }: Moment): Promise<void> {
  if (meeting === undefined) return
  const closed = deed.which % 3 !== 0
  const family = deed.which % 3 !== 2
  const done = await world
    .as(name, work =>
      invitePerson(work, {
        meetingId: meeting.id,
        userId: other.id,
        name: '',
        part: 'practitioner',
        inClosed: closed,
        inFamily: family,
      }),
    )
    .catch(refused)
  if (done?.outcome !== 'invited') return
  may(mayLetIn(model, actor, child) || [meeting.chairId, meeting.noteTakerId].includes(actor.id))
  meeting.invitations.push({
    id: done.personId,
    userId: other.id,
    invitedBy: actor.id,
    part: 'practitioner',
    closed,
    family,
    takenBack: false,
  })
}

export async function takeBack({ world, model, actor, child, meeting, deed, name, may }: Moment): Promise<void> {
  const invitation = pick(meeting?.invitations.filter(each => !each.takenBack) ?? [], deed.other)
  if (invitation === undefined) return
  const done = await world.as(name, work => removePerson(work, invitation.id))
  if (done.outcome !== 'taken-back') return
  may(meeting !== undefined && mayTakeBack(model, actor, child, meeting, invitation))
  invitation.takenBack = true
}

export async function emergency({ world, actor, child, deed, name, may }: Moment): Promise<void> {
  const done = await world.as(name, work =>
    openInEmergency(work, {
      reference: child.reference,
      bornOn: (deed.which % 4 === 0 ? '2001-01-01' : child.bornOn) as never,
      reason: 'the child is at the door',
    }),
  )
  if (done.outcome !== 'opened') return
  may(child.restrictedBy === null && (actor.roles.has('practitioner') || actor.roles.has('manager')))
  child.emergencies.add(actor.id)
}

export async function restrict({ world, model, actor, child, deed, name, may }: Moment): Promise<void> {
  if (deed.other % 4 !== 0) return
  const done = await world.as(name, work => restrictRecord(work, { childId: child.id, reason: 'x' }))
  if (done.outcome !== 'restricted') return
  may(mayLetIn(model, actor, child))
  child.restrictedBy = actor.id
  await readEntries(world, model, child)
}

export async function lift({ world, model, actor, child, name, may }: Moment): Promise<void> {
  const done = await world.as(name, work => liftRestriction(work, { childId: child.id, reason: 'x' }))
  if (done.outcome !== 'lifted') return
  may(mayLetIn(model, actor, child))
  child.restrictedBy = null
  await readEntries(world, model, child)
}

export async function roles({ world, other, deed }: Moment): Promise<void> {
  if (deed.which % 3 !== 0) return
  const roles = ['practitioner', 'manager', 'chair', 'panel-member', 'exploitation-lead'].filter(
    (_, at) => (deed.other >> at) % 2 === 1,
  ) as Role[]
  const before = [...other.roles] as Role[]
  const administrator = before.includes('administrator')
  const done = await world.as('administrator', work => setRoles(work, other.id, before, administrator ? before : roles))
  assert.equal(done.outcome, 'set')
  if (!administrator) other.roles = new Set(roles)
}

export async function teams({ world, model, other, deed }: Moment): Promise<void> {
  if (deed.which % 3 !== 0) return
  const chosen = [...model.teams.keys()].filter((_, at) => (deed.other >> at) % 3 === 1)
  await world.as('administrator', work => setTeams(work, other.id, chosen))
  other.teams = new Set(chosen)
}
