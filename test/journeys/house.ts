import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import type { Browser, BrowserContext } from 'playwright-core'
import { makeApp } from '../../src/app.ts'
import { catalogue } from '../../src/catalogue.ts'
import { type MessageKey, translators } from '../../src/web/translation.ts'
import { launchBrowser, personBrowser } from '../browser.ts'
import { TEST_KEY } from '../database.ts'
import { demonstrationWorld, type World } from '../world.ts'
import { Person } from './person.ts'

/** The service with a demonstration board, a browser, and whoever sits down at it. */
export type House = {
  readonly world: World
  readonly browser: Browser
  readonly address: string
  /** Signs a member of the demonstration's staff in, at a window of their own. */
  readonly person: (id: string, language: 'en' | 'cy', width?: number, javaScript?: boolean) => Promise<Person>
  /** Signs somebody in again at their window, after they have left a room by these buttons. */
  readonly signsInAgain: (person: Person, id: string, ...leaving: readonly MessageKey[]) => Promise<void>
  /** Ends the service for `pause` milliseconds, and starts it again at the same address. */
  readonly restart: (pause: number) => Promise<void>
  /** Closes the windows of everybody who sat down. */
  readonly everybodyLeaves: () => Promise<void>
  readonly close: () => Promise<void>
}

// Milliseconds: five browsers start at once, and the tests beside them do not wait.
const SITTING_DOWN = 30_000

/** Starts the service on a free port, with the browser; some seconds. */
export async function openHouse(): Promise<House> {
  const world = await demonstrationWorld()
  const start = async (port: number) => {
    const made = await makeApp({
      database: world.database,
      secretKey: TEST_KEY,
      publicUrl: undefined,
      rateLimitPerMinute: 100_000,
    })
    await made.listen({ port, host: '127.0.0.1' })
    return made
  }
  let app = await start(0)
  const address = `http://localhost:${(app.server.address() as { port: number }).port}`
  const browser = await launchBrowser()
  const windows: BrowserContext[] = []
  // Whatever language the door speaks: what the last one chose does not count there.
  const signIn = async ({ page }: Person, id: string) => {
    const { name } = await world.actor(id)
    await page
      .getByRole('button', { name: new RegExp(name) })
      .last()
      .click({ timeout: SITTING_DOWN })
    await page.waitForURL(url => !url.pathname.startsWith('/sign-in'))
  }
  return {
    world,
    browser,
    address,
    signsInAgain: async (person, id, ...leaving) => {
      for (const key of leaving) await person.press(key)
      await person.page.waitForURL(url => url.pathname === '/sign-in')
      await signIn(person, id)
    },
    person: async (id, language, width, javaScript = true) => {
      const window = await personBrowser(browser, address, {
        language,
        javaScript,
        ...(width !== undefined && { width }),
      })
      windows.push(window)
      const page = await window.newPage()
      // Several sit down at once, on a machine that does much else: who is told to come again comes again.
      for (let tries = 1; tries <= 5; tries += 1) {
        const status = (await page.goto('/sign-in'))?.status()
        if (status === 200) break
        assert.ok(status === 503 && tries < 5, `the door answers ${status ?? 'nothing'}`)
        await wait(2_000)
      }
      const person = new Person(page, translators(catalogue)[language])
      await signIn(person, id)
      return person
    },
    restart: async pause => {
      const { port } = app.server.address() as { port: number }
      app.server.closeAllConnections()
      await app.close()
      await wait(pause)
      app = await start(port)
    },
    everybodyLeaves: async () => {
      for (const window of windows.splice(0)) await window.close()
    },
    close: async () => {
      await browser.close()
      await app.close()
      await world.close()
    },
  }
}
