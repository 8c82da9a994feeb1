// Starting, ending and what lies in between: whole services, as a stranger starts them.
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { startEmbeddedPostgres } from '../../src/db/embedded.ts'
import { inDatabase } from '../../src/db/roles.ts'
import { clear, dataFolder, killAllOf, leftAfter, processesOf, runCommand, startService } from './deployed.ts'

const folders: string[] = []
const folder = () => {
  const made = dataFolder()
  folders.push(made)
  return made
}
after(() => folders.forEach(clear))

/** A service that has started once and was ended in order: its folder holds a cluster and a key. */
async function endedOnce(dataDir = folder()): Promise<string> {
  const service = startService(dataDir)
  await service.address()
  service.process.kill('SIGTERM')
  assert.deepEqual(await leftAfter(dataDir, 20), [])
  return dataDir
}

// What stands in the data folder of the cluster itself: its identity, which initdb alone makes.
const identity = (dataDir: string) =>
  readFileSync(join(dataDir, 'postgres/data/global/pg_control')).subarray(0, 8).toString('hex')

test('an end that is asked for at any moment of the start ends all of it, and the next start goes on', async () => {
  const dataDir = folder()
  const said: string[] = []
  for (const after of [50, 600, 1200, 2500, 4000]) {
    const service = startService(dataDir)
    await wait(after)
    service.process.kill('SIGTERM')
    assert.deepEqual(await leftAfter(dataDir, 30), [], `${after} ms after the start`)
    said.push(`${after} ms after the start: ${service.said()}`)
  }
  assert.ok(!existsSync(join(dataDir, 'running.pid')), said.join('\n'))
})

test('an end that is asked for while the database reads its log again is heard at once, and the next start goes on', async () => {
  const dataDir = await endedOnce()
  const data = join(dataDir, 'postgres/data')
  const settings = readFileSync(join(data, 'postgresql.auto.conf'), 'utf8')
  // It asks for more of its log than it gets for a long while, as after a crash with very much of it.
  writeFileSync(join(data, 'postgresql.auto.conf'), `${settings}restore_command = 'sleep 25; false'\n`)
  writeFileSync(join(data, 'recovery.signal'), '')
  const service = startService(dataDir)
  await wait(4000)
  assert.ok(processesOf(dataDir).length > 2, service.said())
  service.process.kill('SIGTERM')
  assert.deepEqual(await leftAfter(dataDir, 10), [])
  assert.doesNotMatch(service.said(), /Error|did not start/)
  writeFileSync(join(data, 'postgresql.auto.conf'), settings)
  rmSync(join(data, 'recovery.signal'))
  const again = startService(dataDir)
  assert.equal((await fetch(`${await again.address()}/ready`)).status, 200)
  again.process.kill('SIGTERM')
  assert.deepEqual(await leftAfter(dataDir, 20), [])
})

test('with a new key an administrator is invited anew from the command line, and comes in', async () => {
  const dataDir = folder()
  const administrator = 'administrator@demonstration.example'
  assert.equal(runCommand(dataDir, 'demo', 'load').code, 0)
  rmSync(join(dataDir, 'secret.key'))
  assert.match(runCommand(dataDir, 'recover').said, /everybody needs a new invitation[\s\S]*account invite/)
  for (const [whom, by, refusal] of [
    [administrator, 'lead@demonstration.example', /Only an administrator invites/],
    ['nobody@demonstration.example', administrator, /Nobody on this board has the address/],
  ] as const) {
    const refused = runCommand(dataDir, 'account', 'invite', whom, '--as', by)
    assert.equal(refused.code, 1)
    assert.match(refused.said, refusal)
  }
  const invited = runCommand(dataDir, 'account', 'invite', administrator, '--as', administrator)
  assert.equal(invited.code, 0, invited.said)
  const service = startService(dataDir)
  const page = await fetch(`${await service.address()}${invited.said.trim()}`)
  assert.equal(page.status, 200)
  const body = await page.text()
  assert.match(body, /Ada Gweinyddwr|administrator@demonstration\.example/)
  assert.match(body, /name="password"/)
  service.process.kill('SIGTERM')
  assert.deepEqual(await leftAfter(dataDir, 20), [])
})

