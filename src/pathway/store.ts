import { sql } from 'kysely'
import type { ActorTx } from '../db/database.ts'
import { type CalendarDate, calendarDate } from '../lib/calendar-date.ts'
import type { Ending, Pathway, PathwayStep } from './pathway.ts'

const PATHWAY_COLUMNS = [
  'id',
  'child_id',
  'opened_on',
  'step',
  'ended_on',
  'ending',
  'what_changed',
  'who_keeps_watch',
  'what_would_bring_back',
  'version',
] as const

/** The child's pathway that is open now, or `undefined` when there is none that the actor may see. */
export async function findOpenPathway(tx: ActorTx, childId: string): Promise<Pathway | undefined> {
  const row = await tx
    .selectFrom('pathway')
    .where('child_id', '=', childId)
    .where('ended_on', 'is', null)
    .select(PATHWAY_COLUMNS)
    .executeTakeFirst()
  return row && pathwayOf(row)
}

/** Every time the child was on the pathway, newest first. */
export async function listPathways(tx: ActorTx, childId: string): Promise<readonly Pathway[]> {
  const rows = await tx
    .selectFrom('pathway')
    .where('child_id', '=', childId)
    .orderBy('opened_on', 'desc')
    .orderBy(sql`ended_on nulls first`)
    .select(PATHWAY_COLUMNS)
    .execute()
  return rows.map(pathwayOf)
}

function pathwayOf(row: {
  id: string
  child_id: string
  opened_on: string
  step: string
  ended_on: string | null
  ending: string | null
  what_changed: string
  who_keeps_watch: string
  what_would_bring_back: string
  version: number
}): Pathway {
  return {
    id: row.id,
    childId: row.child_id,
    openedOn: calendarDate(row.opened_on),
    step: row.step as PathwayStep,
    endedOn: row.ended_on === null ? null : calendarDate(row.ended_on),
    ending: row.ending as Ending | null,
    whatChanged: row.what_changed,
    whoKeepsWatch: row.who_keeps_watch,
    whatWouldBringBack: row.what_would_bring_back,
    version: row.version,
  }
}

/** Opens a pathway at its first step. Refused by the database when one is open already. */
export async function insertPathway(
  tx: ActorTx,
  pathway: {
    childId: string
    openedOn: CalendarDate
    openedBy: string
    at: Date
    step: PathwayStep
    reason: string
    reopens?: string
  },
): Promise<string> {
  const row = await tx
    .insertInto('pathway')
    .values({
      child_id: pathway.childId,
      opened_on: pathway.openedOn,
      opened_by: pathway.openedBy,
      step: pathway.step,
      reopened_reason: pathway.reason,
      reopens: pathway.reopens ?? null,
      changed_at: pathway.at,
      changed_by: pathway.openedBy,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Writes the step at which the pathway now is. */
export async function updatePathwayStep(
  tx: ActorTx,
  pathway: Pathway,
  step: PathwayStep,
  by: string,
  at: Date,
): Promise<void> {
  await tx
    .updateTable('pathway')
    .set({ step, version: pathway.version + 1, changed_at: at, changed_by: by })
    .where('id', '=', pathway.id)
    .execute()
}

/** Writes how a pathway ended; false, and nothing, when somebody changed it first. */
export async function updatePathwayEnded(
  tx: ActorTx,
  pathway: Pathway,
  ending: {
    ending: Ending
    whatChanged: string
    whoKeepsWatch: string
    whatWouldBringBack: string
    endedOn: CalendarDate
    by: string
    at: Date
  },
): Promise<boolean> {
  const result = await tx
    .updateTable('pathway')
    .set({
      ended_on: ending.endedOn,
      ending: ending.ending,
      what_changed: ending.whatChanged,
      who_keeps_watch: ending.whoKeepsWatch,
      what_would_bring_back: ending.whatWouldBringBack,
      ended_by: ending.by,
      version: pathway.version + 1,
      changed_at: ending.at,
      changed_by: ending.by,
    })
    .where('id', '=', pathway.id)
    .where('version', '=', pathway.version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Writes one step up or down with its reasons. */
export async function insertPathwayMove(
  tx: ActorTx,
  move: {
    childId: string
    pathwayId: string
    direction: 'up' | 'down'
    movedTo: string
    reasons: string
    by: string
    at: Date
  },
): Promise<string> {
  const row = await tx
    .insertInto('pathway_move')
    .values({
      child_id: move.childId,
      pathway_id: move.pathwayId,
      direction: move.direction,
      moved_to: move.movedTo,
      reasons: move.reasons,
      moved_by: move.by,
      moved_at: move.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Where a child stands who is on the pathway: for whoever decides about something new, at one glance. */
export type PathwayStanding = {
  readonly step: PathwayStep
  readonly openedOn: CalendarDate
  readonly leadName: string | null
  /** The judgement in force, of an assessment and not of a screening. */
  readonly level: string | null
  readonly levelOn: CalendarDate | null
}

/** Where the child stands on the pathway now, or `undefined` when they are not on it. */
export async function findStanding(tx: ActorTx, childId: string): Promise<PathwayStanding | undefined> {
  const row = await tx
    .selectFrom('pathway')
    .where('pathway.child_id', '=', childId)
    .where('pathway.ended_on', 'is', null)
    .leftJoin('network_member', join =>
      join
        .onRef('network_member.child_id', '=', 'pathway.child_id')
        .on('network_member.part', '=', 'lead-practitioner')
        .on('network_member.left_at', 'is', null),
    )
    .leftJoin('app_user', 'app_user.id', 'network_member.user_id')
    .leftJoinLateral(
      eb =>
        eb
          .selectFrom('assessment')
          .whereRef('assessment.child_id', '=', 'pathway.child_id')
          .where('assessment.completed_at', 'is not', null)
          .where('assessment.kind', '!=', 'screening')
          .orderBy('assessment.done_on', 'desc')
          .orderBy('assessment.begun_at', 'desc')
          .limit(1)
          .select(['assessment.level', 'assessment.done_on'])
          .as('judged'),
      join => join.onTrue(),
    )
    .select(['pathway.step', 'pathway.opened_on', 'app_user.name', 'judged.level', 'judged.done_on'])
    .executeTakeFirst()
  return (
    row && {
      step: row.step as PathwayStep,
      openedOn: calendarDate(row.opened_on),
      leadName: row.name,
      level: row.level,
      levelOn: row.done_on === null ? null : calendarDate(row.done_on),
    }
  )
}

/** The level of the newest screening of a child and the day on which it was done; `undefined` before there is one. @protocol §5 */
export async function findScreening(
  tx: ActorTx,
  childId: string,
): Promise<{ readonly level: string | null; readonly doneOn: CalendarDate | null } | undefined> {
  const row = await tx
    .selectFrom('assessment')
    .where('child_id', '=', childId)
    .where('kind', '=', 'screening')
    .where('completed_at', 'is not', null)
    .orderBy('done_on', 'desc')
    .orderBy('begun_at', 'desc')
    .limit(1)
    .select(['level', 'done_on'])
    .executeTakeFirst()
  return row && { level: row.level, doneOn: row.done_on === null ? null : calendarDate(row.done_on) }
}
