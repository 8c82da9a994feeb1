// A referral written and decided by two people without a mouse: the teacher through every page of it and back from an error, the manager
// from the skip link over her list of work to the decision, then a note on the record that begins.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type House, openHouse } from './house.ts'
import { KeyboardPerson } from './keyboard-person.ts'

let house: House
before(async () => {
  house = await openHouse()
})
after(() => house.close())

const WORDS = 'A van waits at the gate each Thursday.'

test('a referral is written, sent and decided, and a note is written, by keyboard alone', async () => {
  const teacher = await keyboardPerson('teacher', 390)
  await teacher.opens('/referrals')
  await teacher.press('referral.begin')

  await teacher.choose('immediateDanger', 'no')
  await goOn(teacher)
  await teacher.write('givenName', 'Gwern')
  await teacher.write('familyName', 'Allweddellprawf')
  await goOn(teacher)
  await teacher.day('bornOn', -14 * 365)
  await goOn(teacher)
  await teacher.pick('localAuthorityId', 'Merthyr')
  await goOn(teacher)
  await teacher.choose('otherAuthority', 'no')
  await goOn(teacher)
  await teacher.choose('language', 'cy')
  await goOn(teacher)
  await teacher.write('whatHappened', WORDS)
  await teacher.choose('mayBeCrime', 'yes')
  await goOn(teacher)
  await teacher.write('childsWords', 'They know where my brother goes to school.')
  await goOn(teacher)
  await teacher.choose('forms', 'county-lines')
  await teacher.choose('forms', 'criminal')
  await goOn(teacher)
  for (let page = 0; page < 20 && (await teacher.page.locator('[name="referrerPhone"]').count()) === 0; page += 1)
    await goOn(teacher)
  await teacher.write('referrerPhone', '01632 960011')
  await goOn(teacher)

  // One question was passed over: the list of errors has the focus, and leads back to it.
  await teacher.press('referral.send')
  await focusIsOnErrors(teacher)
  await teacher.choose('parentsKnow', 'yes')
  await goOn(teacher)
  while (teacher.page.url().includes('/pages/')) await goOn(teacher)
  await teacher.press('referral.send')
  await teacher.sees(teacher.t('referral.receipt.title'))

  // The manager goes past the header by its first stop, and opens what waits for her team from her own list.
  const manager = await keyboardPerson('duty-manager', 1280)
  await manager.opens('/?of=team')
  await manager.page.keyboard.press('Tab')
  assert.ok(await manager.page.locator('.govuk-skip-link').and(manager.page.locator(':focus')).isVisible())
  await manager.page.keyboard.press('Enter')
  await manager.follow('Decide on the referral: G. A.')
  await manager.sees(WORDS)
  await manager.choose('outcome', 'exploitation-pathway')
  await manager.press('referral.decide.save')
  await focusIsOnErrors(manager)
  await manager.write('reasons', 'Several signs at once.')
  await manager.pick('lead', 'Non Sampl')
  await manager.press('referral.decide.save')
  const child = new URL(manager.page.url()).pathname
  assert.match(child, /^\/children\//)

  const worker = await keyboardPerson('social-worker', 390)
  await worker.opens(child)
  await worker.press('entry.new')
  await worker.write('text', 'Visited at home, and saw the child alone.')
  await worker.choose('basis', 'fact')
  await worker.press('entry.save')
  await worker.sees('Visited at home, and saw the child alone.')
  await house.everybodyLeaves()
})

async function keyboardPerson(who: string, width: number): Promise<KeyboardPerson> {
  const { page, t } = await house.person(who, 'en', width)
  return new KeyboardPerson(page, t)
}

// Saves the page of a referral and waits for the next.
async function goOn(person: KeyboardPerson): Promise<void> {
  await person.sends('referral.save-and-go-on')
}

// The list of errors has the focus; its first link leads into the form.
async function focusIsOnErrors({ page }: KeyboardPerson): Promise<void> {
  await page.locator('.govuk-error-summary').and(page.locator(':focus')).waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.locator('main form :focus').waitFor()
}
