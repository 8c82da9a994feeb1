// Measures what people wait for, each beside the bare minimum on the same machine in the same run, as the least-privileged
// role with access rules and audit on:
//   npm run bench [-- --children 10000 --entries 10 --seconds 8 --only TEXT --minutes 10]
// `--minutes` ends with that long a load of the record page, and what memory the application holds before and after; `--profile`
// keeps where the application's time went in a folder, for a browser's tools.
import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import autocannon from 'autocannon'
import { startEmbeddedPostgres } from '../src/db/embedded.ts'
import { type BenchBoard, generateBoard, type Who } from './board.ts'
import { newClusterFolder, removeClusterFolder } from '../test/cluster-folder.ts'

const { values } = parseArgs({
  options: {
    children: { type: 'string', default: '10000' },
    entries: { type: 'string', default: '10' },
    seconds: { type: 'string', default: '8' },
    only: { type: 'string' },
    minutes: { type: 'string' },
    profile: { type: 'string' },
  },
})
const CONNECTIONS = 16
const SECONDS = Number(values.seconds)

type Asked = {
  readonly paths: readonly string[]
  /** The fields of a form that is sent; a page is asked for when there are none. */
  readonly form?: Readonly<Record<string, string>>
  /** How many ask at once; all of them, when left out. */
  readonly connections?: number
}

type Measured = Asked & {
  readonly name: string
  /** Who asks; nobody for what is bare. */
  readonly who?: Who
  /** What the same person does beside it, at most so many times a second. */
  readonly beside?: Asked & { readonly connections: number; readonly perSecond?: number }
}

const RATIOS = [
  ['record page', 'record page: the bare minimum'],
  ['record page', 'an empty page of the server'],
  ['saving an entry', 'saving: the bare minimum'],
  ['record page while such PDFs are made', 'record page'],
] as const

const folder = newClusterFolder()
const server = await startEmbeddedPostgres({ dataDir: folder })
try {
  const began = Date.now()
  const board = await generateBoard(server.adminUrl, Number(values.children), Number(values.entries))
  console.log(
    `${values.children} children, ${board.entries} entries (made in ${((Date.now() - began) / 1000).toFixed(0)} s), ${CONNECTIONS} connections, ${SECONDS} s each\n`,
  )
  await measure(board)
} finally {
  await server.stop()
  removeClusterFolder(folder)
}
process.exit()

async function measure(board: BenchBoard): Promise<void> {
  const subject = await startServer(board)
  const cookies = new Map<Who, { cookie: string; csrf: string }>()
  const personOf = async (who: Who) => {
    const known = cookies.get(who) ?? (await doorOf(subject.address, board.tokens[who]))
    cookies.set(who, known)
    return known
  }
  console.log(
    ['what'.padEnd(54), ...['per s', 'p50 ms', 'p97.5', 'p99', 'failed'].map(each => each.padStart(8))].join(' '),
  )
  const rates = new Map<string, number>()
  for (const each of listMeasured(board)) {
    if (values.only !== undefined && !each.name.includes(values.only)) continue
    const person = each.who === undefined ? undefined : await personOf(each.who)
    const headers = { ...(person !== undefined && { cookie: person.cookie }) }
    const requestsFor = ({ paths, form }: Asked) =>
      paths.map(path =>
        form === undefined
          ? { path, headers }
          : {
              path,
              method: 'POST' as const,
              headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
              body: new URLSearchParams({ _csrf: person?.csrf ?? '', ...form }).toString(),
            },
      )
    const load = {
      url: subject.address,
      requests: requestsFor(each),
      connections: each.connections ?? CONNECTIONS,
    }
    await autocannon({ ...load, duration: 2 })
    const beside =
      each.beside === undefined
        ? undefined
        : autocannon({
            url: subject.address,
            requests: requestsFor(each.beside),
            connections: each.beside.connections,
            ...(each.beside.perSecond !== undefined && { overallRate: each.beside.perSecond }),
            duration: SECONDS + 1,
          })
    const result = await autocannon({ ...load, duration: SECONDS })
    await beside
    const failed = result.errors + result['4xx'] + result['5xx']
    rates.set(each.name, result.requests.average)
    const { p50, p97_5, p99 } = result.latency
    console.log(
      each.name.padEnd(54),
      result.requests.average.toFixed(0).padStart(8),
      ...[p50, p97_5, p99].map(ms => ms.toFixed(1).padStart(8)),
      String(failed).padStart(8),
    )
  }
  console.log('')
  for (const [one, other] of RATIOS) {
    const [rate, beside] = [rates.get(one), rates.get(other)]
    if (rate !== undefined && beside !== undefined) console.log(`${one} / ${other}: ${(rate / beside).toFixed(2)}`)
  }
  if (values.minutes !== undefined) {
    const headers = { cookie: (await personOf('social-worker')).cookie }
    const requests = board.childIds.map(id => ({ path: `/children/${id}`, headers }))
    console.log(`memory: ${subject.memory()} MB before`)
    await autocannon({
      url: subject.address,
      requests,
      connections: CONNECTIONS,
      duration: Number(values.minutes) * 60,
    })
    console.log(`memory: ${subject.memory()} MB after ${values.minutes} minutes of the record page`)
  }
  subject.stop()
}

