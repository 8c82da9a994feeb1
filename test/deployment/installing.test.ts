// The first start on a machine brings what is missing, also after one that was ended in the middle.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'

let project: string
before(() => {
  // A project with one package, its own, started by the same launcher.
  project = mkdtempSync(join(tmpdir(), 'llwybr-test-'))
  mkdirSync(join(project, 'scripts'))
  cpSync('scripts/run.mjs', join(project, 'scripts/run.mjs'))
  const itself = { name: 'nothing', version: '1.0.0', dependencies: { own: 'file:own' } }
  const own = { name: 'own', version: '1.0.0' }
  mkdirSync(join(project, 'own'))
  writeFileSync(join(project, 'own/package.json'), JSON.stringify(own))
  writeFileSync(join(project, 'package.json'), JSON.stringify(itself))
  const packages = { '': itself, own, 'node_modules/own': { resolved: 'own', link: true } }
  const lockfile = { ...itself, lockfileVersion: 3, requires: true, packages }
  writeFileSync(join(project, 'package-lock.json'), JSON.stringify(lockfile))
  writeFileSync(join(project, 'said.mjs'), `console.log('started')`)
})
after(() => rmSync(project, { recursive: true, force: true }))

const launch = (longestMs: number) =>
  spawnSync(process.execPath, ['scripts/run.mjs', 'said.mjs'], { cwd: project, timeout: longestMs, encoding: 'utf8' })

test('an installation that was ended in the middle is done anew, and one that runs is waited for', () => {
  mkdirSync(join(project, '.installing'))
  writeFileSync(join(project, '.installing/pid'), String(process.pid))
  const waiting = launch(3_000)
  assert.match(waiting.stderr, /Waiting for another process/)
  assert.ok(!waiting.stdout.includes('started'))

  const dead = spawnSync(process.execPath, ['-e', '']).pid
  writeFileSync(join(project, '.installing/pid'), String(dead))
  const anew = launch(60_000)
  assert.equal(anew.stdout.trim(), 'started', anew.stderr)
  assert.ok(!existsSync(join(project, '.installing')))
})

test('whoever is started by an npm that has ended already does not begin, and one whose npm lives does', async () => {
  const env = { ...process.env, npm_lifecycle_event: 'start' }
  const told = join(project, 'told.txt')
  writeFileSync(
    join(project, 'tells.mjs'),
    `import { writeFileSync } from 'node:fs'; writeFileSync('told.txt', 'began')`,
  )
  const line = `'${process.execPath}' scripts/run.mjs tells.mjs`
  const lives = spawnSync('sh', ['-c', `${line}; exit 0`], { cwd: project, env, timeout: 60_000 })
  assert.equal(lives.status, 0)
  assert.ok(existsSync(told))
  rmSync(told)
  // The shell is gone before node has read its first line.
  spawn('sh', ['-c', `${line} &`], { cwd: project, env, detached: true, stdio: 'ignore' })
  await wait(3000)
  assert.ok(!existsSync(told))
})
