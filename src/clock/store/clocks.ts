import { type RawBuilder, sql } from 'kysely'
import type { Audience } from '../../access/audience.ts'
import { anyOf } from '../../db/any-of.ts'
import type { ActorTx } from '../../db/database.ts'
import { type CalendarDate, calendarDate } from '../../lib/calendar-date.ts'
import type { Clock, ClockKind, ClockRule, Limit, LimitUnit } from '../clock.ts'

/** The limit in force on a day: the board's own when it has set one, otherwise the one it began with. */
export async function findLimit(tx: ActorTx, kind: ClockKind, day: CalendarDate): Promise<Limit> {
  const row = await tx
    .selectFrom('setting')
    .where('name', '=', kind.rule)
    .where('effective_from', '<=', day)
    .orderBy('effective_from', 'desc')
    .select(['value', 'source'])
    .executeTakeFirst()
  return row === undefined ? kind.limit : { ...kind.limit, value: row.value, source: row.source }
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
  'clock.limit_due_on',
  'clock.holder_id',
  'clock.holder_agency_id',
  'clock.page',
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
  limit_due_on: string
  holder_id: string
  holder_agency_id: string | null
  page: string
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
    limitDueOn: calendarDate(row.limit_due_on),
    holderId: row.holder_id,
    holderAgencyId: row.holder_agency_id,
    page: row.page,
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
  clock: Omit<Clock, 'id' | 'firstDueOn' | 'holderAgencyId' | 'metAt' | 'stoppedAt' | 'version'> & { by: string },
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
      limit_due_on: clock.limitDueOn,
      holder_id: clock.holderId,
      holder_agency_id: agencyOf(clock.holderId),
      page: clock.page,
      audience: clock.audience,
      meeting_id: clock.meetingId,
      changed_at: clock.startedAt,
      changed_by: clock.by,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

// A clock counts for the agency of the person or team that holds it, whoever starts it.
function agencyOf(holderId: string): RawBuilder<string | null> {
  return sql<
    string | null
  >`coalesce((select agency_id from app_user where id = ${holderId}), (select agency_id from team where id = ${holderId}))`
}

/** One clock, or `undefined` when there is none that the actor may see. */
export async function findClock(tx: ActorTx, id: string): Promise<Clock | undefined> {
  const row = await tx.selectFrom('clock').where('id', '=', id).select(CLOCK_COLUMNS).executeTakeFirst()
  return row && clockOf(row)
}

/** The clock of a rule that measures one thing: the one that runs or was met, else the last that was stopped; or `undefined`. */
export async function findClockOf(tx: ActorTx, rule: ClockRule, subjectId: string): Promise<Clock | undefined> {
  const row = await tx
    .selectFrom('clock')
    .where('rule', '=', rule)
    .where('subject_id', '=', subjectId)
    .orderBy(sql`stopped_at nulls first`)
    .orderBy('started_at', 'desc')
    .limit(1)
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
      ...(change.holderId !== undefined && {
        holder_id: change.holderId,
        holder_agency_id: agencyOf(change.holderId),
      }),
      ...(change.childId !== undefined && { child_id: change.childId }),
      version: clock.version + 1,
      changed_at: at,
      changed_by: by,
    })
    .where('id', '=', clock.id)
    .execute()
}

/**
 * Gives the clocks of a referral to the child, once Children's Services have said who the child is.
 *
 * @param staying the rules whose clocks stay with the referral: whoever holds one of these may not see the child
 */
export async function attachClocksToChild(
  tx: ActorTx,
  referralId: string,
  childId: string,
  staying: readonly ClockRule[],
  by: string,
  at: Date,
): Promise<void> {
  const rows = await tx
    .selectFrom('clock')
    .where('referral_id', '=', referralId)
    .where('rule', 'not in', [...staying])
    .select(CLOCK_COLUMNS)
    .execute()
  for (const row of rows) await updateClock(tx, clockOf(row), { childId }, by, at)
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
      : base.where('clock.holder_id', '=', anyOf(whose.holderIds))
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
