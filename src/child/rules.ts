import { type CalendarDate, yearsOn } from '../lib/calendar-date.ts'
import type { Child } from './child.ts'

/** What to call a child: the name that the child likes, or else the given one. @protocol §4 Talking and listening */
export function calledBy(child: Pick<Child, 'knownAs' | 'givenName'>): string {
  return child.knownAs === '' ? child.givenName : child.knownAs
}

/** @protocol §1 Who is a child */
const ADULT_AT_YEARS = 18

/** An age in whole years, and whether it was estimated; `undefined` when neither a day of birth nor an estimate is known. */
export type Age = { readonly years: number; readonly estimated: boolean } | undefined

/**
 * How old the child is on a day, from the day of birth or, when that is not known, from the estimate and the day it was made.
 *
 * @protocol §1 Who is a child
 */
export function ageOn(child: Pick<Child, 'bornOn' | 'estimatedAge' | 'estimatedAgeOn'>, on: CalendarDate): Age {
  if (child.bornOn !== null)
    return on < child.bornOn ? undefined : { years: yearsOn(child.bornOn, on), estimated: false }
  if (child.estimatedAge === null || child.estimatedAgeOn === null) return undefined
  return {
    years: child.estimatedAge + (on < child.estimatedAgeOn ? 0 : yearsOn(child.estimatedAgeOn, on)),
    estimated: true,
  }
}

/**
 * Whether someone is a child on a day: under 18. The 18th birthday is the first day on which they are not. Someone whose age
 * is not known is taken for a child.
 *
 * @protocol §1 Who is a child
 */
export function isChildOn(child: Pick<Child, 'bornOn' | 'estimatedAge' | 'estimatedAgeOn'>, on: CalendarDate): boolean {
  const age = ageOn(child, on)
  return age === undefined || age.years < ADULT_AT_YEARS
}

/** What cannot be of a child's day of birth, age or number, as it was typed. */
export type PersonFault = {
  readonly field: 'bornOn' | 'estimatedAge' | 'nhsNumber'
  readonly fault: 'born-in-future' | 'born-too-long-ago' | 'age-not-a-number' | 'not-an-nhs-number'
}

/** Nobody on the pathway is older: a care leaver is supported until 25. */
const OLDEST_YEARS = 25

/**
 * What cannot be: born on a day to come, or so long ago that it is a slip of the keys; an age that is no whole number or as old;
 * an NHS number whose check digit is wrong. Empty answers are no faults.
 *
 * @param typed `bornOn` is a day or empty; `estimatedAge` and `nhsNumber` as typed
 * @protocol §1 Who is a child; §6 step 1
 */
export function personFaults(
  typed: { readonly bornOn: CalendarDate | null; readonly estimatedAge: string; readonly nhsNumber: string },
  today: CalendarDate,
): readonly PersonFault[] {
  const faults: PersonFault[] = []
  if (typed.bornOn !== null && typed.bornOn > today) faults.push({ field: 'bornOn', fault: 'born-in-future' })
  else if (typed.bornOn !== null && yearsOn(typed.bornOn, today) > OLDEST_YEARS)
    faults.push({ field: 'bornOn', fault: 'born-too-long-ago' })
  const age = typed.estimatedAge.trim()
  if (age !== '' && (!/^\d{1,2}$/.test(age) || Number(age) > OLDEST_YEARS))
    faults.push({ field: 'estimatedAge', fault: 'age-not-a-number' })
  const number = typed.nhsNumber.replace(/\s/g, '')
  if (number !== '' && !isNhsNumber(number)) faults.push({ field: 'nhsNumber', fault: 'not-an-nhs-number' })
  return faults
}

/**
 * Whether an NHS number is one that can exist: ten digits, the last of which checks the others (modulus 11).
 *
 * @protocol §6 step 1; decision 0012
 */
export function isNhsNumber(number: string): boolean {
  if (!/^\d{10}$/.test(number)) return false
  const sum = [...number.slice(0, 9)].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0)
  const check = (11 - (sum % 11)) % 11
  return check !== 10 && check === Number(number[9])
}

// Given names that one person may bear in both languages of Wales, and spellings that are heard alike.
const FORMS: readonly (readonly string[])[] = [
  ['sion', 'john', 'ieuan', 'ifan', 'evan', 'ioan', 'jac', 'jack'],
  ['dafydd', 'david', 'dai', 'dewi', 'dave'],
  ['gwilym', 'william', 'wil', 'will', 'bill', 'gwil'],
  ['rhys', 'reece', 'rees', 'reese'],
  ['steffan', 'stephen', 'steven', 'stefan'],
  ['mihangel', 'michael', 'meic', 'mike'],
  ['iago', 'james', 'jamie', 'jim'],
  ['tomos', 'thomas', 'tom', 'twm'],
  ['pedr', 'peter'],
  ['andreas', 'andrew', 'andras'],
  ['mair', 'mary', 'mari', 'marie', 'maria'],
  ['catrin', 'catherine', 'katherine', 'kathryn', 'cadi', 'kate', 'cath'],
  ['elisabeth', 'elizabeth', 'bethan', 'beth', 'betsan', 'lisbeth', 'leusa', 'lisa'],
  ['sian', 'jane', 'jean', 'joan', 'shan'],
  ['nia', 'niah'],
  ['ffion', 'fion', 'fionn'],
  ['cerys', 'carys', 'kerys', 'kerris'],
  ['seren', 'serin', 'serena'],
  ['gwenllian', 'gwen', 'gwennan'],
  ['lowri', 'laura', 'lowrie'],
  ['elen', 'helen', 'ellen', 'elin', 'helena'],
  ['marged', 'margaret', 'megan', 'mags', 'mared'],
  ['hywel', 'howell', 'howel'],
  ['owain', 'owen', 'ywain'],
  ['llyr', 'lear'],
  ['gruffydd', 'griffith', 'gruff', 'griff'],
  ['llywelyn', 'llewellyn', 'llew', 'lewelyn'],
  ['emyr', 'emir'],
  ['geraint', 'gerant'],
]

/**
 * The names under which to look for a child: what was typed, and the Welsh and English forms of each given name in it.
 *
 * @returns at most 12 names, what was typed first
 * @protocol §6 step 1; decision 0012
 */
export function searchNames(typed: string): readonly string[] {
  const words = typed.trim().toLowerCase().split(/\s+/).filter(Boolean)
  const plain = (word: string) => word.normalize('NFD').replace(/\p{M}/gu, '')
  const names = new Set([words.join(' ')])
  words.forEach((word, at) => {
    const forms = FORMS.find(each => each.includes(plain(word))) ?? []
    for (const form of forms) names.add([...words.slice(0, at), form, ...words.slice(at + 1)].join(' '))
  })
  return [...names].slice(0, 12)
}
