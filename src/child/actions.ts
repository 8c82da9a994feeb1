import { type PersonFault, personFaults } from './rules.ts'
import { mayLetIn } from '../access/store/grants.ts'
import type { Work } from '../access/work.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { namesOf } from '../board/store/staff.ts'
import { recordHappening } from '../chronology/actions.ts'
import type { Child, ChildDetails, ImportantPerson, NetworkPart, OtherName, PersonWords } from './child.ts'
import { findChild, updateChild, restrictChild, liftChildRestriction } from './store/children.ts'
import { findNetworkMember, insertNetworkMember, listNetwork, updateNetworkMemberLeft } from './store/network.ts'
import { insertOtherName } from './store/around.ts'
import { findImportantPerson, insertImportantPerson, updateImportantPerson } from './store/people.ts'

/**
 * The child of a form, or `undefined` when there is none that the actor may see. That the form was opened is recorded: it shows
 * of whom it is.
 */
export async function openFormOf(work: Work, childId: string): Promise<Child | undefined> {
  const child = await findChild(work.tx, childId)
  if (child !== undefined) await recordAuditEvent(work.tx, 'record.form-seen', { childId })
  return child
}

/** Changes what is known of a child; two who change it at once each see the other's words. @protocol §6 step 1 */
export async function changeDetails(
  work: Work,
  change: { childId: string; version: number; details: Partial<ChildDetails> },
): Promise<
  | { outcome: 'changed' }
  | { outcome: 'wrong'; faults: readonly PersonFault[] }
  | { outcome: 'changed-since-you-read'; current: Child }
  | { outcome: 'not-found' }
> {
  const child = await findChild(work.tx, change.childId)
  if (child === undefined) return { outcome: 'not-found' }
  const details = { ...change.details }
  // An estimate is of the day on which it was made: one that is saved again unchanged is not made anew.
  if (details.estimatedAge !== undefined)
    details.estimatedAgeOn =
      details.estimatedAge === null
        ? null
        : details.estimatedAge === child.estimatedAge
          ? child.estimatedAgeOn
          : work.today
  const faults = personFaults(
    {
      bornOn: details.bornOn ?? null,
      estimatedAge: details.estimatedAge == null ? '' : String(details.estimatedAge),
      nhsNumber: details.nhsNumber ?? '',
    },
    work.today,
  )
  if (faults.length > 0) return { outcome: 'wrong', faults }
  const saved =
    child.version === change.version &&
    (await updateChild(work.tx, { id: child.id, version: change.version }, details, work.actor.userId, work.now))
  if (!saved) return { outcome: 'changed-since-you-read', current: (await findChild(work.tx, child.id)) ?? child }
  await recordAuditEvent(work.tx, 'child.details-changed', { childId: child.id })
  return { outcome: 'changed' }
}

/** Adds a further name of the child. */
export async function addOtherName(work: Work, childId: string, name: OtherName): Promise<void> {
  await insertOtherName(work.tx, childId, name)
  await recordAuditEvent(work.tx, 'child.name-added', { childId })
}

/** Adds someone important in the child's life. */
export async function addImportantPerson(work: Work, childId: string, person: PersonWords): Promise<string> {
  const id = await insertImportantPerson(work.tx, childId, person, work.actor.userId, work.now)
  await recordAuditEvent(work.tx, 'child.person-added', { childId, subjectId: id })
  return id
}

type PersonRefused =
  | { outcome: 'changed-since-you-read'; current: ImportantPerson & { readonly childId: string } }
  | { outcome: 'not-found' }

/** Changes what is known of someone in the child's life; two who change it at once each see the other's words. */
export function changeImportantPerson(
  work: Work,
  { person, ...read }: { id: string; version: number; person: PersonWords },
): Promise<{ outcome: 'done'; childId: string } | PersonRefused> {
  return updatePerson(work, read, person, 'child.person-changed')
}

/** Takes someone off the list of the child's people, for a reason; what was known of them stays in the record's past. */
export async function endImportantPerson(
  work: Work,
  { reason, ...read }: { id: string; version: number; reason: string },
): Promise<{ outcome: 'done'; childId: string } | { outcome: 'reason-needed' } | PersonRefused> {
  if (reason.trim() === '') return { outcome: 'reason-needed' }
  return updatePerson(work, read, { endedReason: reason }, 'child.person-ended')
}

