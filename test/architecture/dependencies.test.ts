import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { sourcesOf } from './sources.ts'

type Packages = Readonly<Record<string, string>>
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Readonly<
  Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Packages>
>
const decided = sourcesOf('docs/decisions/*.md')
  .map(({ text }) => text)
  .join('\n')

function undecided(packages: Packages, records: string): string[] {
  return Object.keys(packages).filter(name => !records.includes(`\`${name}\``))
}

function inexact(packages: Packages): string[] {
  return Object.entries(packages)
    .filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[0-9a-z.-]+)?$/.test(version))
    .map(([name, version]) => `${name}@${version}`)
}

test('every package that runs in the product is named in a decision', () => {
  const runtime = { ...manifest.dependencies, ...manifest.optionalDependencies }
  assert.ok(Object.keys(runtime).length > 10, 'no packages were read')
  assert.deepEqual(undecided(runtime, decided), [], 'say in docs/decisions what it saves and how we would leave it')
})

test('every package is wanted at one exact version', () => {
  assert.deepEqual(
    inexact({ ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }),
    [],
  )
})

test('a package nobody decided on and a range of versions are found', () => {
  assert.deepEqual(undecided({ pg: '8.0.0', 'pg-boss': '10.0.0' }, 'We use `pg-boss`.'), ['pg'])
  assert.deepEqual(inexact({ a: '^1.0.0', b: '1.x', c: 'latest', d: '1.0.0', e: '1.0.0-beta.17' }), [
    'a@^1.0.0',
    'b@1.x',
    'c@latest',
  ])
})
