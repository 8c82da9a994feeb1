import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

const anchors = readFileSync('docs/protocol-anchors.txt', 'utf8').split('\n').filter(Boolean)

test('every exported rule names the paragraph of the protocol it comes from', () => {
  const files = globSync('src/*/rules.ts')
  assert.ok(files.length >= 7)
  for (const file of files) {
    const source = readFileSync(file, 'utf8')
    for (const { index, 1: name } of source.matchAll(/^export function (\w+)/gm)) {
      const docstring = source.slice(source.lastIndexOf('/**', index), index)
      assert.match(docstring, /@protocol /, `${file}: ${name ?? ''} has no @protocol`)
    }
  }
})

test('every paragraph the code names is in the protocol', () => {
  let cited = 0
  for (const file of globSync('src/**/*.ts'))
    for (const [, list = ''] of readFileSync(file, 'utf8').matchAll(/@protocol (.+?)(?: \*\/|\. Sooner|$)/gm))
      for (const anchor of list.split('; ')) {
        const name = anchor.trim().replace(/\.$/, '')
        cited += 1
        assert.ok(
          name.startsWith('decision 00') || anchors.some(known => name === known || name.startsWith(`${known} `)),
          `${file} cites "${name}", which the protocol does not have`,
        )
      }
  assert.ok(cited > 80)
})

test('every exported function of the product has a docstring that ends as a sentence', () => {
  for (const file of globSync('src/**/*.ts', {
    exclude: name => name.endsWith('.test.ts') || name.endsWith('schema.ts'),
  })) {
    const source = readFileSync(file, 'utf8')
    for (const { index, 1: name } of source.matchAll(/^export (?:async )?function\*? ?(\w+)/gm)) {
      const before = source.slice(0, index).trimEnd()
      assert.ok(before.endsWith('*/'), `${file}: ${name ?? ''} has no docstring`)
    }
  }
})
