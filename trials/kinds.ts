import { type ChildProcess, execFileSync } from 'node:child_process'
import { closeSync, cpSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { startEmbeddedPostgres } from '../src/db/embedded.ts'
import { leftAfter, processesOf, startService } from '../test/deployment/deployed.ts'
import { wireTo } from '../test/wire.ts'
import { compare, type Kept } from './kept.ts'
import { endWith, type Tried, tried } from './tried-service.ts'
import { startWriters, type Writers } from './writers.ts'

/** What one kind of trial showed: what became of the sentences, how often nobody could write again, what was left running. */
export type Shown = Kept & { readonly stuck: number; readonly leftRunning: number }

/** One kind of trial on a copy of a board in `dataDir`, done `times` times under writers. */
export type Kind = {
  readonly name: string
  readonly asked: number
  readonly tryIt: (dataDir: string, times: number) => Promise<Shown>
}

const WRITERS = 4
const between = (least: number, most: number) => least + Math.random() * (most - least)

// Makes writers write, does something `times` times at a random moment, waits each time until they write again, and counts.
async function underWriters(
  address: string,
  times: number,
  deed: () => Promise<void>,
  longest: number,
): Promise<{ writers: Writers; stuck: number }> {
  const writers = await startWriters(address, WRITERS)
  let stuck = 0
  for (let n = 0; n < times; n += 1) {
    await wait(between(30, 500))
    await deed()
    if (!(await writers.untilWriting(longest))) stuck += 1
  }
  await writers.stop()
  return { writers, stuck }
}

type Held = { readonly service: Tried; running: ChildProcess }

// A service with its data in one folder: disturbed under writers, ended in order, and compared.
async function disturbed(
  dataDir: string,
  times: number,
  longest: number,
  disturb: (held: Held) => Promise<void>,
): Promise<Shown> {
  const service = await tried(dataDir)
  const held: Held = { service, running: await service.start() }
  const { writers, stuck } = await underWriters(service.address, times, () => disturb(held), longest)
  await endWith(held.running, 'SIGTERM')
  const leftRunning = (await leftAfter(dataDir, 20)).length
  return { ...(await compare({ dataDir }, writers)), stuck, leftRunning }
}

const killApplication: Kind = {
  name: 'the application is killed',
  asked: 500,
  tryIt: (dataDir, times) =>
    disturbed(dataDir, times, 30, async held => {
      await endWith(held.running, 'SIGKILL')
      held.running = await held.service.start()
    }),
}

const killDatabase: Kind = {
  name: 'PostgreSQL is killed',
  asked: 200,
  tryIt: (dataDir, times) =>
    disturbed(dataDir, times, 90, async ({ service }) => {
      try {
        process.kill(service.database(), 'SIGKILL')
      } catch {
        // it is just being started again: there is none to kill
      }
      await wait(50)
    }),
}

// The end is asked of any process but the database, by either signal, at any moment from the first.
const askForTheEnd: Kind = {
  name: 'the end is asked for',
  asked: 200,
  async tryIt(dataDir, times) {
    const service = await tried(dataDir)
    const first = await service.start()
    const writers = await startWriters(service.address, WRITERS)
    await writers.untilWriting(30)
    await endWith(first, 'SIGTERM')
    let stuck = 0
    let leftRunning = (await leftAfter(dataDir, 30)).length
    for (let n = 0; n < times; n += 1) {
      const started = startService(dataDir, { PORT: new URL(service.address).port, RATE_LIMIT_PER_MINUTE: '1000000' })
      if (n % 2 === 0) await wait(between(0, 3000))
      else if (!(await writers.untilWriting(60))) stuck += 1
      const asked = [
        started.process.pid ?? 0,
        ...processesOf(dataDir, 'run.mjs'),
        ...processesOf(dataDir, '/src/main.ts'),
      ]
      const pid = asked[Math.floor(Math.random() * asked.length)] ?? 0
      try {
        process.kill(pid, n % 3 === 0 ? 'SIGINT' : 'SIGTERM')
        // npm itself hears an interrupt only when its command has ended: a keyboard tells them all.
        if (n % 3 === 0 && pid === started.process.pid) process.kill(-pid, 'SIGINT')
      } catch {
        // it had ended already
      }
      const left = await leftAfter(dataDir, 40)
      leftRunning += left.length
      for (const each of left) process.kill(each, 'SIGKILL')
    }
    await writers.stop()
    return { ...(await compare({ dataDir }, writers)), stuck, leftRunning }
  },
}

const fillDisk: Kind = {
  name: 'the disk is full',
  asked: 100,
  async tryIt(dataDir, times) {
    const disk = `${dataDir}-disk`
    cpSync(dataDir, disk, { recursive: true }) // the mount point, with the folder's owner and mode
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=600m,mode=755', 'tmpfs', disk])
    try {
      execFileSync('cp', ['-a', `${dataDir}/.`, disk])
      return await disturbed(disk, times, 120, async () => {
        const filler = join(disk, 'filler')
        fillUp(filler, Math.floor(between(0, 300_000)))
        await wait(between(300, 2000))
        rmSync(filler)
      })
    } finally {
      execFileSync('umount', ['-l', disk])
      rmSync(disk, { recursive: true, force: true })
    }
  },
}

// Takes all the room there is but for `left` bytes.
function fillUp(file: string, left: number): void {
  const filler = openSync(file, 'w')
  const size = [1 << 20, 1 << 12]
  let total = 0
  try {
    for (const each of size) {
      const block = Buffer.alloc(each)
      try {
        for (;;) total += writeSync(filler, block)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      }
    }
  } finally {
    closeSync(filler)
  }
  execFileSync('truncate', ['-s', String(Math.max(0, total - left)), file])
}

// The database is a server elsewhere, at the end of a wire that breaks or stands still.
const overWire = (name: string, asked: number, trouble: 'cut' | 'freeze', longestMs: number): Kind => ({
  name,
  asked,
  async tryIt(dataDir, times) {
    const server = await startEmbeddedPostgres({ dataDir })
    const wire = await wireTo(server.adminUrl)
    try {
      const SECRET_KEY = readFileSync(join(dataDir, 'secret.key'), 'utf8').trim()
      const service = await tried(join(dataDir, 'beside'), { DATABASE_URL: wire.url, SECRET_KEY })
      const running = await service.start()
      const disturb = async () => {
        wire[trouble]()
        await wait(between(0, longestMs))
        wire.mend()
      }
      const { writers, stuck } = await underWriters(service.address, times, disturb, 60)
      const code = await endWith(running, 'SIGTERM')
      return { ...(await compare({ adminUrl: server.adminUrl }, writers)), stuck, leftRunning: code === 0 ? 0 : 1 }
    } finally {
      await wire.close()
      await server.stop()
    }
  },
})

/** Every kind of trial, and how many times it is to be done when nothing else is asked. */
export const KINDS: readonly Kind[] = [
  killApplication,
  killDatabase,
  askForTheEnd,
  fillDisk,
  overWire('every connection is lost', 100, 'cut', 800),
  overWire('the database stands still', 50, 'freeze', 4000),
]
