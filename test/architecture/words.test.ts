import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Source, sourcesOf } from './sources.ts'

// Words that put on a child what was done to the child. The protocol's paragraph on language binds names, test data and
// comments as much as pages. The language slice, which warns of such words, is the one place that must hold them.
// @protocol §4 Language
const BLAMING = [
  'abscond(?:s|ed|ing|er)?',
  'non ?engag(?:ing|ement)',
  '(?:refus(?:es|ed|ing)|fail(?:s|ed|ing)) to engage',
  'not engaging',
  'hard to (?:reach|engage)',
  'promiscu(?:ous|ity)',
  'street ?wise',
  'risky behaviours?',
  'risk taking behaviours?',
  'put(?:s|ting)? (?:himself|herself|themselves|themself) at risk',
  'life ?style choices?',
  'attention seek(?:ing|er)',
  'manipulat(?:ive|ing)',
  '(?:child )?prostitut(?:e|es|ion|ing)',
  'sexually active with',
  'sexual favours?',
  'drug runn(?:er|ers|ing)',
  'trouble ?makers?',
  'tearaway',
  'wayward',
  'beyond (?:parental )?control',
  'asking for it',
  'ymddygiad peryglus',
  'dewis ffordd o fyw',
  'ceisio sylw',
  'ystrywgar',
  'puteinio',
]
const blaming = new RegExp(`(?<![a-z])(?:${BLAMING.join('|')})(?![a-z])`, 'g')

// `riskyBehaviour`, `risky-behaviour`, `RISKY_BEHAVIOUR` and "risky behaviour" are all the same words.
function blamingWords({ file, text }: Source): string[] {
  return text.split('\n').flatMap((line, index) => {
    const words = line
      .replace(/([a-z])(?=[A-Z])/g, '$1 ')
      .replace(/[-_\s]+/g, ' ')
      .toLowerCase()
    return [...words.matchAll(blaming)].map(([found]) => `${file}:${index + 1} says "${found}"`)
  })
}

test('nothing that we wrote holds a word that blames a child', () => {
  const written = sourcesOf(
    'src/**/*.{ts,njk,js,css}',
    'test/**/*.{ts,json}',
    'migrations/*.sql',
    'examples/**/*.*',
    'scripts/**/*.*',
    'bench/*',
    'trials/*',
    '*.md',
    'docs/**/*.{md,json}',
  ).filter(
    ({ file }) =>
      !file.startsWith('src/language/') &&
      file !== 'test/architecture/words.test.ts' &&
      file !== 'test/architecture/words.test.ts',
  )
  assert.ok(written.length > 100, 'no files were read')
  assert.deepEqual(written.flatMap(blamingWords), [], 'say what happened to the child, and who did it')
})

test('a blaming word is found in a name, an address, a constant and a sentence', () => {
  for (const text of [
    'const riskyBehaviour = 1',
    '/children/non-engaging',
    'ABSCONDED_AT',
    'She put herself at risk.',
    "kind: 'attention_seeking'",
    'Mae’n ceisio sylw',
  ])
    assert.equal(blamingWords({ file: 'a', text }).length, 1, text)
  for (const text of [
    'const missingSince = 1',
    'She was put at risk by an adult.',
    'the risk and the behaviour of adults',
    'Manipulated by a gang',
  ])
    assert.deepEqual(blamingWords({ file: 'a', text }), [], text)
})
