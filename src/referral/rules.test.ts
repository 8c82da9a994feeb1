import assert from 'node:assert/strict'
import { test } from 'node:test'
import { timeOfDay } from '../lib/calendar-date.ts'
import { firstOpenStep, type ReferralAnswers, referralAnswers, STEP_FIELDS, STEPS } from './referral.ts'
import { goesOnAfter, isAsked, missingAnswers, outcomesFor, wrongAnswers } from './rules.ts'

const now = new Date('2026-11-25T14:30:00Z')
const wrong = (answers: Partial<ReferralAnswers>) =>
  wrongAnswers(referralAnswers.parse(answers), now).map(({ field, fault }) => `${field} ${fault}`)

test('D35: a time that people type is read; one that is none is said at its field', () => {
  for (const [typed, read] of [
    ['14:30', '14:30'],
    ['14.30', '14:30'],
    ['1430', '14:30'],
    ['9:05', '09:05'],
    ['2:30pm', '14:30'],
    ['2.30 PM', '14:30'],
    ['2pm', '14:00'],
    ['12am', '00:00'],
    ['12.15pm', '12:15'],
    ['2.30yp', '14:30'],
    ['23:59', '23:59'],
    ['00:00', '00:00'],
  ] as const)
    assert.equal(timeOfDay(typed), read, typed)
  for (const typed of ['25:99', '24:00', '14:60', 'half two', '2', '13pm', '0pm', '', '14:3', '1:2:3'])
    assert.equal(timeOfDay(typed), undefined, typed)
  assert.deepEqual(wrong({ phoned: 'yes', phonedOn: '2026-11-25', phonedTime: '25:99' }), ['phonedTime not-a-time'])
})

test('D37: a telephone call has a day, and was before the referral is sent', () => {
  assert.deepEqual(wrong({ phoned: 'yes' }), ['phonedOn call-needs-a-day'])
  assert.deepEqual(wrong({ phoned: 'yes', phonedOn: '2026-12-24' }), ['phonedOn not-yet'])
  assert.deepEqual(wrong({ phoned: 'yes', phonedOn: '2026-11-26' }), ['phonedOn not-yet'])
  assert.deepEqual(wrong({ phoned: 'yes', phonedOn: '2026-11-25', phonedTime: '14:31' }), ['phonedTime not-yet'])
  assert.deepEqual(wrong({ phoned: 'yes', phonedOn: '2026-11-25', phonedTime: '14:30' }), [])
  assert.deepEqual(wrong({ phoned: 'yes', phonedOn: '2026-11-25' }), [])
  assert.deepEqual(wrong({ phoned: 'no' }), [])
})

test('D30: a day of birth to come, an age in words and a number that cannot be are said at their fields', () => {
  assert.deepEqual(wrong({ bornOn: '2027-01-01' }), ['bornOn born-in-future'])
  assert.deepEqual(wrong({ bornOn: '2026-11-26' }), ['bornOn born-in-future'])
  assert.deepEqual(wrong({ bornOn: '2026-11-25' }), [])
  assert.deepEqual(wrong({ bornOn: '2000-11-24' }), ['bornOn born-too-long-ago'])
  assert.deepEqual(wrong({ bornOn: '2000-11-26' }), [])
  for (const estimatedAge of ['about 15', '15.5', '-1', '26', '99'])
    assert.deepEqual(wrong({ estimatedAge }), ['estimatedAge age-not-a-number'], estimatedAge)
  for (const estimatedAge of ['', ' 15 ', '0', '25']) assert.deepEqual(wrong({ estimatedAge }), [], estimatedAge)
  for (const nhsNumber of ['123', '9434765918', '943476591a'])
    assert.deepEqual(wrong({ nhsNumber }), ['nhsNumber not-an-nhs-number'], nhsNumber)
  for (const nhsNumber of ['', '9434765919', '943 476 5919']) assert.deepEqual(wrong({ nhsNumber }), [], nhsNumber)
})

const complete: Partial<ReferralAnswers> = {
  immediateDanger: 'no',
  givenName: 'Enfys',
  localAuthorityId: 'x',
  whatHappened: 'Seen at the station.',
  parentsKnow: 'yes',
  childKnows: 'yes',
}
const missing = (answers: Partial<ReferralAnswers>) =>
  missingAnswers(referralAnswers.parse({ ...complete, ...answers })).map(({ field }) => field)

