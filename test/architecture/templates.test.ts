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
  .map(file => readFileSync(file, 'utf8'))
  .join('\n')
const known = new Set(Object.keys(catalogue.en).map(key => key.replace(/_(one|other)$/, '')))
const slices = new Set([...known].map(key => key.slice(0, key.indexOf('.'))))

test('every key that a page or a template names is in the catalogues', () => {
  for (const [, key = ''] of sources.matchAll(/['"`]([a-z][a-z-]+\.[\w-]+(?:\.[\w-]+)*)['"`]/g))
    if (
      slices.has(key.slice(0, key.indexOf('.'))) &&
      new RegExp(`\\bt(?:In)?\\(\\s*['"\`]${key.replaceAll('.', '\\.')}['"\`]`).test(sources)
    )
      assert.ok(known.has(key), `no words for "${key}"`)
})

test('every key of the catalogues is used somewhere, by itself or by its beginning', () => {
  for (const key of known) {
    const stems = key.split('.').map((_, at, parts) => parts.slice(0, at + 1).join('.'))
    const used = stems.some((stem, at) =>
      at === stems.length - 1
        ? new RegExp(`['"\`]${stem.replaceAll('.', '\\.')}['"\`]`).test(sources)
        : at > 0 && new RegExp(`['"\`]${stem.replaceAll('.', '\\.')}(['"\`]|\\.['"\`$])`).test(sources),
    )
    const composed = ['audit.event', 'meeting', 'agreed-action.outcome'].some(prefix => key.startsWith(`${prefix}.`))
    assert.ok(used || composed, `"${key}" is used nowhere`)
  }
})

test('both catalogues have the same places in the same words', () => {
  for (const [key, words] of Object.entries(catalogue.en)) {
    const welsh = catalogue.cy[key]
    assert.ok(welsh !== undefined && welsh !== '', key)
    if (key.endsWith('_one')) continue
    const places = (text: string) => [...text.matchAll(/\{\{?(\w+)\}?\}/g)].map(match => match[1]).sort()
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
