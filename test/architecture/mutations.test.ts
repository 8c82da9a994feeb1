import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { MUTATIONS } from '../../scripts/mutations/all.ts'

test('every deliberate breakage fits the file that it breaks, and no two have one name', () => {
  assert.ok(MUTATIONS.length > 200)
  for (const { name, file, from, to } of MUTATIONS) {
    assert.ok(existsSync(file), `${name}: there is no ${file}`)
    assert.ok(readFileSync(file, 'utf8').includes(from), `${name}: ${file} no longer holds what was to be broken`)
    assert.notEqual(from, to, name)
  }
  assert.equal(new Set(MUTATIONS.map(each => each.name)).size, MUTATIONS.length)
})
