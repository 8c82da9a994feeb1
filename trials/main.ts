// Kills, ends, full disks and broken wires, under people who write: what was acknowledged must be there, once, with its audit event.
//   npm run trials [-- --share 0.1] [-- --only TEXT] [-- --keep]
// Minutes long at full length (about an hour); on loopback and in folders of its own under the system's temporary one. `--share`
// does that part of each kind's tries; `--keep` writes the table to docs/trials.md. A full disk needs root, to mount a small one.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { execFileSync } from 'node:child_process'
import { clear, dataFolder, runCommand } from '../test/deployment/deployed.ts'
import { KINDS, type Shown } from './kinds.ts'

const { values } = parseArgs({
  options: {
    share: { type: 'string', default: '1' },
    only: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
})
const share = Number(values.share)

const HEADINGS = [
  'what happens',
  'times',
  'acknowledged',
  'refused',
  'done, answer lost',
  'lost',
  'twice',
  'unaudited',
  'strange answers',
  'stuck',
  'left running',
  'minutes',
]
const KEPT = 'docs/trials.md'
const rows: string[][] = []
let wrong = 0

const home = dataFolder()
try {
  const board = join(home, 'bwrdd')
  const loaded = runCommand(board, 'demo', 'load')
  if (loaded.code !== 0) throw new Error(loaded.said)
  for (const [at, kind] of KINDS.entries()) {
    if (values.only !== undefined && !kind.name.includes(values.only)) continue
    const times = Math.max(1, Math.round(kind.asked * share))
    const copy = join(home, `copi ${at}`)
    execFileSync('cp', ['-a', board, copy])
    const began = Date.now()
    const shown = await kind.tryIt(copy, times)
    wrong += badOf(shown)
    const { acknowledged, refused, unacknowledged, lost, twice, unaudited, strange, stuck, leftRunning } = shown
    const counts = [times, acknowledged, refused, unacknowledged, lost, twice, unaudited, strange, stuck, leftRunning]
    rows.push([kind.name, ...counts.map(String), ((Date.now() - began) / 60_000).toFixed(1)])
    console.log(HEADINGS.map((heading, n) => `${heading}: ${rows.at(-1)?.[n] ?? ''}`).join(', '))
  }
} finally {
  clear(home)
}
console.log(
  wrong === 0 ? 'Nothing was lost, doubled or left without its event.' : `${wrong} things are not as they must be.`,
)
if (values.keep) writeFileSync(KEPT, page())
process.exitCode = wrong === 0 ? 0 : 1
process.exit()

function badOf({ refused, lost, twice, unaudited, strange, stuck, leftRunning }: Shown): number {
  return Number(refused === 0) + lost + twice + unaudited + strange + stuck + leftRunning
}

// A kind that was not tried this time stays as it was kept before.
function keptRow(name: string): string[] | undefined {
  if (!existsSync(KEPT)) return undefined
  const rowsBefore = readFileSync(KEPT, 'utf8')
    .split('\n')
    .map(row =>
      row
        .split('|')
        .slice(1, -1)
        .map(cell => cell.trim()),
    )
  return rowsBefore.find(([first]) => first === name)
}

function page(): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    '# Trials',
    '',
    `\`npm run trials\`, last kept on ${new Date().toISOString().slice(0, 10)}: four people of the demonstration board write sentence after sentence and keep`,
    'their own list, while something goes wrong at random moments. *Refused* is what got no answer, or the page that says the service is',
    'away. *Done, answer lost* is allowed: nobody was told that it was done. Every column from *lost* on must be zero.',
    '',
    line(HEADINGS),
    line(HEADINGS.map(() => '---')),
    ...KINDS.map(kind => rows.find(([name]) => name === kind.name) ?? keptRow(kind.name)).flatMap(row =>
      row === undefined ? [] : [line(row)],
    ),
    '',
  ].join('\n')
}
