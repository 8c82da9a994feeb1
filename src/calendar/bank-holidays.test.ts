import assert from 'node:assert/strict'
import { test } from 'node:test'
import { calendarDate, isWeekend } from '../lib/calendar-date.ts'
import { bankHolidays } from './bank-holidays.ts'
import { addWorkingDays, isWorkingDay } from './working-days.ts'

// As published for England and Wales; the days that give way to a substitute on a weekday are left out.
const PUBLISHED: Readonly<Record<number, readonly string[]>> = {
  2013: ['01-01', '03-29', '04-01', '05-06', '05-27', '08-26', '12-25', '12-26'],
  2020: ['01-01', '04-10', '04-13', '05-08', '05-25', '08-31', '12-25', '12-28'],
  2021: ['01-01', '04-02', '04-05', '05-03', '05-31', '08-30', '12-27', '12-28'],
  2022: ['01-03', '04-15', '04-18', '05-02', '06-02', '06-03', '08-29', '09-19', '12-26', '12-27'],
  2023: ['01-02', '04-07', '04-10', '05-01', '05-08', '05-29', '08-28', '12-25', '12-26'],
  2024: ['01-01', '03-29', '04-01', '05-06', '05-27', '08-26', '12-25', '12-26'],
  2025: ['01-01', '04-18', '04-21', '05-05', '05-26', '08-25', '12-25', '12-26'],
  2026: ['01-01', '04-03', '04-06', '05-04', '05-25', '08-31', '12-25', '12-28'],
  2027: ['01-01', '03-26', '03-29', '05-03', '05-31', '08-30', '12-27', '12-28'],
  2028: ['01-03', '04-14', '04-17', '05-01', '05-29', '08-28', '12-25', '12-26'],
}

for (const [year, published] of Object.entries(PUBLISHED))
  test(`nobody is expected to work on the ${published.length} bank holidays of ${year}, and on no other weekday is there one`, () => {
    const known = [...bankHolidays().days].filter(day => day.startsWith(year) && !isWeekend(day)).sort()
    assert.deepEqual(
      known,
      published.map(day => `${year}-${day}`),
    )
  })

test('a day proclaimed after this was written counts once the board has entered it', () => {
  const day = calendarDate('2027-06-18')
  assert.ok(isWorkingDay(day, bankHolidays()))
  assert.ok(!isWorkingDay(day, bankHolidays(['2027-06-18'])))
  assert.equal(addWorkingDays(calendarDate('2027-06-17'), 1, bankHolidays()), '2027-06-18')
  assert.equal(addWorkingDays(calendarDate('2027-06-17'), 1, bankHolidays(['2027-06-18'])), '2027-06-21')
  assert.throws(() => bankHolidays(['2027-06-31']), RangeError)
})

test('a day before 2013, when the days known are not all the days there were, is refused', () => {
  assert.throws(() => isWorkingDay(calendarDate('2012-12-31'), bankHolidays()), RangeError)
  assert.ok(!isWorkingDay(calendarDate('2013-01-01'), bankHolidays()))
})
