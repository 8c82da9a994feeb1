import { hasAnyRole, WORKING_ROLES } from '../access/actor.ts'
import { refusalOf } from '../access/deeds.ts'
import type { Work } from '../access/work.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { listThereForClosedAlone, listWhoSees } from '../child/store/seeing.ts'
import { recordHappening } from '../chronology/actions.ts'
import { meetClock, startClock, stopClock } from '../clock/actions.ts'
import { insertNotice } from '../notice/store.ts'
import {
  CONCERN_CLOCKS,
  type ConcernAnswer,
  type ConcernAudience,
  type ConcernEnding,
  type ConcernStep,
  type ConcernWords,
  type DecisionConcern,
} from './decision-concern.ts'
import { CONCERN_DEEDS, type ConcernPart, stateOfConcern } from './deeds.ts'
import { endingsOf, nextStep } from './rules.ts'
import { findConcern, insertConcern, insertStep, isInClosedSession, updateAnswer, updateEnded } from './store.ts'

/**
 * The parts that the actor has in a concern which they may read. It is the raiser's own: a colleague of their agency or an exploitation
 * lead, who was not asked, takes it over once the raiser sees the child no more.
 *
 * @param seeing who sees the child
 * @protocol Appendix One, Confidentiality statement; decision 0053
 */
export function partsInConcern(
  { actor }: Pick<Work, 'actor'>,
  concern: DecisionConcern,
  seeing: ReadonlySet<string>,
): readonly ConcernPart[] {
  const takesOver =
    (concern.agencyId === actor.agencyId || actor.roles.includes('exploitation-lead')) &&
    hasAnyRole(actor, WORKING_ROLES) &&
    !seeing.has(concern.raisedBy) &&
    concern.steps.every(step => step.askedId !== actor.userId)
  return [
    ...(concern.raisedBy === actor.userId || takesOver ? (['raiser'] as const) : []),
    ...(concern.steps.at(-1)?.askedId === actor.userId ? (['asked'] as const) : []),
  ]
}

/**
 * Raises the concern that a decision about a child may be unsafe, and asks the first person to look at it again. A closed one is
 * about a meeting in whose closed session the actor is.
 *
 * @protocol Appendix One, Confidentiality statement
 */
export async function raiseConcern(
  work: Work,
  raised: ConcernWords & { childId: string; meetingId: string | null; audience: ConcernAudience; askedId: string },
): Promise<{ outcome: 'raised'; concernId: string } | CannotBeAsked | { outcome: 'not-found' }> {
  const { tx, actor, now } = work
  const { childId, meetingId, audience } = raised
  const seeing = await listWhoSees(tx, childId)
  if (!seeing.has(actor.userId) || !hasAnyRole(actor, WORKING_ROLES)) return { outcome: 'not-found' }
  if (audience === 'closed' && (meetingId === null || !(await isInClosedSession(tx, meetingId, childId))))
    return { outcome: 'not-found' }
  const cannot = await whyNotAsked(work, { ...raised, raisedBy: actor.userId }, raised.askedId, seeing)
  if (cannot !== undefined) return { outcome: cannot }
  const concernId = await insertConcern(tx, raised, actor, now)
  await ask(work, { id: concernId, childId, audience, meetingId }, 'where-decided', raised.askedId)
  await note(
    work,
    { id: concernId, childId, audience, meetingId },
    'concern-raised',
    `${raised.decision}\n${raised.why}`,
  )
  await recordAuditEvent(tx, 'decision-concern.raised', { childId, subjectId: concernId })
  return { outcome: 'raised', concernId }
}

/** Says, as whoever is asked now, what becomes of the decision. Whoever raised the concern is told. @protocol Appendix One, Confidentiality statement */
export async function answerConcern(
  work: Work,
  { concernId, answer, words }: { concernId: string; answer: ConcernAnswer; words: string },
): Promise<{ outcome: 'answered' } | { outcome: 'words-needed' } | { outcome: 'not-now' } | { outcome: 'not-found' }> {
  const { tx, now } = work
  const concern = await findConcern(tx, concernId)
  const step = concern?.steps.at(-1)
  if (concern === undefined || step === undefined) return { outcome: 'not-found' }
  const seeing = await listWhoSees(tx, concern.childId)
  const refusal = refusalOf(CONCERN_DEEDS, 'answer', stateOfConcern(concern), partsInConcern(work, concern, seeing))
  if (refusal !== undefined) return { outcome: refusal === 'not-now' ? 'not-now' : 'not-found' }
  if (words.trim() === '') return { outcome: 'words-needed' }
  await updateAnswer(tx, step.id, { answer, words, at: now })
  await meetClock(work, `concern-${step.step}`, concern.id)
  await tell(work, concern, 'concern-answered', [concern.raisedBy], seeing)
  await recordAuditEvent(tx, 'decision-concern.answered', {
    childId: concern.childId,
    subjectId: concern.id,
    details: { step: step.step, answer },
  })
  return { outcome: 'answered' }
}

