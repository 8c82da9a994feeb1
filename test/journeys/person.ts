import type { Page } from 'playwright-core'
import { addDays, calendarDateAt } from '../../src/lib/calendar-date.ts'
import type { MessageKey, Translate } from '../../src/web/translation.ts'
import { checkPage } from '../browser.ts'

/** Someone at their own browser, who does what is written on the page. */
export class Person {
  readonly page: Page
  readonly t: Translate

  constructor(page: Page, t: Translate) {
    this.page = page
    this.t = t
  }

  /** Presses the button, or follows the link, with these words. */
  async press(key: MessageKey, places?: Record<string, unknown>): Promise<void> {
    const name = this.t(key, places)
    await this.page.locator(`main button:has-text("${name}"), main a:has-text("${name}")`).first().click()
    await this.page.waitForLoadState()
  }

  /** Presses a button and waits for the page that follows: to go on elsewhere before it would take the form back. */
  async sends(key: MessageKey, places?: Record<string, unknown>): Promise<void> {
    const followed = this.page.waitForEvent('load')
    await this.press(key, places)
    await followed
  }

  /** Adds the line that stands in the form of a running meeting, and waits until the service has it. */
  async addsLine(): Promise<void> {
    await this.press('meeting.entry.add')
    await this.page.locator('form[data-lines]:not([data-unsafe])').waitFor()
  }

  async write(field: string, words: string): Promise<void> {
    await this.page.locator(`main [name="${field}"]`).first().fill(words)
  }

  async choose(field: string, value: string): Promise<void> {
    const button = this.page.locator(`main input[name="${field}"][value="${value}"]`)
    if ((await button.count()) > 0) await button.first().check()
    else await this.page.locator(`main select[name="${field}"]`).first().selectOption(value)
  }

  /** Chooses from a list what begins with these words. */
  async pick(field: string, words: string): Promise<void> {
    const value = await this.page
      .locator(`main [name="${field}"] option`, { hasText: words })
      .first()
      .getAttribute('value')
    await this.page
      .locator(`main [name="${field}"]`)
      .first()
      .selectOption(value ?? '')
  }

  async day(field: string, offset: number): Promise<void> {
    const [year, month, date] = addDays(calendarDateAt(new Date()), offset).split('-')
    await this.write(`${field}-day`, String(Number(date)))
    await this.write(`${field}-month`, String(Number(month)))
    await this.write(`${field}-year`, year ?? '')
  }

  async sees(words: string): Promise<void> {
    await this.page.locator('body').filter({ hasText: words }).waitFor()
  }

  async opens(path: string): Promise<void> {
    await this.page.goto(path)
    await checkPage(this.page)
  }
}
