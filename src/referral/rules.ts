import { type PersonFault, personFaults } from '../child/rules.ts'
import { calendarDateAt, instantInWales, isCalendarDate, timeOfDay } from '../lib/calendar-date.ts'
import { KNOWN_CHILD_OUTCOMES, type Outcome, OUTCOMES, OUTSIDE_THE_BOARD, type ReferralAnswers } from './referral.ts'

/** A field that must be filled before a referral is sent, and the page it is on. */
export type MissingAnswer = {
  readonly field: Extract<
    keyof ReferralAnswers,
    | 'immediateDanger'
    | 'givenName'
    | 'localAuthorityId'
    | 'otherAuthorityId'
    | 'otherAuthorityName'
    | 'whatHappened'
    | 'parentsKnow'
    | 'whyNotTold'
  >
  readonly step: 'danger' | 'child' | 'what-happened' | 'family'
}

/**
 * What still has to be answered before a referral can be sent: who the child is, where they live, what happened, and whether
 * child and parents know. How thin the evidence is never stands in the way.
 *
 * @protocol §6 step 1; §4 Professional curiosity; §4 Consent of parents and children
 */
export function missingAnswers(answers: ReferralAnswers): readonly MissingAnswer[] {
  const missing: MissingAnswer[] = []
  if (answers.immediateDanger === '') missing.push({ field: 'immediateDanger', step: 'danger' })
  if (answers.givenName.trim() === '') missing.push({ field: 'givenName', step: 'child' })
  if (answers.localAuthorityId === '') missing.push({ field: 'localAuthorityId', step: 'child' })
  if (answers.otherAuthority === 'yes' && answers.otherAuthorityId === '')
    missing.push({ field: 'otherAuthorityId', step: 'child' })
  if (
    answers.otherAuthority === 'yes' &&
    answers.otherAuthorityId === OUTSIDE_THE_BOARD &&
    answers.otherAuthorityName.trim() === ''
  )
    missing.push({ field: 'otherAuthorityName', step: 'child' })
  if (answers.whatHappened.trim() === '') missing.push({ field: 'whatHappened', step: 'what-happened' })
  if (answers.parentsKnow === '') missing.push({ field: 'parentsKnow', step: 'family' })
  if ((answers.parentsKnow === 'no' || answers.childKnows === 'no') && answers.whyNotTold.trim() === '')
    missing.push({ field: 'whyNotTold', step: 'family' })
  return missing
}

/**
 * Whether an outcome of a first decision keeps the child on the pathway. After the others the pathway ends with the decision.
 *
 * @protocol §6 step 2; decision 0014
 */
export function goesOnAfter(outcome: Outcome): boolean {
  return outcome !== 'no-further-action' && outcome !== 'information-and-advice'
}

/**
 * What may be decided on a referral. About a child who is on the pathway by another decision it is information for the lead: it
 * ends nothing, replaces no lead and starts no clock again.
 *
 * @protocol §6 step 2; decision 0026
 */
export function outcomesFor(childIsKnown: boolean): readonly Outcome[] {
  return childIsKnown ? KNOWN_CHILD_OUTCOMES : OUTCOMES
}

/** An answer that cannot be, and why. */
export type WrongAnswer = {
  readonly field: keyof ReferralAnswers
  readonly step: 'child' | 'what-happened'
  readonly fault: PersonFault['fault'] | 'not-a-time' | 'not-yet' | 'call-needs-a-day' | 'same-authority'
}

/**
 * The answers that cannot be: of the child's day of birth, age and NHS number, another local authority that is the same, and of the telephone call, which has a day and
 * was before the referral is sent.
 *
 * @protocol §6 step 1
 */
export function wrongAnswers(
  answers: Pick<
    ReferralAnswers,
    | 'bornOn'
    | 'estimatedAge'
    | 'nhsNumber'
    | 'localAuthorityId'
    | 'otherAuthority'
    | 'otherAuthorityId'
    | 'phoned'
    | 'phonedOn'
    | 'phonedTime'
  >,
  now: Date,
): readonly WrongAnswer[] {
  const today = calendarDateAt(now)
  const bornOn = isCalendarDate(answers.bornOn) ? answers.bornOn : null
  const wrong: WrongAnswer[] = personFaults({ ...answers, bornOn }, today).map(each => ({ ...each, step: 'child' }))
  if (
    answers.otherAuthority === 'yes' &&
    answers.otherAuthorityId !== '' &&
    answers.otherAuthorityId === answers.localAuthorityId
  )
    wrong.push({ field: 'otherAuthorityId', step: 'child', fault: 'same-authority' })
  const call = (field: keyof ReferralAnswers, fault: WrongAnswer['fault']) =>
    wrong.push({ field, step: 'what-happened', fault })
  const time = answers.phonedTime.trim()
  if (time !== '' && timeOfDay(time) === undefined) call('phonedTime', 'not-a-time')
  if (answers.phoned !== 'yes') return wrong
  if (!isCalendarDate(answers.phonedOn)) call('phonedOn', 'call-needs-a-day')
  else if (answers.phonedOn > today) call('phonedOn', 'not-yet')
  else if (timeOfDay(time) !== undefined && instantInWales(answers.phonedOn, time) > now) call('phonedTime', 'not-yet')
  return wrong
}
