// The whole pipeline, one line a step: format, types, lint, imports, generated types, tests, journeys in a real browser.
// Ends with one line that counts the tests. `--without-browser` leaves out the journeys; `--only TEXT` runs matching test files.
import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import { run } from 'node:test'
import { startEmbeddedPostgres } from '../src/db/embedded.ts'
import { newClusterFolder, removeClusterFolder } from '../test/cluster-folder.ts'
import { overConnection, templateDatabase } from '../test/database.ts'
import { demonstrationDatabase } from '../test/world.ts'
import { findOrInstallChromium } from './chromium.ts'

const withoutBrowser = process.argv.includes('--without-browser')
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined
const FORMAT_CACHE = ['--cache', '--cache-strategy', 'content', '--cache-location', 'node_modules/.cache/llwybr-format']
const TYPES_CACHE = 'node_modules/.cache/llwybr-types'
let failedSteps = 0

function step(name: string, file: string, ...words: string[]): Promise<void> {
  const began = Date.now()
  return new Promise(done => {
    const child = spawn(process.execPath, [file, ...words], { stdio: ['ignore', 'pipe', 'pipe'], env: process.env })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('close', code => {
      console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`)
      if (code !== 0) {
        failedSteps += 1
        console.log(output)
      }
      done()
    })
  })
}

type Counts = { passed: number; failed: number; skipped: number }

function add(counts: Counts, more: Counts): void {
  counts.passed += more.passed
  counts.failed += more.failed
  counts.skipped += more.skipped
}

function runFiles(name: string, files: readonly string[], concurrency: number): Promise<Counts> {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 }
  const began = Date.now()
  return new Promise(done => {
    // What somebody asks for by name may be a long walk; nothing of the whole run may.
    const timeout = only === undefined ? 600_000 : 3_600_000
    const stream = run({ files: [...files], concurrency, timeout })
    stream.on('test:pass', ({ details, skip, name: test }) => {
      if (details.type === 'suite' || test.endsWith('.test.ts')) return
      if (skip !== undefined) counts.skipped += 1
      else counts.passed += 1
    })
    stream.on('test:fail', ({ details, name: test, file }) => {
      if (details.type === 'suite') return
      counts.failed += 1
      const { cause } = details.error
      const told = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)
      console.log(`FAIL ${file ?? ''}: ${test}\n${told}`)
      // For whoever asks only whether anything fails (the breakages of scripts/mutate.ts), the first failure is the answer.
      if (process.env['LLWYBR_FIRST_FAILURE'] === '1') done(counts)
    })
    stream.on('test:stderr', ({ message }) => process.stdout.write(message))
    stream.on('end', () => {
      console.log(
        `${counts.failed === 0 ? 'ok  ' : 'FAIL'} ${name}: ${counts.passed} tests (${((Date.now() - began) / 1000).toFixed(1)} s)`,
      )
      done(counts)
    })
    stream.resume()
  })
}

const folder = newClusterFolder()
const server = await startEmbeddedPostgres({ dataDir: folder })
try {
  // What these databases hold need not outlive the machine: nobody waits for a disk. Whoever tries a crash starts a server of its own.
  for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit'])
    await overConnection(server.adminUrl, client => client.query(`alter system set ${setting} = off`))
  await overConnection(server.adminUrl, client => client.query('select pg_reload_conf()'))
  process.env['LLWYBR_TEST_SERVER'] = server.adminUrl
  process.env['LLWYBR_TEST_TEMPLATE'] = await templateDatabase(server.adminUrl)
  const world = await demonstrationDatabase()
  await world.database.close()
  process.env['LLWYBR_TEST_WORLD'] = world.name
  if (only === undefined) {
    // What was looked at and has not changed is not looked at again; a fresh clone, as in CI, looks at everything.
    await Promise.all([
      step('format', 'node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', ...FORMAT_CACHE, '.'),
      step('types', 'node_modules/typescript/bin/tsc', '-p', '.', '--incremental', '--tsBuildInfoFile', TYPES_CACHE),
    ])
    await Promise.all([
      step('lint', 'node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0'),
      step('imports', 'scripts/check-imports.ts').then(() =>
        step('generated types', 'scripts/generate-schema.ts', '--check'),
      ),
    ])
  }
  const chosen = (pattern: string) => globSync(pattern).filter(file => only === undefined || file.includes(only))
  const counts = await runFiles(
    'tests',
    ['src/**', 'test/architecture', 'test/access/**', 'test/speed'].flatMap(folder => chosen(`${folder}/*.test.ts`)),
    2,
  )
  // Each starts and ends whole services of its own, and mostly waits for them: left out of the quick run unless asked for.
  const services = chosen('test/deployment/*.test.ts')
  if ((!withoutBrowser || only !== undefined) && services.length > 0)
    add(counts, await runFiles('services', services, 2))
  const journeys = chosen('test/journeys/*.test.ts')
  if (!withoutBrowser && journeys.length > 0) {
    process.env['CHROMIUM_PATH'] = await findOrInstallChromium()
    add(counts, await runFiles('journeys', journeys, 2))
  }
  if (failedSteps > 0) console.log(`${failedSteps} steps failed before the tests`)
  console.log(`${counts.passed} passed, ${counts.failed + failedSteps} failed, ${counts.skipped} skipped`)
  process.exitCode = counts.failed + failedSteps > 0 || counts.passed === 0 ? 1 : 0
} finally {
  await server.stop()
  removeClusterFolder(folder)
}
process.exit()
