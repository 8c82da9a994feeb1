// Pages on paper: nothing to press, nothing empty, and what stands in a form or is folded away is there whole.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addressOf, LOOKS } from '../../scripts/pictures/looks.ts'
import { beginReferral } from '../../src/referral/actions/sending.ts'
import { type House, openHouse } from './house.ts'
import type { Person } from './person.ts'

let house: House
before(async () => {
  house = await openHouse()
  await house.world.as('teacher', beginReferral)
})
after(() => house.close())

// What of a printed page is not what it should be.
const FAULTS = `(() => {
  const seen = element => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })
  const main = document.querySelector('main')
  return [
    ...[...document.querySelectorAll('button, .govuk-button, [role="button"]')].filter(seen)
      .map(each => 'can be pressed: ' + each.textContent.trim()),
    ...[...document.querySelectorAll('textarea')].filter(each => seen(each) && each.scrollHeight > each.clientHeight + 2)
      .map(each => 'is cut: ' + each.name),
    ...[...document.querySelectorAll('main nav')].filter(seen).map(() => 'leads elsewhere'),
    ...(main.innerText.trim().split('\\n').length > 1 ? [] : ['is empty']),
    ...(document.documentElement.scrollWidth > document.documentElement.clientWidth + 1 ? ['is wider than the paper'] : []),
  ]
})()`

test('every page is printed without buttons and is not empty', async () => {
  const people = new Map<string, Person>()
  const faults: string[] = []
  let printed = 0
  for (const look of LOOKS) {
    if (look.who === undefined || look.isSentEmpty === true) continue
    const path = await addressOf(house.world, look)
    if (path === undefined) continue
    const person = people.get(look.who) ?? (await house.person(look.who, 'en', 760))
    people.set(look.who, person)
    await person.page.emulateMedia({ media: 'print' })
    await person.page.goto(path)
    faults.push(...(await person.page.evaluate<string[]>(FAULTS)).map(fault => `${look.name} ${fault}`))
    printed += 1
  }
  assert.ok(printed > 80, String(printed))
  assert.deepEqual(faults, [])
})

test('words in a form that is not saved yet are on paper whole, and so is what a page folds away', async () => {
  const look = LOOKS.find(each => each.name === 'others-change')
  const path = look && (await addressOf(house.world, look))
  assert.ok(path)
  const worker = await house.person('social-worker', 'en', 760)
  const lines = Array.from({ length: 30 }, (_, at) => `Line ${at} of what was seen.`).join('\n')
  await worker.page.goto(path)
  await worker.write('words', lines)
  await worker.page.emulateMedia({ media: 'print' })
  assert.ok(await worker.page.locator('textarea[name="words"]').isVisible())
  assert.deepEqual(await worker.page.evaluate<string[]>(FAULTS), [])

  await worker.page.emulateMedia({ media: 'screen' })
  await worker.page.goto(await recordOf(path))
  const folded = worker.page.locator('main details:not([open]) dd').first()
  assert.equal(await folded.isVisible(), false)
  await worker.page.emulateMedia({ media: 'print' })
  assert.equal(await folded.isVisible(), true)
  await house.everybodyLeaves()
})

test('a secret that a page shows once is not on paper', async () => {
  const look = LOOKS.find(each => each.name === 'family-copy-locking')
  const path = look && (await addressOf(house.world, look))
  assert.ok(path)
  const chair = await house.person('chair', 'en', 760)
  await chair.page.goto(path)
  const passphrase = chair.page.locator('main code')
  assert.ok(await passphrase.isVisible())
  await chair.page.emulateMedia({ media: 'print' })
  assert.equal(await passphrase.isVisible(), false)
  await house.everybodyLeaves()
})

// The record of the child whom a form is about.
async function recordOf(path: string): Promise<string> {
  const id = path.split('/').at(-1) ?? ''
  const { child_id: childId } = await house.world.as('social-worker', ({ tx }) =>
    tx.selectFrom('other_at_risk').where('id', '=', id).select('child_id').executeTakeFirstOrThrow(),
  )
  return `/children/${childId}`
}
