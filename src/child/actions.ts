import { endGrant, grantAccess, listGrantsInForce } from '../access/store.ts'
import type { Work } from '../access/work.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { recordHappening } from '../chronology/actions.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { AlertKind, Child, ChildDetails, ImportantPerson, NetworkPart, OtherName } from './child.ts'
import {
  breakGlass,
  findChild,
  insertAlert,
  insertImportantPerson,
  insertNetworkMember,
  insertOtherName,
  listNetwork,
  updateAlertEnded,
  updateChild,
  updateNetworkMemberLeft,
  updateRestriction,
} from './store.ts'

/** Changes what is known of a child; two who change it at once each see the other's words. @protocol §6 step 1 */
export async function changeDetails(
  work: Work,
  change: { childId: string; version: number; details: Partial<ChildDetails> },
): Promise<{ outcome: 'changed' } | { outcome: 'changed-since-you-read'; current: Child } | { outcome: 'not-found' }> {
  const child = await findChild(work.tx, change.childId)
  if (child === undefined) return { outcome: 'not-found' }
  const saved =
    child.version === change.version &&
    (await updateChild(work.tx, { id: child.id, version: change.version }, change.details, work.actor.userId, work.now))
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
export async function addImportantPerson(
  work: Work,
  childId: string,
  person: Omit<ImportantPerson, 'id' | 'version'>,
): Promise<string> {
  const id = await insertImportantPerson(work.tx, childId, person, work.actor.userId, work.now)
  await recordAuditEvent(work.tx, 'child.person-added', { childId, subjectId: id })
  return id
}

/** Raises an alert that everyone who opens the record reads first. */
export async function raiseAlert(work: Work, alert: { childId: string; kind: AlertKind; text: string }): Promise<void> {
  const id = await insertAlert(work.tx, { ...alert, by: work.actor.userId, at: work.now })
  await recordHappening(work, {
    childId: alert.childId,
    kind: 'alert-raised',
    subjectId: id,
    details: { alert: alert.kind },
    text: alert.text,
  })
  await recordAuditEvent(work.tx, 'child.alert-raised', { childId: alert.childId, subjectId: id })
}

/** Ends an alert. Answers the child, or `undefined` when there is no such alert. */
export async function endAlert(work: Work, alertId: string): Promise<string | undefined> {
  const childId = await updateAlertEnded(work.tx, alertId, work.actor.userId, work.now)
  if (childId !== undefined) await recordAuditEvent(work.tx, 'child.alert-ended', { childId, subjectId: alertId })
  return childId
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
): Promise<void> {
  const { tx, actor, now } = work
  if (member.part === 'lead-practitioner') {
    const lead = (await listNetwork(tx, member.childId)).find(each => each.part === 'lead-practitioner')
    if (lead?.userId === member.userId) return
    if (lead !== undefined) {
      await updateNetworkMemberLeft(tx, lead.id, 'another-lead', now)
      await insertNetworkMember(tx, {
        childId: member.childId,
        userId: lead.userId,
        part: 'practitioner',
        by: actor.userId,
        at: now,
      })
    }
  }
  await grantAccess(tx, {
    childId: member.childId,
    principalId: member.userId,
    reason: 'network',
    at: now,
    madeBy: actor.userId,
  })
  if (!(await insertNetworkMember(tx, { ...member, by: actor.userId, at: now }))) return
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
}

/** Ends someone's part in the network; when it was their last, they no longer see the child through it. */
export async function leaveNetwork(
  work: Work,
  { memberId, reason }: { memberId: string; reason: string },
): Promise<string | undefined> {
  const { tx, now } = work
  const left = await updateNetworkMemberLeft(tx, memberId, reason, now)
  if (left === undefined) return undefined
  await recordHappening(work, {
    childId: left.childId,
    kind: 'network-left',
    details: { user: left.userId },
    text: reason,
  })
  await recordAuditEvent(tx, 'access.network-left', { childId: left.childId, subjectId: left.userId })
  const stays = (await listNetwork(tx, left.childId)).some(each => each.userId === left.userId)
  if (!stays)
    for (const grant of await listGrantsInForce(tx, left.childId))
      if (grant.principalId === left.userId && ['network', 'allocation', 'meeting'].includes(grant.reason))
        await endGrant(tx, grant.id)
  return left.childId
}

/**
 * Restricts a child's record to its network: every team's sight ends now, and none can be given while it is restricted.
 *
 * @protocol §4 Information sharing and consent; decision 0006
 */
export async function restrictRecord(
  work: Work,
  { childId, reason }: { childId: string; reason: string },
): Promise<{ outcome: 'restricted' } | { outcome: 'not-found' }> {
  const { tx, actor, now } = work
  const child = await findChild(tx, childId)
  if (child === undefined) return { outcome: 'not-found' }
  await grantAccess(tx, { childId, principalId: actor.userId, reason: 'named', at: now, madeBy: actor.userId })
  await updateRestriction(tx, child, { at: now, by: actor.userId, reason }, actor.userId, now)
  await recordHappening(work, { childId, kind: 'restricted', text: reason })
  for (const grant of await listGrantsInForce(tx, childId))
    if (['front-door', 'exploitation-leads', 'panel'].includes(grant.reason)) await endGrant(tx, grant.id)
  await recordAuditEvent(tx, 'child.restricted', { childId })
  return { outcome: 'restricted' }
}

/** Sees a child at once for three hours, with the reason; it is recorded, and others are told. @protocol §1 Immediate danger */
export async function openInEmergency(
  work: Work,
  urgent: { reference: string; bornOn: CalendarDate | null; reason: string },
): Promise<string | undefined> {
  const childId = await breakGlass(work.tx, urgent.reference, urgent.bornOn, urgent.reason)
  if (childId !== undefined) await recordAuditEvent(work.tx, 'access.broke-glass', { childId })
  return childId
}
