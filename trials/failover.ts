// Three PostgreSQL servers under Patroni, with the files of deploy/, on loopback: the primary is lost while people write.
//   npm run trials:failover [-- --times 3] [-- --keep]
// Some minutes. Asks for Debian's packages patroni, etcd-server, python3-etcd, haproxy and postgresql.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { asPostgres, newestPostgres, own, processesIn } from './debian-postgres.ts'
import { clear, dataFolder } from '../test/deployment/deployed.ts'
import { compare } from './kept.ts'
import { endWith, freePort, tried } from './tried-service.ts'
import { startWriters } from './writers.ts'

const { values } = parseArgs({
  options: { times: { type: 'string', default: '3' }, keep: { type: 'boolean', default: false } },
})
const PASSWORD = 'a-password-for-a-trial-on-loopback'
const SECRET_KEY = 'a-key-for-a-trial-on-loopback-that-protects-nothing'
const BIN = newestPostgres()

type Node = { readonly name: string; readonly rest: number; readonly server: number; readonly folder: string }

const home = dataFolder()
const beside: ChildProcess[] = []
try {
  await run()
} finally {
  for (const child of beside) child.kill('SIGKILL')
  for (const pid of processesIn(home)) process.kill(pid, 'SIGKILL')
  await wait(500)
  clear(home)
}
process.exit()

async function run(): Promise<void> {
  const etcd = await startEtcd()
  const nodes: Node[] = []
  for (const name of ['one', 'two', 'three']) {
    const folder = join(home, name)
    mkdirSync(folder)
    own(folder)
    nodes.push({ name, rest: await freePort(), server: await freePort(), folder })
  }
  for (const node of nodes) startNode(node, etcd)
  const primary = await freePort()
  const named = (what: 'rest' | 'server', write: (port: number) => string) =>
    Object.fromEntries(nodes.map(node => [`${what}_${node.name}`.toUpperCase(), write(node[what])]))
  start('haproxy', ['-f', 'deploy/haproxy-database.cfg'], {
    PRIMARY: `127.0.0.1:${primary}`,
    ...named('server', port => `127.0.0.1:${port}`),
    ...named('rest', String),
  })
  await until('a primary with a copy', 120, async () => (await roles(nodes)).includes('sync_standby'))

  const adminUrl = `postgres://postgres:${PASSWORD}@127.0.0.1:${primary}/postgres`
  const service = await tried(join(home, 'llwybr'), { DATABASE_URL: adminUrl, SECRET_KEY })
  execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/cli.ts', 'demo', 'load'], {
    env: { ...process.env, DATABASE_URL: adminUrl, SECRET_KEY, DATA_DIR: service.dataDir },
    timeout: 120_000,
  })
  const application = await service.start()
  const writers = await startWriters(service.address, 4)
  await writers.untilWriting(30)

  const lines: string[] = []
  for (let time = 1; time <= Number(values.times); time += 1) {
    await wait(1_000)
    const lost = await primaryOf(nodes)
    const before = writers.acknowledged.size
    const at = Date.now()
    for (const pid of processesIn(lost.folder)) process.kill(pid, 'SIGKILL')
    // What was on its way is answered or not at once; writing again means an answer after that.
    await wait(500)
    if (!(await writers.untilWriting(120))) throw new Error('nobody could write again within two minutes')
    const seconds = (Date.now() - at) / 1000
    const now = await primaryOf(nodes)
    lines.push(
      `${time}. ${lost.name} was lost, ${now.name} took over; writing again after ${seconds.toFixed(1)} s (${before} sentences before).`,
    )
    console.log(lines.at(-1))
    startNode(lost, etcd)
    await until(`${lost.name} copies again`, 180, async () => (await roles(nodes)).filter(isCopying).length === 2)
  }
  await writers.stop()
  await endWith(application, 'SIGTERM')
  const kept = await compare({ adminUrl }, writers)
  const sum = `${kept.acknowledged} sentences were acknowledged: ${kept.lost} lost, ${kept.twice} twice, ${kept.unaudited} without their event; ${kept.unacknowledged} more were done whose answer was lost; ${kept.strange} strange answers.`
  console.log(sum)
  if (values.keep)
    writeFileSync(
      'docs/failover.md',
      [
        '# The primary is lost',
        '',
        `\`npm run trials:failover\`, last kept on ${new Date().toISOString().slice(0, 10)}: three PostgreSQL servers under Patroni with synchronous`,
        'copies, on one machine; the primary and its Patroni are killed while four people write.',
        '',
        ...lines,
        '',
        sum,
        '',
      ].join('\n'),
    )
  process.exitCode = kept.lost + kept.twice + kept.unaudited + kept.strange === 0 ? 0 : 1
}

