import type { CalendarDate } from '../../lib/calendar-date.ts'
import type { ClockRule } from '../../clock/clock.ts'
import type { ActorTx } from '../../db/database.ts'

/** How a case file names a clock: its rule, when it started, and the day on which it was first due. */
export type ClockInFile = { readonly rule: ClockRule; readonly startedAt: string; readonly firstDueOn: CalendarDate }

/** The clock of a child that a case file names, if it is there and the actor may read it. */
export async function findClockInFile(tx: ActorTx, childId: string, clock: ClockInFile): Promise<string | undefined> {
  const found = await tx
    .selectFrom('clock')
    .where('child_id', '=', childId)
    .where('rule', '=', clock.rule)
    .where('started_at', '=', new Date(clock.startedAt))
    .where('first_due_on', '=', clock.firstDueOn)
    .orderBy('stopped_at', order => order.desc().nullsFirst())
    .select('id')
    .limit(1)
    .executeTakeFirst()
  return found?.id
}
