import type { Selectable } from 'kysely'
import type { ActorTx } from '../db/database.ts'
import type { PanelEscalation } from '../db/schema.ts'
import { type CalendarDate, calendarDate } from '../lib/calendar-date.ts'
import type { Escalation, EscalationAudience, PanelDecision, Sitting } from './panel.ts'

/** The sittings of the Prevention Panel from a day on, soonest first. */
export async function listSittings(tx: ActorTx, from: CalendarDate): Promise<readonly Sitting[]> {
  const rows = await tx
    .selectFrom('panel_sitting')
    .where('panel', '=', 'prevention')
    .where('sits_on', '>=', from)
    .orderBy('sits_on')
    .select(['id', 'team_id', 'sits_on'])
    .execute()
  return rows.map(row => ({ id: row.id, teamId: row.team_id, sitsOn: calendarDate(row.sits_on) }))
}

/** Plans a sitting; one a day. */
export async function insertSitting(tx: ActorTx, sitting: { teamId: string; sitsOn: CalendarDate }): Promise<void> {
  await tx
    .insertInto('panel_sitting')
    .values({ panel: 'prevention', team_id: sitting.teamId, sits_on: sitting.sitsOn })
    .onConflict(conflict => conflict.columns(['panel', 'sits_on']).doNothing())
    .execute()
}

function escalationOf(row: Selectable<PanelEscalation>): Escalation {
  return {
    id: row.id,
    childId: row.child_id,
    sittingId: row.sitting_id,
    teamId: row.team_id,
    audience: row.audience as EscalationAudience,
    meetingId: row.meeting_id,
    reasons: row.reasons,
    askedOfPanel: row.asked_of_panel,
    urgentReason: row.urgent_reason,
    writtenIn: row.written_in,
    escalatedBy: row.escalated_by,
    escalatedAt: row.escalated_at,
    decision: row.decision as PanelDecision | null,
    decisionReasons: row.decision_reasons,
    decisionWrittenIn: row.decision_written_in,
    decidedAt: row.decided_at,
    version: row.version,
  }
}

/** An escalation that waits, and the day on which the panel looks at it; `null` when the actor may not see its clock. */
export type WaitingEscalation = Escalation & { readonly dueOn: CalendarDate | null }

/** The escalations that the panel has not decided yet and the actor may see: those for the next day first, two hundred at most. */
export async function listOpenEscalations(tx: ActorTx): Promise<readonly WaitingEscalation[]> {
  const rows = await tx
    .selectFrom('panel_escalation')
    .leftJoin('clock', join =>
      join
        .onRef('clock.subject_id', '=', 'panel_escalation.id')
        .on('clock.rule', '=', 'panel-decision')
        .on('clock.stopped_at', 'is', null),
    )
    .where('decided_at', 'is', null)
    .orderBy('clock.due_on')
    .orderBy('escalated_at')
    .limit(200)
    .selectAll('panel_escalation')
    .select('clock.due_on')
    .execute()
  return rows.map(row => ({ ...escalationOf(row), dueOn: row.due_on === null ? null : calendarDate(row.due_on) }))
}

/** The escalations of a child, newest first. */
export async function listEscalationsOfChild(tx: ActorTx, childId: string): Promise<readonly Escalation[]> {
  return (
    await tx
      .selectFrom('panel_escalation')
      .where('child_id', '=', childId)
      .orderBy('escalated_at', 'desc')
      .selectAll()
      .execute()
  ).map(escalationOf)
}

/** One escalation, or `undefined` when there is none that the actor may see. */
export async function findEscalation(tx: ActorTx, id: string): Promise<Escalation | undefined> {
  const row = await tx.selectFrom('panel_escalation').where('id', '=', id).selectAll().executeTakeFirst()
  return row && escalationOf(row)
}

/** The same, held so that nobody else decides it until this transaction ends. */
export async function lockEscalation(tx: ActorTx, id: string): Promise<Escalation | undefined> {
  const row = await tx.selectFrom('panel_escalation').where('id', '=', id).selectAll().forUpdate().executeTakeFirst()
  return row && escalationOf(row)
}

/** Writes an escalation. */
export async function insertEscalation(
  tx: ActorTx,
  escalation: {
    childId: string
    audience: EscalationAudience
    meetingId: string | null
    sittingId: string | null
    reasons: string
    askedOfPanel: string
    urgentReason: string
    writtenIn: string
    teamId: string
    by: string
    at: Date
  },
): Promise<string> {
  const row = await tx
    .insertInto('panel_escalation')
    .values({
      child_id: escalation.childId,
      audience: escalation.audience,
      meeting_id: escalation.meetingId,
      sitting_id: escalation.sittingId,
      reasons: escalation.reasons,
      asked_of_panel: escalation.askedOfPanel,
      urgent_reason: escalation.urgentReason,
      written_in: escalation.writtenIn,
      team_id: escalation.teamId,
      escalated_by: escalation.by,
      escalated_at: escalation.at,
      changed_at: escalation.at,
      changed_by: escalation.by,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Writes what the panel decided. */
export async function updateEscalationDecided(
  tx: ActorTx,
  escalation: Escalation,
  decision: { decision: PanelDecision; reasons: string; writtenIn: string; by: string; at: Date },
): Promise<void> {
  await tx
    .updateTable('panel_escalation')
    .set({
      decision: decision.decision,
      decision_reasons: decision.reasons,
      decision_written_in: decision.writtenIn,
      decided_by: decision.by,
      decided_at: decision.at,
      version: escalation.version + 1,
      changed_at: decision.at,
      changed_by: decision.by,
    })
    .where('id', '=', escalation.id)
    .execute()
}
