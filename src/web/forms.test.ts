import assert from 'node:assert/strict'
import { test } from 'node:test'
import { typedIn } from './sending.ts'

test('what is kept of a form is all but what the service put there and what its page says proves who someone is', () => {
  const typed = { _csrf: 'x', _once: 'x', _form: '', password: 'x' }
  const words = {
    code: '12',
    secret: 'x',
    codeWord: 'ladybird',
    postcode: 'CF00 0AA',
    secretsBetweenUs: 'none',
    text: 'x',
  }
  assert.deepEqual(typedIn({ ...typed, ...words }, ['password']), words)
})
