import type { Work } from '../access/work.ts'
import type { AgreedAction, AnswerGiven } from '../agreed-action/agreed-action.ts'
import { isLeftOver } from '../agreed-action/rules.ts'
import { listActionsOfMeetings, listAnswers } from '../agreed-action/store.ts'
import type { Meeting } from './meeting.ts'
import { meetingsBefore } from './rules.ts'
import { listMeetings } from './store/meeting.ts'

/** An action of an earlier meeting, as a review goes through it. */
export type LastTime = {
  readonly action: AgreedAction
  /** What the chair said to it, in the order in which it was said. */
  readonly answers: readonly AnswerGiven[]
  readonly isLeftOver: boolean
  /** Left over, and not answered at this meeting yet. */
  readonly isToAnswer: boolean
}

/**
 * What was agreed before a meeting on the same pathway, as far as the actor may know of it: everything of the meeting before it, and
 * what is left over of, or was answered here about, those before that. What is left over comes first. Of a meeting whose record is
 * approved it is what stood then: what is reported and answered later belongs to later meetings.
 *
 * @returns `last` is the meeting before, `undefined` when this is the first
 * @protocol §6 step 5; Appendix One, Change to an action; decision 0048
 */
export async function readLastTime(
  { tx }: Work,
  meeting: Pick<Meeting, 'id' | 'childId' | 'pathwayId' | 'number' | 'approvedAt'>,
): Promise<{ readonly last: Meeting | undefined; readonly listed: readonly LastTime[] }> {
  if (meeting.number === 1) return { last: undefined, listed: [] }
  const before = meetingsBefore(meeting, await listMeetings(tx, meeting.childId))
  const actions = await listActionsOfMeetings(
    tx,
    before.map(each => each.id),
  )
  const answers = await listAnswers(
    tx,
    actions.map(each => each.id),
  )
  const [last] = before
  const hadHappened = (at: Date | null) => meeting.approvedAt === null || (at !== null && at <= meeting.approvedAt)
  const listed = actions
    .map(now => {
      const action = hadHappened(now.outcomeAt)
        ? now
        : { ...now, outcome: null, outcomeReason: '', outcomeWrittenIn: '', outcomeBy: null }
      const given = answers.filter(each => each.actionId === action.id && hadHappened(each.at))
      const leftOver = isLeftOver(action.outcome, given.at(-1)?.answer)
      const isAnsweredHere = given.some(each => each.atMeetingId === meeting.id)
      const isListed = leftOver || isAnsweredHere || action.meetingId === last?.id
      return { action, answers: given, isLeftOver: leftOver, isToAnswer: leftOver && !isAnsweredHere, isListed }
    })
    .filter(each => each.isListed)
    .sort((one, other) => Number(other.isLeftOver) - Number(one.isLeftOver))
  return { last, listed }
}
