import { calendarDate, formatShortDay, isCalendarDate } from '../lib/calendar-date.ts'
import { type Foreign, foreignTo, languageName } from '../lib/written-language.ts'
import type { Asking } from '../web/forms.ts'
import type { Visit } from '../web/page.ts'
import { keyOf } from '../web/translation.ts'
import { isAsked } from './rules.ts'
import { fieldsOf, OUTSIDE_THE_BOARD, type ReferralAnswers, type Step, STEPS } from './referral.ts'

/** One answer of a referral, in words. */
export type ShownAnswer = {
  readonly field: keyof ReferralAnswers
  readonly label: string
  readonly value: string
  readonly quotation: boolean
  /** Of words that are in another language than the page. */
  readonly foreign: Foreign | undefined
}

// What whoever decides reads before all else: danger and the child's own words, then who knows and agrees.
const FIRST = ['dangerDetails', 'childsWords', 'childsWordsIn', 'childsWordsTo'] as const
const KNOWING = [
  'immediateDanger',
  'familyInvolved',
  'childKnows',
  'childAgrees',
  'parentsKnow',
  'parentsAgree',
  'whyNotTold',
] as const
// Whoever decides reads what happened before who the child is.
const WHAT_HAPPENED: readonly Step[] = ['what-happened', 'forms', 'concern', 'screening', 'family']
const ABOVE: readonly (keyof ReferralAnswers)[] = [...FIRST, ...KNOWING]

/**
 * The answers of a referral in words, page by page. Of one that was sent, what stands first is apart: danger, the child's own words, who
 * knows and agrees; so no answer is there twice; then what happened, and then who the child is.
 *
 * @param authorities the names of local authorities by their identifier
 */
export function shownAnswers(
  visit: Pick<Visit, 't' | 'language'>,
  answers: ReferralAnswers,
  authorities: ReadonlyMap<string, string>,
  isSent: boolean,
) {
  const shown = (field: keyof ReferralAnswers): ShownAnswer => ({
    field,
    label: visit.t(field === 'referrerPhone' && isSent ? 'referral.referrer-phone' : `referral.${field}`),
    // The language is said of words that are not in the reader's.
    value:
      answers[field] === visit.language && TONGUES.includes(field)
        ? ''
        : answerWords(visit, answers, authorities, field),
    quotation: field === 'childsWords',
    foreign: foreignTo(visit.language, languageOf(answers, field)),
  })
  return {
    first: Object.fromEntries(
      (isSent ? FIRST : []).map(shown).flatMap(answer => (answer.value === '' ? [] : [[answer.field, answer]])),
    ),
    knowing: (isSent ? KNOWING : []).map(shown).filter(answer => answer.value !== ''),
    sections: (isSent ? [...WHAT_HAPPENED, ...STEPS.filter(step => !WHAT_HAPPENED.includes(step))] : STEPS).map(
      step => ({
        step,
        title: visit.t(`referral.step.${step}`),
        rows: fieldsOf(step)
          .filter(field => !isSent || !ABOVE.includes(field))
          .map(shown)
          .filter(({ field, value }) => value !== '' || isAsked(answers, field)),
      }),
    ),
  }
}

// What whoever refers wrote in sentences; a name, a number and an address are of no language.
const SENTENCES: readonly (keyof ReferralAnswers)[] = [
  'dangerDetails',
  'gender',
  'ethnicity',
  'overEighteenReason',
  'whatHappened',
  'childsWordsTo',
  'peopleOfConcern',
  'placesOfConcern',
  'screening',
  'family',
  'whyNotTold',
]

function languageOf(answers: ReferralAnswers, field: keyof ReferralAnswers): string {
  if (field === 'childsWords') return answers.childsWordsIn
  return SENTENCES.includes(field) ? answers.writtenIn : ''
}

// In which language words are written.
const TONGUES: readonly (keyof ReferralAnswers)[] = ['writtenIn', 'childsWordsIn']

/** Answers of which any number is ticked. */
export const LISTS: readonly (keyof ReferralAnswers)[] = ['forms', 'grooming', 'signs']
const CHOSEN: readonly (keyof ReferralAnswers)[] = [
  'localAuthorityId',
  'otherAuthorityId',
  'language',
  'bornOn',
  'phonedOn',
  ...TONGUES,
]

/** Whether an answer is words of whoever refers: no list, choice, day, or yes and no. */
export const isWritten = (field: keyof ReferralAnswers): boolean =>
  !LISTS.includes(field) && !CHOSEN.includes(field) && !(field in ASKING)

/** An answer in words; empty when there is none. */
export function answerWords(
  { t, language }: Pick<Visit, 't' | 'language'>,
  answers: ReferralAnswers,
  authorities: ReadonlyMap<string, string>,
  field: keyof ReferralAnswers,
): string {
  const value = answers[field]
  if (field === 'localAuthorityId') return authorities.get(answers.localAuthorityId) ?? ''
  if (field === 'otherAuthorityId')
    return answers.otherAuthorityId === OUTSIDE_THE_BOARD
      ? t('referral.otherAuthorityId.outside')
      : (authorities.get(answers.otherAuthorityId) ?? '')
  if (field === 'writtenIn' || field === 'childsWordsIn') return languageName(answers[field], language)
  if (field === 'forms') return answers.forms.map(form => t(`child.form.${form}`)).join(', ')
  if (field === 'grooming') return answers.grooming.map(way => t(`child.grooming.${way}`)).join(', ')
  if (field === 'signs') return answers.signs.map(sign => t(`referral.sign.${sign}`)).join('; ')
  if (field === 'language') return t(`child.language.${answers.language}`)
  if ((field === 'bornOn' || field === 'phonedOn') && isCalendarDate(String(value)))
    return formatShortDay(calendarDate(String(value)), language)
  if (field in ASKING)
    return value === '' ? '' : t(keyOf(`web.answer.${ASKING[field as keyof typeof ASKING]}.${String(value)}`))
  return String(value)
}

/** What each question of yes and no asks: the answer repeats its verb in Welsh. */
export const ASKING = {
  immediateDanger: 'is',
  otherAuthority: 'is',
  mayBeCrime: 'may',
  phoned: 'you',
  familyInvolved: 'is',
  childKnows: 'is',
  childAgrees: 'is',
  parentsKnow: 'they',
  parentsAgree: 'they',
} as const satisfies Partial<Record<keyof ReferralAnswers, Asking>>
