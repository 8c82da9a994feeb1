import type { Assessment } from '../assessment/assessment.ts'
import { addDays, type CalendarDate } from '../lib/calendar-date.ts'
import type { FamilyDecision, Meeting, Paperwork, Stage } from './meeting.ts'
import { STAGES } from './meeting.ts'

/** @protocol Appendix One, Pre-meeting consultation */
const CONSULTATION_HOURS_BEFORE = 24

/** @protocol §6 step 5. Sooner when the meeting asks for it. */
const LONGEST_REVIEW_INTERVAL_DAYS = 28

/**
 * Which of the papers that a request must bring are missing: the most recent assessment or section 47 enquiry, and the
 * completed practice tools.
 *
 * @protocol Appendix One, Paperwork with the request
 */
export function missingPaperwork(
  assessments: readonly Pick<Assessment, 'kind' | 'completedAt'>[],
): readonly Paperwork[] {
  const done = (kinds: readonly string[]) =>
    assessments.some(each => each.completedAt !== null && kinds.includes(each.kind))
  const missing: Paperwork[] = []
  if (!done(['assessment', 'section-47'])) missing.push('latest-assessment')
  if (!done(['screening', 'assessment'])) missing.push('practice-tools')
  return missing
}

/**
 * The instant by which the chair has consulted with the family: 24 hours before the meeting begins; that instant is in time.
 *
 * @protocol Appendix One, Pre-meeting consultation
 */
export function consultationDueAt(bookedFor: Date): Date {
  return new Date(bookedFor.getTime() - CONSULTATION_HOURS_BEFORE * 3_600_000)
}

/**
 * Whether a consultation was in time for the meeting.
 *
 * @protocol Appendix One, Pre-meeting consultation
 */
export function consultedInTime(consultedAt: Date, bookedFor: Date): boolean {
  return consultedAt.getTime() <= consultationDueAt(bookedFor).getTime()
}

/**
 * The last day on which the next review may be held: 28 days after the meeting that was held.
 *
 * @param agreedSooner the day the meeting itself set, when it asked for an earlier review
 * @protocol §6 step 5
 */
export function reviewDueBy(heldOn: CalendarDate, agreedSooner?: CalendarDate): CalendarDate {
  const latest = addDays(heldOn, LONGEST_REVIEW_INTERVAL_DAYS)
  return agreedSooner !== undefined && agreedSooner < latest ? agreedSooner : latest
}

/**
 * The stage after one, or `undefined` after the last. A meeting may go back to the closed session at any time: that is a
 * stage chosen, not the next one.
 *
 * @protocol Appendix One
 */
export function nextStage(stage: Stage): Stage | undefined {
  return STAGES[STAGES.indexOf(stage) + 1]
}

/**
 * The entries that may appear in the family's copy, in their order.
 *
 * An entry is shared only when the chair has decided to share it. No decision means that it stays out, in every stage, so
 * that an omission cannot tell what was said in the closed session.
 *
 * @protocol Appendix One, Stage One; Appendix One, Disclosure and redaction
 */
export function familyCopy<Entry extends { readonly id: string }>(
  entries: readonly Entry[],
  decisions: readonly FamilyDecision[],
): readonly Entry[] {
  const shared = new Set(decisions.filter(each => each.decision === 'share').map(each => each.entryId))
  return entries.filter(entry => shared.has(entry.id))
}

/**
 * The entries about which the chair has decided nothing yet. They stay out of the family's copy.
 *
 * @protocol Appendix One, Stage One
 */
export function undecided<Entry extends { readonly id: string }>(
  entries: readonly Entry[],
  decisions: readonly FamilyDecision[],
): readonly Entry[] {
  const decided = new Set(decisions.map(each => each.entryId))
  return entries.filter(entry => !decided.has(entry.id))
}

/**
 * What stands in the way of approving a record: it must have been held, its makers must have said how they made it, and it is
 * approved once.
 *
 * @protocol Appendix One, Ban on AI; decision 0016
 */
export function hindersApproval(
  meeting: Pick<Meeting, 'heldOn' | 'approvedAt'>,
  declarations: number,
): 'not-held' | 'approved-already' | 'not-declared' | undefined {
  if (meeting.heldOn === null) return 'not-held'
  if (meeting.approvedAt !== null) return 'approved-already'
  return declarations === 0 ? 'not-declared' : undefined
}

/**
 * Whether the family's copy may leave: the record is approved, and since the last decision about what the family may see a
 * second person, not the chair who decided, has read the copy.
 *
 * @protocol Appendix One, Disclosure and redaction; decision 0016
 */
export function familyCopyMayLeave(
  meeting: Pick<Meeting, 'approvedAt' | 'chairId'>,
  checks: readonly { readonly checkedBy: string; readonly checkedAt: Date }[],
  lastChangedAt: Date | null,
): boolean {
  if (meeting.approvedAt === null) return false
  return checks.some(
    check => check.checkedBy !== meeting.chairId && (lastChangedAt === null || check.checkedAt >= lastChangedAt),
  )
}

/** Whether someone runs this meeting: its chair or its note-taker. @protocol Appendix One, Stage One; Appendix One, Stage Two */
export function runsMeeting(userId: string, meeting: Pick<Meeting, 'chairId' | 'noteTakerId'>): boolean {
  return userId === meeting.chairId || userId === meeting.noteTakerId
}
