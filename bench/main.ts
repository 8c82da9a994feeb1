// Measures what people wait for, each beside the bare minimum on the same machine in the same run, as the least-privileged
// role with access rules and audit on: npm run bench [-- --children 10000 --seconds 8]
import { fork } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import autocannon from 'autocannon'
import { startEmbeddedPostgres } from '../src/db/embedded.ts'
import { generateBoard } from './board.ts'
import { newClusterFolder, removeClusterFolder } from '../test/cluster-folder.ts'

const { values } = parseArgs({
  options: { children: { type: 'string', default: '10000' }, seconds: { type: 'string', default: '8' } },
})
const CONNECTIONS = 16

const folder = newClusterFolder()
const server = await startEmbeddedPostgres({ dataDir: folder })
try {
  const board = await generateBoard(server.adminUrl, Number(values.children))
  const subject = await startServer(board)
  const headers = { cookie: `llwybr-session=${board.token}; llwybr-language=en; ${subject.csrfCookie}` }
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const entry = new URLSearchParams({
    _csrf: subject.csrf,
    text: 'Seen at school, well and talkative.',
    kind: 'note',
    basis: 'fact',
    audience: 'network',
    happenedOn: board.today,
    saidBy: '',
  }).toString()
  const measured = [
    ['an empty page of the server', { paths: ['/bare/empty'] }],
    ['record page: the same queries through pg alone', { paths: board.childIds.map(id => `/bare/record/${id}`) }],
    ['record page', { paths: board.childIds.map(id => `/children/${id}`), headers }],
    ['My work', { paths: ['/'], headers }],
    ['name search', { paths: ['/children?q=benfachgen+7', '/children?q=mabli', '/children?q=efan'], headers }],
    ['saving: the same writes through pg alone', { paths: board.childIds.map(id => `/bare/entry/${id}`) }],
    [
      'saving an entry',
      {
        paths: board.childIds.map(id => `/children/${id}/entries/new`),
        method: 'POST' as const,
        body: entry,
        headers: { ...headers, ...form },
      },
    ],
    ['full record made as PDF', { paths: [`/meetings/${board.meetingId}/full-record/en/pdf`], headers }],
    ['family copy opened as PDF', { paths: [`/family-copies/${board.copyId}/pdf`], headers }],
  ] as const
  console.log(
    `${values.children} children, ${board.entries} entries, ${CONNECTIONS} connections, ${values.seconds} s each\n`,
  )
  console.log(
    'what'.padEnd(50),
    'per s'.padStart(8),
    'p50 ms'.padStart(8),
    'p95 ms'.padStart(8),
    'p99 ms'.padStart(8),
    'failed'.padStart(7),
  )
  const rates = new Map<string, number>()
  for (const [name, request] of measured) {
    const { paths, ...rest } = request
    const load = {
      url: subject.address,
      requests: paths.map(path => ({ path, ...rest })),
      connections: CONNECTIONS,
    }
    await autocannon({ ...load, duration: 2 })
    const result = await autocannon({ ...load, duration: Number(values.seconds) })
    const failed = result.errors + result['4xx'] + result['5xx']
    rates.set(name, result.requests.average)
    const { p50, p97_5, p99 } = result.latency
    console.log(
      name.padEnd(50),
      result.requests.average.toFixed(0).padStart(8),
      ...[p50, p97_5, p99].map(ms => ms.toFixed(1).padStart(8)),
      String(failed).padStart(7),
    )
  }
  const ratio = (one: string, other: string) =>
    console.log(`${one} / ${other}: ${((rates.get(one) ?? 0) / (rates.get(other) ?? 1)).toFixed(2)}`)
  console.log('\n(the column p95 is the 97.5th percentile, which is what the tool gives)')
  ratio('record page', 'record page: the same queries through pg alone')
  ratio('record page', 'an empty page of the server')
  ratio('saving an entry', 'saving: the same writes through pg alone')
  subject.stop()
} finally {
  await server.stop()
  removeClusterFolder(folder)
}
process.exit()

async function startServer(
  board: Awaited<ReturnType<typeof generateBoard>>,
): Promise<{ address: string; csrf: string; csrfCookie: string; stop: () => void }> {
  const child = fork(join(import.meta.dirname, 'server.ts'), {
    env: { ...process.env, BENCH_APP_URL: board.appUrl, BENCH_USER: board.userId, BENCH_TOKEN: board.token },
  })
  const address = await new Promise<string>(done => child.once('message', message => done(message as string)))
  const page = await fetch(`${address}/children`, { headers: { cookie: `llwybr-session=${board.token}` } })
  const csrf = /name="_csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? ''
  const csrfCookie =
    page.headers
      .getSetCookie()
      .find(cookie => cookie.startsWith('_csrf='))
      ?.split(';')[0] ?? ''
  return { address, csrf, csrfCookie, stop: () => child.kill() }
}
