// Breaks policies, grants and rights one by one in a copy of the project, and runs the access tests on each: a breakage that no
// test notices is a test that is owed. `npm run mutate [-- --only TEXT]`; about a quarter of a minute each.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { MUTATIONS } from './mutations.ts'

const COPIED = ['src', 'test', 'scripts', 'migrations', 'examples', 'docs', 'package.json', 'tsconfig.json']
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined

const folder = mkdtempSync(join(tmpdir(), 'llwybr-mutate-'))
for (const each of COPIED) cpSync(each, join(folder, each), { recursive: true })
symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))

let noticed = 0
const survived: string[] = []
try {
  const chosen = MUTATIONS.filter(each => only === undefined || each.name.includes(only))
  for (const { name, file, from, to } of chosen) {
    const path = join(folder, file)
    const whole = readFileSync(path, 'utf8')
    if (!whole.includes(from)) throw new Error(`${name}: ${file} no longer holds what was to be broken`)
    writeFileSync(path, whole.replace(from, to))
    const { status } = spawnSync(process.execPath, ['scripts/test.ts', '--without-browser', '--only', 'test/access'], {
      cwd: folder,
      timeout: 120_000,
    })
    writeFileSync(path, whole)
    if (status === 0) survived.push(name)
    else noticed += 1
    console.log(`${status === 0 ? 'SURVIVED' : 'noticed '}  ${name}`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
console.log(`${noticed} noticed, ${survived.length} survived`)
process.exitCode = survived.length > 0 ? 1 : 0
