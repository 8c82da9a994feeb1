import { type Selectable, sql } from 'kysely'
import type { ActorTx } from '../../db/database.ts'
import type { SafetyPlan as PlanTable } from '../../db/schema.ts'
import { type CalendarDate, calendarDate } from '../../lib/calendar-date.ts'
import type { Telling, WrittenPlan } from '../meeting.ts'

/**
 * Writes the safety plan of a meeting: the first, or over that of the version that was read; answers false when someone saved another
 * version first. `stands` is the one that is there, if any.
 */
export async function upsertSafetyPlan(
  tx: ActorTx,
  meeting: { id: string; childId: string },
  { plan, read, stands }: { plan: WrittenPlan; read: number; stands: { readonly version: number } | undefined },
  by: string,
  at: Date,
): Promise<boolean> {
  const columns = {
    childs_goals: plan.childsGoals,
    worries: plan.worries,
    what_helps: plan.whatHelps,
    who_to_call: plan.whoToCall,
    if_missing: plan.ifMissing,
    childs_goals_in: plan.childsGoalsIn,
    written_in: plan.writtenIn,
    changed_at: at,
    changed_by: by,
  }
  if (stands === undefined) {
    const first = await tx
      .insertInto('safety_plan')
      .values({ meeting_id: meeting.id, child_id: meeting.childId, ...columns })
      .onConflict(conflict => conflict.column('meeting_id').doNothing())
      .executeTakeFirst()
    return first.numInsertedOrUpdatedRows === 1n
  }
  const result = await tx
    .updateTable('safety_plan')
    .set({ ...columns, version: read + 1 })
    .where('meeting_id', '=', meeting.id)
    .where('version', '=', read)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** The safety plan of a meeting with its version, or `undefined` before it. */
export async function findSafetyPlan(
  tx: ActorTx,
  meetingId: string,
): Promise<(WrittenPlan & { version: number }) | undefined> {
  const row = await tx.selectFrom('safety_plan').where('meeting_id', '=', meetingId).selectAll().executeTakeFirst()
  return row && { ...planOf(row), version: row.version }
}

/** The safety plan of a child's newest meeting that has one, with the meeting and its day; `undefined` before there is any. */
export async function findSafetyPlanOfChild(
  tx: ActorTx,
  childId: string,
): Promise<(WrittenPlan & { readonly meetingId: string; readonly beganAt: Date }) | undefined> {
  const row = await tx
    .selectFrom('safety_plan')
    .innerJoin('meeting', 'meeting.id', 'safety_plan.meeting_id')
    .where('safety_plan.child_id', '=', childId)
    .where('meeting.began_at', 'is not', null)
    .where(sql<boolean>`concat(childs_goals, worries, what_helps, who_to_call, if_missing) <> ''`)
    .orderBy('meeting.began_at', 'desc')
    .selectAll('safety_plan')
    .select(['meeting.id as of_meeting', 'meeting.began_at'])
    .limit(1)
    .executeTakeFirst()
  return row === undefined || row.began_at === null
    ? undefined
    : { ...planOf(row), meetingId: row.of_meeting, beganAt: row.began_at }
}

type PlanColumns =
  'childs_goals' | 'childs_goals_in' | 'worries' | 'what_helps' | 'who_to_call' | 'if_missing' | 'written_in'

/** A safety plan from its columns; what the child wants is in the language of the whole where none was said of it apart. */
export const planOf = (row: Pick<Selectable<PlanTable>, PlanColumns>): WrittenPlan => ({
  childsGoals: row.childs_goals,
  childsGoalsIn: row.childs_goals_in ?? row.written_in,
  worries: row.worries,
  whatHelps: row.what_helps,
  whoToCall: row.who_to_call,
  ifMissing: row.if_missing,
  writtenIn: row.written_in,
})

/** Plans who tells the family what the meeting agreed. */
export async function insertDebrief(
  tx: ActorTx,
  debrief: { meetingId: string; childId: string; byWhom: string; dueOn: CalendarDate; by: string; at: Date },
): Promise<void> {
  await tx
    .insertInto('debrief')
    .values({
      meeting_id: debrief.meetingId,
      child_id: debrief.childId,
      by_whom: debrief.byWhom,
      due_on: debrief.dueOn,
      changed_at: debrief.at,
      changed_by: debrief.by,
    })
    .execute()
}

/** Who tells the family by when; and once done, how it was told. */
export type Debrief = Telling & {
  readonly id: string
  readonly byWhom: string
  readonly dueOn: CalendarDate
  readonly doneAt: Date | null
  readonly version: number
}

/** The debrief of a meeting, or `undefined` when none was planned. */
export async function findDebrief(tx: ActorTx, meetingId: string): Promise<Debrief | undefined> {
  const row = await tx.selectFrom('debrief').where('meeting_id', '=', meetingId).selectAll().executeTakeFirst()
  return (
    row && {
      id: row.id,
      byWhom: row.by_whom,
      dueOn: calendarDate(row.due_on),
      doneAt: row.done_at,
      toldOn: row.told_on === null ? undefined : calendarDate(row.told_on),
      told: row.told === '' ? undefined : (row.told as Telling['told']),
      language: row.language === '' ? undefined : (row.language as Telling['language']),
      languageWords: row.language_words,
      whatWasSaid: row.what_was_said,
      whatTheySaid: row.what_they_said,
      writtenIn: row.written_in,
      theySaidIn: row.they_said_in,
      version: row.version,
    }
  )
}

/** Writes that the family was told, and how; answers false, and writes nothing, when someone did so first. */
export async function updateDebriefDone(
  tx: ActorTx,
  debrief: Debrief,
  telling: Telling,
  by: string,
  at: Date,
): Promise<boolean> {
  const result = await tx
    .updateTable('debrief')
    .set({
      done_at: at,
      told_on: telling.toldOn ?? null,
      told: telling.told ?? '',
      language: telling.language ?? '',
      language_words: telling.languageWords,
      what_was_said: telling.whatWasSaid,
      what_they_said: telling.whatTheySaid,
      written_in: telling.writtenIn,
      they_said_in: telling.theySaidIn,
      version: debrief.version + 1,
      changed_at: at,
      changed_by: by,
    })
    .where('id', '=', debrief.id)
    .where('version', '=', debrief.version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
