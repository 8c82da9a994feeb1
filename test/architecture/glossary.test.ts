// One word for one thing, in each language: the glossary is held against both catalogues.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { catalogue } from '../../src/catalogue.ts'

type Term = { readonly english: string; readonly welsh: readonly string[]; readonly never: readonly string[] }

const terms: readonly Term[] = readFileSync('docs/glossary.tsv', 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map(line => {
    const [english = '', welsh = '', never = ''] = line.split('\t')
    return { english, welsh: welsh.split('|'), never: never.split('|').filter(Boolean) }
  })

// How the first letter of a Welsh word changes after the words before it.
const MUTATIONS: Readonly<Record<string, readonly string[]>> = {
  c: ['g', 'ngh', 'ch'],
  p: ['b', 'mh', 'ph'],
  t: ['d', 'nh', 'th'],
  g: ['', 'ng'],
  b: ['f', 'm'],
  d: ['dd', 'n'],
  ll: ['l'],
  m: ['f'],
  rh: ['r'],
}

/** A Welsh word as it may begin: itself, and each mutation of its first letter; before a vowel, an h. */
function formsOf(word: string): string[] {
  const lower = word.toLowerCase()
  const start = /^(?:ll|rh|[a-zâêîôûŵŷ])/.exec(lower)?.[0] ?? ''
  const rest = lower.slice(start.length)
  return [lower, `h${lower}`, ...(MUTATIONS[start] ?? []).map(letters => letters + rest)]
}

// Several words mutate each for itself: "sesiwn gaeedig", "lefel y risg".
function says(text: string, term: string): boolean {
  const pattern = term
    .split(' ')
    .map(word => `(?:${formsOf(word).join('|')})`)
    .join(' ')
  return new RegExp(`(?<!\\p{Letter})${pattern}`, 'iu').test(text.replaceAll('’', "'"))
}

const messages = Object.entries(catalogue.en).flatMap(([key, english]) => {
  const welsh = catalogue.cy[key]
  return welsh === undefined ? [] : [{ key, english, welsh }]
})

/** Messages whose English has the term and whose Welsh has none of its words. */
function missing({ english, welsh }: Term, among = messages): string[] {
  const found = new RegExp(`(?<!\\p{Letter})${english}(?:s|es)?(?!\\p{Letter})`, 'iu')
  return among
    .filter(
      each => found.test(each.english.replaceAll(/\{\{[^}]*\}\}/g, '')) && !welsh.some(term => says(each.welsh, term)),
    )
    .map(each => `${english}: ${each.key}: ${each.english} | ${each.welsh}`)
}

test('every term of the glossary is used, and wherever the English says it the Welsh says its word', () => {
  for (const term of terms)
    assert.ok(
      messages.some(each => each.english.toLowerCase().includes(term.english.toLowerCase())),
      term.english,
    )
  assert.deepEqual(
    terms.flatMap(term => missing(term)),
    [],
  )
})

test('no word that the glossary puts away is used', () => {
  const used = terms.flatMap(({ never }) =>
    never.flatMap(word =>
      Object.entries(catalogue.cy)
        .filter(([, text]) => new RegExp(word, 'iu').test(text))
        .map(([key, text]) => `${key}: ${text}`),
    ),
  )
  assert.deepEqual(used, [])
})

test('a term is found in every mutation, and what says another word is found', () => {
  const term = { english: 'entry', welsh: ['cofnodiad'], never: [] }
  for (const text of ['un cofnodiad', 'dau gofnodiad', 'tri chofnodiad', 'fy nghofnodiad', 'y Cofnodiadau'])
    assert.deepEqual(missing(term, [{ key: 'k', english: 'an entry', welsh: text }]), [], text)
  assert.equal(
    missing(term, [{ key: 'k', english: 'Entries', welsh: 'eitemau' }]).length,
    0,
    'another plural is another word',
  )
  assert.equal(missing(term, [{ key: 'k', english: 'an entry', welsh: 'eitem' }]).length, 1)
})
