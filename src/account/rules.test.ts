import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AttemptsBefore } from './account.ts'
import { passwordFault, signInWaits } from './rules.ts'

const LAST = new Date('2026-11-25T09:00:00Z')
const none: AttemptsBefore = { pairWrong: 0, pairLastAt: null, known: false, accountWrong: 0, sourceWrong: 0 }
const after = (seconds: number) => new Date(LAST.getTime() + seconds * 1000)

// Wrong attempts in a row, and for how many minutes the source then waits.
const WAITS: readonly (readonly [number, number])[] = [
  [5, 1],
  [6, 2],
  [7, 4],
  [8, 8],
  [9, 16],
  [10, 32],
  [11, 60],
  [400, 60],
]
for (const [wrong, minutes] of WAITS)
  test(`after ${wrong} wrong attempts in a row a source waits ${minutes} minutes, and not a second longer`, () => {
    const before = { ...none, pairWrong: wrong, pairLastAt: LAST, known: true }
    assert.equal(signInWaits(before, after(minutes * 60 - 1)), true)
    assert.equal(signInWaits(before, after(minutes * 60)), false)
  })

test('after four wrong attempts nobody waits', () => {
  assert.equal(signInWaits({ ...none, pairWrong: 4, pairLastAt: LAST }, after(0)), false)
})

test('a flood for one account, or from one source, makes those wait alone who are not known', () => {
  for (const [flood, edge] of [
    ['accountWrong', 50],
    ['sourceWrong', 100],
  ] as const) {
    assert.equal(signInWaits({ ...none, [flood]: edge - 1 }, LAST), false, flood)
    assert.equal(signInWaits({ ...none, [flood]: edge }, LAST), true, flood)
    assert.equal(signInWaits({ ...none, [flood]: 10_000, known: true }, LAST), false, flood)
  }
})

test('a password is refused at eleven characters and accepted at twelve, unless attackers know it', () => {
  const nobodyKnows = () => false
  assert.equal(passwordFault('abcdefghij1', 'a@b.cy', nobodyKnows), 'too-short')
  assert.equal(passwordFault('abcdefghij12', 'a@b.cy', nobodyKnows), undefined)
  assert.equal(
    passwordFault('abcdefghij12', 'a@b.cy', () => true),
    'is-known',
  )
  assert.equal(passwordFault('aaaaaaaaaaaaa', 'a@b.cy', nobodyKnows), 'is-known')
  assert.equal(passwordFault('someone@example.org', 'Someone@example.org', nobodyKnows), 'is-the-email')
})
