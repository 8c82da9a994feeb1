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
