import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { catalogue } from '../../src/catalogue.ts'

const templates = globSync('src/**/views/*.njk')

// What a reader would see of a template if nothing were put into it.
function bareWords(template: string): string {
  return template
    .replace(/\{#[\s\S]*?#\}/g, '')
    .replace(/\{% block width %\}[\s\S]*?\{% endblock %\}/g, '')
    .replace(/\{%[\s\S]*?%\}/g, '')
    .replace(/\{\{[\s\S]*?\}\}/g, '')
    .replace(/<script[\s\S]*?<\/script>/g, '')
    .replace(/<[^>]*>/g, '')
    .replace(/&\w+;/g, '')
}

test('the check for bare words sees one', () => {
  assert.match(bareWords('<p class="x">{{ t("a.b") }} Hello</p>'), /[a-z]/i)
})

test('no template holds a word of its own: each comes from the catalogues', () => {
  assert.ok(templates.length > 40)
  for (const file of templates) {
    const words = bareWords(readFileSync(file, 'utf8')).replaceAll('Llwybr', '')
    assert.doesNotMatch(words, /\p{L}/u, `${file}: "${words.trim().slice(0, 60)}"`)
  }
})

test('no template lets text through unescaped', () => {
  for (const file of templates) assert.doesNotMatch(readFileSync(file, 'utf8'), /\|\s*safe\b|autoescape false/, file)
})

const sources = globSync('src/**/*.{ts,njk}', { exclude: name => /messages\.(en|cy)\.ts$|\.test\.ts$/.test(name) })
  .map(file => readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\//g, ''))
  .join('\n')
const known = new Set(Object.keys(catalogue.en).map(key => key.replace(/_(zero|one|other)$/, '')))

// The keys that a translator is asked for as they stand, and the beginnings of those that are put together.
function askedFor(code: string): { readonly keys: readonly string[]; readonly stems: readonly string[] } {
  const found = (pattern: RegExp) => [...code.matchAll(pattern)].map(([, key = '']) => key)
  return {
    keys: found(/\b(?:t|tIn)\(\s*['"`]([\w.-]+)['"`]\s*[,)]/g),
    stems: [
      ...found(/\b(?:t|tIn)\(\s*(?:[^'"`()]{0,80}\? )?['"`]([\w.-]+\.)(?:\$\{|['"] ?[+~])/g),
      ...found(/\bitems\((?:visit\.)?t, '([\w.-]+)'/g).map(stem => `${stem}.`),
    ],
  }
}

// The keys that no code names: neither whole, nor by a beginning of two parts or more, nor by the slice and the last part.
function idleKeys(keys: Iterable<string>, code: string): string[] {
  const literals = new Set([...code.matchAll(/['"`]([\w.-]+)['"`]/g)].map(([, literal]) => literal))
  const stems = [...code.matchAll(/['"`]([a-z][\w-]*(?:\.[\w-]+)*\.)(?:\$\{|['"`])/g)].map(([, stem = '']) => stem)
  const all = [...new Set([...stems, ...askedFor(code).stems])]
  return [...keys].filter(key => {
    const [slice = '', ...rest] = key.split('.')
    if (literals.has(key) || all.some(stem => /\..*\./.test(stem) && key.startsWith(stem))) return false
    return !(all.includes(`${slice}.`) && literals.has(rest.join('.')))
  })
}

test('every key that a page or a template asks for has words, and every beginning of one has keys', () => {
  const { keys, stems } = askedFor(sources)
  assert.ok(keys.length > 400 && stems.length > 20, 'no keys were read')
  assert.deepEqual(
    [...new Set(keys)].filter(key => !known.has(key)),
    [],
  )
  assert.deepEqual(
    [...new Set(stems)].filter(stem => ![...known].some(key => key.startsWith(stem))),
    [],
  )
})

test('every key of the catalogues is used somewhere, by itself or by its beginning', () => {
  assert.deepEqual(idleKeys(known, sources), [], 'take it out of both catalogues')
})

test('a key without words, and words without a use, are found', () => {
  const code =
    "t('meeting.first') t(`meeting.stage.${stage}`) t('meeting.' + part) items(t, 'child.answer', YES) const part = 'place'"
  assert.deepEqual(askedFor(code), { keys: ['meeting.first'], stems: ['meeting.stage.', 'meeting.', 'child.answer.'] })
  assert.deepEqual(
    idleKeys(
      ['meeting.first', 'meeting.stage.debrief', 'meeting.place', 'child.answer.yes', 'meeting.last', 'child.name'],
      code,
    ),
    ['meeting.last', 'child.name'],
  )
})

test('both catalogues have the same places in the same words', () => {
  for (const [key, words] of Object.entries(catalogue.en)) {
    const welsh = catalogue.cy[key]
    assert.ok(welsh !== undefined && welsh !== '', key)
    if (key.endsWith('_one')) continue
    const places = (text: string) => [...text.matchAll(/\{\{?(\w+)(?:, \w+)?\}?\}/g)].map(match => match[1]).sort()
    assert.deepEqual(places(welsh), places(words), key)
  }
})

test('every message of a form is a key that has words', () => {
  for (const file of globSync('src/**/pages{.ts,/*.ts}')) {
    const source = readFileSync(file, 'utf8')
    for (const [, key = ''] of source.matchAll(/'([a-z][a-z-]+\.[\w.-]+\.(?:needed|wrong|past|future))'/g))
      assert.ok(known.has(key), `${file}: no words for "${key}"`)
  }
})
