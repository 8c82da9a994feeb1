import type { Assessment } from '../assessment/assessment.ts'
import { addWorkingDays, type BankHolidays, isWorkingDay } from '../calendar/working-days.ts'
import { type Basis, STAGES, type Stage } from '../entry/entry.ts'
import type { Limit } from '../clock/clock.ts'
import { addDays, type CalendarDate, calendarDateAt } from '../lib/calendar-date.ts'
import type { FamilyDecision, FamilyPresent, Meeting, MeetingPerson, Paperwork, Part } from './meeting.ts'

/** Whether a meeting was asked for and is neither over nor called off: a child has one such at a time. @protocol §6 step 5 */
export function isOpen({ endedAt, calledOffAt }: Pick<Meeting, 'endedAt' | 'calledOffAt'>): boolean {
  return endedAt === null && calledOffAt === null
}

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
 * The instant by which the chair has consulted with the family: so many hours before the meeting begins; that instant is in time.
 *
 * @param hours the board's limit in force; the protocol's is 24
 * @protocol Appendix One, Pre-meeting consultation
 */
export function consultationDueAt(bookedFor: Date, hours: number): Date {
  return new Date(bookedFor.getTime() - hours * 3_600_000)
}

/**
 * Whether a consultation was in time for the meeting.
 *
 * @param hours the board's limit in force; the protocol's is 24
 * @protocol Appendix One, Pre-meeting consultation
 */
export function consultedInTime(consultedAt: Date, bookedFor: Date, hours: number): boolean {
  return consultedAt.getTime() <= consultationDueAt(bookedFor, hours).getTime()
}

/**
 * The last day on which the next review may be held, counted from the day of the meeting; that day is in time.
 *
 * @param limit the board's limit in force on the day of the meeting; the protocol's is 28 days
 * @param agreedSooner the day the meeting itself set, when it asked for an earlier review
 * @throws {RangeError} when the bank holidays for the period are not known
 * @protocol §6 step 5
 */
export function reviewDueBy(
  heldOn: CalendarDate,
  limit: Pick<Limit, 'value' | 'unit'>,
  holidays: BankHolidays,
  agreedSooner?: CalendarDate,
): CalendarDate {
  const latest =
    limit.unit === 'working-days' ? addWorkingDays(heldOn, limit.value, holidays) : addDays(heldOn, limit.value)
  return agreedSooner !== undefined && agreedSooner < latest ? agreedSooner : latest
}

/** Whether a meeting that begins now begins before the day it is booked for. @protocol Appendix One, Pre-meeting consultation */
export function beginsEarly(bookedFor: Date, now: Date): boolean {
  return calendarDateAt(now) < calendarDateAt(bookedFor)
}

/**
 * What must be explained of the day for which a meeting is booked: a day past the limit, a Saturday, Sunday or bank holiday. The
 * limit's own day is in time.
 *
 * @throws {RangeError} when the bank holidays for the period are not known
 * @protocol §6 step 5; decision 0007
 */
