import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { type Source, sourcesOf } from './sources.ts'

const anchors = new Set(readFileSync('docs/protocol-anchors.txt', 'utf8').split(/\r?\n/).filter(Boolean))

// The exported functions that say nothing of the paragraph they come from, in the docstring that stands right above them.
function uncitedRules({ file, text }: Source): string[] {
  const uncited: string[] = []
  for (const { index, 1: name = '' } of text.matchAll(
    /^export (?:async )?(?:function\*? |const (?=\w+ = (?:async )?\())(\w+)/gm,
  )) {
    const above = text.slice(0, index).trimEnd()
    const docstring = above.endsWith('*/') ? above.slice(above.lastIndexOf('/**')) : ''
    if (!/@protocol \S/.test(docstring)) uncited.push(`${file}: ${name}`)
  }
  return uncited
}

// What is cited but is no paragraph of the protocol. A citation is `§6 step 5; Appendix One. A remark of ours`.
function unknownCitations({ file, text }: Source): string[] {
  const unknown: string[] = []
  for (const [, cited = ''] of text.matchAll(
    /^[ \t]*(?:\/?\*+|\/\/|--) ?.*?@protocol (§.+?|Appendix.+?|decision.+?)(?: \*\/|$)/gm,
  ))
    for (const anchor of (cited.split('. ')[0] ?? '').split('; '))
      if (!anchors.has(anchor.trim().replace(/\.$/, '')) && !/^decision \d{4}$/.test(anchor.trim()))
        unknown.push(`${file} cites "${anchor}"`)
  return unknown
}

test('every exported rule names the paragraph of the protocol it comes from', () => {
  const rules = sourcesOf('src/*/rules.ts', 'src/*/rules/**/*.ts').filter(({ file }) => !file.endsWith('.test.ts'))
  assert.ok(rules.length > 3, 'no rules were read')
  assert.deepEqual(
    rules.flatMap(uncitedRules),
    [],
    'add `@protocol §…` to the docstring, from docs/protocol-anchors.txt',
  )
})

test('every paragraph that the code cites is in the protocol', () => {
  const cited = sourcesOf('src/**/*.ts', 'test/**/*.ts', 'scripts/**/*.ts').filter(
    ({ file }) => file !== 'test/architecture/protocol.test.ts',
  )
  assert.ok(anchors.size > 50, 'no anchors were read')
  assert.deepEqual(cited.flatMap(unknownCitations), [], 'cite a line of docs/protocol-anchors.txt')
})

test('a rule without a paragraph, and one with a paragraph that is not there, are both found', () => {
  const cited =
    '/**\n * Due.\n *\n * @protocol §6 step 5; Appendix One. Sooner when asked\n */\nexport function due() {}\n'
  const silent =
    '/** @protocol §6 */\nconst DAYS = 1\nexport function late() {}\nexport const early = (on: Day) => on\n'
  assert.deepEqual(uncitedRules({ file: 'a', text: cited + silent }), ['a: late', 'a: early'])
  assert.deepEqual(unknownCitations({ file: 'a', text: cited }), [])
  assert.deepEqual(unknownCitations({ file: 'a', text: '/** @protocol §6 step 9; §6 steps 4 and 5 */' }), [
    'a cites "§6 step 9"',
    'a cites "§6 steps 4 and 5"',
  ])
})
