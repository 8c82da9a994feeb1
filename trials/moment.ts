// A PostgreSQL whose log is kept, with the commands of deploy/README.md, is brought back to a moment between two sentences.
//   npm run trials:moment
// About a minute, on loopback. Asks for Debian's package postgresql.
import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { inDatabase } from '../src/db/roles.ts'
import { clear, dataFolder } from '../test/deployment/deployed.ts'
import { asPostgres, newestPostgres, own, processesIn } from './debian-postgres.ts'
import { endWith, freePort, tried } from './tried-service.ts'
import { startWriters } from './writers.ts'

const SECRET_KEY = 'a-key-for-a-trial-on-loopback-that-protects-nothing'
const BIN = newestPostgres()
const home = dataFolder()
const [data, archive, back] = [join(home, 'data'), join(home, 'archive'), join(home, 'back')]
const port = await freePort()
const adminUrl = `postgres://postgres@127.0.0.1:${port}/postgres`
// The commands as they stand in the guide, with this trial's folder in the place of the archive's.
const guide = readFileSync('deploy/README.md', 'utf8')
const told = (name: string) =>
  (new RegExp(`${name} = '([^']+)'`).exec(guide)?.[1] ?? '').replaceAll('/archive', `"${archive}"`)

try {
  await run()
} finally {
  for (const pid of processesIn(home)) process.kill(pid, 'SIGKILL')
  await wait(500)
  clear(home)
}
process.exit()

async function run(): Promise<void> {
  for (const folder of [data, archive, back]) {
    mkdirSync(folder)
    own(folder)
  }
  as('initdb', '-D', data, '-U', 'postgres', '--auth=trust')
  appendFileSync(
    join(data, 'postgresql.conf'),
    [
      `port = ${port}`,
      `unix_socket_directories = ''`,
      'archive_mode = on',
      'archive_timeout = 5',
      `archive_command = '${told('archive_command')}'`,
      '',
    ].join('\n'),
  )
  as('pg_ctl', '-D', data, '-w', '-l', join(data, 'log'), 'start')
  const service = await tried(join(home, 'llwybr'), { DATABASE_URL: adminUrl, SECRET_KEY })
  const command = (...words: string[]) =>
    execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/cli.ts', ...words], {
      env: { ...process.env, DATABASE_URL: adminUrl, SECRET_KEY, DATA_DIR: service.dataDir },
      timeout: 120_000,
    }).toString()
  command('demo', 'load')
  const application = await service.start()
  const writers = await startWriters(service.address, 4)
  await writers.untilWriting(30)
  as('pg_basebackup', '-D', back, '-c', 'fast', '-h', '127.0.0.1', '-p', String(port), '-U', 'postgres')
  await wait(3000)
  // What was acknowledged until here must come back; what is sent only after the moment must not.
  const before = [...writers.acknowledged]
  const moment = await now()
  const sentUntil = writers.sent.size
  await wait(4000)
  await writers.stop()
  await endWith(application, 'SIGTERM')
  const after = [...writers.sent].slice(sentUntil)
  as('pg_ctl', '-D', data, '-w', '-m', 'fast', 'stop') // the last of the log goes to the archive

  appendFileSync(
    join(back, 'postgresql.conf'),
    [
      `restore_command = '${told('restore_command')}'`,
      `recovery_target_time = '${moment}'`,
      `recovery_target_action = 'promote'`,
      'archive_mode = off',
      '',
    ].join('\n'),
  )
  writeFileSync(join(back, 'recovery.signal'), '')
  as('pg_ctl', '-D', back, '-w', '-l', join(back, 'log'), 'start')
  console.log(command('verify').trim().split('\n').at(-1))
  const there = await sentences()
  const [missing, tooMuch] = [before.filter(text => !there.has(text)), after.filter(text => there.has(text))]
  console.log(
    `Back at ${moment}: ${before.length} sentences acknowledged before it, ${missing.length} missing; ${after.length} sent after it, ${tooMuch.length} there.`,
  )
  process.exitCode = missing.length + tooMuch.length === 0 && before.length > 0 && after.length > 0 ? 0 : 1
}

function as(program: string, ...words: readonly string[]): void {
  const [command, rest] = asPostgres(join(BIN, program), words)
  execFileSync(command, rest, { stdio: 'ignore', timeout: 120_000 })
}

async function ask<Row extends pg.QueryResultRow>(database: string, statement: string): Promise<readonly Row[]> {
  const client = new pg.Client(inDatabase(adminUrl, database))
  await client.connect()
  try {
    return (await client.query<Row>(statement)).rows
  } finally {
    await client.end()
  }
}

async function now(): Promise<string> {
  return (await ask<{ now: string }>('postgres', 'select clock_timestamp()::text as now'))[0]?.now ?? ''
}

async function sentences(): Promise<ReadonlySet<string>> {
  const rows = await ask<{ text: string }>('llwybr', `select text from entry where text like 'Under trial, sentence %'`)
  return new Set(rows.map(row => row.text))
}
