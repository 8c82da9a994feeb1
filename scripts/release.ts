// Keeps what a release looks like: its migrations' texts and a board with data, as a backup under releases/. From then on these
// migrations are not changed, and a test upgrades that board with all that came after (decision 0035): npm run release
import { readFileSync } from 'node:fs'
import { makeBackup, total } from '../src/backup/making.ts'
import { RELEASE_KEY } from '../test/releases.ts'
import { demonstrationWorld } from '../test/world.ts'

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
const world = await demonstrationWorld()
try {
  const folder = `releases/${version}`
  const made = await makeBackup({ ownerUrl: world.ownerUrl, secretKey: RELEASE_KEY, keyFile: undefined, folder })
  console.log(`${folder}: ${total(made.tables)} rows, ${made.migrations.length} migrations`)
} finally {
  await world.close()
}
process.exit()
