import type { Work } from '../access/work.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { recordHappening } from '../chronology/actions.ts'
import { type AlertKind, isAboutFamily } from './child.ts'
import { findAlert, insertAlert, listAlerts, updateAlertEnded } from './store/alerts.ts'

/** Raises an alert that everyone who opens the record reads first; nothing when the same stands there in the same words. */
export async function raiseAlert(work: Work, alert: { childId: string; kind: AlertKind; text: string }): Promise<void> {
  const inForce = await listAlerts(work.tx, alert.childId)
  if (inForce.some(each => each.kind === alert.kind && each.text === alert.text)) return
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

/**
 * Ends an alert, with why it no longer applies. One about the family ends only with what was agreed about telling it.
 *
 * @protocol §2 Forced marriage; §2 Honour-based abuse; decision 0065
 */
export async function endAlert(
  work: Work,
  { alertId, reason }: { alertId: string; reason: string },
): Promise<
  | { outcome: 'ended'; childId: string }
  | { outcome: 'ended-already'; childId: string }
  | { outcome: 'reason-needed' }
  | { outcome: 'not-found' }
> {
  const { tx, actor, now } = work
  const alert = await findAlert(tx, alertId)
  if (alert === undefined) return { outcome: 'not-found' }
  const { childId, kind } = alert
  if (isAboutFamily(kind) && reason.trim() === '') return { outcome: 'reason-needed' }
  if (!(await updateAlertEnded(tx, { id: alertId, reason: reason.trim() }, actor.userId, now)))
    return { outcome: 'ended-already', childId }
  await recordHappening(work, {
    childId,
    kind: 'alert-ended',
    subjectId: alertId,
    details: { alert: kind },
    text: reason.trim(),
  })
  await recordAuditEvent(tx, 'child.alert-ended', { childId, subjectId: alertId })
  return { outcome: 'ended', childId }
}
