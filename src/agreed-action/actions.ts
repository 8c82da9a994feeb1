import { hasAnyRole, WORKING_ROLES } from '../access/actor.ts'
import { refusalOf } from '../access/deeds.ts'
import type { Work } from '../access/work.ts'
import { recordAuditEvent } from '../audit/store.ts'
import type { NetworkMember } from '../child/child.ts'
import { listNetwork } from '../child/store/network.ts'
import { recordHappening } from '../chronology/actions.ts'
import { insertNotice } from '../notice/store.ts'
import { meetClock, startClock } from '../clock/actions.ts'
import {
  ACTION_CLOCKS,
  type ActionAnswer,
  type ActionOutcome,
  type AgreedAction,
  type NewAction,
} from './agreed-action.ts'
import { ACTION_DEEDS, type ActionPart, stateOfAction } from './deeds.ts'
import { chairIsTold, isLeftOver } from './rules.ts'
import { findAction, insertAction, insertAnswer, listAnswers, updateActionOutcome } from './store.ts'

/** Records an agreed action, with a clock for its day when someone with an account carries it out. @protocol Appendix Two, Agreed actions */
export async function agreeAction(work: Work, action: NewAction): Promise<string> {
  const writtenIn = action.writtenIn ?? work.language
  const id = await insertAction(work.tx, { ...action, writtenIn }, work.actor.userId, work.now)
  if (action.ownerId !== null)
    await startClock(work, {
      kind: ACTION_CLOCKS.action,
      subjectId: id,
      childId: action.childId,
      agreedOn: action.dueOn,
      holderId: action.ownerId,
      audience: action.audience,
      meetingId: action.meetingId,
    })
  await recordAuditEvent(work.tx, 'meeting.action-agreed', { childId: action.childId, subjectId: id })
  return id
}

/** The parts that the actor has in an action which they may know of. @protocol Appendix One, Change to an action */
export function partsIn(
  { actor }: Work,
  action: Pick<AgreedAction, 'ownerId'>,
  network: readonly NetworkMember[],
): readonly ActionPart[] {
  const chairs = network.some(each => each.part === 'chair' && each.userId === actor.userId)
  return [
    ...(action.ownerId === actor.userId ? (['owner'] as const) : []),
    ...(hasAnyRole(actor, WORKING_ROLES) ? (['network'] as const) : []),
    ...(chairs ? (['chair'] as const) : []),
  ]
}

/**
 * Reports what became of an action, once. When it was changed or not carried out, the reason is needed, and the chairs around the
 * child are told who may know of it.
 *
 * @protocol Appendix One, Change to an action
 */
export async function reportAction(
  work: Work,
  report: {
    actionId: string
    version: number
    outcome: ActionOutcome
    reason: string
    writtenIn?: string | undefined
  },
): Promise<
  | { outcome: 'reported'; childId: string }
  | { outcome: 'reason-needed' }
  | { outcome: 'changed-since-you-read'; current: AgreedAction }
  | { outcome: 'reported-already' }
  | { outcome: 'not-found' }
> {
  const { tx, actor, now } = work
  const action = await findAction(tx, report.actionId)
  if (action === undefined) return { outcome: 'not-found' }
  const parts = partsIn(work, action, await listNetwork(tx, action.childId))
  const refusal = refusalOf(ACTION_DEEDS, 'report', stateOfAction(action.outcome, false), parts)
  if (refusal !== undefined) return { outcome: refusal === 'not-now' ? 'reported-already' : 'not-found' }
  if (chairIsTold(report.outcome) && report.reason.trim() === '') return { outcome: 'reason-needed' }
  const writtenIn = report.reason === '' ? '' : (report.writtenIn ?? work.language ?? '')
  const saved =
    action.version === report.version &&
    (await updateActionOutcome(tx, action, { ...report, writtenIn }, actor.userId, now))
  if (!saved) return { outcome: 'changed-since-you-read', current: (await findAction(tx, action.id)) ?? action }
  await meetClock(work, 'action', action.id)
  // The line is for those who may know of the action, and for nobody else.
  await recordHappening(work, {
    childId: action.childId,
    kind: 'action-reported',
    subjectId: action.id,
    details: { result: report.outcome },
    text: `${action.what}${report.reason === '' ? '' : `\n${report.reason}`}`,
    // Words of two people: in no one language where they wrote in two.
    writtenIn: report.reason === '' || writtenIn === action.writtenIn ? action.writtenIn : '',
    audience: action.audience === 'family' ? 'network' : action.audience,
    ...(action.meetingId !== null && { meetingId: action.meetingId }),
  })
  if (chairIsTold(report.outcome))
    for (const member of await listNetwork(tx, action.childId))
      if (member.part === 'chair')
        await insertNotice(tx, {
          userId: member.userId,
          kind: 'action-not-carried-out',
          childId: action.childId,
          subjectId: action.id,
          at: now,
        })
  await recordAuditEvent(tx, 'agreed-action.reported', {
    childId: action.childId,
    subjectId: action.id,
    details: { outcome: report.outcome },
  })
  return { outcome: 'reported', childId: action.childId }
}

