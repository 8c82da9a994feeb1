// A meeting by five browsers at once: what one writes the others see, the key takes all of them along, and the screen before the family
// never receives a closed word.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { checkPage } from '../browser.ts'
import { overConnection } from '../database.ts'
import { type House, openHouse } from './house.ts'
import type { Person } from './person.ts'

let house: House
before(async () => {
  house = await openHouse()
})
after(() => house.close())

const FIRST = 'Zqfirst is what the police know.'
const SECOND = 'Zqsecond was said during the pause.'

const at = (person: Person, path: string) => person.page.waitForURL(url => url.pathname === path)
const lines = (person: Person, words: string) => person.page.locator('[data-live-lines]', { hasText: words }).waitFor()

async function write(person: Person, text: string, saidBy: string, basis = 'fact'): Promise<void> {
  await person.write('text', text)
  await person.write('saidBy', saidBy)
  await person.choose('basis', basis)
  await person.addsLine()
}

test('five browsers in one meeting, a pause among them', async () => {
  const { rows } = await overConnection(house.world.ownerUrl, client =>
    client.query<{ id: string; lead: string }>(
      `select m.id, split_part(u.email, '@', 1) as lead from meeting m
         join network_member n on n.child_id = m.child_id and n.part = 'lead-practitioner' and n.left_at is null join app_user u on u.id = n.user_id
        where m.stage = 'closed-session'`,
    ),
  )
  const [meeting] = rows
  assert.ok(meeting)
  const path = `/meetings/${meeting.id}`
  const room = `${path}/family-room`
  const [chair, notes, police, lead, screen] = await Promise.all(
    ['chair', 'note-taker', 'police', meeting.lead, 'note-taker'].map(who => house.person(who, 'en')),
  )
  assert.ok(chair && notes && police && lead && screen)
  for (const person of [chair, notes, police, lead]) await person.opens(`${path}/run`)

  // What one writes the others read, where they are and without asking.
  await write(police, FIRST, '')
  await Promise.all([chair, notes, lead].map(person => lines(person, FIRST)))
  // Somebody who is writing meanwhile keeps what they have begun.
  await notes.write('text', 'Begun and not said yet')
  await write(lead, 'The art room is open.', '')
  await lines(notes, 'The art room is open.')
  assert.equal(await notes.page.locator('main [name="text"]').inputValue(), 'Begun and not said yet')

  // The key takes every browser along.
  await chair.opens(`${path}/key`)
  await chair.choose('openStaysOut', 'safety')
  await chair.choose('away', 'yes')
  await chair.press('meeting.to-family.go')
  await Promise.all([chair, notes, police, lead].map(person => at(person, room)))
  for (const person of [chair, notes, police, lead]) assert.ok(!(await person.page.content()).includes('Zqfirst'))

  // The screen before the family: from here on every byte that it receives is kept.
  const received: Promise<string>[] = []
  screen.page.on('response', answer => {
    const isText = /html|javascript|css|event-stream/.test(answer.headers()['content-type'] ?? '')
    const isStream = answer.url().endsWith('/changes')
    if (isText && !isStream && answer.status() === 200) received.push(answer.text().catch(() => ''))
  })
  await screen.opens(room)
  await write(notes, 'They come back under another name.', 'Heledd', 'childs-own-words')
  await Promise.all([chair, police, lead, screen].map(person => lines(person, 'They come back under another name.')))
  await checkPage(screen.page)

  // A pause: every screen shows nothing of the meeting, by itself, and says nothing of what is written meanwhile.
  await chair.opens(`${room}/onwards`)
  await chair.press('family-room.time-out')
  await Promise.all([notes, police, lead, screen].map(person => person.sees(person.t('family-room.paused.text'))))
  assert.ok(!(await screen.page.content()).includes('another name'))
  await house.signsInAgain(police, 'police', 'family-room.leave', 'family-room.leave.go')
  await police.opens(`${path}/run`)
  await lines(police, FIRST)
  await write(police, SECOND, '')
  const before = received.length
  await screen.page.waitForTimeout(1500)
  assert.equal(received.length, before, 'the screen does not so much as ask')

  // The key again, and only with the new words settled.
  await house.signsInAgain(chair, 'chair', 'family-room.leave', 'family-room.leave.go')
  await chair.opens(`${path}/key`)
  await chair.choose('away', 'yes')
  await chair.press('meeting.to-family.go')
  await chair.sees(chair.t('meeting.to-family.open.needed'))
  await chair.choose('openStaysOut', 'criminal-investigation')
  await chair.choose('away', 'yes')
  await chair.press('meeting.to-family.go')
  await at(chair, room)
  await at(police, room)
  await lines(screen, 'They come back under another name.')

  const bytes = await Promise.all(received)
  assert.ok(bytes.length > 5)
  assert.ok(bytes.some(each => each.includes('another name')))
  for (const each of bytes) assert.doesNotMatch(each, /Zqfirst|Zqsecond|Gwawrddydd/)
  await house.everybodyLeaves()
})