export function dayToExplain(
  on: CalendarDate,
  dueBy: CalendarDate,
  holidays: BankHolidays,
): 'past-the-limit' | 'not-a-working-day' | undefined {
  if (on > dueBy) return 'past-the-limit'
  return isWorkingDay(on, holidays) ? undefined : 'not-a-working-day'
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
 * The entries about which the chair has decided nothing yet, as they now read: a decision about earlier words is none. They stay
 * out of the family's copy.
 *
 * @protocol Appendix One, Stage One; Appendix One, Disclosure and redaction
 */
export function undecided<Entry extends { readonly id: string; readonly wordsVersion: number }>(
  entries: readonly Entry[],
  decisions: readonly Pick<FamilyDecision, 'entryId' | 'wordsVersion'>[],
): readonly Entry[] {
  return entries.filter(
    entry => !decisions.some(each => each.entryId === entry.id && each.wordsVersion === entry.wordsVersion),
  )
}

/**
 * The quotations of a child or of the family of whom nobody was recorded as there at that stage: how their words came is not said
 * by the record itself. What says an entry anew for the family is not asked again.
 *
 * @protocol Appendix Two; §5 Purpose of the tools
 */
export function quotedWithoutBeingThere<
  Entry extends { readonly basis: Basis | null; readonly stage: Stage | null; readonly rewords: string | null },
>(
  entries: readonly Entry[],
  people: readonly Pick<MeetingPerson, 'id' | 'part'>[],
  presence: readonly { readonly personId: string; readonly stage: Stage }[],
): readonly Entry[] {
  const wasThere = (part: Part, stage: Stage | null) =>
    presence.some(each => each.stage === stage && people.some(one => one.id === each.personId && one.part === part))
  return entries.filter(entry => {
    if (entry.rewords !== null) return false
    if (entry.basis === 'childs-own-words') return !wasThere('child', entry.stage)
    return entry.basis === 'family-words' && !wasThere('parent-or-carer', entry.stage)
  })
}

/**
 * What stands in the way of approving a record that was held: its makers must have said how they made it, and every entry must
 * be decided about for the family, unless the chair withholds the rest expressly.
 *
 * @protocol Appendix One, Ban on AI; Appendix One, Disclosure and redaction; decision 0016
 */
export function hindersApproval(
  declarations: number,
  undecidedEntries: number,
  restStaysOut: boolean,
): 'not-declared' | 'undecided' | undefined {
  if (declarations === 0) return 'not-declared'
  return undecidedEntries > 0 && !restStaysOut ? 'undecided' : undefined
}

/**
 * Whether an entry must name who said it: a quotation always, and everything that the note-taker writes down, who says nothing
 * of their own.
 *
 * @protocol Appendix Two; §5 Purpose of the tools
 */
export function speakerIsNeeded(basis: Basis, writtenByNoteTaker: boolean): boolean {
  return writtenByNoteTaker || basis === 'childs-own-words' || basis === 'family-words'
}

/**
 * The meetings that were held before one on the same pathway, the latest first: what they agreed is gone through at a review.
 *
 * @protocol §6 step 5
 */
export function meetingsBefore<Each extends Pick<Meeting, 'pathwayId' | 'number' | 'heldOn'>>(
  meeting: Pick<Meeting, 'pathwayId' | 'number'>,
  meetings: readonly Each[],
): readonly Each[] {
  return meetings
    .filter(each => each.pathwayId === meeting.pathwayId && each.number < meeting.number && each.heldOn !== null)
    .sort((one, other) => other.number - one.number)
}

/**
 * Whether somebody who is invited is still to say whether they can come: to the meeting as it is booked, before it begins. Chair and
 * note-taker come with the booking.
 *
 * @protocol Appendix One, Pre-meeting consultation; decision 0049
 */
export function owesReply(
  { part, reply }: Pick<MeetingPerson, 'part' | 'reply'>,
  { bookedFor, beganAt }: Pick<Meeting, 'bookedFor' | 'beganAt'>,
): boolean {
  if (part === 'chair' || part === 'note-taker' || bookedFor === null || beganAt !== null) return false
  return reply?.bookedFor.getTime() !== bookedFor.getTime()
}

/** Whether an entry was written for a meeting before it began. @protocol Appendix Two; decision 0050 */
export function isWrittenBefore(entry: { readonly recordedAt: Date }, beganAt: Date | null): boolean {
  return beganAt === null || entry.recordedAt < beganAt
}

/**
 * Who of the family was there, as it was recorded at any stage; `undefined` when nobody of them was, which is said by whoever ends the meeting.
 *
 * @protocol Appendix One, Stage Four
 */
export function familyRecorded(
  people: readonly { readonly part: Part; readonly presentAt: readonly unknown[] }[],
): FamilyPresent | undefined {
  const wasThere = (part: Part) => people.some(person => person.part === part && person.presentAt.length > 0)
  const [child, family] = [wasThere('child'), wasThere('parent-or-carer')]
  if (child && family) return 'child-and-family'
  if (child) return 'child'
  return family ? 'family' : undefined
}

/** Whether someone runs this meeting: its chair or its note-taker. @protocol Appendix One, Stage One; Appendix One, Stage Two */
export function runsMeeting(userId: string, meeting: Pick<Meeting, 'chairId' | 'noteTakerId'>): boolean {
  return userId === meeting.chairId || userId === meeting.noteTakerId
}
