import assert from 'node:assert/strict'
import { test } from 'node:test'
import { productSources } from './sources.ts'

// Words in two languages and the invented lives of the demonstration are data, however long.
const DATA = /messages\.(en|cy)\.ts$|^src\/demonstration\/story\.ts$/

test('a file of more than 300 lines is two, unless it is data', () => {
  const sources = productSources().filter(({ file }) => !DATA.test(file))
  assert.ok(sources.length > 100)
  const long = sources.filter(({ text }) => text.trimEnd().split('\n').length > 300).map(({ file }) => file)
  assert.deepEqual(long, [], 'split it by what it is for')
})