test('an end that is asked of any of its processes, or of all at once as a keyboard does, ends all of it', async () => {
  const dataDir = folder()
  // npm's shell, the launcher and the service itself; PostgreSQL alone is started again.
  for (const which of ['sh -c', 'run.mjs', '/src/main.ts', 'everybody'])
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const service = startService(dataDir)
      assert.equal((await fetch(`${await service.address()}/ready`)).status, 200)
      const group = service.process.pid ?? 0
      const asked = which === 'everybody' ? [-group] : processesOf(dataDir, which)
      assert.equal(asked.length, 1, `${which}: ${asked.join()}`)
      for (const pid of asked) process.kill(pid, signal)
      // A shell that runs a command waits for it before it hears an interrupt: nobody can be ended by that.
      if (which === 'sh -c' && signal === 'SIGINT') process.kill(-group, 'SIGINT')
      assert.deepEqual(await leftAfter(dataDir, 20), [], `${signal} to ${which}`)
    }
})

test('a first start that is killed at any moment is begun anew by the next, and never made of half a database', async () => {
  const dataDir = folder()
  for (const after of [300, 900, 1500, 2200]) {
    const service = startService(dataDir)
    await wait(after)
    killAllOf(dataDir)
    await service.ended
  }
  const service = startService(dataDir)
  assert.equal((await fetch(`${await service.address()}/ready`)).status, 200)
  service.process.kill('SIGTERM')
  assert.deepEqual(await leftAfter(dataDir, 20), [])
})

