import assert from 'node:assert/strict'
import type { Locator } from 'playwright-core'
import type { MessageKey } from '../../src/web/translation.ts'
import { Person } from './person.ts'

/** More stops of the tabulator than these nobody makes to reach one thing. */
const MOST_STOPS = 40

/** Somebody without a mouse: goes on by the tabulator, by arrows within a list, and presses keys. Nothing is clicked. */
export class KeyboardPerson extends Person {
  override async press(key: MessageKey, places?: Record<string, unknown>): Promise<void> {
    await this.follow(this.t(key, places))
  }

  /** Presses the button, or follows the link, that has these words of people in it. */
  async follow(words: string): Promise<void> {
    await this.reach(this.page.locator(`main button:has-text("${words}"), main a:has-text("${words}")`).first())
    // A key waits for nothing, as a click does: what it leads to has come, however long it takes, or the page is the same.
    const loaded = this.page.waitForEvent('load').catch(() => undefined)
    const asked = this.page
      .waitForRequest(request => request.isNavigationRequest(), { timeout: 1000 })
      .catch(() => undefined)
    await this.page.keyboard.press('Enter')
    if ((await asked) !== undefined) await loaded
    await this.page.waitForLoadState()
  }

  override async write(field: string, words: string): Promise<void> {
    await this.reach(this.page.locator(`main [name="${field}"]`).first())
    await this.page.keyboard.press('Control+A')
    await this.page.keyboard.press('Delete')
    await this.page.keyboard.type(words)
  }

  override async choose(field: string, value: string): Promise<void> {
    const button = this.page.locator(`main input[name="${field}"][value="${value}"]`)
    if ((await button.count()) > 0) await this.tick(button.first())
    else await this.pickFrom(this.page.locator(`main select[name="${field}"]`).first(), value)
  }

  override async pick(field: string, words: string): Promise<void> {
    const list = this.page.locator(`main select[name="${field}"]`).first()
    const value = await list.locator('option', { hasText: words }).first().getAttribute('value')
    await this.pickFrom(list, value ?? '')
  }

  /** Ticks a box, or chooses a button of a group, of which the tabulator reaches one. */
  async tick(box: Locator): Promise<void> {
    if ((await box.getAttribute('type')) === 'checkbox') {
      await this.reach(box)
      if (!(await box.isChecked())) await this.page.keyboard.press('Space')
    } else {
      // Of a group the tabulator reaches the one that is chosen, or the first.
      await this.reach(box, this.page.locator(`input[type="radio"][name="${await box.getAttribute('name')}"]`))
      for (let turn = 0; turn < 12 && !(await this.isFocused(box)); turn += 1)
        await this.page.keyboard.press('ArrowDown')
      if (!(await box.isChecked())) await this.page.keyboard.press('Space')
    }
    assert.ok(await box.isChecked())
  }

  private async pickFrom(list: Locator, value: string): Promise<void> {
    await this.reach(list)
    await this.page.keyboard.press('Home')
    const options = await list.locator('option').count()
    for (let turn = 0; turn < options && (await list.inputValue()) !== value; turn += 1)
      await this.page.keyboard.press('ArrowDown')
    assert.equal(await list.inputValue(), value)
  }

  /** Goes on by the tabulator until it is where it is to be. */
  private async reach(wanted: Locator, stop = wanted): Promise<void> {
    await wanted.waitFor()
    for (let stops = 0; stops <= MOST_STOPS; stops += 1) {
      if (await this.isFocused(stop)) return
      await this.page.keyboard.press('Tab')
    }
    throw new Error(`${String(wanted)} is not reached within ${MOST_STOPS} stops`)
  }

  private async isFocused(wanted: Locator): Promise<boolean> {
    return (await wanted.and(this.page.locator(':focus')).count()) > 0
  }
}
