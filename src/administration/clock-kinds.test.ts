// Where each number comes from is said in both languages.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catalogue } from '../catalogue.ts'
import { sourceWords } from '../clock/present.ts'
import { translators } from '../web/translation.ts'
import { CLOCK_KINDS } from './clock-kinds.ts'

test('the source of every limit has words of its own in Welsh; a board’s own stands as it was written', () => {
  const t = translators(catalogue)
  for (const { rule, limit } of CLOCK_KINDS) {
    assert.equal(sourceWords(limit.source, t.en), limit.source, rule)
    assert.notEqual(sourceWords(limit.source, t.cy), limit.source, rule)
  }
  assert.equal(sourceWords('Board minute 14', t.cy), 'Board minute 14')
})
