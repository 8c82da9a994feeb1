// Breaks rules, actions, policies, pages and documents one by one in copies of the project, and runs on each the tests that must
// notice: a breakage that none of them notices is a test that is owed. `npm run mutate [-- --only TEXT]`; two at a time, about ten
// seconds each. Prints who noticed, and at the end the share.
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Mutation } from './mutations/mutation.ts'
import { MUTATIONS } from './mutations/all.ts'

const COPIED = ['src', 'test', 'scripts', 'migrations', 'releases', 'examples', 'docs', 'package.json', 'tsconfig.json']
const LONGEST_MS = 300_000
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined
const chosen = MUTATIONS.filter(each => only === undefined || each.name.includes(only) || each.file.includes(only))

for (const { name, file, from } of chosen)
  if (!readFileSync(file, 'utf8').includes(from))
    throw new Error(`${name}: ${file} no longer holds what was to be broken`)

const survived: string[] = []
const waiting = [...chosen]
await Promise.all([worker(), worker()])
const noticed = chosen.length - survived.length
console.log(`${noticed} of ${chosen.length} noticed, ${survived.length} survived`)
for (const name of survived) console.log(`  ${name}`)
process.exitCode = survived.length > 0 ? 1 : 0

async function worker(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'llwybr-mutate-'))
  for (const each of COPIED) cpSync(each, join(folder, each), { recursive: true })
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
  try {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await tryOn(folder, next)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function tryOn(folder: string, { name, file, from, to, tests }: Mutation): Promise<void> {
  const path = join(folder, file)
  const whole = readFileSync(path, 'utf8')
  writeFileSync(
    path,
    whole.replace(from, () => to),
  )
  const { passed, failing } = await run(folder, tests)
  writeFileSync(path, whole)
  if (passed) survived.push(name)
  console.log(passed ? `SURVIVED  ${name}` : `noticed   ${name}\n          by ${failing}`)
}

function run(folder: string, tests: string): Promise<{ passed: boolean; failing: string }> {
  return new Promise(done => {
    const child = spawn(process.execPath, ['scripts/test.ts', '--without-browser', '--only', tests], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, LLWYBR_FIRST_FAILURE: '1' },
    })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    let tooLong = false
    const timer = setTimeout(() => {
      tooLong = true
      child.kill('SIGINT')
    }, LONGEST_MS)
    child.on('close', code => {
      clearTimeout(timer)
      const first = output.split('\n').find(line => line.startsWith('FAIL /'))
      // Tests that were ended for their length have noticed nothing.
      done({
        passed: code === 0 || (tooLong && first === undefined),
        failing: first?.replace(/^FAIL \S*\/(?=[^/]+:)/, '') ?? 'the demonstration, which does not load',
      })
    })
  })
}
