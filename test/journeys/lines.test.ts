// A note-taker at a running meeting, by keyboard alone and with a connection that comes and goes: the next line can always be begun, what
// is not safe yet says so, and every line is there once and in its order.
import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { meetingIn } from '../access/meeting-deeds.ts'
import { checkPage } from '../browser.ts'
import { overConnection } from '../database.ts'
import { type House, openHouse } from './house.ts'
import type { Person } from './person.ts'

let house: House
let meetingId: string
before(async () => {
  house = await openHouse()
  meetingId = (await meetingIn(house.world, 'in-closed-session')).meetingId
})
afterEach(() => house.everybodyLeaves())
after(() => house.close())

const isAt = (path: string) => (url: URL) => url.pathname === path
const run = () => `/meetings/${meetingId}/run`
const unsafe = (page: Page) => page.locator('[data-lines-waiting] li:visible')
const text = (page: Page) => page.locator('main [name="text"]')
const written = (like: string) =>
  overConnection(house.world.ownerUrl, async client => {
    const { rows } = await client.query<{ text: string }>(
      'select text from entry where text like $1 order by position',
      [`${like}%`],
    )
    return rows.map(row => row.text)
  })

// One line by keyboard alone: its words, the first speaker, a fact.
async function line({ page }: Person, words: string, keys = ['1', 'f']): Promise<void> {
  await page.keyboard.type(words)
  await page.keyboard.press('Escape')
  for (const key of keys) await page.keyboard.press(key)
  await page.keyboard.press('Enter')
}

async function sitsDown(who: string): Promise<Person> {
  const person = await house.person(who, 'en')
  await person.opens(run())
  await text(person.page).focus()
  return person
}

test('line after line by keyboard alone, each with its own sort, speaker, context and readers', async () => {
  const notes = await sitsDown('note-taker')
  const loaded: string[] = []
  notes.page.on('load', () => loaded.push(notes.page.url()))
  await line(notes, 'Keys: the first', ['1', 'f', 's', 'n'])
  await line(notes, 'Keys: the second', ['1', 'o'])
  await notes.page.locator('[data-live-lines]', { hasText: 'Keys: the second' }).waitFor()
  assert.deepEqual(loaded, [], 'the page was never left')
  assert.equal(await text(notes.page).inputValue(), '')
  assert.equal(await notes.page.evaluate(`document.activeElement.name`), 'text', 'ready for the next')
  const { rows } = await overConnection(house.world.ownerUrl, client =>
    client.query<Record<string, string>>(
      `select text, basis, context, audience, said_by <> '' as said from entry where text like 'Keys: %' order by position`,
    ),
  )
  assert.deepEqual(
    rows.map(({ text: words, basis, context, audience, said }) => [words, basis, context, audience, said]),
    [
      ['Keys: the first', 'fact', 'school', 'network', true],
      ['Keys: the second', 'professional-opinion', 'school', 'closed', true],
    ],
    'the context stays, who may read it does not',
  )
  // Off for whoever hears the page: a letter is then a letter.
  await notes.page.locator('[data-line-keys] summary').click()
  await checkPage(notes.page)
  await notes.page.locator('#keys-on').uncheck()
  await notes.page.reload()
  await text(notes.page).focus()
  await notes.page.keyboard.press('Escape')
  await notes.page.keyboard.press('f')
  assert.equal(await notes.page.locator('main [name="basis"]:checked').count(), 0)
})

test('the connection is gone: typing goes on, each line says that it is not safe, and all come in once and in order', async () => {
  const [notes, chair] = await Promise.all([sitsDown('note-taker'), sitsDown('chair')])
  await notes.page.context().setOffline(true)
  for (const words of ['Away: one', 'Away: two', 'Away: three']) await line(notes, words)
  await notes.page.keyboard.type('Away: begun')
  await unsafe(notes.page).nth(2).waitFor()
  await notes.sees(notes.t('meeting.lines.away'))
  await checkPage(notes.page)
  assert.deepEqual(await written('Away:'), [])
  await notes.page.context().setOffline(false)
  await chair.page.locator('[data-live-lines]', { hasText: 'Away: three' }).waitFor()
  await unsafe(notes.page).first().waitFor({ state: 'hidden' })
  assert.deepEqual(await written('Away:'), ['Away: one', 'Away: two', 'Away: three'])
  assert.equal(await text(notes.page).inputValue(), 'Away: begun')
})

test('an answer that never came: the line is there once', async () => {
  const notes = await sitsDown('note-taker')
  let asked = 0
  await notes.page.route('**/run/entries', async route => {
    asked += 1
    if (asked > 1) return route.continue()
    await route.fetch({ maxRedirects: 0 })
    return route.abort()
  })
  await line(notes, 'Lost answer')
  await notes.sees(notes.t('meeting.lines.away'))
  await unsafe(notes.page).first().waitFor({ state: 'hidden' })
  assert.equal(asked, 2)
  assert.deepEqual(await written('Lost answer'), ['Lost answer'])
})

test('what the service will not have as it is says why, holds up no other line, and can be taken back', async () => {
  const notes = await sitsDown('note-taker')
  await notes.page.evaluate(`document.querySelector('form[data-lines]').dataset.lines = ''`)
  await line(notes, 'Nobody said it', ['f'])
  await notes.sees(notes.t('meeting.entry.said-by.needed'))
  await line(notes, 'Said after it')
  await notes.page.locator('[data-live-lines]', { hasText: 'Said after it' }).waitFor()
  await notes.page.getByRole('button', { name: notes.t('meeting.lines.take-back') }).click()
  assert.equal(await text(notes.page).inputValue(), 'Nobody said it')
  assert.ok(await notes.page.locator('main [name="basis"][value="fact"]').isChecked())
  assert.equal(await unsafe(notes.page).count(), 0)
})

test('signed out in the middle: the line stays, says so, and is sent once somebody is signed in again', async () => {
  const notes = await sitsDown('note-taker')
  const { page } = notes
  const cookies = await page.context().cookies()
  await page.context().clearCookies({ name: 'llwybr-session' })
  await line(notes, 'Signed out here')
  await notes.sees(notes.t('meeting.lines.signed-out'))
  assert.deepEqual(await written('Signed out here'), [])
  await page.context().addCookies(cookies)
  await unsafe(page).first().waitFor({ state: 'hidden' })
  assert.deepEqual(await written('Signed out here'), ['Signed out here'])
})

test('the family comes in while a line is on its way: it is written, and the page is in their room', async () => {
  const [notes, chair] = await Promise.all([sitsDown('note-taker'), sitsDown('chair')])
  await notes.page.context().setOffline(true)
  await line(notes, 'Zqclosed while they came in')
  await unsafe(notes.page).first().waitFor()
  await chair.opens(`/meetings/${meetingId}/key`)
  await chair.choose('openStaysOut', 'safety')
  await chair.choose('away', 'yes')
  await chair.press('meeting.to-family.go')
  await notes.page.context().setOffline(false)
  await notes.page.waitForURL(isAt(`/meetings/${meetingId}/family-room`))
  assert.deepEqual(await written('Zqclosed'), ['Zqclosed while they came in'])
  assert.ok(!(await notes.page.content()).includes('Zqclosed'))
})
