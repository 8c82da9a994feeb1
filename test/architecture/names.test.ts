import assert from 'node:assert/strict'
import { test } from 'node:test'
import { filesOf, type Source, sourcesOf } from './sources.ts'

// Names that say nothing of what is inside, and so gather what has no home.
const VAGUE = [
  'util',
  'helper',
  'common',
  'shared',
  'misc',
  'manager',
  'service',
  'base',
  'type',
  'index',
  'constant',
  'stuff',
]

// What the tools we use want to be called so.
const NAMED_BY_A_TOOL = /^(README|STYLE|CONTRIBUTING|LICENSE|package|tsconfig|eslint\.config)\b/

function nameFaults(path: string): string[] {
  const faults: string[] = []
  for (const part of path.split('/')) {
    const [name = ''] = part.split('.')
    if (VAGUE.includes(name) || VAGUE.includes(name.replace(/s$/, ''))) faults.push(`"${part}" does not say what it is`)
    if (!/^\.?[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z]+)*$/.test(part) && !NAMED_BY_A_TOOL.test(part))
      faults.push(`"${part}" is not kebab-case`)
    if (/^[a-z-]*[a-z]\d$/.test(name)) faults.push(`"${part}" is the second of its kind; say how it differs`)
  }
  if (path.startsWith('migrations/') && !/^migrations\/\d{4}-[a-z0-9-]+\.sql$/.test(path))
    faults.push('a migration is NNNN-what-it-does.sql')
  return faults.map(fault => `${path}: ${fault}`)
}

// A file that only passes on what other files export.
function isBarrel({ text }: Source): boolean {
  const statements = text
    .replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    .replace(/\s+/g, ' ')
    .trim()
  return statements !== '' && /^(?:export (?:type )?(?:\*(?: as \w+)?|\{[^}]*\}) from '[^']+';? ?)+$/.test(statements)
}

test('files and folders are named in kebab-case for what they hold', () => {
  const files = filesOf(
    'src/**/*.*',
    'test/**/*.*',
    'scripts/*.*',
    'bench/*.*',
    'trials/*.*',
    'migrations/*',
    'examples/**/*.*',
    'docs/**/*.*',
    '*.*',
  )
  assert.ok(files.length > 100, 'no files were read')
  assert.deepEqual(files.flatMap(nameFaults), [])
})

test('no two migrations share a number', () => {
  const numbers = filesOf('migrations/*.sql').map(file => file.slice('migrations/'.length, 'migrations/'.length + 4))
  assert.deepEqual(numbers, [...new Set(numbers)])
})

test('no file only passes on what others export', () => {
  assert.deepEqual(
    sourcesOf('src/**/*.ts', 'test/**/*.ts')
      .filter(isBarrel)
      .map(({ file }) => file),
    [],
    'import the file itself: a barrel hides where a thing is',
  )
})

test('vague names, names in other shapes and barrels are found', () => {
  for (const path of [
    'src/utils/days.ts',
    'src/lib/helpers.ts',
    'src/meeting/types.ts',
    'src/web/index.ts',
    'src/meeting/rules2.ts',
    'src/meeting/safetyPlan.ts',
    'src/Meeting/meeting.ts',
    'migrations/12-meetings.sql',
  ])
    assert.notDeepEqual(nameFaults(path), [], path)
  for (const path of [
    'src/safety-plan/messages.cy.ts',
    'src/meeting/rules.test.ts',
    'migrations/0012-meetings.sql',
    '.dependency-cruiser.mjs',
    'README.md',
  ])
    assert.deepEqual(nameFaults(path), [], path)
  assert.ok(isBarrel({ file: '', text: "// all\nexport * from './a.ts'\nexport { b, type C } from './b.ts'\n" }))
  assert.ok(!isBarrel({ file: '', text: "import { a } from './a.ts'\nexport const b = a\n" }))
})
