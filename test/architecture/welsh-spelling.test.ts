import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import dictionary from 'dictionary-cy'
import nspell from 'nspell'
import { catalogue } from '../../src/catalogue.ts'

// Words that are right and that the dictionary does not have: field terms, names, mutated and conjugated forms.
const reviewed = new Set(readFileSync('docs/welsh-words.txt', 'utf8').split('\n').filter(Boolean))
const spelling = nspell(dictionary)

function misspelt(text: string): string[] {
  return text
    .replace(/\{\{?\w+(?:, \w+)?\}?\}|“[^”]*”|https?:\S+|\S+@\S+/g, ' ')
    .split(/[^\p{L}’-]+/u)
    .map(word => word.replace(/^[’-]+|[’-]+$/g, '').replace(/’[a-z]{1,2}$/u, ''))
    .filter(word => word.length > 1 && !/^[A-Z]+$/.test(word))
    .filter(
      word =>
        !reviewed.has(word.toLowerCase()) &&
        !word
          .split('-')
          .every(
            part => spelling.correct(part) || spelling.correct(part.toLowerCase()) || reviewed.has(part.toLowerCase()),
          ),
    )
}

test('the spelling check knows a Welsh word from a wrong one', () => {
  assert.deepEqual(misspelt('Mae’r plentyn yn yr ysgol'), [])
  assert.deepEqual(misspelt('plentynnnn'), ['plentynnnn'])
})

test('every Welsh string is spelt right', () => {
  const wrong = new Set<string>()
  for (const words of Object.values(catalogue.cy)) for (const word of misspelt(words)) wrong.add(word.toLowerCase())
  assert.deepEqual([...wrong].sort(), [], 'mend these, or add what is right to docs/welsh-words.txt')
})
