import type { ActorTx } from '../../db/database.ts'
import { type CalendarDate, calendarDate } from '../../lib/calendar-date.ts'

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
