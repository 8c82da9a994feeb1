import { hasAnyRole, WORKING_ROLES } from '../access/actor.ts'
import type { Audience } from '../access/audience.ts'
import type { Work } from '../access/work.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { recordHappening } from '../chronology/actions.ts'
import { isWorkingDay } from '../calendar/working-days.ts'
import { type CalendarDate, calendarDateAt } from '../lib/calendar-date.ts'
import { CLOCK_RULES, type ClockKind, type ClockRule } from './clock.ts'
import { type Due, dueOf } from './rules.ts'
import {
  findClock,
  findClockOf,
  findLimit,
  insertClock,
  listRunningClocksOfChild,
  updateClock,
} from './store/clocks.ts'
import { insertLateReason, insertReplan } from './store/lateness.ts'

/** What a clock is to measure, and who holds it: a person or a team. */
export type ClockToStart = {
  readonly kind: ClockKind
  readonly subjectId: string
  readonly childId: string | null
  readonly referralId?: string
  /** The instant of the event that starts it; now, when left out. */
  readonly startedAt?: Date
  /** The day people agreed, for a rule that counts nothing. A sooner day than the counted one shortens a counted limit. */
  readonly agreedOn?: CalendarDate
  /** The instant it is due, when that is set by something else (24 hours before a meeting). */
  readonly dueAt?: Date
  /** A person or a team; the clock counts for the agency of whoever holds it. */
  readonly holderId: string
  /** Of what it measures; the network, when left out. Closed words are those of `meetingId`. */
  readonly audience?: Audience
  readonly meetingId?: string | null
}

/**
 * Starts a clock with the limit in force on the day it starts, and answers when it is due.
 *
 * @throws {RangeError} when the bank holidays for the period are not known, or an agreed day is missing
 * @protocol §6 step 5; decision 0007
 */
export async function startClock(work: Work, clock: ClockToStart): Promise<Due> {
  const startedAt = clock.startedAt ?? work.now
  const startedOn = calendarDateAt(startedAt)
  const limit = await findLimit(work.tx, clock.kind, startedOn)
  const { limitDueOn, ...due } = dueFor(work, clock, limit, startedAt)
  await insertClock(work.tx, {
    childId: clock.childId,
    referralId: clock.referralId ?? null,
    rule: clock.kind.rule,
    subjectId: clock.subjectId,
    startedAt,
    startedOn,
    limitValue: limit.value,
    limitUnit: limit.unit,
    limitSource: limit.source,
    ...due,
    limitDueOn,
    holderId: clock.holderId,
    page: clock.kind.page(clock),
    audience: clock.audience ?? 'network',
    meetingId: clock.meetingId ?? null,
    by: work.actor.userId,
  })
  return due
}

function dueFor(
  work: Work,
  clock: ClockToStart,
  limit: Parameters<typeof dueOf>[0],
  startedAt: Date,
): Due & { limitDueOn: CalendarDate } {
  if (clock.dueAt !== undefined) {
    const dueOn = calendarDateAt(clock.dueAt)
    return { dueOn, dueAt: clock.dueAt, limitDueOn: dueOn }
  }
  if (limit.unit === 'agreed') {
    if (clock.agreedOn === undefined) throw new RangeError(`${clock.kind.rule} needs the day that was agreed`)
    return { dueOn: clock.agreedOn, dueAt: null, limitDueOn: clock.agreedOn }
  }
  const counted = dueOf(limit, startedAt, work.holidays)
  const limitDueOn = counted.dueOn
  return clock.agreedOn !== undefined && clock.agreedOn < counted.dueOn
    ? { dueOn: clock.agreedOn, dueAt: null, limitDueOn }
    : { ...counted, limitDueOn }
}

/** Stops a clock because what it measures was done. Nothing happens when there is none running. @protocol §6 step 5 */
export async function meetClock(work: Work, rule: ClockRule, subjectId: string, metAt: Date = work.now): Promise<void> {
  const clock = await findClockOf(work.tx, rule, subjectId)
  if (clock === undefined || clock.metAt !== null || clock.stoppedAt !== null) return
  await updateClock(work.tx, clock, { metAt }, work.actor.userId, work.now)
}