test('when the database dies the service lives: it says so, starts it again, and goes on at the same address', async () => {
  const dataDir = folder()
  const service = startService(dataDir)
  const address = await service.address()
  for (let deaths = 0; deaths < 3; deaths += 1) {
    const [database = ''] = readFileSync(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8').split('\n')
    process.kill(Number(database), 'SIGKILL')
    const statuses: number[] = []
    // Seconds on a quiet machine: PostgreSQL waits for what the dead one left to let go, and recovers.
    for (const until = Date.now() + 90_000; Date.now() < until;) {
      const { status } = await fetch(`${address}/sign-in`, { redirect: 'manual' })
      statuses.push(status)
      if (statuses.length > 1 && status !== 503 && existsSync(join(dataDir, 'postgres/data/postmaster.pid'))) break
      await wait(50)
    }
    assert.ok(
      statuses.every(status => [200, 303, 503].includes(status)),
      statuses.join(),
    )
    assert.notEqual(statuses.at(-1), 503)
  }
  assert.match(service.said(), /has ended by itself; it is started again/)
  assert.equal(service.process.exitCode, null)
  service.process.kill('SIGTERM')
  assert.deepEqual(await leftAfter(dataDir, 20), [])
})

test('a lost, empty or broken file beside the data is said, the data are left alone, and both files can be made anew', async () => {
  const dataDir = await endedOnce()
  const was = identity(dataDir)
  const note = join(dataDir, 'postgres/server.json')
  const key = join(dataDir, 'secret.key')
  const breakages: readonly [string, () => void, RegExp][] = [
    [
      'the note is gone',
      () => rmSync(note),
      /server\.json, which holds its password, is missing or empty[\s\S]*recover/,
    ],
    ['the note is empty', () => writeFileSync(note, ''), /missing or empty/],
    ['the note is cut short', () => writeFileSync(note, '{"port":1'), /is broken/],
    ['the key is gone', () => rmSync(key), /secret\.key is missing, and there is a database beside it[\s\S]*recover/],
    ['the key is empty', () => writeFileSync(key, ''), /empty or cut short/],
    ['the key is cut short', () => writeFileSync(key, 'abc\n'), /empty or cut short/],
  ]
  for (const [what, breakIt, says] of breakages) {
    breakIt()
    const service = startService(dataDir)
    assert.equal(await service.ended, 1, what)
    assert.match(service.said(), says, what)
    assert.doesNotMatch(service.said(), /\n\s+at /, `${what}: a plain sentence`)
    assert.deepEqual(await leftAfter(dataDir, 10), [], what)
    assert.equal(identity(dataDir), was, what)
    const recovered = runCommand(dataDir, 'recover')
    assert.equal(recovered.code, 0, recovered.said)
    assert.match(recovered.said, what.includes('key') ? /new key/ : /new password/)
  }
  assert.match(runCommand(dataDir, 'recover').said, /Nothing is missing/)
  const service = startService(dataDir)
  assert.equal((await fetch(`${await service.address()}/ready`)).status, 200)
  assert.match(runCommand(dataDir, 'recover').said, /Nothing is missing/)
  service.process.kill('SIGTERM')
  assert.deepEqual(await leftAfter(dataDir, 20), [])
  assert.equal(identity(dataDir), was)
})

test('a folder that holds something else, or whose data are gone, is left alone', async () => {
  const other = folder()
  mkdirSync(join(other, 'postgres/data'), { recursive: true })
  writeFileSync(join(other, 'postgres/data/photographs.txt'), 'dear to somebody')
  const first = startService(other)
  assert.equal(await first.ended, 1)
  assert.match(first.said(), /holds something, and it is no database/)
  assert.equal(readFileSync(join(other, 'postgres/data/photographs.txt'), 'utf8'), 'dear to somebody')

  const emptied = await endedOnce()
  renameSync(join(emptied, 'postgres/data'), join(emptied, 'elsewhere'))
  const second = startService(emptied)
  assert.equal(await second.ended, 1)
  assert.match(second.said(), /belonged to a database, and its folder "data" is gone/)
  assert.ok(!existsSync(join(emptied, 'postgres/data')))
  renameSync(join(emptied, 'elsewhere'), join(emptied, 'postgres/data'))
  const made = statSync(join(emptied, 'postgres/data/PG_VERSION')).mtimeMs
  await endedOnce(emptied)
  assert.equal(statSync(join(emptied, 'postgres/data/PG_VERSION')).mtimeMs, made)
})

test('a second start on a folder is refused and the first goes on; a port in use leaves nothing behind', async () => {
  const dataDir = folder()
  const first = startService(dataDir)
  const address = await first.address()
  const second = startService(dataDir)
  assert.equal(await second.ended, 1)
  assert.match(second.said(), /Llwybr runs already on .*\(process \d+\)/)
  assert.equal((await fetch(`${address}/ready`)).status, 200)
  first.process.kill('SIGTERM')
  assert.deepEqual(await leftAfter(dataDir, 20), [])

  const held = net.createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => held.once('listening', resolve))
  const third = startService(dataDir, { PORT: String((held.address() as net.AddressInfo).port) })
  assert.equal(await third.ended, 1)
  assert.match(third.said(), /The port is in use already/)
  assert.deepEqual(await leftAfter(dataDir, 20), [])
  held.close()
})

test('a board that a newer version has used is refused with a sentence, by the service and by commands, and left as it was', async () => {
  const dataDir = await endedOnce()
  const used = async (statement: string) => {
    const server = await startEmbeddedPostgres({ dataDir })
    const admin = new pg.Client(inDatabase(server.adminUrl, 'llwybr'))
    await admin.connect()
    try {
      return (await admin.query(statement)).rows as unknown[]
    } finally {
      await admin.end()
      await server.stop()
    }
  }
  await used(`insert into kysely_migration values ('9999-of-a-later-day', now()::text)`)
  const service = startService(dataDir)
  assert.equal(await service.ended, 1)
  assert.match(service.said(), /newer version of Llwybr \(its database knows 9999-of-a-later-day\)/)
  assert.doesNotMatch(service.said(), /\n\s+at /, 'a plain sentence')
  const copy = join(dataDir, 'copy')
  for (const words of [['migrate'], ['backup', copy], ['verify']]) {
    const command = runCommand(dataDir, ...words)
    assert.equal(command.code, 1, words[0])
    assert.match(command.said, /newer version of Llwybr/)
  }
  assert.ok(!existsSync(copy))
  await used(`delete from kysely_migration where name = '9999-of-a-later-day'`)
  const again = startService(dataDir)
  assert.equal((await fetch(`${await again.address()}/ready`)).status, 200)
  again.process.kill('SIGTERM')
  assert.deepEqual(await leftAfter(dataDir, 20), [])
})
