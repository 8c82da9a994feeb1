import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  addDays,
  addYears,
  calendarDate,
  type CalendarDate,
  calendarDateAt,
  daysBetween,
  formatDay,
  formatInstant,
  formatShortDay,
  formatTime,
  instantInWales,
  isCalendarDate,
  isWeekend,
  yearsOn,
} from './calendar-date.ts'

const FIRST = calendarDate('1900-01-01')
const anyDay: fc.Arbitrary<CalendarDate> = fc.integer({ min: 0, max: 73_000 }).map(count => addDays(FIRST, count))

test('a day that is not in the calendar is no day', () => {
  for (const text of ['2026-02-29', '2026-13-01', '2026-04-31', '2026-00-10', '26-01-01', '2026-1-1', '', 'today'])
    assert.ok(!isCalendarDate(text), text)
  assert.ok(!isCalendarDate('2026-01-01T00:00:00Z'))
  assert.throws(() => calendarDate('2025-02-30'), RangeError)
  assert.equal(calendarDate('2028-02-29'), '2028-02-29')
})

test('the day after 28 February is 29 February in 2028 and 1 March in 2027', () => {
  assert.equal(addDays(calendarDate('2028-02-28'), 1), '2028-02-29')
  assert.equal(addDays(calendarDate('2027-02-28'), 1), '2027-03-01')
  assert.equal(addDays(calendarDate('2027-01-01'), -1), '2026-12-31')
})

test('the nights on which the clocks change are one day long like any other', () => {
  assert.equal(addDays(calendarDate('2026-03-28'), 2), '2026-03-30')
  assert.equal(addDays(calendarDate('2026-10-24'), 2), '2026-10-26')
  assert.equal(daysBetween(calendarDate('2026-03-28'), calendarDate('2026-03-30')), 2)
})

test('counting forward and back comes to the same day', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -20_000, max: 20_000 }), (day, count) => {
      assert.equal(addDays(addDays(day, count), -count), day)
      assert.equal(daysBetween(day, addDays(day, count)), count)
    }),
  )
})

test('days sort as texts in the order in which they happen', () => {
  fc.assert(fc.property(anyDay, anyDay, (one, other) => assert.equal(one < other, daysBetween(one, other) > 0)))
})

test('of any seven days in a row two are a weekend', () => {
  fc.assert(
    fc.property(anyDay, day => {
      const week = [0, 1, 2, 3, 4, 5, 6].map(count => addDays(day, count))
      assert.equal(week.filter(isWeekend).length, 2)
    }),
  )
  assert.ok(isWeekend(calendarDate('2026-12-05')) && isWeekend(calendarDate('2026-12-06')))
  assert.ok(!isWeekend(calendarDate('2026-12-04')) && !isWeekend(calendarDate('2026-12-07')))
})

test('a young person is 17 until the day before the eighteenth birthday, and 18 on it', () => {
  const born = calendarDate('2008-12-04')
  assert.equal(yearsOn(born, calendarDate('2026-12-03')), 17)
  assert.equal(yearsOn(born, calendarDate('2026-12-04')), 18)
  assert.equal(yearsOn(born, born), 0)
  assert.throws(() => yearsOn(born, calendarDate('2008-12-03')), RangeError)
})

test('someone born on 29 February 2008 is 18 on 1 March 2026, not on 28 February', () => {
  const born = calendarDate('2008-02-29')
  assert.equal(yearsOn(born, calendarDate('2026-02-28')), 17)
  assert.equal(yearsOn(born, calendarDate('2026-03-01')), 18)
  assert.equal(addYears(born, 18), '2026-03-01')
  assert.equal(addYears(born, 20), '2028-02-29')
})

test('a birthday is the first day of a new age, whatever the day of birth', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 1, max: 30 }), (born, years) => {
      const birthday = addYears(born, years)
      assert.equal(yearsOn(born, birthday), years)
      assert.equal(yearsOn(born, addDays(birthday, -1)), years - 1)
    }),
  )
})

test('half past eleven at night in UTC is the next day in Wales in summer, and the same day in winter', () => {
  assert.equal(calendarDateAt(new Date('2026-07-01T23:30:00Z')), '2026-07-02')
  assert.equal(calendarDateAt(new Date('2026-12-01T23:30:00Z')), '2026-12-01')
  assert.equal(calendarDateAt(new Date('2026-07-01T22:59:59Z')), '2026-07-01')
})

test('a time of day in Wales is read back as the day and time that were given', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 4, max: 23 }), fc.integer({ min: 0, max: 59 }), (day, hour, minute) => {
      fc.pre(day > '1972-01-01' && day < '2038-01-01')
      const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
      const instant = instantInWales(day, time)
      assert.equal(formatTime(instant), time)
      assert.equal(calendarDateAt(instant), day)
    }),
  )
})

test('a time in the hour that the spring night skips is an hour later', () => {
  assert.equal(instantInWales(calendarDate('2026-03-29'), '01:30').toISOString(), '2026-03-29T01:30:00.000Z')
  assert.equal(formatTime(new Date('2026-03-29T01:30:00Z')), '02:30')
})

test('a day is written out in English and in Welsh', () => {
  const day = calendarDate('2026-12-04')
  assert.equal(formatDay(day, 'en'), 'Friday 4 December 2026')
  assert.equal(formatDay(day, 'cy'), 'Dydd Gwener 4 Rhagfyr 2026')
  assert.equal(formatShortDay(day, 'en'), '4 December 2026')
  assert.equal(formatShortDay(day, 'cy'), '4 Rhagfyr 2026')
  assert.equal(formatInstant(new Date('2026-07-03T13:05:00Z'), 'en'), 'Friday 3 July 2026, 14:05')
  assert.equal(formatInstant(new Date('2026-07-03T13:05:00Z'), 'cy'), 'Dydd Gwener 3 Gorffennaf 2026, 14:05')
})

test('midnight is 00:00, not 24:00', () => {
  assert.equal(formatTime(new Date('2026-12-01T00:00:00Z')), '00:00')
})
