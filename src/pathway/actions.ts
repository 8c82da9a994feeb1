import type { Audience } from '../access/audience.ts'
import type { Work } from '../access/work.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { recordHappening } from '../chronology/actions.ts'
import { type CalendarDate, calendarDateAt } from '../lib/calendar-date.ts'
import type { ClockRule, Ending, PathwayStep, SteppedTo } from './pathway.ts'
import { type Due, dueOf, isOnwards, missingForEnding } from './rules.ts'
import {
  findClock,
  findClockOf,
  findLimit,
  findOpenPathway,
  insertClock,
  insertLateReason,
  insertPathway,
  insertPathwayMove,
  insertReplan,
  listPathways,
  listRunningClocksOfChild,
  updateClock,
  updatePathwayEnded,
  updatePathwayStep,
} from './store/clocks.ts'

/**
 * Opens the pathway for a child, or finds the one that is open. The board's exploitation leads see the child from then on.
 *
 * @protocol §6 step 1
 */
export async function openPathway(work: Work, childId: string): Promise<string> {
  const { tx, actor, now, today } = work
  const open = await findOpenPathway(tx, childId)
  if (open !== undefined) return open.id
  const [before] = await listPathways(tx, childId)
  const id = await insertPathway(tx, {
    childId,
    openedOn: today,
    openedBy: actor.userId,
    at: now,
    step: 'referral',
    ...(before !== undefined && { reopens: before.id }),
  })
  const kind = before === undefined ? 'pathway-opened' : 'pathway-reopened'
  await recordHappening(work, { childId, kind, subjectId: id })
  await recordAuditEvent(tx, before === undefined ? 'pathway.opened' : 'pathway.reopened', {
    childId,
    subjectId: id,
  })
  return id
}

/** Moves the open pathway onwards to a step. A step that is already reached or passed stays as it is. @protocol §6 */
export async function moveToStep(work: Work, childId: string, step: PathwayStep): Promise<void> {
  const pathway = await findOpenPathway(work.tx, childId)
  if (pathway === undefined || !isOnwards(pathway.step, step)) return
  await updatePathwayStep(work.tx, pathway, step, work.actor.userId, work.now)
  await recordAuditEvent(work.tx, 'pathway.moved', { childId, subjectId: pathway.id, details: { step } })
}

/** What a clock is to measure, and who holds it: a person or a team. */
export type ClockToStart = {
  readonly rule: ClockRule
  readonly subjectId: string
  readonly childId: string | null
  readonly referralId?: string
  /** The instant of the event that starts it; now, when left out. */
  readonly startedAt?: Date
  /** The day people agreed, for a rule that counts nothing. A sooner day than the counted one shortens a counted limit. */
  readonly agreedOn?: CalendarDate
  /** The instant it is due, when that is set by something else (24 hours before a meeting). */
  readonly dueAt?: Date
  readonly holderId: string
  readonly holderAgencyId: string | null
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
  const limit = await findLimit(work.tx, clock.rule, startedOn)
  const due = dueFor(work, clock, limit, startedAt)
  await insertClock(work.tx, {
    childId: clock.childId,
    referralId: clock.referralId ?? null,
    rule: clock.rule,
    subjectId: clock.subjectId,
    startedAt,
    startedOn,
    limitValue: limit.value,
    limitUnit: limit.unit,
    limitSource: limit.source,
    ...due,
    holderId: clock.holderId,
    holderAgencyId: clock.holderAgencyId,
    audience: clock.audience ?? 'network',
    meetingId: clock.meetingId ?? null,
    by: work.actor.userId,
  })
  return due
}