async function updatePerson(
  { tx, actor, now }: Work,
  read: { id: string; version: number },
  change: PersonWords | { endedReason: string },
  event: 'child.person-changed' | 'child.person-ended',
): Promise<{ outcome: 'done'; childId: string } | PersonRefused> {
  const current = await findImportantPerson(tx, read.id)
  if (current === undefined) return { outcome: 'not-found' }
  if (current.version !== read.version || !(await updateImportantPerson(tx, read, change, actor.userId, now)))
    return { outcome: 'changed-since-you-read', current: (await findImportantPerson(tx, read.id)) ?? current }
  await recordAuditEvent(tx, event, { childId: current.childId, subjectId: read.id })
  return { outcome: 'done', childId: current.childId }
}

/**
 * Brings someone into the child's network: they see the child from now on. A new lead practitioner takes over from the one
 * before, who stays in the network as a practitioner.
 *
 * @protocol Appendix Two, Professional involvement; §4 Information sharing and consent
 */
export async function joinNetwork(
  work: Work,
  member: { childId: string; userId: string; part: NetworkPart },
): Promise<
  | { outcome: 'joined' }
  | { outcome: 'there-already' }
  | { outcome: 'may-not-let-in' }
  | { outcome: 'not-staff' }
  | { outcome: 'not-found' }
> {
  const { tx, actor, now } = work
  if ((await findChild(tx, member.childId)) === undefined) return { outcome: 'not-found' }
  if (!(await mayLetIn(tx, member.childId))) return { outcome: 'may-not-let-in' }
  if ((await namesOf(tx, [member.userId])).size === 0) return { outcome: 'not-staff' }
  if (member.part === 'lead-practitioner') {
    const lead = (await listNetwork(tx, member.childId)).find(each => each.part === 'lead-practitioner')
    if (lead?.userId === member.userId) return { outcome: 'there-already' }
    if (lead !== undefined) {
      await insertNetworkMember(tx, {
        childId: member.childId,
        userId: lead.userId,
        part: 'practitioner',
        by: actor.userId,
        at: now,
      })
      await updateNetworkMemberLeft(tx, lead.id, 'another-lead', now)
    }
  }
  if (!(await insertNetworkMember(tx, { ...member, by: actor.userId, at: now }))) return { outcome: 'there-already' }
  await recordHappening(work, {
    childId: member.childId,
    kind: 'network-joined',
    details: { part: member.part, user: member.userId },
  })
  await recordAuditEvent(tx, 'access.network-joined', {
    childId: member.childId,
    subjectId: member.userId,
    details: { part: member.part },
  })
  return { outcome: 'joined' }
}

/**
 * Ends someone's part in the network, and with it (when the transaction ends) the right to see the child that this part gave.
 *
 * Answers the child, or `undefined` when there is no such part.
 */
export async function leaveNetwork(
  work: Work,
  { memberId, reason }: { memberId: string; reason: string },
): Promise<string | undefined> {
  const { tx, now } = work
  const member = await findNetworkMember(tx, memberId)
  if (member === undefined) return undefined
  await updateNetworkMemberLeft(tx, memberId, reason, now)
  await recordHappening(work, {
    childId: member.childId,
    kind: 'network-left',
    details: { user: member.userId },
    text: reason,
  })
  await recordAuditEvent(tx, 'access.network-left', { childId: member.childId, subjectId: member.userId })
  return member.childId
}

/**
 * Restricts a child's record to its network and to whoever restricts it: every team's sight rests from now on.
 *
 * @protocol §4 Information sharing and consent; decision 0006
 */
export async function restrictRecord(
  work: Work,
  { childId, reason }: { childId: string; reason: string },
): Promise<{ outcome: 'restricted' } | { outcome: 'not-found' }> {
  if (!(await restrictChild(work.tx, childId, reason, work.now))) return { outcome: 'not-found' }
  await recordHappening(work, { childId, kind: 'restricted', text: reason })
  await recordAuditEvent(work.tx, 'child.restricted', { childId })
  return { outcome: 'restricted' }
}

/** Lifts a restriction, with the reason: the teams see the child again whose own reason still stands. @protocol §4 Information sharing and consent; decision 0006 */
export async function liftRestriction(
  work: Work,
  { childId, reason }: { childId: string; reason: string },
): Promise<{ outcome: 'lifted' } | { outcome: 'not-found' }> {
  if (!(await liftChildRestriction(work.tx, childId, work.now))) return { outcome: 'not-found' }
  await recordHappening(work, { childId, kind: 'restriction-lifted', text: reason })
  await recordAuditEvent(work.tx, 'child.restriction-lifted', { childId })
  return { outcome: 'lifted' }
}