function startNode(node: Node, etcd: string): void {
  const own: Record<string, string> = {
    NAME: node.name,
    REST: `127.0.0.1:${node.rest}`,
    SERVER: `127.0.0.1:${node.server}`,
    ETCD: etcd,
    NETWORK: '127.0.0.1/32',
    DATA: join(node.folder, 'data'),
    BIN,
    PASSWORD,
  }
  const file = join(node.folder, 'patroni.yml')
  const template = readFileSync('deploy/patroni.yml', 'utf8')
  writeFileSync(
    file,
    template.replace(/\$\{([A-Z]+)\}/g, (_whole, name: string) => own[name] ?? ''),
  )
  start(...asPostgres('patroni', [file]))
}

async function startEtcd(): Promise<string> {
  const members: { name: string; peer: number; client: number }[] = []
  for (const name of ['a', 'b', 'c']) members.push({ name, peer: await freePort(), client: await freePort() })
  const cluster = members.map(({ name, peer }) => `${name}=http://127.0.0.1:${peer}`).join(',')
  for (const { name, peer, client } of members)
    start('etcd', [
      ...[
        '--name',
        name,
        '--data-dir',
        join(home, `etcd-${name}`),
        '--initial-cluster',
        cluster,
        '--log-level',
        'error',
      ],
      ...[
        '--listen-peer-urls',
        `http://127.0.0.1:${peer}`,
        '--initial-advertise-peer-urls',
        `http://127.0.0.1:${peer}`,
      ],
      ...[
        '--listen-client-urls',
        `http://127.0.0.1:${client}`,
        '--advertise-client-urls',
        `http://127.0.0.1:${client}`,
      ],
    ])
  return members.map(({ client }) => `127.0.0.1:${client}`).join(',')
}

type Member = { readonly name: string; readonly role: string; readonly state: string }

async function members(nodes: readonly Node[]): Promise<readonly Member[]> {
  for (const { rest } of nodes)
    try {
      const answer = await fetch(`http://127.0.0.1:${rest}/cluster`, { signal: AbortSignal.timeout(2000) })
      return ((await answer.json()) as { members: Member[] }).members
    } catch {
      // this one is away; another answers
    }
  return []
}

async function roles(nodes: readonly Node[]): Promise<readonly string[]> {
  const up = (await members(nodes)).filter(({ state }) => state === 'running' || state === 'streaming')
  return up.map(member => member.role)
}

function isCopying(role: string): boolean {
  return role === 'sync_standby' || role === 'replica'
}

async function primaryOf(nodes: readonly Node[]): Promise<Node> {
  const leader = (await members(nodes)).find(member => member.role === 'leader')
  const found = nodes.find(node => node.name === leader?.name)
  if (found === undefined) throw new Error('there is no primary')
  return found
}

async function until(what: string, seconds: number, is: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await wait(250)) if (await is()) return
  throw new Error(`not within ${seconds} s: ${what}`)
}

function start(command: string, words: readonly string[], env: Readonly<Record<string, string>> = {}): void {
  const child = spawn(command, words, { stdio: 'ignore', env: { ...process.env, ...env } })
  child.on('error', error => {
    console.error(`${command}: ${error.message}`)
  })
  beside.push(child)
}