function dueFor(work: Work, clock: ClockToStart, limit: Parameters<typeof dueOf>[0], startedAt: Date): Due {
  if (clock.dueAt !== undefined) return { dueOn: calendarDateAt(clock.dueAt), dueAt: clock.dueAt }
  if (limit.unit === 'agreed') {
    if (clock.agreedOn === undefined) throw new RangeError(`${clock.rule} needs the day that was agreed`)
    return { dueOn: clock.agreedOn, dueAt: null }
  }
  const counted = dueOf(limit, startedAt, work.holidays)
  return clock.agreedOn !== undefined && clock.agreedOn < counted.dueOn
    ? { dueOn: clock.agreedOn, dueAt: null }
    : counted
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
 * Re-plans a running clock for a new day, by a manager's, chair's or lead's authority and with the reason. The first due day
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
  | { outcome: 'not-running' }
  | { outcome: 'not-found' }
> {
  const clock = await findClock(work.tx, clockId)
  if (clock?.childId == null) return { outcome: 'not-found' }
  if (clock.metAt !== null || clock.stoppedAt !== null) return { outcome: 'not-running' }
  if (reason.trim() === '') return { outcome: 'reason-needed' }
  if (toDueOn < work.today) return { outcome: 'in-the-past' }
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
  await recordAuditEvent(work.tx, 'pathway.clock-replanned', {
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
  if (clock?.childId == null) return { outcome: 'not-found' }
  if (reason.trim() === '') return { outcome: 'reason-needed' }
  await insertLateReason(work.tx, { clockId, childId: clock.childId, reason, by: work.actor.userId, at: work.now })
  await recordAuditEvent(work.tx, 'pathway.lateness-explained', {
    childId: clock.childId,
    subjectId: clock.id,
  })
  return { outcome: 'explained' }
}

/** Steps a child up or down, with the reasons; the pathway itself goes on unless it is ended too. @protocol §6 step 1 */
export async function stepUpOrDown(
  work: Work,
  move: { childId: string; direction: 'up' | 'down'; movedTo: SteppedTo; reasons: string },
): Promise<{ outcome: 'moved' } | { outcome: 'reason-needed' } | { outcome: 'not-found' }> {
  const pathway = await findOpenPathway(work.tx, move.childId)
  if (pathway === undefined) return { outcome: 'not-found' }
  if (move.reasons.trim() === '') return { outcome: 'reason-needed' }
  const id = await insertPathwayMove(work.tx, { ...move, pathwayId: pathway.id, by: work.actor.userId, at: work.now })
  const kind = move.direction === 'up' ? 'stepped-up' : 'stepped-down'
  await recordHappening(work, {
    childId: move.childId,
    kind,
    subjectId: id,
    details: { to: move.movedTo },
    text: move.reasons,
  })
  await recordAuditEvent(work.tx, `pathway.${kind}`, { childId: move.childId, subjectId: id })
  return { outcome: 'moved' }
}

/**
 * Ends the child's pathway. Every clock that still runs stops, and with it what was due.
 *
 * @protocol §5 Safety planning; decision 0013
 */
export async function endPathway(
  work: Work,
  ending: { childId: string; ending: Ending; whatChanged: string; whoKeepsWatch: string; whatWouldBringBack: string },
): Promise<
  | { outcome: 'ended' }
  | { outcome: 'words-needed'; missing: ReturnType<typeof missingForEnding> }
  | { outcome: 'not-found' }
> {
  const pathway = await findOpenPathway(work.tx, ending.childId)
  if (pathway === undefined) return { outcome: 'not-found' }
  const missing = missingForEnding(ending)
  if (missing.length > 0) return { outcome: 'words-needed', missing }
  for (const clock of await listRunningClocksOfChild(work.tx, ending.childId))
    await updateClock(
      work.tx,
      clock,
      { stoppedAt: work.now, stoppedReason: 'pathway-ended' },
      work.actor.userId,
      work.now,
    )
  await updatePathwayEnded(work.tx, pathway, { ...ending, endedOn: work.today, by: work.actor.userId, at: work.now })
  await recordHappening(work, {
    childId: ending.childId,
    kind: 'pathway-ended',
    subjectId: pathway.id,
    details: { ending: ending.ending },
    text: ending.whatChanged,
  })
  await recordAuditEvent(work.tx, 'pathway.ended', { childId: ending.childId, subjectId: pathway.id })
  return { outcome: 'ended' }
}
