import assert from 'node:assert/strict'
import { test } from 'node:test'
import { calendarDate } from '../lib/calendar-date.ts'
import { BASES } from '../entry/entry.ts'
import type { FamilyDecision } from './meeting.ts'
import { bankHolidays } from '../calendar/bank-holidays.ts'
import {
  beginsEarly,
  consultationDueAt,
  consultedInTime,
  dayToExplain,
  hindersApproval,
  missingPaperwork,
  nextStage,
  reviewDueBy,
  speakerIsNeeded,
  undecided,
} from './rules.ts'

const holidays = bankHolidays()
const entry = (id: string, wordsVersion = 1) => ({ id, wordsVersion })
const decision = (entryId: string, wordsVersion = 1): Pick<FamilyDecision, 'entryId' | 'wordsVersion'> => ({
  entryId,
  wordsVersion,
})

test('an entry is undecided until the chair has decided either way', () => {
  assert.deepEqual(undecided([entry('a'), entry('b'), entry('c')], [decision('a'), decision('b')]), [entry('c')])
  assert.deepEqual(undecided([entry('a')], []), [entry('a')])
})

test('a decision about earlier words is none about these', () => {
  assert.deepEqual(undecided([entry('a', 2)], [decision('a', 1)]), [entry('a', 2)])
  assert.deepEqual(undecided([entry('a', 2)], [decision('a', 2)]), [])
})

test('a review is due four weeks after the meeting, or sooner when the meeting asked for it', () => {
  const held = calendarDate('2026-11-24')
  const limit = { value: 28, unit: 'days' } as const
  assert.equal(reviewDueBy(held, limit, holidays), '2026-12-22')
  assert.equal(reviewDueBy(held, limit, holidays, calendarDate('2026-12-08')), '2026-12-08')
  assert.equal(reviewDueBy(held, limit, holidays, calendarDate('2027-01-30')), '2026-12-22')
})

test('a board’s own limit of a review is the one that is counted', () => {
  const held = calendarDate('2026-11-24')
  assert.equal(reviewDueBy(held, { value: 21, unit: 'days' }, holidays), '2026-12-15')
  assert.equal(reviewDueBy(held, { value: 20, unit: 'working-days' }, holidays), '2026-12-22')
})

test('a meeting begins early on every day before its own, and not on it', () => {
  const booked = new Date('2026-11-24T14:00:00Z')
  assert.equal(beginsEarly(booked, new Date('2026-11-23T23:59:00Z')), true)
  assert.equal(beginsEarly(booked, new Date('2026-11-24T00:00:00Z')), false)
  assert.equal(beginsEarly(booked, new Date('2026-11-24T13:00:00Z')), false)
})

test('a day past the limit, a Saturday, Sunday and bank holiday are explained; the limit itself is in time', () => {
  const limit = calendarDate('2026-12-28') // the substitute for Boxing Day
  const explain = (on: string) => dayToExplain(calendarDate(on), limit, holidays)
  assert.equal(explain('2026-12-24'), undefined)
  assert.equal(explain('2026-12-25'), 'not-a-working-day')
  assert.equal(explain('2026-12-26'), 'not-a-working-day')
  assert.equal(explain('2026-12-27'), 'not-a-working-day')
  assert.equal(explain('2026-12-28'), 'not-a-working-day')
  assert.equal(explain('2026-12-29'), 'past-the-limit')
  assert.equal(dayToExplain(calendarDate('2026-12-23'), calendarDate('2026-12-23'), holidays), undefined)
})

test('a consultation exactly 24 hours before is in time, a minute later is not', () => {
  const booked = new Date('2026-11-24T14:00:00Z')
  assert.equal(consultationDueAt(booked, 24).toISOString(), '2026-11-23T14:00:00.000Z')
  assert.equal(consultedInTime(new Date('2026-11-23T14:00:00Z'), booked, 24), true)
  assert.equal(consultedInTime(new Date('2026-11-23T14:01:00Z'), booked, 24), false)
  assert.equal(consultedInTime(new Date('2026-11-23T14:00:00Z'), booked, 48), false, 'a board that asks for 48 hours')
})

test('a request without an assessment names it as missing, and a screening alone is not an assessment', () => {
  const done = new Date('2026-11-01T10:00:00Z')
  assert.deepEqual(missingPaperwork([]), ['latest-assessment', 'practice-tools'])
  assert.deepEqual(missingPaperwork([{ kind: 'screening', completedAt: done }]), ['latest-assessment'])
  assert.deepEqual(missingPaperwork([{ kind: 'section-47', completedAt: done }]), ['practice-tools'])
  assert.deepEqual(missingPaperwork([{ kind: 'assessment', completedAt: done }]), [])
  assert.deepEqual(missingPaperwork([{ kind: 'assessment', completedAt: null }]), [
    'latest-assessment',
    'practice-tools',
  ])
})

test('after the debrief there is no further stage', () => {
  assert.equal(nextStage('closed-session'), 'family-session')
  assert.equal(nextStage('family-debrief'), undefined)
})

test('a record is approved when its making was declared and every entry decided about, or the rest withheld expressly', () => {
  assert.equal(hindersApproval(0, 0, true), 'not-declared')
  assert.equal(hindersApproval(1, 1, false), 'undecided')
  assert.equal(hindersApproval(1, 1, true), undefined)
  assert.equal(hindersApproval(1, 0, false), undefined)
})

test('a quotation names who said it, and so does all that the note-taker writes', () => {
  for (const basis of BASES) {
    assert.equal(speakerIsNeeded(basis, true), true, basis)
    assert.equal(speakerIsNeeded(basis, false), basis === 'childs-own-words' || basis === 'family-words', basis)
  }
})