test('a referral is sent when it says who, where, what happened and who knows; how thin it is never matters', () => {
  assert.deepEqual(missing({}), [])
  for (const field of ['immediateDanger', 'givenName', 'localAuthorityId', 'whatHappened', 'parentsKnow'] as const)
    assert.deepEqual(missing({ [field]: '' }), [field])
  assert.deepEqual(missing({ parentsKnow: 'no' }), ['whyNotTold'])
  assert.deepEqual(missing({ childKnows: 'no' }), ['whyNotTold'])
  assert.deepEqual(missing({ parentsKnow: 'no', whyNotTold: ' ' }), ['whyNotTold'])
  assert.deepEqual(missing({ parentsKnow: 'no', whyNotTold: 'It would not be safe.' }), [])
})

test('every answer is asked for on one page, and no page asks for more than a telephone shows', () => {
  const asked = STEPS.flatMap(step => [...STEP_FIELDS[step]])
  assert.deepEqual(asked.toSorted(), Object.keys(referralAnswers.shape).toSorted())
  // A day is typed in three places, and a group of boxes is one question.
  const inputs = (fields: readonly string[]) => fields.reduce((sum, field) => sum + (field.endsWith('On') ? 3 : 1), 0)
  for (const step of STEPS) assert.ok(inputs(STEP_FIELDS[step]) <= 6, step)
})

test('a referral that was left goes on at the first page of which nothing is answered', () => {
  const at = (answers: Partial<ReferralAnswers>) => firstOpenStep(referralAnswers.parse(answers))
  assert.equal(at({}), 'danger')
  assert.equal(at({ immediateDanger: 'no' }), 'child')
  assert.equal(at({ immediateDanger: 'no', givenName: 'Enfys', estimatedAge: '14', language: 'not-asked' }), 'where')
  const one = Object.fromEntries(STEPS.map(step => [STEP_FIELDS[step][0], 'no']))
  const whole = {
    ...one,
    bornOn: '2012-01-01',
    language: 'cy',
    forms: ['online'],
    grooming: ['peers'],
    signs: ['missing'],
    peopleOfConcern: 'x',
  }
  assert.equal(at(whole as Partial<ReferralAnswers>), undefined)
})

test('what is decided first ends or goes on, and about a known child there is nothing that ends', () => {
  assert.deepEqual(
    outcomesFor(false).filter(outcome => !goesOnAfter(outcome)),
    ['no-further-action', 'information-and-advice'],
  )
  assert.deepEqual(outcomesFor(true), [
    'information-added',
    'new-form',
    'earlier-meeting',
    'strategy-discussion',
    'other-child',
  ])
})

test('a question waits for an answer only where the others ask for it; what must be answered always waits', () => {
  const asked = (answers: Partial<ReferralAnswers>) => {
    const all = referralAnswers.parse(answers)
    return STEPS.flatMap(step => STEP_FIELDS[step] as readonly (keyof ReferralAnswers)[]).filter(field =>
      isAsked(all, field),
    )
  }
  const first = asked({})
  for (const field of [
    'dangerDetails',
    'overEighteenReason',
    'otherAuthorityId',
    'otherAuthorityName',
    'childsWordsTo',
  ])
    assert.ok(!first.includes(field as never), field)
  for (const field of ['whyNotTold', 'phonedOn', 'phonedTime']) assert.ok(!first.includes(field as never), field)
  for (const { field } of missingAnswers(referralAnswers.parse({}))) assert.ok(first.includes(field), field)
  for (const [answers, field] of [
    [{ immediateDanger: 'yes' }, 'dangerDetails'],
    [{ otherAuthority: 'yes' }, 'otherAuthorityId'],
    [{ otherAuthority: 'yes', otherAuthorityId: 'outside' }, 'otherAuthorityName'],
    [{ childsWords: 'Zq' }, 'childsWordsTo'],
    [{ parentsKnow: 'no' }, 'whyNotTold'],
    [{ childKnows: 'no' }, 'whyNotTold'],
    [{ phoned: 'yes' }, 'phonedTime'],
  ] as const)
    assert.ok(asked(answers).includes(field), field)
  assert.ok(!asked({ bornOn: '2012-01-02' }).includes('estimatedAge'))
  assert.ok(!asked({ estimatedAge: '14' }).includes('bornOn'))
})
