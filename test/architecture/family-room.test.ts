// What stands before a family is read through one file, in the rights of its room: no page there can reach for another.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sourcesOf } from './sources.ts'

const MAY_REACH = [
  '../../access/store/sessions.ts', // keeps the browser to the room, and ends its session
  '../../audit/store.ts',
  '../../statement/store.ts', // what is read out there: never the words of the closed session, by policy
  '../store/reading.ts',
]

test('the pages of the family’s room read from no store but their own', () => {
  const pages = sourcesOf('src/family-room/pages/*.ts')
  assert.ok(pages.length > 3)
  const reached = pages.flatMap(({ text }) =>
    [...text.matchAll(/from '([^']*\bstore\b[^']*)'/g)].map(([, from]) => from),
  )
  assert.deepEqual([...new Set(reached)].sort(), MAY_REACH)
})