/** Puts a concern to whoever is asked at the next step; the step before needs no answer for it. @protocol Appendix One, Confidentiality statement */
export async function goOnWithConcern(
  work: Work,
  { concernId, askedId }: { concernId: string; askedId: string },
): Promise<{ outcome: 'gone-on' } | CannotBeAsked | { outcome: 'not-now' } | { outcome: 'not-found' }> {
  const { tx } = work
  const concern = await findConcern(tx, concernId)
  const step = concern?.steps.at(-1)
  if (concern === undefined || step === undefined) return { outcome: 'not-found' }
  const seeing = await listWhoSees(tx, concern.childId)
  const refusal = refusalOf(CONCERN_DEEDS, 'go-on', stateOfConcern(concern), partsInConcern(work, concern, seeing))
  const next = nextStep(concern)
  if (refusal === 'not-now' || (refusal === undefined && next === undefined)) return { outcome: 'not-now' }
  if (refusal !== undefined || next === undefined) return { outcome: 'not-found' }
  const cannot = await whyNotAsked(work, concern, askedId, seeing)
  if (cannot !== undefined) return { outcome: cannot }
  if (step.answeredAt === null) await stopClock(work, `concern-${step.step}`, concern.id, 'taken-further')
  await ask(work, concern, next, askedId)
  await recordAuditEvent(tx, 'decision-concern.taken-further', {
    childId: concern.childId,
    subjectId: concern.id,
    details: { step: next },
  })
  return { outcome: 'gone-on' }
}

/** Says how a concern ended, for the record and for everyone who was asked. @protocol Appendix One, Confidentiality statement */
export async function endConcern(
  work: Work,
  { concernId, as, words }: { concernId: string; as: ConcernEnding; words: string },
): Promise<{ outcome: 'ended' } | { outcome: 'words-needed' } | { outcome: 'not-now' } | { outcome: 'not-found' }> {
  const { tx, actor, now } = work
  const concern = await findConcern(tx, concernId)
  const step = concern?.steps.at(-1)
  if (concern === undefined || step === undefined) return { outcome: 'not-found' }
  const seeing = await listWhoSees(tx, concern.childId)
  const refusal = refusalOf(CONCERN_DEEDS, 'end', stateOfConcern(concern), partsInConcern(work, concern, seeing))
  if (refusal === 'not-now' || (refusal === undefined && !endingsOf(concern).includes(as)))
    return { outcome: 'not-now' }
  if (refusal !== undefined) return { outcome: 'not-found' }
  if (words.trim() === '') return { outcome: 'words-needed' }
  if (!(await updateEnded(tx, concern, { as, words, by: actor.userId, at: now }))) return { outcome: 'not-now' }
  if (step.answeredAt === null) await stopClock(work, `concern-${step.step}`, concern.id, 'ended')
  const toldOf = [concern.raisedBy, ...concern.steps.map(each => each.askedId)]
  await tell(work, concern, 'concern-ended', toldOf, seeing)
  await note(work, concern, 'concern-ended', `${concern.decision}\n${words}`, { concernEnding: as })
  await recordAuditEvent(tx, 'decision-concern.ended', {
    childId: concern.childId,
    subjectId: concern.id,
    details: { ending: as },
  })
  return { outcome: 'ended' }
}

type CannotBeAsked = { outcome: 'cannot-be-asked' | 'would-tell' }

// Whoever is asked stands on the concern: where everybody reads it, that would tell of somebody who is there for a closed session alone.
async function whyNotAsked(
  { tx }: Work,
  { childId, audience, raisedBy }: Pick<DecisionConcern, 'childId' | 'audience' | 'raisedBy'>,
  askedId: string,
  seeing: ReadonlySet<string>,
): Promise<CannotBeAsked['outcome'] | undefined> {
  if (askedId === raisedBy || !seeing.has(askedId)) return 'cannot-be-asked'
  const wouldTell = audience === 'network' && (await listThereForClosedAlone(tx, childId)).has(askedId)
  return wouldTell ? 'would-tell' : undefined
}

type About = Pick<DecisionConcern, 'id' | 'childId' | 'audience' | 'meetingId'>

async function ask(work: Work, concern: About, step: ConcernStep, askedId: string): Promise<void> {
  const { id, childId, audience, meetingId } = concern
  await insertStep(work.tx, { concernId: id, childId, step, askedId, by: work.actor.userId, at: work.now })
  await startClock(work, { kind: CONCERN_CLOCKS[step], subjectId: id, childId, holderId: askedId, audience, meetingId })
  await tell(work, concern, 'concern-asked', [askedId], new Set([askedId]))
}

// Whoever does it themselves needs no telling, and who sees the child no more is told nothing.
async function tell(
  { tx, actor, now }: Work,
  { id, childId }: About,
  kind: 'concern-asked' | 'concern-answered' | 'concern-ended',
  whom: readonly string[],
  seeing: ReadonlySet<string>,
): Promise<void> {
  for (const userId of new Set(whom))
    if (userId !== actor.userId && seeing.has(userId))
      await insertNotice(tx, { userId, kind, childId, subjectId: id, at: now })
}

// The line is for those who may read the concern as those around the child, or of the closed session.
async function note(
  work: Work,
  { id, childId, audience, meetingId }: About,
  kind: 'concern-raised' | 'concern-ended',
  text: string,
  details: { concernEnding?: ConcernEnding } = {},
): Promise<void> {
  const closed = audience === 'closed' && meetingId !== null ? { meetingId } : {}
  await recordHappening(work, { childId, kind, subjectId: id, details, text, audience, ...closed })
}
