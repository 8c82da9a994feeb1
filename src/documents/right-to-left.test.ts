import assert from 'node:assert/strict'
import { test } from 'node:test'
import { brokenIntoLines, runsOf } from './right-to-left.ts'

const onPaper = (line: string) => runsOf(line).map(run => [run.text, run.isFromTheRight ? 'right' : 'left'])

test('a line from the right: its first word stands last on paper, a number and a Welsh name in it stand from the left', () => {
  assert.deepEqual(onPaper('قالت هي'), [['قالت هي', 'right']])
  assert.deepEqual(onPaper('رأته 12 مرة'), [
    [' مرة', 'right'],
    ['12', 'left'],
    ['رأته ', 'right'],
  ])
  assert.deepEqual(onPaper('في Lôn Ffug 7 أمس'), [
    [' أمس', 'right'],
    ['Lôn Ffug 7', 'left'],
    ['في ', 'right'],
  ])
  assert.deepEqual(onPaper(''), [])
})

test('every letter of a line is on paper, once', () => {
  for (const line of ['هي (تنتظر) 3.5 km: قالت “لا”', 'abc', '١٢٣ و 123', 'שלום world 9'])
    assert.deepEqual(
      [
        ...runsOf(line)
          .map(run => run.text)
          .join(''),
      ].toSorted(),
      [...line].toSorted(),
      line,
    )
})

test('lines break between words, and lose none', () => {
  const text = 'un dau tri pedwar\npump'
  const lines = brokenIntoLines(text, 8, line => line.length)
  assert.deepEqual(lines, ['un dau', 'tri', 'pedwar', 'pump'])
  assert.deepEqual(
    brokenIntoLines('llanfairpwll x', 4, line => line.length),
    ['llanfairpwll', 'x'],
  )
  assert.deepEqual(
    brokenIntoLines('a\n\nb', 4, line => line.length),
    ['a', '', 'b'],
  )
})
