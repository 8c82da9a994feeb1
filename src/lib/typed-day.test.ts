import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, calendarDate, formatDay, formatShortDay } from './calendar-date.ts'
import { typedDay } from './typed-day.ts'

test('a day that this service writes is read as that day, in either language', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), after => {
      const day = addDays(calendarDate('1985-01-01'), after)
      for (const language of ['en', 'cy'] as const)
        for (const written of [formatDay(day, language), formatShortDay(day, language), day])
          assert.equal(typedDay(written), day, written)
    }),
    { numRuns: 2000 },
  )
})

for (const typed of [
  ...['3/2/2012', '03.02.2012', '3-2-12', '2012-2-3', ' 3  February 2012 ', '3rd Feb 2012', 'Friday, 3 february 2012'],
  ...['3 o Chwefror 2012', '3ydd Chwef 2012', 'DYDD GWENER 3 CHWEFROR 2012'],
])
  test(`“${typed}” is 3 February 2012`, () => {
    assert.equal(typedDay(typed), '2012-02-03')
  })

for (const typed of ['', '31/02/2012', '3 Ma 2012', '3 Smarch 2012', 'Non Sampl', '3/2', '13/13/2012', '485 777 3456'])
  test(`“${typed}” is no day`, () => {
    assert.equal(typedDay(typed), undefined)
  })
