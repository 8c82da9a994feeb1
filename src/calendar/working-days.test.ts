import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, calendarDate, isWeekend } from '../lib/calendar-date.ts'
import { bankHolidays } from './bank-holidays.ts'
import { addWorkingDays, workingDaysBetween } from './working-days.ts'

const holidays = bankHolidays()

test('a meeting asked for on Friday 1 August 2025 must be held by Friday 22 August', () => {
  assert.equal(addWorkingDays(calendarDate('2025-08-01'), 15, holidays), '2025-08-22')
})

test('the summer bank holiday gives one more day', () => {
  assert.equal(addWorkingDays(calendarDate('2025-08-07'), 15, holidays), '2025-08-29')
})

test('what begins on a Saturday starts counting on the Monday', () => {
  assert.equal(addWorkingDays(calendarDate('2025-08-02'), 15, holidays), '2025-08-22')
})

test('no deadline is given when the bank holidays are not yet known', () => {
  assert.throws(() => addWorkingDays(calendarDate('2028-12-28'), 15, holidays), RangeError)
})

test('a deadline is always a working day after its start', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 1, max: 60 }), (offset, count) => {
      const start = addDays(calendarDate('2018-01-01'), offset)
      const due = addWorkingDays(start, count, holidays)
      assert.ok(due > start && !isWeekend(due) && !holidays.days.has(due))
    }),
  )
})

test('fifteen working days have passed on the fifteenth, and still fifteen on the weekend after it', () => {
  const asked = calendarDate('2025-08-01')
  assert.equal(workingDaysBetween(asked, asked, holidays), 0)
  assert.equal(workingDaysBetween(asked, calendarDate('2025-08-21'), holidays), 14)
  assert.equal(workingDaysBetween(asked, calendarDate('2025-08-22'), holidays), 15)
  assert.equal(workingDaysBetween(asked, calendarDate('2025-08-24'), holidays), 15)
  assert.throws(() => workingDaysBetween(calendarDate('2025-08-22'), asked, holidays), RangeError)
})

test('as many working days have passed on a deadline as it gave', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 60 }), (offset, count) => {
      const start = addDays(calendarDate('2018-01-01'), offset)
      assert.equal(workingDaysBetween(start, addWorkingDays(start, count, holidays), holidays), count)
    }),
  )
})

test('working days are whole and never fewer than none', () => {
  for (const count of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])
    assert.throws(() => addWorkingDays(calendarDate('2026-12-04'), count, holidays), RangeError)
})
