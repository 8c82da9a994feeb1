import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bankHolidays } from './bank-holidays.ts'
import { DueLineError, dueLines } from './due.ts'

const holidays = bankHolidays()

async function answers(...lines: string[]): Promise<string[]> {
  return Array.fromAsync(dueLines(lines, holidays))
}

test('every line is answered in its place, empty lines at the end aside', async () => {
  assert.deepEqual(await answers('2025-08-01,15', '2026-12-24, 1\r', '2026-12-24,0', '', ''), [
    '2025-08-22',
    '2026-12-29',
    '2026-12-24',
  ])
  assert.deepEqual(await answers(), [])
})

test('lines are answered as they arrive', async () => {
  async function* slowly() {
    yield '2026-12-03,1'
    await Promise.resolve()
    yield 'nonsense'
  }
  const given: string[] = []
  await assert.rejects(async () => {
    for await (const due of dueLines(slowly(), holidays)) given.push(due)
  }, new DueLineError('line 2: expected YYYY-MM-DD,workingDays'))
  assert.deepEqual(given, ['2026-12-04'])
})

for (const line of [
  '2025-02-30,15',
  '2025-08-01',
  '2025-08-01,-1',
  '2025-08-01,1.5',
  '2025-08-01,15,1',
  '01/08/2025,15',
])
  test(`the line "${line}" is refused by its number`, async () => {
    await assert.rejects(answers('2025-08-01,15', line), new DueLineError('line 2: expected YYYY-MM-DD,workingDays'))
  })

test('an empty line between others is refused by its own number', async () => {
  await assert.rejects(
    answers('2025-08-01,15', '', '2025-08-01,15'),
    new DueLineError('line 2: expected YYYY-MM-DD,workingDays'),
  )
})

test('a due day beyond the bank holidays that are known is an error, and so is a start before them', async () => {
  await assert.rejects(
    answers('2028-12-27,15'),
    new DueLineError('line 1: bank holidays are known only until 2028-12-31'),
  )
  await assert.rejects(
    answers('2029-01-02,0'),
    new DueLineError('line 1: bank holidays are known only until 2028-12-31'),
  )
  await assert.rejects(
    answers('2011-04-20,15'),
    new DueLineError('line 1: bank holidays are known only from 2013-01-01'),
  )
  assert.deepEqual(await answers('2028-12-27,2'), ['2028-12-29'])
})
