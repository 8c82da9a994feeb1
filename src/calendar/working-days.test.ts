import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, calendarDate, isWeekend } from '../lib/calendar-date.ts'
import { bankHolidays } from './bank-holidays.ts'
import { DueLineError, dueForLine } from './due.ts'
import { addWorkingDays } from './working-days.ts'

const holidays = bankHolidays()

test('the bank holidays of England and Wales in 2026 are known, with the substitute for Boxing Day', () => {
  for (const day of [
    '2026-01-01',
    '2026-04-03',
    '2026-04-06',
    '2026-05-04',
    '2026-05-25',
    '2026-08-31',
    '2026-12-25',
    '2026-12-28',
  ])
    assert.ok(holidays.days.has(calendarDate(day)), day)
  assert.ok(!holidays.days.has(calendarDate('2026-03-17')), 'Saint Patrick’s Day is not one in Wales')
  assert.ok(!holidays.days.has(calendarDate('2026-12-29')))
})

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

test('a line that is not a day and a number names itself and what was expected', () => {
  assert.equal(dueForLine('2025-08-01,15', 1, holidays), '2025-08-22')
  assert.throws(
    () => dueForLine('2025-02-30,15', 3, holidays),
    new DueLineError('line 3: expected YYYY-MM-DD,workingDays'),
  )
  assert.throws(() => dueForLine('2028-12-28,15', 4, holidays), DueLineError)
})