/**
 * Says as a chair around the child what follows from an action that was changed or not carried out, once. Whoever was to do it and
 * whoever reported on it are told, as long as they are around the child.
 *
 * @protocol Appendix One, Change to an action; decision 0046
 */
export async function answerReport(
  work: Work,
  { actionId, ...said }: Said & { actionId: string },
): Promise<
  | { outcome: 'answered'; childId: string }
  | { outcome: 'words-needed' }
  | { outcome: 'not-to-be-answered' }
  | { outcome: 'not-found' }
> {
  const { tx } = work
  const [action, given] = await Promise.all([findAction(tx, actionId), listAnswers(tx, [actionId])])
  if (action === undefined) return { outcome: 'not-found' }
  const network = await listNetwork(tx, action.childId)
  const state = stateOfAction(action.outcome, given.length > 0)
  const refusal = refusalOf(ACTION_DEEDS, 'answer', state, partsIn(work, action, network))
  if (refusal !== undefined) return { outcome: refusal === 'not-now' ? 'not-to-be-answered' : 'not-found' }
  return sayWhatFollows(work, action, network, { ...said, atMeetingId: null })
}

/**
 * Says what a later meeting makes of an action that was changed or not carried out, once at each meeting, as long as no answer has
 * accepted it. That the actor may is for the meeting to say, before this is called.
 *
 * @protocol §6 step 5; Appendix One, Change to an action; decision 0048
 */
export async function answerAtMeeting(
  work: Work,
  { actionId, ...said }: Said & { actionId: string; atMeetingId: string },
): Promise<
  | { outcome: 'answered'; childId: string }
  | { outcome: 'words-needed' }
  | { outcome: 'not-to-be-answered' }
  | { outcome: 'not-found' }
> {
  const [action, given] = await Promise.all([findAction(work.tx, actionId), listAnswers(work.tx, [actionId])])
  if (action === undefined) return { outcome: 'not-found' }
  const isAnsweredHere = given.some(each => each.atMeetingId === said.atMeetingId)
  if (action.outcome === null || isAnsweredHere || !isLeftOver(action.outcome, given.at(-1)?.answer))
    return { outcome: 'not-to-be-answered' }
  return sayWhatFollows(work, action, await listNetwork(work.tx, action.childId), said)
}

type Said = { readonly answer: ActionAnswer; readonly words: string; readonly writtenIn?: string | undefined }

async function sayWhatFollows(
  { tx, actor, now, language }: Work,
  { id: actionId, childId, ownerId, outcomeBy }: AgreedAction,
  network: readonly NetworkMember[],
  said: Said & { atMeetingId: string | null },
): Promise<{ outcome: 'answered'; childId: string } | { outcome: 'words-needed' }> {
  if (said.answer !== 'accepted' && said.words.trim() === '') return { outcome: 'words-needed' }
  const writtenIn = said.words === '' ? '' : (said.writtenIn ?? language ?? '')
  await insertAnswer(tx, { ...said, writtenIn, actionId, childId, by: actor.userId, at: now })
  for (const userId of new Set([ownerId, outcomeBy]))
    if (userId !== null && userId !== actor.userId && network.some(each => each.userId === userId))
      await insertNotice(tx, { userId, kind: 'action-answered', childId, subjectId: actionId, at: now })
  await recordAuditEvent(tx, 'agreed-action.answered', {
    childId,
    subjectId: actionId,
    details: { answer: said.answer },
  })
  return { outcome: 'answered', childId }
}