function listMeasured(board: BenchBoard): readonly Measured[] {
  const records = board.childIds.map(id => `/children/${id}`)
  const entry = {
    ...{ text: 'Seen at school, well and talkative.', kind: 'note', basis: 'fact', audience: 'network', saidBy: '' },
    happenedOn: board.today,
  }
  const names = ['/children?q=benanfach+dychenmygol', '/children?q=mabli', '/children?q=osiawen+tallin']
  const running = `/meetings/${board.runningId}/run`
  const line = { text: 'The car was there again.', saidBy: '', basis: 'fact', audience: 'closed' }
  const longPdf = `/meetings/${board.longMeetingId}/full-record/en/pdf`
  const longWord = `/meetings/${board.longMeetingId}/full-record/en/docx`
  const worker = 'social-worker' as const
  return [
    { name: 'an empty page of the server', paths: ['/bare/empty'] },
    { name: 'record page: the bare minimum', paths: board.childIds.map(id => `/bare/record/${id}`) },
    { name: 'record page', paths: records, who: worker },
    { name: 'record page, a lead of all children', paths: records, who: 'lead' },
    { name: 'My work', paths: ['/'], who: worker },
    { name: 'My work, a lead of all children', paths: ['/'], who: 'lead' },
    { name: 'name search', paths: names, who: worker },
    { name: 'name search, a lead of all children', paths: names, who: 'lead' },
    { name: 'list of all children, a lead', paths: ['/children'], who: 'lead' },
    { name: 'born on a day, a lead', paths: ['/children?q=14/03/2011', '/children?q=1/6/2012'], who: 'lead' },
    { name: 'saving: the bare minimum', paths: board.childIds.map(id => `/bare/entry/${id}`) },
    { name: 'saving an entry', paths: records.map(path => `${path}/entries/new`), who: worker, form: entry },
    { name: 'referral to decide, the front door', paths: [`/referrals/${board.referralId}`], who: 'duty' },
    { name: 'running meeting, the chair', paths: [running], who: 'chair' },
    // Four who write a line a second each, and each looks at the lines again whenever one of them has written.
    {
      name: 'lines of a running meeting, four who write',
      paths: [`${running}/said`],
      who: 'chair',
      connections: 4,
      beside: { paths: [`${running}/entries`], form: line, connections: 4, perSecond: 4 },
    },
    {
      name: 'a line of a running meeting, four at once',
      paths: [`${running}/entries`],
      form: line,
      who: 'chair',
      connections: 4,
    },
    {
      name: 'meeting with the family, the note-taker',
      paths: [`/meetings/${board.sittingId}/family-room`],
      who: 'note-taker',
    },
    { name: 'chronology of 5,000 entries', paths: [`/children/${board.longId}/chronology`], who: worker },
    { name: 'audit of the board, information governance', paths: ['/audit'], who: 'governance' },
    { name: 'full record of 200 entries made as PDF', paths: [longPdf], who: worker },
    { name: 'full record of 200 entries made as PDF, one at a time', paths: [longPdf], who: worker, connections: 1 },
    { name: 'full record of 200 entries made as Word, one at a time', paths: [longWord], who: worker, connections: 1 },
    {
      name: 'record page while such PDFs are made',
      paths: records,
      who: worker,
      beside: { paths: [longPdf], connections: 2 },
    },
    { name: 'family copy opened as PDF', paths: [`/family-copies/${board.copyId}/pdf`], who: worker },
  ]
}

type Subject = { readonly address: string; readonly memory: () => number; readonly stop: () => void }

async function startServer(board: BenchBoard): Promise<Subject> {
  const child: ChildProcess = fork(join(import.meta.dirname, 'server.ts'), {
    execArgv: values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values.profile}`],
    env: {
      ...process.env,
      BENCH_APP_URL: board.appUrl,
      BENCH_USER: board.userId,
      BENCH_TOKEN: board.tokens['social-worker'],
    },
  })
  const address = await new Promise<string>(done => child.once('message', message => done(message as string)))
  return {
    address,
    memory: () =>
      Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024),
    stop: () => child.disconnect(),
  }
}

/** What a browser holds and sends, once it has opened a page. */
async function doorOf(address: string, token: string): Promise<{ cookie: string; csrf: string }> {
  const page = await fetch(`${address}/children`, { headers: { cookie: `llwybr-session=${token}` } })
  const csrf = /name="_csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? ''
  const [forgery = ''] =
    page.headers
      .getSetCookie()
      .find(cookie => cookie.startsWith('_csrf='))
      ?.split(';') ?? []
  return { cookie: `llwybr-session=${token}; llwybr-language=en; ${forgery}`, csrf }
}
