import type { Work } from '../../access/work.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import type { Team } from '../../board/board.ts'
import { findFrontDoor } from '../../board/store/agencies.ts'
import { isChildOn } from '../../child/rules.ts'
import { addDays, type CalendarDate, calendarDate, instantInWales } from '../../lib/calendar-date.ts'
import { findClockOf } from '../../clock/store/clocks.ts'
import { meetClock, startClock } from '../../clock/actions.ts'
import { askForPoliceDiscussion } from '../../police/actions.ts'
import { refusalWith } from '../deeds.ts'
import type { Referral, ReferralAnswers } from '../referral.ts'
import { OUTSIDE_THE_BOARD, REFERRAL_CLOCKS, referralAnswers } from '../referral.ts'
import { type MissingAnswer, missingAnswers, type WrongAnswer, wrongAnswers } from '../rules.ts'
import { findReferral, insertReferral, updateReferral } from '../store.ts'

/** Begins a referral. @protocol §6 step 1 */
export async function beginReferral(work: Work): Promise<string> {
  const id = await insertReferral(work.tx, work.actor, referralAnswers.parse({}), work.now)
  await recordAuditEvent(work.tx, 'referral.begun', { subjectId: id })
  return id
}

/** Keeps the answers of one page. A referral is kept whatever is missing from it. @protocol §6 step 1 */
export async function saveReferral(
  work: Work,
  save: { referralId: string; version: number; answers: Partial<ReferralAnswers> },
): Promise<
  | { outcome: 'saved' }
  | { outcome: 'changed-since-you-read'; current: Referral }
  | { outcome: 'sent-already' }
  | { outcome: 'not-found' }
> {
  const referral = await findReferral(work.tx, save.referralId)
  const refusal = referral && refusalWith(referral, 'write', work.actor)
  if (referral === undefined || refusal === 'not-found') return { outcome: 'not-found' }
  if (refusal !== undefined) return { outcome: 'sent-already' }
  const answers = { ...referral.answers, ...save.answers }
  const saved =
    referral.version === save.version &&
    (await updateReferral(
      work.tx,
      { id: referral.id, version: save.version },
      { answers },
      work.actor.userId,
      work.now,
    ))
  if (!saved)
    return { outcome: 'changed-since-you-read', current: (await findReferral(work.tx, referral.id)) ?? referral }
  await recordAuditEvent(work.tx, 'referral.saved', { subjectId: referral.id })
  return { outcome: 'saved' }
}

/**
 * Sends a referral to the front door of the child's local authority. From now on it keeps its words; the clocks of the
 * decision, of the acknowledgement and, where a crime may have been committed, of the discussion with the police run, and after a phone call the one of
 * the written report is answered. Where another local authority has to know, the child's home or host, a clock asks its front door, or, outside the board, the
 * one that received the referral.
 *
 * @protocol §6 step 1; §6 step 2
 */
export async function sendReferral(
  work: Work,
  referralId: string,
): Promise<
  | { outcome: 'sent' }
  | { outcome: 'incomplete'; missing: readonly MissingAnswer[] }
  | { outcome: 'wrong'; wrong: readonly WrongAnswer[] }
  | { outcome: 'changed-since-you-read' }
  | { outcome: 'no-front-door' }
  | { outcome: 'over-eighteen' }
  | { outcome: 'not-found' }
