import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { removeClusterFolder } from '../cluster-folder.ts'

/** A service of its own, started as a stranger starts it, with its data in a folder that is removed at the end. */
export type Service = {
  readonly process: ChildProcess
  /** What it printed so far, of either kind. */
  readonly said: () => string
  /** The address it printed, once it has. */
  readonly address: () => Promise<string>
  /** How it ended: its exit code, or the name of the signal. */
  readonly ended: Promise<number | string>
}

/** A data folder for a test, with a space and letters beyond ASCII in its path; other accounts may go through it. */
export function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'llwybr tŷ-'))
  chmodSync(folder, 0o755)
  return folder
}

/** Runs npm's script `start` on a folder; any free port unless one is given. */
export function startService(dataDir: string, env: Readonly<Record<string, string>> = {}): Service {
  const child = spawn('npm', ['start'], {
    env: { ...withoutTests(), DATA_DIR: dataDir, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const ended = new Promise<number | string>(done => child.on('exit', (code, signal) => done(code ?? signal ?? '')))
  return {
    process: child,
    said: () => said,
    ended,
    address: async () => {
      for (let tries = 0; tries < 600; tries += 1) {
        const found = /Llwybr is at (http:\S+)/.exec(said)?.[1]
        if (found !== undefined) return found
        if (child.exitCode !== null) break
        await wait(100)
      }
      throw new Error(`the service did not start: ${said}`)
    },
  }
}

/** Runs the command line on a folder and answers what it printed and its exit code. */
export function runCommand(
  dataDir: string,
  ...words: readonly string[]
): { readonly said: string; readonly code: number } {
  try {
    const said = execFileSync('npm', ['run', '--silent', 'llwybr', '--', ...words], {
      env: { ...withoutTests(), DATA_DIR: dataDir },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 60_000,
    })
    return { said: said.toString(), code: 0 }
  } catch (error) {
    const { stderr, stdout, status } = error as { stderr: Buffer; stdout: Buffer; status: number }
    return { said: `${stdout.toString()}${stderr.toString()}`, code: status }
  }
}

/** The processes that were started for a folder and still run: the service itself, its launcher, its database; or those of a command. */
export function processesOf(dataDir: string, command = ''): readonly number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number)
    .filter(pid => {
      const line = read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')
      const ofFolder = read(`/proc/${pid}/environ`).includes(`DATA_DIR=${dataDir}`) || line.includes(`${dataDir}/`)
      return pid !== process.pid && ofFolder && (command === '' || (line.includes(command) && !wraps(line, command)))
    })
}

// npm and its shell name the launcher, and the launcher the service: each is meant by its own command only.
function wraps(line: string, command: string): boolean {
  if (command === 'run.mjs') return line.startsWith('sh ') || line.startsWith('npm ')
  return command === '/src/main.ts' && !line.includes('--disable-warning')
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** Waits until nothing of a folder runs, `seconds` at most, and answers what still does. */
export async function leftAfter(dataDir: string, seconds: number): Promise<readonly number[]> {
  for (let tries = 0; tries < seconds * 10; tries += 1) {
    if (processesOf(dataDir).length === 0) return []
    await wait(100)
  }
  return processesOf(dataDir)
}

/** Kills all that runs of a folder; one that was listed may have ended with its parent before its turn comes. */
export function killAllOf(dataDir: string): void {
  for (const pid of processesOf(dataDir))
    try {
      process.kill(pid, 'SIGKILL')
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'ESRCH') throw error
    }
}

/** Ends whatever a test left behind, and removes its folder. */
export function clear(dataDir: string): void {
  killAllOf(dataDir)
  removeClusterFolder(dataDir)
}

// The test runner's own settings are not the service's.
function withoutTests(): NodeJS.ProcessEnv {
  const { LLWYBR_LAUNCHER: _launcher, NODE_TEST_CONTEXT: _context, npm_lifecycle_event: _event, ...env } = process.env
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('LLWYBR_TEST')))
}
