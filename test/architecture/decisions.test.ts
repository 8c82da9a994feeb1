import assert from 'node:assert/strict'
import { globSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

const records = readdirSync('docs/decisions').sort()

test('decision records are numbered once each, in order, and each begins with its decision', () => {
  assert.deepEqual(
    records.map(name => Number(name.slice(0, 4))),
    records.map((_, at) => at + 1),
  )
  for (const name of records) {
    const text = readFileSync(`docs/decisions/${name}`, 'utf8')
    assert.match(text, new RegExp(`^# ${name.slice(0, 4)}\\. .{20,}`), name)
    for (const part of ['## Context', '## Decision', '## Consequences', 'Status: '])
      assert.ok(text.includes(part), `${name}: ${part}`)
  }
})

test('every decision the code cites exists', () => {
  const known = new Set(records.map(name => name.slice(0, 4)))
  for (const file of globSync('{src,migrations,test}/**/*.{ts,sql}'))
    for (const [, number = ''] of readFileSync(file, 'utf8').matchAll(/decision (\d{4})/g))
      assert.ok(known.has(number), `${file} cites decision ${number}`)
})

test('every runtime dependency has a decision record and an exact version', () => {
  const { dependencies, optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
    'dependencies' | 'optionalDependencies',
    Record<string, string>
  >
  const all = records.map(name => readFileSync(`docs/decisions/${name}`, 'utf8')).join('\n')
  for (const [name, version] of Object.entries({ ...dependencies, ...optionalDependencies })) {
    assert.match(version, /^\d+\.\d+\.\d+/, `${name} is not pinned`)
    assert.ok(all.includes(`\`${name}\``), `${name} has no decision record`)
  }
})
