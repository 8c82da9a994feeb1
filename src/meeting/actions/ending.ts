import type { Work } from '../../access/work.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { recordHappening } from '../../chronology/actions.ts'
import { type CalendarDate, calendarDateAt } from '../../lib/calendar-date.ts'
import { languageOfSaved } from '../../lib/written-language.ts'
import { meetClock, startClock } from '../../clock/actions.ts'
import { findLimit } from '../../clock/store/clocks.ts'
import { moveToStep } from '../../pathway/actions.ts'
import {
  type Comments,
  type FamilyPresent,
  type Making,
  type Meeting,
  MEETING_CLOCKS,
  PLAN_PARTS,
  type SafetyPlan,
  type WrittenPlan,
} from '../meeting.ts'
import { reviewDueBy } from '../rules.ts'
import { meetingFor, type Refused } from './asking.ts'
import { findMeeting, listMeetings, updateMeeting, upsertSummary } from '../store/meeting.ts'
import { insertDeclaration } from '../store/record.ts'
import { listPresence } from '../store/people.ts'
import { findSafetyPlan, insertDebrief, upsertSafetyPlan } from '../store/outcome.ts'

/** The languages that were chosen for what the child wants and for the rest of a safety plan, where they were. */
export type PlanLanguages = Partial<Readonly<Record<'childsGoalsIn' | 'writtenIn', string | undefined>>>

/** Writes the child's safety plan as the meeting makes it. @protocol §5 Safety planning; Appendix One, Stage Three */
export async function writeSafetyPlan(
  work: Work,
  {
    meetingId,
    plan,
    languages = {},
    version,
  }: { meetingId: string; plan: SafetyPlan; languages?: PlanLanguages | undefined; version: number },
): Promise<
  | { outcome: 'written' }
  | { outcome: 'changed-since-you-read'; current: WrittenPlan & { readonly version: number } }
  | Refused
> {
  const asked = await meetingFor(work, meetingId, 'write-plan')
  if (asked.outcome !== 'may') return asked
  const { meeting } = asked
  const stands = await findSafetyPlan(work.tx, meeting.id)
  const childsGoalsIn = languageOfSaved(
    { words: stands?.childsGoals ?? '', writtenIn: stands?.childsGoalsIn ?? '' },
    { words: plan.childsGoals, chosen: languages.childsGoalsIn },
    work.language,
  )
  const writtenIn = languageOfSaved(
    { words: stands === undefined ? '' : restOf(stands), writtenIn: stands?.writtenIn ?? '' },
    { words: restOf(plan), chosen: languages.writtenIn },
    work.language,
  )
  const writing = { plan: { ...plan, childsGoalsIn, writtenIn }, read: version, stands }
  if (!(await upsertSafetyPlan(work.tx, meeting, writing, work.actor.userId, work.now))) {
    const current = await findSafetyPlan(work.tx, meeting.id)
    if (current === undefined) throw new Error('a plan that somebody else wrote is there')
    return { outcome: 'changed-since-you-read', current }
  }
  await recordAuditEvent(work.tx, 'meeting.plan-written', {
    childId: meeting.childId,
    subjectId: meeting.id,
  })
  return { outcome: 'written' }
}

// All but what the child wants, which has a language of its own.
const restOf = (plan: SafetyPlan) =>
  PLAN_PARTS.filter(part => part !== 'childsGoals' && plan[part] !== '')
    .map(part => plan[part])
    .join('\n')

/**
 * Writes summary and comments; the chair's own summary stays as it is when none is given. Each is in the language that was chosen for it, or
 * of the page on which it was written anew.
 *
 * @protocol Appendix Two, Summary and comments
 */
export async function writeComments(
  work: Work,
  {
    meetingId,
    version,
    comments,
    languages = {},
  }: {
    meetingId: string
    version: number
    comments: Omit<Comments, 'chairSummary'> & { readonly chairSummary?: string }
    languages?: Readonly<{ [part in keyof Comments]?: string | undefined }> | undefined
  },
): Promise<{ outcome: 'written' } | { outcome: 'changed-since-you-read'; current: Meeting } | Refused> {
  const asked = await meetingFor(work, meetingId, 'write-comments')
  if (asked.outcome !== 'may') return asked
  const { meeting } = asked
  const { chairSummary, ...others } = comments
  const languageOf = (part: keyof Comments) =>
    languageOfSaved(
      { words: meeting[part], writtenIn: meeting.writtenIn[part] },
      { words: comments[part] ?? '', chosen: languages[part] },
      work.language,
    )
  const change = {
    ...others,
    familySummaryIn: languageOf('familySummary'),
    childCommentsIn: languageOf('childComments'),
    familyCommentsIn: languageOf('familyComments'),
  }
  const saved =
    meeting.version === version &&
    (await updateMeeting(work.tx, { id: meeting.id, version }, change, work.actor.userId, work.now))
  if (!saved) return { outcome: 'changed-since-you-read', current: (await findMeeting(work.tx, meeting.id)) ?? meeting }
  if (chairSummary !== undefined && chairSummary !== meeting.chairSummary)
    await upsertSummary(
      work.tx,
      meeting,
      { text: chairSummary, writtenIn: languageOf('chairSummary') },
      work.actor.userId,
      work.now,
    )
  await recordAuditEvent(work.tx, 'meeting.summary-written', {
    childId: meeting.childId,
    subjectId: meeting.id,
  })
  return { outcome: 'written' }
}

