import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bankHolidays } from '../calendar/bank-holidays.ts'
import { calendarDate } from '../lib/calendar-date.ts'
import { freeHours } from './hours.ts'

const hours = (from: string, until: string, booked: readonly [string, string][] = [], most = 10) =>
  freeHours(
    { from: new Date(from), until: calendarDate(until), most },
    { chairs: ['gwen', 'lee'], noteTakers: ['dai'] },
    booked.map(([userId, at]) => ({ userId, bookedFor: new Date(at) })),
    bankHolidays(),
  ).map(each => `${each.at.toISOString().slice(0, 16)} ${each.free.join(' ')}`)

test('hours are proposed on working days alone, from the instant asked for until the last day, which is in', () => {
  // Friday 27 November 2026 to Tuesday 1 December: no Saturday, no Sunday.
  assert.deepEqual(hours('2026-11-27T10:00:00Z', '2026-12-01'), [
    '2026-11-27T10:00 gwen lee dai',
    '2026-11-27T14:00 gwen lee dai',
    '2026-11-30T10:00 gwen lee dai',
    '2026-11-30T14:00 gwen lee dai',
    '2026-12-01T10:00 gwen lee dai',
    '2026-12-01T14:00 gwen lee dai',
  ])
  assert.deepEqual(hours('2026-11-27T10:00:01Z', '2026-11-27'), ['2026-11-27T14:00 gwen lee dai'])
  assert.deepEqual(hours('2026-12-24T15:00:00Z', '2026-12-28'), [], 'Christmas, a weekend and its substitute day')
  assert.deepEqual(hours('2026-11-28T10:00:00Z', '2026-11-27'), [], 'the limit has passed')
})

test('whoever is booked within an hour and a half is not free; without a chair there is no hour', () => {
  assert.deepEqual(
    hours('2026-11-30T00:00:00Z', '2026-11-30', [
      ['gwen', '2026-11-30T11:29:00Z'],
      ['dai', '2026-11-30T11:30:00Z'],
      ['gwen', '2026-11-30T14:00:00Z'],
      ['lee', '2026-11-30T12:31:00Z'],
    ]),
    ['2026-11-30T10:00 lee dai'],
  )
})

test('in summer an hour is the hour of Wales, and no more are proposed than are asked for', () => {
  assert.deepEqual(hours('2027-06-01T00:00:00Z', '2027-06-30', [], 3), [
    '2027-06-01T09:00 gwen lee dai',
    '2027-06-01T13:00 gwen lee dai',
    '2027-06-02T09:00 gwen lee dai',
  ])
})
