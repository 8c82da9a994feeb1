import { after, before, test } from 'node:test'
import { catalogue } from '../../src/catalogue.ts'
import { translators } from '../../src/web/translation.ts'
import { personBrowser } from '../browser.ts'
import { type House, openHouse } from './house.ts'

let house: House
before(async () => {
  house = await openHouse()
})
after(() => house.close())

test('every page that is read passes axe at phone width, in both languages, and works without JavaScript', async () => {
  const { meetingId, childId } = await house.world.as('chair', async ({ tx }) => {
    const row = await tx
      .selectFrom('meeting')
      .where('approved_at', 'is not', null)
      .select(['id', 'child_id'])
      .executeTakeFirstOrThrow()
    return { meetingId: row.id, childId: row.child_id }
  })
  const paths = [
    '/',
    '/?of=team',
    '/children',
    '/referrals',
    '/urgent-access',
    '/panel',
    ...[
      '',
      '/chronology',
      '/access',
      '/as-on-day',
      '/details',
      '/network',
      '/assessments',
      '/meetings',
      '/pathway',
      '/pathway/ending',
      '/panel',
      '/people/new',
      '/alerts/new',
      '/entries/new',
      '/assessments/new',
      '/meetings/request',
    ].map(end => `/children/${childId}${end}`),
    ...['', '/record', '/family-copy', '/copies'].map(end => `/meetings/${meetingId}${end}`),
  ]
  for (const language of ['en', 'cy'] as const) {
    const someone = await house.person('chair', language, 320)
    for (const path of paths) await someone.opens(path)
  }
  const administrator = await house.person('administrator', 'en', 320)
  await administrator.opens('/board')
  const plain = await personBrowser(house.browser, house.address, { javaScript: false })
  const page = await plain.newPage()
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Sign in Non Sampl' }).click()
  await page.locator('a[href="/children"]').first().click()
  await page.locator('[name="q"]').fill('zzz nobody zzz')
  await page.keyboard.press('Enter')
  await page.getByText(translators(catalogue).en('child.search.none')).waitFor()
  await plain.close()
  await house.everybodyLeaves()
})
