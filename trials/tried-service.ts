import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** A service under trial, always at the same address, however often it is started. */
export type Tried = {
  readonly address: string
  readonly dataDir: string
  /** Starts it and waits until it prints its address; the process that answers pages. */
  readonly start: () => Promise<ChildProcess>
  /** The process of its database now; a number that nobody has when there is none. */
  readonly database: () => number
}

/** Names a service on a folder; `env` is added to its settings. Nothing is started yet. */
export async function tried(dataDir: string, env: Readonly<Record<string, string>> = {}): Promise<Tried> {
  const port = await freePort()
  return {
    address: `http://127.0.0.1:${port}`,
    dataDir,
    start: async () => {
      const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/main.ts'], {
        env: { ...withoutLauncher(), DATA_DIR: dataDir, PORT: String(port), RATE_LIMIT_PER_MINUTE: '1000000', ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      await printed(child, /Llwybr is at/)
      return child
    },
    database: () => {
      try {
        return Number(readFileSync(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0])
      } catch {
        return 2 ** 30
      }
    },
  }
}

/** Waits until a process has printed something; throws with what it said when it ends before, or after two minutes. */
export async function printed(child: ChildProcess, words: RegExp): Promise<void> {
  let said = ''
  const hear = (chunk: Buffer) => (said += chunk.toString())
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  for (const until = Date.now() + 120_000; Date.now() < until;) {
    if (words.test(said)) return
    if (child.exitCode !== null || child.signalCode !== null) break
    await wait(20)
  }
  throw new Error(`it did not start: ${said}`)
}

/** Ends a process with a signal and answers its exit code, or the signal's name; `unheard` after `seconds`. */
export async function endWith(child: ChildProcess, signal: NodeJS.Signals, seconds = 30): Promise<number | string> {
  const ended = new Promise<number | string>(done => child.once('exit', (code, by) => done(code ?? by ?? '')))
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode ?? child.signalCode ?? ''
  child.kill(signal)
  return Promise.race([ended, wait(seconds * 1000, 'unheard', { ref: false })])
}

/** A port of loopback that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer()
    probe.once('error', failed)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => found(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

function withoutLauncher(): NodeJS.ProcessEnv {
  const { LLWYBR_LAUNCHER: _launcher, ...env } = process.env
  return env
}
