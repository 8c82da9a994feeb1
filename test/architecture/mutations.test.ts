import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { MUTATIONS } from '../../scripts/mutations/all.ts'
import { filesOf } from './sources.ts'

test('every deliberate breakage fits the file that it breaks, and no two have one name', () => {
  assert.ok(MUTATIONS.length > 200)
  for (const { name, file, from, to } of MUTATIONS) {
    assert.ok(existsSync(file), `${name}: there is no ${file}`)
    assert.ok(readFileSync(file, 'utf8').includes(from), `${name}: ${file} no longer holds what was to be broken`)
    assert.notEqual(from, to, name)
  }
  assert.equal(new Set(MUTATIONS.map(each => each.name)).size, MUTATIONS.length)
})

// A statement that begins here, and what it makes or changes.
const STATEMENT =
  /^[ \t]*(?:do \$\$ begin )?(?:execute format\(')?(?:create(?: or replace)?|alter|grant|revoke|insert|drop|call|update)\b[ \t]+(?:(policy|function) (\w+))?/gm

test('what is broken in a migration is still in force: no later migration says it anew', () => {
  const migrations = filesOf('migrations/*.sql').toSorted()
  let asked = 0
  for (const { name, file, from } of MUTATIONS.filter(each => each.file.startsWith('migrations/'))) {
    const text = readFileSync(file, 'utf8')
    const at = text.indexOf(from) + from.length - from.trimStart().length
    const [, kind, thing] = [...text.matchAll(STATEMENT)].findLast(found => found.index <= at) ?? []
    if (thing === undefined) continue
    asked += 1
    const anew = new RegExp(
      kind === 'policy' ? `(?:alter|create) policy ${thing} on` : `create or replace function ${thing}\\(`,
    )
    const later = migrations.filter(each => each > file && anew.test(readFileSync(each, 'utf8')))
    assert.deepEqual(later, [], `${name}: what it breaks in ${file} is said anew`)
  }
  assert.ok(asked > 80, String(asked))
})
