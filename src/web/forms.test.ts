import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withoutSecrets } from './forms.ts'

test('what is kept of a form is all but its forgery token and what proves who someone is', () => {
  const typed = { _csrf: 'x', password: 'x', code: '123456', secret: 'x', invitation: 'x', foundingKey: 'x' }
  const words = { codeWord: 'ladybird', postcode: 'CF00 0AA', secretsBetweenUs: 'none', text: 'x' }
  assert.deepEqual(withoutSecrets({ ...typed, ...words }), words)
})