/** How a meeting ended. */
export type Ending = {
  readonly meetingId: string
  readonly familyPresent: FamilyPresent
  readonly reviewSooner: CalendarDate | undefined
  readonly debriefBy: string | undefined
  readonly how: Making
}

/**
 * Ends the meeting: it was held. The clock of the review starts, those of the copies too, and, when the family was not there,
 * the one of the debrief. Whoever ends it declares how the record was made, and that no artificial intelligence made it.
 *
 * @protocol §6 step 5; Appendix One, Stage Four; Appendix One, Ban on AI
 */
export async function endMeeting(
  work: Work,
  ending: Ending,
): Promise<
  | { outcome: 'ended' }
  | { outcome: 'debrief-needed' }
  | { outcome: 'review-before-meeting' }
  | { outcome: 'nobody-present' }
  | { outcome: 'changed-since-you-read' }
  | Refused
> {
  const { tx, actor, now } = work
  const asked = await meetingFor(work, ending.meetingId, 'end')
  if (asked.outcome !== 'may') return asked
  const { meeting } = asked
  const beganAt = meeting.beganAt ?? now
  if ((await listPresence(tx, meeting.id)).length === 0) return { outcome: 'nobody-present' }
  if (ending.reviewSooner !== undefined && ending.reviewSooner <= calendarDateAt(beganAt))
    return { outcome: 'review-before-meeting' }
  if (ending.familyPresent === 'neither' && ending.debriefBy === undefined) return { outcome: 'debrief-needed' }
  const { childId } = meeting
  const heldOn = calendarDateAt(beganAt)
  const limit = await findLimit(tx, MEETING_CLOCKS.reviewMeeting, heldOn)
  const nextReviewBy = reviewDueBy(heldOn, limit, work.holidays, ending.reviewSooner)
  const change = { stage: null, heldOn, endedAt: now, familyPresent: ending.familyPresent, nextReviewBy }
  if (!(await updateMeeting(tx, meeting, change, actor.userId, now))) return { outcome: 'changed-since-you-read' }
  await insertDeclaration(tx, { meetingId: meeting.id, childId, madeBy: actor.userId, how: ending.how, at: now })

  await meetClock(work, 'first-meeting', meeting.id, beganAt)
  for (const earlier of await listMeetings(tx, childId))
    if (earlier.id !== meeting.id) await meetClock(work, 'review-meeting', earlier.id, beganAt)
  const chair = { holderId: meeting.chairId ?? actor.userId }
  await startClock(work, {
    kind: MEETING_CLOCKS.reviewMeeting,
    subjectId: meeting.id,
    childId,
    startedAt: beganAt,
    agreedOn: nextReviewBy,
    ...chair,
  })
  await startClock(work, { kind: MEETING_CLOCKS.summaryToFamily, subjectId: meeting.id, childId, ...chair })
  await startClock(work, { kind: MEETING_CLOCKS.recordSent, subjectId: meeting.id, childId, ...chair })
  if (ending.debriefBy !== undefined && ending.familyPresent === 'neither') {
    const { dueOn } = await startClock(work, {
      kind: MEETING_CLOCKS.debrief,
      subjectId: meeting.id,
      childId,
      holderId: ending.debriefBy,
    })
    await insertDebrief(tx, {
      meetingId: meeting.id,
      childId,
      byWhom: ending.debriefBy,
      dueOn,
      by: actor.userId,
      at: now,
    })
    await recordAuditEvent(tx, 'meeting.debrief-planned', { childId, subjectId: meeting.id })
  }
  await moveToStep(work, childId, 'meeting-and-reviews')
  await recordHappening(work, {
    childId,
    kind: 'meeting-held',
    subjectId: meeting.id,
    details: { number: meeting.number },
    happenedOn: heldOn,
  })
  await recordAuditEvent(tx, 'meeting.ended', { childId, subjectId: meeting.id })
  return { outcome: 'ended' }
}
