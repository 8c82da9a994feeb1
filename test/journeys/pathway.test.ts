import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { makeApp } from '../../src/app.ts'
import { catalogue } from '../../src/catalogue.ts'
import { addDays, calendarDateAt } from '../../src/lib/calendar-date.ts'
import { type Translate, translators } from '../../src/web/translation.ts'
import { checkPage, launchBrowser, personBrowser } from '../browser.ts'
import { TEST_KEY } from '../database.ts'
import { contentOfPdf } from '../document-text.ts'
import { demonstrationWorld, type World } from '../world.ts'

let world: World
let app: FastifyInstance
let browser: Browser
let address: string

before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({
    database: world.database,
    secretKey: TEST_KEY,
    publicUrl: undefined,
    rateLimitPerMinute: 100_000,
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  address = `http://localhost:${(app.server.address() as { port: number }).port}`
  browser = await launchBrowser()
})
after(async () => {
  await browser.close()
  await app.close()
  await world.close()
})

/** Someone at their own browser, who does what is written on the page. */
class Person {
  readonly page: Page
  readonly t: Translate

  constructor(page: Page, t: Translate) {
    this.page = page
    this.t = t
  }

  /** Presses the button, or follows the link, with these words. */
  async press(key: string, places?: Record<string, unknown>): Promise<void> {
    const name = this.t(key, places)
    await this.page.locator(`main button:has-text("${name}"), main a:has-text("${name}")`).first().click()
    await this.page.waitForLoadState()
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

const contexts: BrowserContext[] = []

async function person(id: string, language: 'en' | 'cy', width?: number): Promise<Person> {
  const context = await personBrowser(browser, address, { language, ...(width !== undefined && { width }) })
  contexts.push(context)
  const page = await context.newPage()
  const { name } = await world.actor(id)
  const t = translators(catalogue)[language]
  await page.goto('/sign-in')
  await page.getByRole('button', { name: `${t('account.demonstration.be')} ${name}` }).click()
  await page.waitForURL(url => !url.pathname.startsWith('/sign-in'))
  return new Person(page, t)
}

for (const language of ['en', 'cy'] as const)
  test(`a child’s whole pathway, by those who do it, in ${language === 'en' ? 'English' : 'Welsh'}`, async () => {
    const family = language === 'en' ? 'Testcloud' : 'Cwmwlprawf'
    const closedWord = language === 'en' ? 'Operation Bluebell' : 'Ymgyrch Cennin'

    const teacher = await person('teacher', language, 360)
    await teacher.opens('/referrals')
    await teacher.press('referral.begin')
    await checkPage(teacher.page)
    await teacher.choose('immediateDanger', 'no')
    await teacher.press('referral.save-and-go-on')
    await checkPage(teacher.page)
    await teacher.write('givenName', 'Efan')
    await teacher.write('familyName', family)
    await teacher.day('bornOn', -14 * 365)
    await teacher.pick('localAuthorityId', 'Merthyr')
    await teacher.press('referral.save-and-go-on')
    await teacher.write('whatHappened', 'Two adults wait at the gate. Came back with a cut hand.')
    await teacher.press('referral.save-and-go-on')
    await teacher.write('childsWords', 'I want it to stop.')
    await teacher.press('referral.save-and-go-on')
    await teacher.choose('forms', 'county-lines')
    await teacher.press('referral.save-and-go-on')
    await teacher.press('referral.save-and-go-on')
    await teacher.press('referral.save-and-go-on')
    await teacher.press('referral.send')
    await teacher.sees(teacher.t('referral.missing.parentsKnow'))
    await teacher.page.goto(`${teacher.page.url().replace(/\/send$/, '')}/pages/family`)
    await teacher.choose('parentsKnow', 'yes')
    await teacher.press('referral.save-and-go-on')
    await checkPage(teacher.page)
    await teacher.press('referral.send')
    await teacher.sees(teacher.t('referral.receipt.title'))

    const manager = await person('duty-manager', language)
    await manager.opens('/referrals')
    await manager.page.getByRole('link', { name: `Efan ${family}` }).click()
    await checkPage(manager.page)
    await manager.choose('child', 'new')
    await manager.press('referral.who-is-this.save')
    await manager.choose('outcome', 'exploitation-pathway')
    await manager.write('reasons', 'Several signs at once.')
    await manager.press('referral.decide.save')
    await manager.sees(manager.t('referral.lead.needed'))
    await manager.pick('lead', 'Non Sampl')
    await manager.press('referral.decide.save')
    const child = new URL(manager.page.url()).pathname
    assert.match(child, /^\/children\//)

    const worker = await person('social-worker', language)
    await worker.opens('/children')
    await worker.write('q', `evan ${family}`)
    await worker.press('child.search.button')
    await worker.page.getByRole('link', { name: `Efan ${family}` }).click()
    await checkPage(worker.page)
    await worker.opens(`${child}/entries/new`)
    await worker.write('text', 'Visited at home.')
    await worker.choose('basis', 'fact')
    await worker.press('entry.save')
    await worker.opens(`${child}/assessments/new`)
    await worker.choose('kind', 'assessment')
    await worker.choose('harm', 'has-happened')
    await worker.choose('level', 'high')
    await worker.write('reasons', 'Harm already done, contact goes on.')
    await worker.press('assessment.complete')
    await checkPage(worker.page)
    await worker.press('record.do.meeting')
    await checkPage(worker.page)
    await worker.press('record.do.meeting')
    const meeting = new URL(worker.page.url()).pathname
    await checkPage(worker.page)
    await worker.opens(`${meeting}/booking`)
    await worker.pick('chairId', 'Gwen Cadair')
    await worker.pick('noteTakerId', 'Dai Nodyn')
    await worker.day('on', 3)
    await worker.write('time', '14:00')
    // Whatever day of the week the journey is made on.
    await worker.write('bookingReason', 'The only day on which everybody can come.')
    await worker.choose('language', language)
    await worker.press('meeting.book')
    const invite = async (who: string, part: string, closed: boolean) => {
      await worker.page.locator('summary', { hasText: worker.t('meeting.invite') }).click()
      if (part === 'child') await worker.write('name', who)
      else await worker.pick('user', who)
      await worker.choose('part', part)
      await worker.choose('sessions', closed ? 'both' : 'family')
      await worker.press('meeting.invite')
    }
    // The page has a summary and a button with the same words: the button is inside.
    const pressInvite = async () =>
      worker.page.locator('details button', { hasText: worker.t('meeting.invite') }).click()
    worker.press = async (key, places) =>
      key === 'meeting.invite' ? pressInvite() : Person.prototype.press.call(worker, key, places)
    await invite('Non Sampl', 'practitioner', true)
    await invite('Pat Ditectif', 'practitioner', true)
    await invite('Efan', 'child', false)
    await worker.sees('Pat Ditectif')

    const chair = await person('chair', language)
    await chair.opens(`${meeting}/consultation`)
    await chair.day('consultedOn', 0)
    await chair.write('consultedTime', '00:01')
    await chair.write('childWantsToSay', 'Talk to me too.')
    await chair.choose('languageOffered', language)
    await chair.choose('advocacy', 'offered-accepted')
    await chair.choose('complaintExplained', 'yes')
    await chair.press('meeting.consultation.save')
    // It is booked for another day: it begins with the chair's reason, and not without.
    await chair.press('meeting.begin')
    await chair.sees(chair.t('meeting.begin.early.needed'))
    await chair.write('earlyReason', 'Everyone is here today.')
    await chair.press('meeting.begin')
    await checkPage(chair.page)
    const police = await person('police', language)
    await police.opens(`${meeting}/run`)
    await police.write('text', `${closedWord} is watching the car.`)
    await police.choose('basis', 'professional-opinion')
    await police.choose('audience', 'closed')
    await police.press('meeting.entry.add')
    await chair.page.reload()
    await chair.write('text', 'The art room is open at lunch.')
    await chair.choose('basis', 'fact')
    await chair.choose('audience', 'network')
    await chair.press('meeting.entry.add')
    await chair.press('meeting.go-to', { stage: chair.t('meeting.stage.family-session') })
    await chair.sees(chair.t('meeting.to-family.title'))
    await checkPage(chair.page)
    await chair.press('meeting.to-family.go')
    await chair.write('text', 'I block them and they come back.')
    await chair.write('saidBy', 'Efan')
    await chair.choose('basis', 'childs-own-words')
    await chair.press('meeting.entry.add')
    await chair.page.locator('main label', { hasText: 'Efan' }).first().click()
    await chair.press('meeting.save-presence')
    await chair.press('meeting.go-to', { stage: chair.t('meeting.stage.safety-planning') })
    await chair.write('childComments', 'I said what I wanted.')
    await chair.press('meeting.comments.save')
    await chair.write('what', 'Meet weekly at a place the child chooses')
    await chair.write('who', 'Non Sampl')
    await chair.pick('owner', 'Non Sampl')
    await chair.day('dueOn', 10)
    await chair.choose('actionContext', 'individual')
    await chair.press('meeting.action.add')
    await chair.write('childsGoals', 'Nobody waiting for me.')
    await chair.press('meeting.plan.save')
    await checkPage(chair.page)
    await chair.choose('familyPresent', 'child-and-family')
    await chair.choose('how', 'typed')
    await chair.choose('noAi', 'yes')
    await chair.press('meeting.end')
    await checkPage(chair.page)
    const decide = async (words: string, decision: 'share' | 'withhold') => {
      const entry = chair.page.locator('li', { hasText: words }).first()
      await entry.locator('summary').click()
      await entry.locator(`input[value="${decision}"]`).check()
      if (decision === 'withhold') await entry.locator('select[name="omission"]').selectOption('criminal-investigation')
      await entry.getByRole('button', { name: chair.t('meeting.decision.save') }).click()
      await chair.page.waitForLoadState()
    }
    await decide(closedWord, 'withhold')
    await decide('I block them', 'share')
    await chair.press('meeting.approve.read')
    await checkPage(chair.page)
    await chair.press('meeting.approve')
    await chair.sees(chair.t('meeting.approve.undecided'))
    await chair.choose('restStaysOut', 'yes')
    await chair.press('meeting.approve')
    await checkPage(chair.page)
    await chair.press(`family-copy.make.${language}`)
    await chair.sees(chair.t('family-copy.state.made'))
    await checkPage(chair.page)

    await worker.opens(`${meeting}/copies`)
    const languageWords = worker.t(`board.language.${language}`)
    await worker.press('family-copy.read-it', { language: languageWords })
    const frozen = new URL(worker.page.url()).pathname
    assert.equal((await chair.page.request.get(`${frozen}/pdf`)).status(), 404, 'there is no file before the reading')
    await checkPage(worker.page)
    await worker.press('meeting.check')
    await chair.page.reload()
    await chair.choose('copy', 'family')
    await chair.choose('language', language)
    await chair.write('sentTo', 'Efan and family')
    await chair.choose('how', 'read-together')
    await chair.press('meeting.sending.save')
    const copy = await chair.page.request.get(`${frozen}/pdf`)
    assert.match(
      copy.headers()['content-disposition'] ?? '',
      language === 'en' ? /LL-\d+ family copy, meeting 1, English/ : /LL-\d+ copi/,
    )
    const { text } = await contentOfPdf(await copy.body())
    assert.ok(text.includes('I block them'))
    assert.ok(!text.includes(closedWord), 'a closed word is in the family’s copy')

    await worker.opens('/')
    await worker.page
      .getByRole('link', { name: `Efan ${family}` })
      .first()
      .waitFor()
    await worker.opens(`${child}/panel`)
    await worker.write('reasons', 'The same adults wait for several children.')
    await worker.press('panel.escalate')
    const panel = await person('panel', language)
    await panel.opens('/panel')
    await panel.page.getByRole('link', { name: `Efan ${family}` }).click()
    await checkPage(panel.page)
    await panel.choose('decision', 'actions-agreed')
    await panel.write('decisionReasons', 'Patrols are agreed with the owner.')
    await panel.press('panel.decision.save')
    const after = await panel.page.request.get(child)
    assert.equal(after.status(), 404, 'with its decision the panel’s sight of the child ends')

    // The review is a meeting again; then the pathway ends.
    const later = await person('social-worker', language)
    await later.opens(`${child}/meetings/request`)
    await later.choose('risk', 'medium')
    await later.write('reason', 'The review.')
    await later.press('record.do.meeting')
    await later.sees(later.t('meeting.review', { number: 2 }))
    await later.opens(`${child}/pathway/ending`)
    await later.choose('way', 'risk-reduced')
    await later.write('whatChanged', 'The adults were charged.')
    await later.press('ending.propose')
    await later.sees(later.t('pathway.end.whoKeepsWatch.needed'))
    await later.write('whoKeepsWatch', 'The art teacher.')
    await later.write('whatWouldBringBack', 'New unexplained money.')
    await later.press('ending.propose')
    await later.sees(later.t('ending.judged-high'))
    await later.choose('way', 'other')
    await later.press('ending.propose')
    await later.sees(later.t('ending.decline'))
    await checkPage(later.page)
    const lead = await person('lead', language)
    await lead.opens(`${child}/pathway/ending`)
    await lead.press('ending.confirm')
    await lead.sees(lead.t('ending.seen.needed'))
    await lead.choose('seen', 'yes')
    await lead.press('ending.confirm')
    await lead.sees(lead.t('pathway.ending.other'))
    await checkPage(lead.page)
    await lead.opens(`${child}/pathway`)
    await lead.write('reopenReason', 'Seen with the same adults.')
    await lead.pick('lead', 'Non Sampl')
    await lead.press('pathway.reopen.button')
    await lead.sees(lead.t('clock.rule.assessment'))
    await checkPage(lead.page)
    for (const context of contexts.splice(0)) await context.close()
  })

test('every page that is read passes axe at phone width, in both languages, and works without JavaScript', async () => {
  const { meetingId, childId } = await world.as('chair', async ({ tx }) => {
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
    const someone = await person('chair', language, 320)
    for (const path of paths) await someone.opens(path)
  }
  const administrator = await person('administrator', 'en', 320)
  await administrator.opens('/board')
  const plain = await personBrowser(browser, address, { javaScript: false })
  const page = await plain.newPage()
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Sign in Non Sampl' }).click()
  await page.locator('a[href="/children"]').first().click()
  await page.locator('[name="q"]').fill('zzz nobody zzz')
  await page.keyboard.press('Enter')
  await page.getByText(translators(catalogue).en('child.search.none')).waitFor()
  for (const context of [...contexts.splice(0), plain]) await context.close()
})
