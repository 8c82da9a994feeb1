import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bankHolidays } from '../calendar/bank-holidays.ts'
import { calendarDate, instantInWales } from '../lib/calendar-date.ts'
import { dueOf, standingOf } from './rules.ts'

const holidays = bankHolidays()
const at = (day: string, time = '10:00') => instantInWales(calendarDate(day), time)

test('fifteen working days from Friday 14 August 2026 end on Monday 7 September, past the summer bank holiday', () => {
  assert.equal(dueOf({ value: 15, unit: 'working-days' }, at('2026-08-14'), holidays).dueOn, '2026-09-07')
})

test('a clock that starts late on a summer evening counts from that day in Wales', () => {
  assert.equal(
    dueOf({ value: 1, unit: 'working-days' }, new Date('2026-07-01T22:59:00Z'), holidays).dueOn,
    '2026-07-02',
  )
  assert.equal(
    dueOf({ value: 1, unit: 'working-days' }, new Date('2026-07-01T23:01:00Z'), holidays).dueOn,
    '2026-07-03',
  )
})

test('twenty-four hours after a call at 14:30 is 14:30 the next day', () => {
  const due = dueOf({ value: 24, unit: 'hours' }, at('2026-11-03', '14:30'), holidays)
  assert.equal(due.dueAt?.toISOString(), '2026-11-04T14:30:00.000Z')
})

test('an agreed day is not counted from anything', () => {
  assert.throws(() => dueOf({ value: 0, unit: 'agreed' }, at('2026-11-03'), holidays), RangeError)
})

test('a meeting held on its last day is in time, and one held a day after is late by one day', () => {
  const clock = { dueOn: calendarDate('2026-11-20'), dueAt: null, stoppedAt: null }
  assert.deepEqual(standingOf({ ...clock, metAt: at('2026-11-20', '23:30') }, at('2026-12-01')), {
    state: 'met',
    daysLate: 0,
  })
  assert.deepEqual(standingOf({ ...clock, metAt: at('2026-11-21', '00:10') }, at('2026-12-01')), {
    state: 'met-late',
    daysLate: 1,
  })
})

test('what is due today is not late today, and is late tomorrow', () => {
  const clock = { dueOn: calendarDate('2026-11-20'), dueAt: null, metAt: null, stoppedAt: null }
  assert.equal(standingOf(clock, at('2026-11-20', '23:59')).state, 'due-today')
  assert.deepEqual(standingOf(clock, at('2026-11-21')), { state: 'late', daysLate: 1 })
})

test('what is due at an instant is late a moment after it', () => {
  const clock = { dueOn: calendarDate('2026-11-20'), dueAt: at('2026-11-20', '10:00'), metAt: null, stoppedAt: null }
  assert.equal(standingOf(clock, at('2026-11-20', '10:00')).state, 'due-today')
  assert.equal(standingOf(clock, at('2026-11-20', '10:01')).state, 'late')
})

test('what was stopped is not late, however long ago its day was', () => {
  const clock = { dueOn: calendarDate('2026-11-20'), dueAt: null, metAt: null, stoppedAt: at('2026-11-25') }
  assert.deepEqual(standingOf(clock, at('2026-12-01')), { state: 'stopped', daysLate: 0 })
})
