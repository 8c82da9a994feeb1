import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sourcesOf } from './sources.ts'

// Words in two languages, the invented lives of the demonstration, the list of breakages and what is generated are data, however long.
const DATA = /messages\.(en|cy)\.ts$|^src\/demonstration\/meetings\.ts$|^scripts\/mutations\/|^src\/db\/schema\.ts$/

test('a file of more than 300 lines is two, unless it is data', () => {
  const sources = sourcesOf('{src,test,scripts}/**/*.ts', 'migrations/*.sql').filter(({ file }) => !DATA.test(file))
  assert.ok(sources.length > 250)
  const long = sources.filter(({ text }) => text.trimEnd().split('\n').length > 300).map(({ file }) => file)
  assert.deepEqual(long, [], 'split it by what it is for')
})

test('markup is laid out as it nests: no line of a template is longer than 160 characters', () => {
  const templates = sourcesOf('src/**/*.njk')
  assert.ok(templates.length > 50)
  const long = templates.flatMap(({ file, text }) =>
    text.split('\n').flatMap((line, at) => (line.length > 160 ? [`${file}:${at + 1}`] : [])),
  )
  assert.deepEqual(long, [])
})
