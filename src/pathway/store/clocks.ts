import type { Audience } from '../../access/audience.ts'
import { sql } from 'kysely'
import type { ActorTx } from '../../db/database.ts'
import { type CalendarDate, calendarDate } from '../../lib/calendar-date.ts'
import {
  type Clock,
  type ClockRule,
  type Ending,
  type Limit,
  type LimitUnit,
  type Pathway,
  type PathwayStep,
  STANDARD_LIMITS,
} from '../pathway.ts'

/** The limit in force on a day: the board's own when it has set one, otherwise the one it began with. */
export async function findLimit(tx: ActorTx, rule: ClockRule, day: CalendarDate): Promise<Limit> {
  const standard = STANDARD_LIMITS[rule]
  const row = await tx
    .selectFrom('setting')
    .where('name', '=', rule)
    .where('effective_from', '<=', day)
    .orderBy('effective_from', 'desc')
    .select(['value', 'source'])
    .executeTakeFirst()
  return row === undefined ? standard : { ...standard, value: row.value, source: row.source }
}

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
  pathway: { childId: string; openedOn: CalendarDate; openedBy: string; at: Date; step: PathwayStep; reopens?: string },
): Promise<string> {
  const row = await tx
    .insertInto('pathway')
    .values({
      child_id: pathway.childId,
      opened_on: pathway.openedOn,
      opened_by: pathway.openedBy,
      step: pathway.step,
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

/** Writes how a pathway ended. */
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
): Promise<void> {
  await tx
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
    .execute()
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

const CLOCK_COLUMNS = [
  'clock.id',
  'clock.child_id',
  'clock.referral_id',
  'clock.rule',
  'clock.subject_id',
  'clock.started_at',
  'clock.started_on',
  'clock.limit_value',
  'clock.limit_unit',
  'clock.limit_source',
  'clock.due_on',
  'clock.due_at',
  'clock.first_due_on',
  'clock.holder_id',
  'clock.holder_agency_id',
  'clock.audience',
  'clock.meeting_id',
  'clock.met_at',
  'clock.stopped_at',
  'clock.version',
] as const

type ClockRow = {
  id: string
  child_id: string | null
  referral_id: string | null
  rule: string
  subject_id: string
  started_at: Date
  started_on: string
  limit_value: number
  limit_unit: string
  limit_source: string
  due_on: string
  due_at: Date | null
  first_due_on: string
  holder_id: string
  holder_agency_id: string | null
  audience: string
  meeting_id: string | null
  met_at: Date | null
  stopped_at: Date | null
  version: number
}

function clockOf(row: ClockRow): Clock {
  return {
    id: row.id,
    childId: row.child_id,
    referralId: row.referral_id,
    rule: row.rule as ClockRule,
    subjectId: row.subject_id,
    startedAt: row.started_at,
    startedOn: calendarDate(row.started_on),
    limitValue: row.limit_value,
    limitUnit: row.limit_unit as LimitUnit,
    limitSource: row.limit_source,
    dueOn: calendarDate(row.due_on),
    dueAt: row.due_at,
    firstDueOn: calendarDate(row.first_due_on),
    holderId: row.holder_id,
    holderAgencyId: row.holder_agency_id,
    audience: row.audience as Audience,
    meetingId: row.meeting_id,
    metAt: row.met_at,
    stoppedAt: row.stopped_at,
    version: row.version,
  }
}

/** Writes a new clock. Its limit stays the one of this day, whatever the board sets later. */
export async function insertClock(
  tx: ActorTx,
  clock: Omit<Clock, 'id' | 'firstDueOn' | 'metAt' | 'stoppedAt' | 'version'> & { by: string },
): Promise<string> {
  const row = await tx
    .insertInto('clock')
    .values({
      child_id: clock.childId,
      referral_id: clock.referralId,
      rule: clock.rule,
      subject_id: clock.subjectId,
      started_at: clock.startedAt,
      started_on: clock.startedOn,
      limit_value: clock.limitValue,
      limit_unit: clock.limitUnit,
      limit_source: clock.limitSource,
      due_on: clock.dueOn,
      due_at: clock.dueAt,
      first_due_on: clock.dueOn,
      holder_id: clock.holderId,
      holder_agency_id: clock.holderAgencyId,
      audience: clock.audience,
      meeting_id: clock.meetingId,
      changed_at: clock.startedAt,
      changed_by: clock.by,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** One clock, or `undefined` when there is none that the actor may see. */
export async function findClock(tx: ActorTx, id: string): Promise<Clock | undefined> {
  const row = await tx.selectFrom('clock').where('id', '=', id).select(CLOCK_COLUMNS).executeTakeFirst()
  return row && clockOf(row)
}

/** The clock of a rule that measures one thing, or `undefined`. */
export async function findClockOf(tx: ActorTx, rule: ClockRule, subjectId: string): Promise<Clock | undefined> {
  const row = await tx
    .selectFrom('clock')
    .where('rule', '=', rule)
    .where('subject_id', '=', subjectId)
    .select(CLOCK_COLUMNS)
    .executeTakeFirst()
  return row && clockOf(row)
}

/** The running clocks of one child, soonest due first. */
export async function listRunningClocksOfChild(tx: ActorTx, childId: string): Promise<readonly Clock[]> {
  const rows = await tx
    .selectFrom('clock')
    .where('child_id', '=', childId)
    .where('met_at', 'is', null)
    .where('stopped_at', 'is', null)
    .orderBy('due_on')
    .select(CLOCK_COLUMNS)
    .execute()
  return rows.map(clockOf)
}

/** Every clock of one child, met and stopped ones too: lateness stays visible. */
export async function listClocksOfChild(tx: ActorTx, childId: string): Promise<readonly Clock[]> {
  const rows = await tx
    .selectFrom('clock')
    .where('child_id', '=', childId)
    .orderBy('started_at')
    .select(CLOCK_COLUMNS)
    .execute()
  return rows.map(clockOf)
}

/** Changes what a clock says of itself; each change is a version. */
export async function updateClock(
  tx: ActorTx,
  clock: Clock,
  change: Partial<{
    metAt: Date
    stoppedAt: Date
    stoppedReason: string
    dueOn: CalendarDate
    dueAt: Date | null
    holderId: string
    holderAgencyId: string | null
    childId: string
  }>,
  by: string,
  at: Date,
): Promise<void> {
  await tx
    .updateTable('clock')
    .set({
      ...(change.metAt !== undefined && { met_at: change.metAt }),
      ...(change.stoppedAt !== undefined && { stopped_at: change.stoppedAt }),
      ...(change.stoppedReason !== undefined && { stopped_reason: change.stoppedReason }),
      ...(change.dueOn !== undefined && { due_on: change.dueOn }),
      ...(change.dueAt !== undefined && { due_at: change.dueAt }),
      ...(change.holderId !== undefined && { holder_id: change.holderId }),
      ...(change.holderAgencyId !== undefined && { holder_agency_id: change.holderAgencyId }),
      ...(change.childId !== undefined && { child_id: change.childId }),
      version: clock.version + 1,
      changed_at: at,
      changed_by: by,
    })
    .where('id', '=', clock.id)
    .execute()
}

/** Gives the clocks of a referral to the child, once Children's Services have said who the child is. */
export async function attachClocksToChild(
  tx: ActorTx,
  referralId: string,
  childId: string,
  by: string,
  at: Date,
): Promise<void> {
  const rows = await tx.selectFrom('clock').where('referral_id', '=', referralId).select(CLOCK_COLUMNS).execute()
  for (const row of rows) await updateClock(tx, clockOf(row), { childId }, by, at)
}

/** Writes that a clock was re-planned, by whose authority and why. */
export async function insertReplan(
  tx: ActorTx,
  replan: {
    clockId: string
    childId: string
    fromDueOn: CalendarDate
    toDueOn: CalendarDate
    reason: string
    by: string
    at: Date
  },
): Promise<void> {
  await tx
    .insertInto('clock_replan')
    .values({
      clock_id: replan.clockId,
      child_id: replan.childId,
      from_due_on: replan.fromDueOn,
      to_due_on: replan.toDueOn,
      reason: replan.reason,
      authorised_by: replan.by,
      at: replan.at,
    })
    .execute()
}

/** Writes why something was late. */
export async function insertLateReason(
  tx: ActorTx,
  late: { clockId: string; childId: string; reason: string; by: string; at: Date },
): Promise<void> {
  await tx
    .insertInto('late_reason')
    .values({ clock_id: late.clockId, child_id: late.childId, reason: late.reason, given_by: late.by, at: late.at })
    .execute()
}

/** A running clock with what its line shows of the child. */
export type WorkLine = Clock & { readonly reference: string | null; readonly childName: string | null }

/** What is due and not yet done, soonest first: of some holders, or of an agency. Only about children the actor may see. */
export async function listWork(
  tx: ActorTx,
  whose: { readonly holderIds: readonly string[] } | { readonly agencyId: string },
  most = 200,
): Promise<readonly WorkLine[]> {
  const base = tx
    .selectFrom('clock')
    .leftJoin('child', 'child.id', 'clock.child_id')
    .where('clock.met_at', 'is', null)
    .where('clock.stopped_at', 'is', null)
  const query =
    'agencyId' in whose
      ? base.where('clock.holder_agency_id', '=', whose.agencyId)
      : base.where('clock.holder_id', 'in', [...whose.holderIds])
  const rows = await query
    .orderBy('clock.due_on')
    .orderBy('clock.started_at')
    .limit(most)
    .select([...CLOCK_COLUMNS, 'child.reference', 'child.given_name', 'child.known_as', 'child.family_name'])
    .execute()
  return rows.map(row => ({
    ...clockOf(row),
    reference: row.reference,
    childName:
      row.given_name === null
        ? null
        : `${row.known_as === '' || row.known_as === null ? row.given_name : row.known_as} ${row.family_name ?? ''}`,
  }))
}

/** How a clock was re-planned, oldest first. */
export async function listReplans(
  tx: ActorTx,
  clockId: string,
): Promise<readonly { fromDueOn: CalendarDate; toDueOn: CalendarDate; reason: string; by: string; at: Date }[]> {
  const rows = await tx.selectFrom('clock_replan').where('clock_id', '=', clockId).orderBy('at').selectAll().execute()
  return rows.map(row => ({
    fromDueOn: calendarDate(row.from_due_on),
    toDueOn: calendarDate(row.to_due_on),
    reason: row.reason,
    by: row.authorised_by,
    at: row.at,
  }))
}

/** Why something was late, oldest first. */
export async function listLateReasons(
  tx: ActorTx,
  clockId: string,
): Promise<readonly { reason: string; by: string; at: Date }[]> {
  const rows = await tx.selectFrom('late_reason').where('clock_id', '=', clockId).orderBy('at').selectAll().execute()
  return rows.map(row => ({ reason: row.reason, by: row.given_by, at: row.at }))
}
