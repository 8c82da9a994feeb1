import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isOnwards, missingForEnding } from './rules.ts'

test('from assessment to the meeting is onwards; back to the referral, or staying, is not', () => {
  assert.equal(isOnwards('assessment', 'meeting-asked-for'), true)
  assert.equal(isOnwards('assessment', 'assessment'), false)
  assert.equal(isOnwards('assessment', 'referral'), false)
})

test('ending because the risk is lower says what changed, who keeps watch and what would bring the child back', () => {
  const nothing = { whatChanged: ' ', whoKeepsWatch: '', whatWouldBringBack: '' }
  assert.deepEqual(missingForEnding({ ending: 'risk-reduced', ...nothing }), [
    'whatChanged',
    'whoKeepsWatch',
    'whatWouldBringBack',
  ])
  assert.deepEqual(missingForEnding({ ending: 'moved', ...nothing }), ['whatChanged'])
})

test('each ending asks for the words that belong to it: who leaves needs no watch, who stays near does', () => {
  const nothing = { whatChanged: '', whoKeepsWatch: '', whatWouldBringBack: '' }
  for (const ending of ['no-further-action', 'information-and-advice', 'moved', 'turned-18'])
    assert.equal(missingForEnding({ ending, ...nothing }).length, 1, ending)
  for (const ending of ['risk-reduced', 'stepped-down', 'stepped-up', 'other'])
    assert.equal(missingForEnding({ ending, ...nothing }).length, 3, ending)
})
