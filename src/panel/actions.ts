import { hasAnyRole } from '../access/actor.ts'
import { refusalOf } from '../access/deeds.ts'
import { mayLetIn } from '../access/store/grants.ts'
import type { Work } from '../access/work.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { listTeamsOfKind } from '../board/store/agencies.ts'
import { findChild } from '../child/store/children.ts'
import { recordHappening } from '../chronology/actions.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import { meetClock, startClock } from '../clock/actions.ts'
import { moveToStep } from '../pathway/actions.ts'
import { findOpenPathway } from '../pathway/store.ts'
import { isInClosedSession } from '../meeting/store/people.ts'
import { listMeetings } from '../meeting/store/meeting.ts'
import { ITEM_DEEDS } from './deeds.ts'
import { type EscalationAudience, PANEL_CLOCKS, type PanelDecision } from './panel.ts'
import { nextSitting } from './rules.ts'
import { insertEscalation, insertSitting, listSittings, lockEscalation, updateEscalationDecided } from './store.ts'

/**
 * Escalates a child to the Exploitation Prevention Panel with the reasons. The panel sees the child for as long as it has not
 * decided, and no longer; a restricted child it would never see, so that one is refused.
 *
 * @protocol §6 step 6; decision 0017
 */
export async function escalate(
  work: Work,
  escalation: {
    childId: string
    reasons: string
    askedOfPanel: string
    urgentReason: string
    /** Who of the network may read the reasons and what the panel decides. Closed: those of the latest closed session. */
    audience: EscalationAudience
    /** That of the page unless another is said. */
    writtenIn?: string | undefined
  },
): Promise<
  | { outcome: 'escalated'; escalationId: string }
  | { outcome: 'no-panel' }
  | { outcome: 'reasons-needed' }
  | { outcome: 'restricted' }
  | { outcome: 'may-not-let-in' }
  | { outcome: 'no-closed-session' }
  | { outcome: 'not-on-the-pathway' }
  | { outcome: 'not-found' }
> {
  const { tx, actor, now, today } = work
  const { childId, writtenIn = work.language ?? '' } = escalation
  const child = await findChild(tx, childId)
  if (child === undefined || !hasAnyRole(actor, ESCALATORS)) return { outcome: 'not-found' }
  if (escalation.reasons.trim() === '') return { outcome: 'reasons-needed' }
  if (!(await mayLetIn(tx, childId))) return { outcome: 'may-not-let-in' }
  if (child.restrictedAt !== null) return { outcome: 'restricted' }
  if ((await findOpenPathway(tx, childId)) === undefined) return { outcome: 'not-on-the-pathway' }
  const [team] = await listTeamsOfKind(tx, 'prevention-panel')
  if (team === undefined) return { outcome: 'no-panel' }
  const meetingId =
    escalation.audience === 'closed'
      ? (await listMeetings(tx, childId)).find(meeting => meeting.beganAt !== null)?.id
      : undefined
  if (escalation.audience === 'closed' && (meetingId === undefined || !(await isInClosedSession(tx, meetingId))))
    return { outcome: 'no-closed-session' }
  const readers = { audience: escalation.audience, ...(meetingId !== undefined && { meetingId }) }
  const sitting = nextSitting(await listSittings(tx, today), today)
  const escalationId = await insertEscalation(tx, {
    ...escalation,
    writtenIn,
    meetingId: meetingId ?? null,
    sittingId: sitting?.id ?? null,
    teamId: team.id,
    by: actor.userId,
    at: now,
  })
  await startClock(work, {
    kind: PANEL_CLOCKS.decision,
    subjectId: escalationId,
    childId,
    agreedOn: escalation.urgentReason === '' && sitting !== undefined ? sitting.sitsOn : today,
    holderId: team.id,
    ...readers,
  })
  await moveToStep(work, childId, 'panel')
  await recordHappening(work, {
    childId,
    kind: 'panel-escalated',
    subjectId: escalationId,
    text: escalation.reasons,
    writtenIn,
    ...readers,
  })
  await recordAuditEvent(tx, 'panel.escalated', { childId, subjectId: escalationId })
  return { outcome: 'escalated', escalationId }
}

const ESCALATORS = ['practitioner', 'manager', 'chair', 'exploitation-lead'] as const

/** Records what the panel decided, in the language of the page unless another is said; it comes back to the record, and the panel's sight of the child ends. @protocol §6 step 6 */
export async function decideEscalation(
  work: Work,
  decision: {
    readonly escalationId: string
    readonly decision: PanelDecision
    readonly reasons: string
    readonly writtenIn?: string | undefined
  },
): Promise<
  { outcome: 'decided' } | { outcome: 'decided-already' } | { outcome: 'reasons-needed' } | { outcome: 'not-found' }
> {
  const { tx, actor, now } = work
  const escalation = await lockEscalation(tx, decision.escalationId)
  if (escalation === undefined) return { outcome: 'not-found' }
  const sits = hasAnyRole(actor, ['panel-member']) && actor.teamIds.includes(escalation.teamId)
  const state = escalation.decidedAt === null ? 'open' : 'decided'
  const refusal = refusalOf(ITEM_DEEDS, 'decide', state, sits ? ['panel'] : [])
  if (refusal !== undefined) return { outcome: refusal === 'not-now' ? 'decided-already' : 'not-found' }
  if (decision.reasons.trim() === '') return { outcome: 'reasons-needed' }
  const { writtenIn = work.language ?? '' } = decision
  await updateEscalationDecided(tx, escalation, { ...decision, writtenIn, by: actor.userId, at: now })
  await meetClock(work, 'panel-decision', escalation.id)
  await recordHappening(work, {
    childId: escalation.childId,
    kind: 'panel-decided',
    subjectId: escalation.id,
    details: { decision: decision.decision },
    text: decision.reasons,
    writtenIn,
    audience: escalation.audience,
    ...(escalation.meetingId !== null && { meetingId: escalation.meetingId }),
  })
  await recordAuditEvent(tx, 'panel.decided', {
    childId: escalation.childId,
    subjectId: escalation.id,
    details: { decision: decision.decision },
  })
  return { outcome: 'decided' }
}

/** Plans a sitting of the Prevention Panel. @protocol §6 step 6 */
export async function planSitting(
  work: Work,
  sitsOn: CalendarDate,
): Promise<{ outcome: 'planned' } | { outcome: 'no-panel' } | { outcome: 'in-the-past' } | { outcome: 'not-found' }> {
  if (!hasAnyRole(work.actor, ['exploitation-lead', 'administrator'])) return { outcome: 'not-found' }
  if (sitsOn < work.today) return { outcome: 'in-the-past' }
  const [team] = await listTeamsOfKind(work.tx, 'prevention-panel')
  if (team === undefined) return { outcome: 'no-panel' }
  await insertSitting(work.tx, { teamId: team.id, sitsOn })
  await recordAuditEvent(work.tx, 'panel.sitting-planned', { details: { day: sitsOn } })
  return { outcome: 'planned' }
}
