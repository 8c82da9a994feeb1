import assert from 'node:assert/strict'
import { test } from 'node:test'
import { brokenIntoLines, runsOf } from './lines.ts'

const onPaper = (line: string) => runsOf(line, 'rtl').map(run => [run.text, run.isFromTheRight ? 'right' : 'left'])

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
        ...runsOf(line, 'rtl')
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
    ['llan', 'fair', 'pwll', 'x'],
  )
  assert.deepEqual(
    brokenIntoLines('a\n\nb', 4, line => line.length),
    ['a', '', 'b'],
  )
})

test('in a text from the left an Arabic name stands from the right, its words in their order', () => {
  assert.deepEqual(
    runsOf('dywedodd هي تنتظر wrthi', 'ltr').map(run => [run.text, run.isFromTheRight]),
    [
      ['dywedodd ', false],
      ['هي تنتظر', true],
      [' wrthi', false],
    ],
  )
  assert.deepEqual(runsOf('Mae hi’n aros.', 'ltr'), [{ text: 'Mae hi’n aros.', isFromTheRight: false }])
})

test('a script without spaces breaks between its words, and no line begins with a full stop or comma', () => {
  const text = '她在等，他们不说话。她害怕。'
  const lines = brokenIntoLines(text, 5, line => line.length)
  assert.equal(lines.join(''), text)
  for (const line of lines) {
    assert.ok(line.length <= 5, line)
    assert.doesNotMatch(line, /^[，。]/)
  }
})

test('a word wider than its line goes on in the next, and no letter is torn from its mark', () => {
  assert.deepEqual(brokenIntoLines('காத்திருக்கிறாள்', 3, line => line.length).join(''), 'காத்திருக்கிறாள்')
  for (const line of brokenIntoLines('காத்திருக்கிறாள்', 3, each => each.length)) assert.doesNotMatch(line, /^\p{M}/u)
})