> {
  const { tx, actor, now } = work
  const referral = await findReferral(tx, referralId)
  if (referral === undefined || refusalWith(referral, 'send', actor) !== undefined) return { outcome: 'not-found' }
  const { answers } = referral
  const missing = missingAnswers(answers)
  if (missing.length > 0) return { outcome: 'incomplete', missing }
  const wrong = wrongAnswers(answers, now)
  if (wrong.length > 0) return { outcome: 'wrong', wrong }
  const bornOn = answers.bornOn === '' ? null : calendarDate(answers.bornOn)
  const estimatedAge = answers.estimatedAge.trim() === '' ? null : Number(answers.estimatedAge)
  if (
    !isChildOn({ bornOn, estimatedAge, estimatedAgeOn: work.today }, work.today) &&
    answers.overEighteenReason.trim() === ''
  )
    return { outcome: 'over-eighteen' }
  const team = await findFrontDoor(tx, answers.localAuthorityId)
  if (team === undefined) return { outcome: 'no-front-door' }

  const phonedAt =
    answers.phoned === 'yes' && answers.phonedOn !== ''
      ? instantInWales(calendarDate(answers.phonedOn), answers.phonedTime === '' ? '12:00' : answers.phonedTime)
      : null
  const otherTeam = await otherFrontDoor(work, answers)
  const change = {
    localAuthorityId: answers.localAuthorityId,
    receivingTeamId: team.id,
    ...(otherTeam !== undefined && { otherTeamId: otherTeam.id }),
    phonedAt,
    submittedAt: now,
  }
  if (!(await updateReferral(tx, referral, change, actor.userId, now))) return { outcome: 'changed-since-you-read' }
  if (phonedAt !== null) {
    await startClock(work, {
      kind: REFERRAL_CLOCKS.writtenReport,
      subjectId: referral.id,
      childId: null,
      referralId: referral.id,
      startedAt: phonedAt,
      holderId: actor.userId,
    })
    await meetClock(work, 'written-report', referral.id)
  }
  await startClock(work, {
    kind: REFERRAL_CLOCKS.determination,
    subjectId: referral.id,
    childId: null,
    referralId: referral.id,
    holderId: team.id,
  })
  await startClock(work, {
    kind: REFERRAL_CLOCKS.acknowledgement,
    subjectId: referral.id,
    childId: null,
    referralId: referral.id,
    holderId: actor.userId,
  })
  if (answers.mayBeCrime === 'yes')
    await askForPoliceDiscussion(work, { source: 'referral', subjectId: referral.id, childId: null, holderId: team.id })
  if (answers.otherAuthority === 'yes')
    await startClock(work, {
      kind: REFERRAL_CLOCKS.otherAuthority,
      subjectId: referral.id,
      childId: null,
      referralId: referral.id,
      holderId: (otherTeam ?? team).id,
    })
  await recordAuditEvent(tx, 'referral.sent', { subjectId: referral.id })
  return { outcome: 'sent' }
}

// The front door of the other local authority that has to know, when it is one of the board's and has one.
async function otherFrontDoor({ tx }: Work, answers: ReferralAnswers): Promise<Team | undefined> {
  const { otherAuthority, otherAuthorityId } = answers
  return otherAuthority === 'yes' && otherAuthorityId !== OUTSIDE_THE_BOARD
    ? findFrontDoor(tx, otherAuthorityId)
    : undefined
}

/**
 * Keeps that the referrer asked again because nothing was heard: once the days for the acknowledgement have passed, and until it
 * has come. The front door sees it on the referral.
 *
 * @protocol §6 step 2
 */
export async function chaseReferral(
  work: Work,
  referralId: string,
): Promise<{ outcome: 'chased' } | { outcome: 'too-early'; from: CalendarDate } | { outcome: 'not-found' }> {
  const referral = await findReferral(work.tx, referralId)
  if (referral === undefined || refusalWith(referral, 'chase', work.actor) !== undefined)
    return { outcome: 'not-found' }
  if (referral.acknowledgedAt !== null) return { outcome: 'not-found' }
  const clock = await findClockOf(work.tx, 'acknowledgement', referral.id)
  if (clock !== undefined && work.today <= clock.dueOn) return { outcome: 'too-early', from: addDays(clock.dueOn, 1) }
  if (!(await updateReferral(work.tx, referral, { chasedAt: work.now }, work.actor.userId, work.now)))
    return { outcome: 'not-found' }
  await recordAuditEvent(work.tx, 'referral.chased', { subjectId: referral.id })
  return { outcome: 'chased' }
}
