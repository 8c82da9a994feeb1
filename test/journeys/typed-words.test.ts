// The ways in which typed words used to be lost, in a real browser, with and without its script: none is lost.
import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { meetingIn } from '../access/meeting-deeds.ts'
import { checkPage } from '../browser.ts'
import { childOnPathway } from '../children.ts'
import { overConnection } from '../database.ts'
import { type House, openHouse } from './house.ts'
import type { Person } from './person.ts'

const NOTE = 'She said: "the blue car <again>" & would not say more'
let house: House
let newEntry: string
before(async () => {
  house = await openHouse()
  newEntry = `/children/${await childOnPathway(house.world, 'Geiriau')}/entries/new`
})
afterEach(() => house.everybodyLeaves())
after(() => house.close())

const sql = (statement: string) => overConnection(house.world.ownerUrl, client => client.query(statement))
const worker = (javaScript = true) => house.person('social-worker', 'en', 1100, javaScript)

// Words, a choice, a day and a list: whatever a form has.
async function types(someone: Person): Promise<void> {
  await sql('delete from draft')
  await someone.page.goto(newEntry)
  await someone.write('text', NOTE)
  await someone.write('saidBy', 'Nain Dychmygol')
  await someone.choose('basis', 'childs-own-words')
  await someone.write('happenedOn-day', '3')
  await someone.page.locator('main select[name="context"]').selectOption('school')
}

async function isThere(page: Page): Promise<void> {
  assert.equal(await page.locator('main [name="text"]').first().inputValue(), NOTE)
  assert.equal(await page.locator('main [name="saidBy"]').inputValue(), 'Nain Dychmygol')
  assert.ok(await page.locator('main [name="basis"][value="childs-own-words"]').isChecked())
  assert.equal(await page.locator('main [name="happenedOn-day"]').inputValue(), '3')
  assert.equal(await page.locator('main select[name="context"]').inputValue(), 'school')
}

async function goesOn({ page, t }: Person): Promise<void> {
  await page.goto(newEntry)
  await page
    .getByRole('link', { name: t('web.drafts.go-on') })
    .or(page.getByRole('button', { name: t('web.drafts.go-on') }))
    .first()
    .click()
  await page.waitForLoadState()
  await isThere(page)
}

const saved = async () =>
  (
    await sql(
      `select id from entry where text like 'She said: "the blue car%' and recorded_at > now() - interval '1 minute'`,
    )
  ).rows.length

for (const javaScript of [true, false]) {
  const how = javaScript ? '' : ', without a script'

  test(`the other language, hidden names: the form is as it was${how}`, async () => {
    const someone = await worker(javaScript)
    for (const button of [/^Cymraeg$/, /^English$/, /^Hide names$/]) {
      await types(someone)
      await someone.page.locator('header').getByRole('button', { name: button }).click()
      await someone.page.waitForLoadState()
      assert.equal(new URL(someone.page.url()).pathname, newEntry)
      await isThere(someone.page)
    }
  })

  test(`signed out by oneself: it is there after signing in again${how}`, async () => {
    const someone = await worker(javaScript)
    await types(someone)
    await someone.page
      .locator('header')
      .getByRole('button', { name: someone.t('web.sign-out') })
      .click()
    await someone.page.waitForURL(/sign-in/)
    const { name } = await house.world.actor('social-worker')
    await someone.page.getByRole('button', { name: `${someone.t('account.demonstration.be')} ${name}` }).click()
    await someone.page.waitForURL(url => !url.pathname.startsWith('/sign-in'))
    if (new URL(someone.page.url()).pathname === newEntry) await isThere(someone.page)
    else await goesOn(someone)
  })

  test(`the session ended in another window, the cookie lost: saving keeps the words${how}`, async () => {
    const someone = await worker(javaScript)
    await types(someone)
    await sql('update session set ended_at = now() where ended_at is null')
    await someone.press('entry.save')
    await someone.page.waitForURL(/sign-in/)
    const back = await worker(javaScript)
    await back.page.goto('/kept')
    if (!back.page.url().includes('/entries/new')) await goesOn(back)
    else await isThere(back.page)
    const another = await worker(javaScript)
    await types(another)
    await another.page.context().clearCookies({ name: 'llwybr-session' })
    await another.press('entry.save')
    await another.page
      .getByRole('link', { name: another.t('web.drafts.sign-in-elsewhere') })
      .or(another.page.getByText(another.t('web.again.kept')))
      .first()
      .waitFor()
    assert.equal(await another.page.locator('main textarea[name="text"]').inputValue(), NOTE)
    if (javaScript) await checkPage(another.page)
  })

  test(`a field that needs another look, and the page opened anew: all is there${how}`, async () => {
    const someone = await worker(javaScript)
    await types(someone)
    await someone.page.locator('main [name="happenedOn-day"]').fill('41')
    await someone.press('entry.save')
    await someone.page.locator('.govuk-error-summary').waitFor()
    await someone.page.goto(someone.page.url())
    assert.equal(await someone.page.locator('main [name="text"]').inputValue(), NOTE)
    assert.equal(await someone.page.locator('main [name="happenedOn-day"]').inputValue(), '41')
  })

  test(`pressed twice at once: one entry is made, and nothing is left begun${how}`, async () => {
    const someone = await worker(javaScript)
    await types(someone)
    const today = new Date().toISOString().slice(0, 10).split('-')
    for (const [at, part] of (['year', 'month', 'day'] as const).entries())
      await someone.write(`happenedOn-${part}`, today[at] ?? '')
    await someone.choose('kind', 'visit')
    await someone.choose('audience', 'network')
    const earlier = await saved()
    await someone.page.locator('main #page-form button[type=submit]').first().dblclick()
    // The second press ends the first one's navigation, which a wait for an address takes for a failure.
    await someone.page.locator('main textarea[name="text"]').waitFor({ state: 'detached' })
    assert.ok(!someone.page.url().endsWith('/entries/new'), someone.page.url())
    assert.equal(await saved(), earlier + 1)
    assert.equal((await sql('select id from draft')).rows.length, 0)
    await someone.page.goto(newEntry)
    assert.equal(await someone.page.locator('main [name="text"]').inputValue(), '')
  })
}

