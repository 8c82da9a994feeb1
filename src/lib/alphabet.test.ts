import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inAlphabet } from './alphabet.ts'

const NAMES = ['Zoe', 'Llwyd', 'lwc', 'Ŵyn', 'Chwaer', 'Lloyd', 'Cwm', 'Luned', 'Dydd', 'Ddu', 'Wyn', 'Élin', 'Elin']

test('names come in the order of the reader’s alphabet: in Welsh ch comes after c, dd after d, ll after l', () => {
  const order = (language: 'en' | 'cy') => inAlphabet(language, NAMES, name => name)
  assert.deepEqual(order('cy'), [
    ...['Cwm', 'Chwaer', 'Dydd', 'Ddu', 'Elin', 'Élin', 'Luned', 'lwc', 'Lloyd', 'Llwyd', 'Wyn', 'Ŵyn', 'Zoe'],
  ])
  assert.deepEqual(order('en'), [
    ...['Chwaer', 'Cwm', 'Ddu', 'Dydd', 'Elin', 'Élin', 'Lloyd', 'Llwyd', 'Luned', 'lwc', 'Wyn', 'Ŵyn', 'Zoe'],
  ])
})
