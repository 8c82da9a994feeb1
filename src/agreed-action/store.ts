import { type Selectable, sql } from 'kysely'
import type { Audience } from '../access/audience.ts'
import { anyOf } from '../db/any-of.ts'
import type { ActorTx } from '../db/database.ts'
import type { Action as ActionTable } from '../db/schema.ts'
import { type CalendarDate, calendarDate } from '../lib/calendar-date.ts'
import type {
  ActionAnswer,
  ActionContext,
  ActionLine,
  ActionOutcome,
  AgreedAction,
  AnswerGiven,
  Listed,
  NewAction,
} from './agreed-action.ts'

function actionOf(row: Selectable<ActionTable>): AgreedAction {
  return {
    id: row.id,
    childId: row.child_id,
    meetingId: row.meeting_id,
    context: row.context as ActionContext,
    what: row.what,
    who: row.who,
    writtenIn: row.written_in,
    ownerId: row.owner_id,
    agencyId: row.agency_id,
    dueOn: calendarDate(row.due_on),
    audience: row.audience as Audience,
    outcome: row.outcome as ActionOutcome | null,
    outcomeReason: row.outcome_reason,
    outcomeWrittenIn: row.outcome_written_in,
    outcomeAt: row.outcome_at,
    outcomeBy: row.outcome_by,
    version: row.version,
  }
}

/** The actions agreed at a meeting, as far as the actor may read them, soonest due first. */
export async function listActionsOfMeeting(tx: ActorTx, meetingId: string): Promise<readonly AgreedAction[]> {
  return listActionsOfMeetings(tx, [meetingId])
}

/** The actions agreed at any of these meetings, as far as the actor may read them, soonest due first. */
export async function listActionsOfMeetings(
  tx: ActorTx,
  meetingIds: readonly string[],
): Promise<readonly AgreedAction[]> {
  if (meetingIds.length === 0) return []
  return (
    await tx
      .selectFrom('action')
      .where('meeting_id', '=', anyOf(meetingIds))
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
      written_in: action.writtenIn ?? '',
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
  { outcome, reason, writtenIn }: { outcome: ActionOutcome; reason: string; writtenIn: string },
  by: string,
  at: Date,
): Promise<boolean> {
  const result = await tx
    .updateTable('action')
    .set({
      outcome,
      outcome_reason: reason,
      outcome_written_in: writtenIn,
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

/** What the chair said to each of these actions, in the order in which it was said. */
export async function listAnswers(tx: ActorTx, actionIds: readonly string[]): Promise<readonly AnswerGiven[]> {
  if (actionIds.length === 0) return []
  const rows = await tx
    .selectFrom('action_answer')
    .where('action_id', '=', anyOf(actionIds))
    .orderBy('answered_at')
    .orderBy('id')
    .selectAll()
    .execute()
  return rows.map(row => ({
    actionId: row.action_id,
    atMeetingId: row.at_meeting_id,
    answer: row.answer as ActionAnswer,
    words: row.words,
    writtenIn: row.written_in,
    by: row.answered_by,
    at: row.answered_at,
  }))
}

/**
 * Writes what the chair says between the meetings, or at one of them; of two at once one is written, and the other throws with the
 * constraint action_answer_once.
 */
export async function insertAnswer(tx: ActorTx, answer: AnswerGiven & { readonly childId: string }): Promise<void> {
  await tx
    .insertInto('action_answer')
    .values({
      action_id: answer.actionId,
      child_id: answer.childId,
      answer: answer.answer,
      words: answer.words,
      written_in: answer.writtenIn,
      answered_by: answer.by,
      answered_at: answer.at,
      ...(answer.atMeetingId !== null && { at_meeting_id: answer.atMeetingId }),
    })
    .execute()
}

type Asked = {
  readonly listed: Listed
  readonly today: CalendarDate
  readonly ownerId?: string
  readonly agencyId?: string
}

function actionsAsked(tx: ActorTx, { listed, today, ownerId, agencyId }: Asked) {
  return tx
    .selectFrom('action')
    .$if(ownerId !== undefined, query => query.where('action.owner_id', '=', ownerId ?? null))
    .$if(agencyId !== undefined, query => query.where('action.agency_id', '=', agencyId ?? null))
    .$if(listed !== 'to-answer', query => query.where('action.outcome', 'is', null))
    .$if(listed === 'late', query => query.where('action.due_on', '<', today))
    .$if(listed === 'to-answer', query =>
      query
        .where('action.outcome', 'in', ['changed', 'not-done', 'not-possible'])
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('action_answer')
                .whereRef('action_answer.action_id', '=', 'action.id')
                .select('action_answer.action_id'),
            ),
          ),
        ),
    )
}

/** The actions asked for, as far as the actor may know of them, the longest due first; at most `limit`. */
export async function listActions(tx: ActorTx, asked: Asked, limit: number): Promise<readonly ActionLine[]> {
  const rows = await actionsAsked(tx, asked)
    .innerJoin('child', 'child.id', 'action.child_id')
    .orderBy('action.due_on')
    .orderBy('action.id')
    .limit(limit)
    .select([
      'action.id',
      'action.what',
      'action.written_in',
      'action.audience',
      'action.who',
      'action.agency_id',
      'action.due_on',
      'action.outcome',
      'child.reference',
      sql<string>`coalesce(nullif(child.known_as, ''), child.given_name) || ' ' || child.family_name`.as('child_name'),
    ])
    .execute()
  return rows.map(row => ({
    id: row.id,
    reference: row.reference,
    childName: row.child_name,
    what: row.what,
    writtenIn: row.written_in,
    audience: row.audience as Audience,
    who: row.who,
    agencyId: row.agency_id,
    dueOn: calendarDate(row.due_on),
    outcome: row.outcome as ActionOutcome | null,
  }))
}

/** How many actions each agency has open, and how many of them are past their day, as far as the actor may know of them. */
export async function countOpenByAgency(
  tx: ActorTx,
  today: CalendarDate,
): Promise<readonly { readonly agencyId: string | null; readonly open: number; readonly late: number }[]> {
  const rows = await tx
    .selectFrom('action')
    .where('outcome', 'is', null)
    .groupBy('agency_id')
    .select(({ fn }) => [
      'agency_id',
      fn.countAll<number>().as('open'),
      fn.countAll<number>().filterWhere('due_on', '<', today).as('late'),
    ])
    .execute()
  return rows.map(row => ({ agencyId: row.agency_id, open: row.open, late: row.late }))
}
