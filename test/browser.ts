import { AxeBuilder } from '@axe-core/playwright'
import assert from 'node:assert/strict'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { findOrInstallChromium } from '../scripts/chromium.ts'

/** A real Chromium, without any connection but to the page under test. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: await findOrInstallChromium(),
    args: [
      '--headless',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** How someone looks at a page. */
export type View = { readonly width?: number; readonly language?: 'en' | 'cy'; readonly javaScript?: boolean }

/** A browser of one person. */
export async function personBrowser(browser: Browser, address: string, view: View = {}): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: view.width ?? 1100, height: 900 },
    javaScriptEnabled: view.javaScript ?? true,
    baseURL: address,
  })
  await context.addCookies([{ name: 'llwybr-language', value: view.language ?? 'en', url: address }])
  context.setDefaultTimeout(10_000)
  return context
}

/** Asks axe about the page, and whether it fits its width; each fault is named. */
export async function checkPage(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  assert.deepEqual(
    violations.map(each => `${page.url()} ${each.id}: ${each.nodes.map(node => node.html.slice(0, 160)).join(' | ')}`),
    [],
  )
  const tooWide = await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth + 1')
  assert.equal(tooWide, false, `${page.url()} is wider than its window`)
}
