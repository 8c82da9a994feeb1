// A page holds keys drawn by chance. A test that refuses a short marker in a page fails once in some hundred runs.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sourcesOf } from './sources.ts'

const REFUSAL = /doesNotMatch\(\s*[^\n]*?(?:body|page|html)\b[^\n]*?, \/((?:\\.|\[(?:\\.|[^\]\n])+\]|[^/[\n])+)\//gi

/** How much of a key drawn by chance would have to be just so; `Infinity` where no key can hold it. A run of any length finds more places. */
function fixedCharacters(pattern: string): number {
  const shortest = (alternative: string) => {
    if (/\\[./b]|[ <>"'=:&;,’]/.test(alternative.replaceAll(/\{[^}]*\}|\[[^\]]*\]/g, ''))) return Infinity
    const repeated = Number(/[\]a-z]\{(\d+)/.exec(alternative)?.[1] ?? '0')
    const said = alternative.replaceAll(/\\.|\[[^\]]*\]|\{[^}]*\}|[^A-Za-z0-9_-]/g, '').length
    return said + repeated - (/[+*]/.test(alternative) ? 1 : 0)
  }
  return Math.min(...pattern.split('|').map(shortest))
}

test('what a test refuses in a page cannot stand in a key by chance', () => {
  assert.equal(fixedCharacters(String.raw`LL-\d+`), 2)
  assert.equal(fixedCharacters('zq[a-z]{6,}zq'), 10)
  assert.equal(fixedCharacters(String.raw`zq\w+zq`), 3)
  assert.equal(fixedCharacters('Zq they'), Infinity)
  const short: string[] = []
  let asked = 0
  for (const { file, text } of sourcesOf('src/**/*.test.ts', 'test/{access,deployment}/*.test.ts'))
    for (const [, pattern = ''] of text.matchAll(REFUSAL)) {
      asked += 1
      if (fixedCharacters(pattern) < 4) short.push(`${file}: /${pattern}/`)
    }
  assert.ok(asked > 40, `${asked} found`)
  assert.deepEqual(short, [])
})
