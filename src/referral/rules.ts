import { type PersonFault, personFaults } from '../child/rules.ts'
import { calendarDateAt, instantInWales, isCalendarDate, timeOfDay } from '../lib/calendar-date.ts'
import {
  KNOWN_CHILD_OUTCOMES,
  type Outcome,
  OUTCOMES,
  OUTSIDE_THE_BOARD,
  type ReferralAnswers,
  type Step,
  stepOf,
} from './referral.ts'

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
  readonly step: Step
}

/**
 * What still has to be answered before a referral can be sent: who the child is, where they live, what happened, and whether
 * child and parents know. How thin the evidence is never stands in the way.
 *
 * @protocol §6 step 1; §4 Professional curiosity; §4 Consent of parents and children
 */
export function missingAnswers(answers: ReferralAnswers): readonly MissingAnswer[] {
  const missing: MissingAnswer['field'][] = []
  if (answers.immediateDanger === '') missing.push('immediateDanger')
  if (answers.givenName.trim() === '') missing.push('givenName')
  if (answers.localAuthorityId === '') missing.push('localAuthorityId')
  if (answers.otherAuthority === 'yes' && answers.otherAuthorityId === '') missing.push('otherAuthorityId')
  if (
    answers.otherAuthority === 'yes' &&
    answers.otherAuthorityId === OUTSIDE_THE_BOARD &&
    answers.otherAuthorityName.trim() === ''
  )
    missing.push('otherAuthorityName')
  if (answers.whatHappened.trim() === '') missing.push('whatHappened')
  if (answers.parentsKnow === '') missing.push('parentsKnow')
  if ((answers.parentsKnow === 'no' || answers.childKnows === 'no') && answers.whyNotTold.trim() === '')
    missing.push('whyNotTold')
  return missing.map(field => ({ field, step: stepOf(field) }))
}

// The reason for somebody of 18 or more waits for no answer: it is asked for at the sending.
const ASKED_IF: Partial<Record<keyof ReferralAnswers, (answers: ReferralAnswers) => boolean>> = {
  dangerDetails: answers => answers.immediateDanger === 'yes',
  bornOn: answers => answers.estimatedAge === '',
  estimatedAge: answers => answers.bornOn === '',
  overEighteenReason: () => false,
  otherAuthorityId: answers => answers.otherAuthority === 'yes',
  otherAuthorityName: answers => answers.otherAuthority === 'yes' && answers.otherAuthorityId === OUTSIDE_THE_BOARD,
  // In which language something is written is said on the page itself.
  writtenIn: () => false,
  childsWordsIn: () => false,
  childsWordsTo: answers => answers.childsWords !== '',
  whyNotTold: answers => answers.parentsKnow === 'no' || answers.childKnows === 'no',
  phonedOn: answers => answers.phoned === 'yes',
  phonedTime: answers => answers.phoned === 'yes',
}

/**
 * Whether a question waits for an answer as the others stand: what is asked only of a child in danger, of one who spoke, of somebody who
 * was not told, waits for none otherwise.
 *
 * @protocol §6 step 1
 */
export function isAsked(answers: ReferralAnswers, field: keyof ReferralAnswers): boolean {
  return ASKED_IF[field]?.(answers) ?? true
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
  readonly step: Step
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
  const wrong: WrongAnswer[] = personFaults({ ...answers, bornOn }, today).map(each => ({
    ...each,
    step: stepOf(each.field),
  }))
  if (
    answers.otherAuthority === 'yes' &&
    answers.otherAuthorityId !== '' &&
    answers.otherAuthorityId === answers.localAuthorityId
  )
    wrong.push({ field: 'otherAuthorityId', step: stepOf('otherAuthorityId'), fault: 'same-authority' })
  const call = (field: keyof ReferralAnswers, fault: WrongAnswer['fault']) =>
    wrong.push({ field, step: stepOf(field), fault })
  const time = answers.phonedTime.trim()
  if (time !== '' && timeOfDay(time) === undefined) call('phonedTime', 'not-a-time')
  if (answers.phoned !== 'yes') return wrong
  if (!isCalendarDate(answers.phonedOn)) call('phonedOn', 'call-needs-a-day')
  else if (answers.phonedOn > today) call('phonedOn', 'not-yet')
  else if (timeOfDay(time) !== undefined && instantInWales(answers.phonedOn, time) > now) call('phonedTime', 'not-yet')
  return wrong
}