/** Stops a clock because what it measures is no longer to be done, and keeps why. @protocol §6 step 5 */
export async function stopClock(work: Work, rule: ClockRule, subjectId: string, reason: string): Promise<void> {
  const clock = await findClockOf(work.tx, rule, subjectId)
  if (clock === undefined || clock.metAt !== null || clock.stoppedAt !== null) return
  await updateClock(work.tx, clock, { stoppedAt: work.now, stoppedReason: reason }, work.actor.userId, work.now)
}

/**
 * Re-plans a running clock for a new working day, by a manager's, chair's or lead's authority and with the reason. The first due day
 * stays on the clock, so that the lateness stays visible.
 *
 * @protocol §6 step 5; decision 0008
 */
export async function replanClock(
  work: Work,
  { clockId, toDueOn, reason }: { clockId: string; toDueOn: CalendarDate; reason: string },
): Promise<
  | { outcome: 'replanned' }
  | { outcome: 'reason-needed' }
  | { outcome: 'in-the-past' }
  | { outcome: 'not-a-working-day' }
  | { outcome: 'not-running' }
  | { outcome: 'not-found' }
> {
  const clock = await findClock(work.tx, clockId)
  if (clock?.childId == null || !hasAnyRole(work.actor, ['manager', 'chair', 'exploitation-lead']))
    return { outcome: 'not-found' }
  if (clock.metAt !== null || clock.stoppedAt !== null) return { outcome: 'not-running' }
  if (reason.trim() === '') return { outcome: 'reason-needed' }
  if (toDueOn < work.today) return { outcome: 'in-the-past' }
  if (!isWorkingDay(toDueOn, work.holidays)) return { outcome: 'not-a-working-day' }
  await insertReplan(work.tx, {
    clockId,
    childId: clock.childId,
    fromDueOn: clock.dueOn,
    toDueOn,
    reason,
    by: work.actor.userId,
    at: work.now,
  })
  await updateClock(work.tx, clock, { dueOn: toDueOn, dueAt: null }, work.actor.userId, work.now)
  await recordHappening(work, {
    childId: clock.childId,
    kind: 'clock-replanned',
    subjectId: clock.id,
    details: { rule: clock.rule, from: clock.dueOn, to: toDueOn },
    text: reason,
  })
  await recordAuditEvent(work.tx, 'clock.replanned', {
    childId: clock.childId,
    subjectId: clock.id,
  })
  return { outcome: 'replanned' }
}

/** Keeps why something is or was late, in the words of whoever explains it. @protocol §6 step 5; decision 0008 */
export async function explainLateness(
  work: Work,
  { clockId, reason }: { clockId: string; reason: string },
): Promise<{ outcome: 'explained' } | { outcome: 'reason-needed' } | { outcome: 'not-found' }> {
  const clock = await findClock(work.tx, clockId)
  if (clock?.childId == null || !hasAnyRole(work.actor, WORKING_ROLES)) return { outcome: 'not-found' }
  if (reason.trim() === '') return { outcome: 'reason-needed' }
  await insertLateReason(work.tx, { clockId, childId: clock.childId, reason, by: work.actor.userId, at: work.now })
  await recordAuditEvent(work.tx, 'clock.lateness-explained', {
    childId: clock.childId,
    subjectId: clock.id,
  })
  return { outcome: 'explained' }
}

/** Meets the running clocks of a child that measure by these rules. @protocol §6 step 3; §6 step 4 */
export async function meetClocksOfChild(work: Work, childId: string, rules: readonly ClockRule[]): Promise<void> {
  for (const clock of await listRunningClocksOfChild(work.tx, childId))
    if (rules.includes(clock.rule)) await updateClock(work.tx, clock, { metAt: work.now }, work.actor.userId, work.now)
}

/**
 * Stops the clocks of a child that still run, and keeps why. Those of a referral that nobody has decided yet run on: it is still
 * to be answered.
 *
 * @param rules those that measure by these rules; when left out, all but those of a complaint or a concern about a decision, which may be the very one
 * @protocol §6 step 2; §6 step 5
 */
export async function stopClocksOfChild(
  work: Work,
  childId: string,
  reason: string,
  rules: readonly ClockRule[] = CLOCK_RULES.filter(rule => rule !== 'complaint' && !rule.startsWith('concern-')),
): Promise<void> {
  for (const clock of await listRunningClocksOfChild(work.tx, childId))
    if (clock.referralId === null && rules.includes(clock.rule))
      await updateClock(work.tx, clock, { stoppedAt: work.now, stoppedReason: reason }, work.actor.userId, work.now)
}
