import type { Work } from '../../access/work.ts'
import { answerAtMeeting, reportAction } from '../../agreed-action/actions.ts'
import type { ActionAnswer, ActionOutcome } from '../../agreed-action/agreed-action.ts'
import { findAction } from '../../agreed-action/store.ts'
import { meetingsBefore } from '../rules.ts'
import { listMeetings } from '../store/meeting.ts'
import { meetingFor, type Refused } from './asking.ts'

/** What a review makes of an action of a meeting before it; with what became of the action when nobody had reported on it. */
export type LastTimeAnswer = {
  readonly meetingId: string
  readonly actionId: string
  /** The version of the action as it was read. */
  readonly version: number
  readonly report: { readonly outcome: ActionOutcome; readonly reason: string } | undefined
  /** Not needed of what is done. */
  readonly answer: ActionAnswer | undefined
  readonly words: string
  /** The language of the reason and of the words, where it is not the page's. */
  readonly writtenIn?: string | undefined
}

/**
 * Answers at a review, as its chair, an action that an earlier meeting of the pathway agreed: what became of it, if nobody has said,
 * and what follows unless it was done. Either all of it is written or none.
 *
 * @protocol §6 step 5; Appendix One, Change to an action; decision 0048
 */
export async function answerLastTime(
  work: Work,
  { meetingId, actionId, version, report, answer, words, writtenIn }: LastTimeAnswer,
): Promise<
  | { outcome: 'answered' }
  | { outcome: 'outcome-needed' }
  | { outcome: 'reason-needed' }
  | { outcome: 'answer-needed' }
  | { outcome: 'words-needed' }
  | { outcome: 'not-to-be-answered' }
  | { outcome: 'changed-since-you-read' }
  | Refused
> {
  const { tx } = work
  const asked = await meetingFor(work, meetingId, 'answer-last-time')
  if (asked.outcome !== 'may') return asked
  const { meeting } = asked
  const [action, meetings] = await Promise.all([findAction(tx, actionId), listMeetings(tx, meeting.childId)])
  if (action === undefined || !meetingsBefore(meeting, meetings).some(each => each.id === action.meetingId))
    return { outcome: 'not-found' }
  const outcome = action.outcome ?? report?.outcome
  if (outcome === undefined) return { outcome: 'outcome-needed' }
  const isDone = outcome === 'done'
  if (action.outcome !== null && isDone) return { outcome: 'not-to-be-answered' }
  if (!isDone && action.outcome === null && report?.reason.trim() === '') return { outcome: 'reason-needed' }
  if (!isDone && answer === undefined) return { outcome: 'answer-needed' }
  if (!isDone && answer !== 'accepted' && words.trim() === '') return { outcome: 'words-needed' }
  if (action.outcome === null && report !== undefined) {
    const reported = await reportAction(work, { actionId, version, ...report, writtenIn })
    if (reported.outcome === 'changed-since-you-read' || reported.outcome === 'reported-already')
      return { outcome: 'changed-since-you-read' }
    if (reported.outcome !== 'reported') return reported
  }
  if (isDone || answer === undefined) return { outcome: 'answered' }
  const said = await answerAtMeeting(work, { actionId, atMeetingId: meetingId, answer, words, writtenIn })
  return said.outcome === 'answered' ? { outcome: 'answered' } : said
}
