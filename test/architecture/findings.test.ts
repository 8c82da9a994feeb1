import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

test('each test that the table of findings names is there, under the name that it gives', () => {
  const missing: string[] = []
  let named = 0
  for (const line of readFileSync('docs/findings.md', 'utf8').split('\n'))
    for (const [, file = '', said = ''] of line.matchAll(/`((?:src|test)\/[^`]+\.test\.ts)`(?:: ([^`|]*))?/g)) {
      named += 1
      if (!existsSync(file)) {
        missing.push(file)
        continue
      }
      const text = readFileSync(file, 'utf8').replaceAll(/\$\{[^}]*\}/g, '')
      for (const [, name = ''] of said.matchAll(/([^;,…]+) …/g))
        if (!text.includes(name.trim())) missing.push(`${file}: ${name.trim()}`)
    }
  assert.ok(named > 60)
  assert.deepEqual(missing, [])
})
