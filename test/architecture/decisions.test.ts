import assert from 'node:assert/strict'
import { basename } from 'node:path'
import { test } from 'node:test'
import { type Source, sourcesOf } from './sources.ts'

const records = sourcesOf('docs/decisions/*.md')

// What keeps a list of records from being numbered 0001, 0002, 0003 … in the names of their files and in their titles.
function numberingFaults(all: readonly Source[]): string[] {
  return all.flatMap(({ file, text }, index) => {
    const number = /^(\d{4})-[a-z0-9]+(?:-[a-z0-9]+)*\.md$/.exec(basename(file))?.[1]
    if (number === undefined) return [`${file}: its name is not NNNN-the-decision-in-words.md`]
    const expected = String(index + 1).padStart(4, '0')
    if (number !== expected) return [`${file}: the next number is ${expected}`]
    return text.startsWith(`# ${number}. `) ? [] : [`${file}: its title does not begin with "# ${number}. "`]
  })
}

// What a record lacks: a title that is the decision as a sentence, whose it is, and its three parts.
function recordFaults({ file, text }: Source): string[] {
  const title = /^# \S+ (.*)$/m.exec(text)?.[1] ?? ''
  const faults: string[] = []
  if (!/^[A-Z§]/.test(title) || title.split(' ').length < 4 || title.endsWith('.'))
    faults.push('its title is not a sentence that decides something')
  if (!/^Status: (?:proposed|accepted|replaced by \d{4})\b/m.test(text))
    faults.push('no "Status: proposed | accepted | replaced by NNNN"')
  if (!/Asked of: \S/.test(text)) faults.push('no "Asked of:", which says whose decision it is')
  for (const part of ['Context', 'Decision', 'Consequences'])
    if (!new RegExp(`^## ${part}\\n+\\S`, 'm').test(text)) faults.push(`nothing under "## ${part}"`)
  return faults.map(fault => `${file}: ${fault}`)
}

test('decisions are numbered in order, each once, in their names and titles', () => {
  assert.deepEqual(numberingFaults(records), [])
})

test('every decision says in its title what was decided, and why and by whom below', () => {
  assert.ok(records.length > 0, 'no decision was read')
  assert.deepEqual(records.flatMap(recordFaults), [])
})

test('every decision that the project cites has been written down', () => {
  const written = new Set(records.map(({ file }) => basename(file).slice(0, 4)))
  const places = sourcesOf(
    'src/**/*.{ts,njk}',
    'test/**/*.ts',
    'scripts/**/*.*',
    'migrations/*.sql',
    '*.md',
    'docs/**/*.md',
    '*.mjs',
  )
  const missing = places
    .filter(({ file }) => file !== 'test/architecture/decisions.test.ts')
    .flatMap(({ file, text }) =>
      [...text.matchAll(/\bdecisions? (\d{4})\b/g)]
        .filter(([, cited = '']) => !written.has(cited))
        .map(([words]) => `${file}: ${words}`),
    )
  assert.deepEqual(missing, [])
})

test('a number left out, a number used twice and a title that decides nothing are found', () => {
  const record = (file: string, title: string) => ({
    file,
    text: `# ${title}\n\nStatus: accepted. Asked of: the Board.\n\n## Context\na\n\n## Decision\nb\n\n## Consequences\nc\n`,
  })
  const good = record('0001-we-count-from-the-request.md', '0001. We count from the request')
  assert.deepEqual([...numberingFaults([good]), ...recordFaults(good)], [])
  assert.equal(numberingFaults([good, record('0003-a.md', '0003. A')]).length, 1)
  assert.equal(numberingFaults([good, good]).length, 1)
  assert.equal(numberingFaults([record('draft-a.md', 'NNNN. A')]).length, 1)
  assert.equal(recordFaults(record('0001-a.md', '0001. Deadlines')).length, 1)
  assert.equal(
    recordFaults({ file: 'a', text: good.text.replace('Asked of: the Board.', '').replace('## Decision\nb', '') })
      .length,
    2,
  )
})
