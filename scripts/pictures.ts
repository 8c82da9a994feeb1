// Pictures of the pages that people live in, at desktop and phone width, in both languages, with what axe says of each.
//   npm run pictures [-- --only TEXT] [-- --to FOLDER]
// They stand in data/pictures, to be looked at one by one and beside those of before a change. On loopback, in a board of its own.
import { AxeBuilder } from '@axe-core/playwright'
import { mkdirSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright-core'
import { startSession } from '../src/access/store/sessions.ts'
import { makeApp } from '../src/app.ts'
import { beginReferral } from '../src/referral/actions/sending.ts'
import { newToken, SESSION_COOKIE, tokenHash } from '../src/web/session-token.ts'
import { launchBrowser, personBrowser } from '../test/browser.ts'
import { TEST_KEY } from '../test/database.ts'
import { demonstrationWorld } from '../test/world.ts'
import { addressOf, type Look, LOOKS } from './pictures/looks.ts'

const { values } = parseArgs({
  options: { only: { type: 'string' }, to: { type: 'string', default: 'data/pictures' } },
})
const VIEWS = [
  { name: 'desktop-en', width: 1100, language: 'en' },
  { name: 'desktop-cy', width: 1100, language: 'cy' },
  { name: 'phone-en', width: 375, language: 'en' },
  { name: 'phone-cy', width: 375, language: 'cy' },
] as const

mkdirSync(values.to, { recursive: true })
const world = await demonstrationWorld()
const app = await makeApp({
  database: world.database,
  secretKey: TEST_KEY,
  publicUrl: undefined,
  rateLimitPerMinute: 100_000,
})
await app.listen({ port: 0, host: '127.0.0.1' })
const address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
// The demonstration has no meeting that runs, and no referral half written; one of each is begun.
await world.as('teacher', beginReferral)
const browser = await launchBrowser()
let taken = 0
let faults = 0
try {
  for (const look of LOOKS.filter(each => values.only === undefined || each.name.includes(values.only))) {
    const path = await addressOf(world, look)
    if (path === undefined) {
      console.log(`${look.name}: the demonstration has none`)
      faults += 1
      continue
    }
    for (const view of VIEWS) await take(look, path, view)
  }
} finally {
  await browser.close()
  await app.close()
  await world.close()
}
console.log(`${taken} pictures in ${values.to}; ${faults} faults`)
process.exit(faults === 0 ? 0 : 1)

async function take(look: Look, path: string, view: (typeof VIEWS)[number]): Promise<void> {
  const context = await personBrowser(browser, address, view)
  if (look.who !== undefined) {
    const { userId } = await world.actor(look.who)
    const token = newToken(TEST_KEY)
    await world.database.asNobody(tx => startSession(tx, userId, tokenHash(token), new Date(Date.now() + 600_000)))
    await context.addCookies([{ name: SESSION_COOKIE, value: token, url: address }])
  }
  const page = await context.newPage()
  const answer = await page.goto(path)
  if (look.isSentEmpty === true) await page.locator('#page-form button:not([formaction])').first().click()
  else if (answer !== null && answer.status() >= 400 && look.name !== 'not-found')
    told(look, view.name, [`answered ${answer.status()}`])
  told(look, view.name, await faultsOf(page))
  await page.screenshot({ path: join(values.to, `${look.name}-${view.name}.png`), fullPage: true })
  taken += 1
  await context.close()
}

function told(look: Look, view: string, found: readonly string[]): void {
  for (const fault of found) console.log(`${look.name}, ${view}: ${fault}`)
  faults += found.length
}

// What axe finds, the advice of its best practices too; a page wider than its window; and a target that a finger misses.
async function faultsOf(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  const wide = await page.evaluate<boolean>(
    'document.documentElement.scrollWidth > document.documentElement.clientWidth + 1',
  )
  return [
    ...violations.map(each => `${each.id} (${each.nodes.length}): ${each.nodes[0]?.html.slice(0, 120) ?? ''}`),
    ...(wide ? ['wider than its window'] : []),
  ]
}