test('a pause of two seconds, and the window is closed: it is offered on return, and gone when thrown away', async () => {
  const someone = await worker()
  await types(someone)
  await wait(2000)
  await someone.page.context().close()
  const again = await worker()
  await again.page.goto('/')
  await again.page.getByRole('link', { name: again.t('work.begun.link'), exact: true }).waitFor()
  await goesOn(again)
  await again.press('web.drafts.throw-away')
  assert.equal(await again.page.locator('main [name="text"]').inputValue(), '')
  assert.equal(await again.page.getByText(again.t('web.drafts.offered')).count(), 0)
})

test('another page, and the back button: it is offered', async () => {
  const someone = await worker()
  await types(someone)
  await someone.page.locator('a.llwybr-header__name').click()
  await someone.page.waitForURL(url => url.pathname === '/')
  await someone.page.goBack()
  await someone.page.waitForLoadState()
  if ((await someone.page.locator('main [name="text"]').inputValue()) !== NOTE) await goesOn(someone)
})

test('staying signed in leaves the page as it is', async () => {
  const someone = await worker()
  await types(someone)
  await someone.page.evaluate(`document.getElementById('session-warning').hidden = false`)
  await someone.page.locator('#session-warning button:visible').click()
  await someone.page.locator('#session-warning').waitFor({ state: 'hidden' })
  await isThere(someone.page)
})

test('signed out in another window while typing: it is said at the form, and what is typed is there after signing in', async () => {
  const someone = await worker()
  await types(someone)
  await sql('update session set ended_at = now() where ended_at is null')
  await someone.page.locator('main [name="text"]').press('End')
  await someone.page.locator('main [name="saidBy"]').fill('Nain Dychmygol')
  await someone.page.locator('.llwybr-kept[role=alert]').getByText(someone.t('web.drafts.signed-out')).waitFor()
  await checkPage(someone.page)
  await goesOn(await worker())
})

test('the service is started anew while somebody types: it is said, tried again, and kept', async () => {
  const someone = await worker()
  await types(someone)
  await someone.write('saidBy', 'Nain')
  await wait(1500)
  const restarted = house.restart(3000)
  await wait(500)
  await someone.write('saidBy', 'Nain Dychmygol')
  await someone.page.locator('.llwybr-kept[role=alert]').getByText(someone.t('web.drafts.away')).waitFor()
  await restarted
  await someone.page.locator('.llwybr-kept[role=none]').getByText(someone.t('web.drafts.kept')).waitFor()
  await goesOn(await worker())
})

test('a meeting that runs: leaving the page keeps the sentence that is begun, and closed words are not there before the family', async () => {
  await sql('delete from draft')
  const { meetingId } = await meetingIn(house.world, 'in-closed-session')
  const chair = await house.person('chair', 'en')
  const half = 'Half a sentence of the closed session'
  await chair.page.goto(`/meetings/${meetingId}/run`)
  await chair.page.locator('#page-form [name="text"]').fill(half)
  await chair.press('meeting.closed-people')
  await chair.press('meeting.save-presence')
  await chair.page.waitForURL(url => url.pathname === `/meetings/${meetingId}/run`)
  await chair.page.locator('main', { hasText: half }).waitFor()
  await checkPage(chair.page)
  // The family comes in: this browser goes with it by itself, and what is begun does not.
  await sql(`update meeting set stage = 'family-session', version = version + 1 where id = '${meetingId}'`)
  await chair.page.waitForURL(url => url.pathname === `/meetings/${meetingId}/family-room`)
  assert.ok(!(await chair.page.content()).includes('Half a sentence'), 'not on the screen before the family')
  await chair.page.goto('/drafts')
  assert.ok(!(await chair.page.content()).includes('Half a sentence'), 'nor anywhere that it leads')
  await house.signsInAgain(chair, 'chair', 'family-room.leave', 'family-room.leave.go')
  await chair.page.goto('/drafts')
  assert.ok((await chair.page.content()).includes('Half a sentence'))
})

test('two windows on one form: both texts are kept, and offered', async () => {
  const someone = await worker()
  await types(someone)
  const other = await someone.page.context().newPage()
  await other.goto(newEntry)
  await other.locator('main [name="text"]').fill('What was typed in the other window')
  await wait(2500)
  await isThere(someone.page)
  const third = await someone.page.context().newPage()
  await third.goto(newEntry)
  await checkPage(third)
  const words = await third.locator('main').textContent()
  assert.ok(words?.includes('What was typed in the other window') && words.includes(NOTE))
})
