import type { Selectable } from 'kysely'
import type { Audience } from '../access/audience.ts'
import type { ActorTx } from '../db/database.ts'
import type { Action as ActionTable } from '../db/schema.ts'
import { calendarDate } from '../lib/calendar-date.ts'
import type { ActionContext, ActionOutcome, AgreedAction, NewAction } from './agreed-action.ts'

function actionOf(row: Selectable<ActionTable>): AgreedAction {
  return {
    id: row.id,
    childId: row.child_id,
    meetingId: row.meeting_id,
    context: row.context as ActionContext,
    what: row.what,
    who: row.who,
    ownerId: row.owner_id,
    agencyId: row.agency_id,
    dueOn: calendarDate(row.due_on),
    audience: row.audience as Audience,
    outcome: row.outcome as ActionOutcome | null,
    outcomeReason: row.outcome_reason,
    outcomeAt: row.outcome_at,
    version: row.version,
  }
}

/** The actions agreed at a meeting, as far as the actor may read them, soonest due first. */
export async function listActionsOfMeeting(tx: ActorTx, meetingId: string): Promise<readonly AgreedAction[]> {
  return (
    await tx
      .selectFrom('action')
      .where('meeting_id', '=', meetingId)
      .orderBy('due_on')
      .orderBy('agreed_at')
      .selectAll()
      .execute()
  ).map(actionOf)
}

/** The actions of a child that nobody has reported on yet. */
export async function listOpenActionsOfChild(tx: ActorTx, childId: string): Promise<readonly AgreedAction[]> {
  return (
    await tx
      .selectFrom('action')
      .where('child_id', '=', childId)
      .where('outcome', 'is', null)
      .orderBy('due_on')
      .selectAll()
      .execute()
  ).map(actionOf)
}

/** One action, or `undefined` when there is none that the actor may see. */
export async function findAction(tx: ActorTx, id: string): Promise<AgreedAction | undefined> {
  const row = await tx.selectFrom('action').where('id', '=', id).selectAll().executeTakeFirst()
  return row && actionOf(row)
}

/** Writes an agreed action. */
export async function insertAction(tx: ActorTx, action: NewAction, by: string, at: Date): Promise<string> {
  const row = await tx
    .insertInto('action')
    .values({
      child_id: action.childId,
      meeting_id: action.meetingId,
      context: action.context,
      what: action.what,
      who: action.who,
      owner_id: action.ownerId,
      agency_id: action.agencyId,
      due_on: action.dueOn,
      audience: action.audience,
      agreed_at: at,
      agreed_by: by,
      changed_at: at,
      changed_by: by,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Writes what became of an action; false when someone saved another version first. */
export async function updateActionOutcome(
  tx: ActorTx,
  action: { id: string; version: number },
  outcome: ActionOutcome,
  reason: string,
  by: string,
  at: Date,
): Promise<boolean> {
  const result = await tx
    .updateTable('action')
    .set({
      outcome,
      outcome_reason: reason,
      outcome_at: at,
      outcome_by: by,
      version: action.version + 1,
      changed_at: at,
      changed_by: by,
    })
    .where('id', '=', action.id)
    .where('version', '=', action.version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Writes for whom an action is; false when someone saved another version first. */
export async function updateActionAudience(
  tx: ActorTx,
  action: { id: string; version: number },
  audience: Audience,
  by: string,
  at: Date,
): Promise<boolean> {
  const result = await tx
    .updateTable('action')
    .set({ audience, version: action.version + 1, changed_at: at, changed_by: by })
    .where('id', '=', action.id)
    .where('version', '=', action.version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
