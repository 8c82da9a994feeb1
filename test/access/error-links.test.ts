import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { parse } from 'parse5'
import { addressOf, LOOKS } from '../../scripts/pictures/looks.ts'
import { makeApp } from '../../src/app.ts'
import { beginReferral } from '../../src/referral/actions/sending.ts'
import { TEST_KEY } from '../database.ts'
import { attribute, type Element, elementsOf, isTyped } from '../html.ts'
import { visitor } from '../visits.ts'
import { demonstrationWorld, type World } from '../world.ts'

let world: World
let app: FastifyInstance
let referralId: string
before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({
    database: world.database,
    secretKey: TEST_KEY,
    publicUrl: undefined,
    rateLimitPerMinute: 100_000,
  })
  referralId = await world.as('teacher', beginReferral)
})
after(async () => {
  await app.close()
  await world.close()
})

// The page's form with every answer taken out: what it brings along unseen stays.
function emptied(form: Element): Record<string, string> {
  return Object.fromEntries(
    elementsOf(form).flatMap(field => {
      const name = attribute(field, 'name')
      if (name === undefined || name === '_csrf' || !['input', 'select', 'textarea'].includes(field.tagName)) return []
      if (!isTyped(field)) return attribute(field, 'type') === 'hidden' ? [[name, attribute(field, 'value') ?? '']] : []
      return ['radio', 'checkbox'].includes(attribute(field, 'type') ?? '') ? [] : [[name, '']]
    }),
  )
}

const takesFocus = (element: Element) =>
  isTyped(element) ||
  ['button', 'summary'].includes(element.tagName) ||
  attribute(element, 'tabindex') !== undefined ||
  (element.tagName === 'a' && attribute(element, 'href') !== undefined)

// What takes the focus, as the end of an address says it; and where the messages of a page lead.
const placesOf = (body: string) =>
  new Set(
    elementsOf(parse(body))
      .filter(takesFocus)
      .map(each => `#${attribute(each, 'id') ?? ''}`),
  )
function leadsOf(body: string): string[] {
  const summary = elementsOf(parse(body)).find(
    each => attribute(each, 'class')?.includes('govuk-error-summary__list') === true,
  )
  const links = summary === undefined ? [] : elementsOf(summary).filter(each => each.tagName === 'a')
  return links.map(each => attribute(each, 'href') ?? '')
}

test('each message of a form that is sent empty leads to something that takes the focus', async () => {
  const forms: { name: string; send: () => Promise<{ statusCode: number; body: string }> }[] = []
  for (const look of LOOKS) {
    if (look.who === undefined || look.isSentEmpty === true) continue
    const path = await addressOf(world, look)
    assert.ok(path !== undefined, look.name)
    const { get, post } = await visitor(app, world, look.who)
    const first = await get(path)
    const { body } = first.statusCode === 303 ? await get(path) : first
    const form = elementsOf(parse(body)).find(each => attribute(each, 'id') === 'page-form')
    if (form !== undefined)
      forms.push({ name: look.name, send: () => post(attribute(form, 'action') ?? path, emptied(form)) })
  }
  const nowhere: string[] = []
  let messages = 0
  for (const { name, send } of forms) {
    const { statusCode, body } = await send()
    if (statusCode !== 400) continue
    const places = placesOf(body)
    const leads = leadsOf(body)
    assert.notEqual(leads.length, 0, `${name} says what is wrong in a list`)
    messages += leads.length
    nowhere.push(...leads.filter(to => !places.has(to)).map(to => `${name}: ${to}`))
  }
  assert.ok(messages > 60, `${messages} messages are looked at`)
  assert.deepEqual(nowhere, [])
})

test('each message of a referral that cannot be sent leads to its question, on the page that asks it', async () => {
  const { get, post } = await visitor(app, world, 'teacher')
  const { statusCode, body } = await post(`/referrals/${referralId}/send`, {})
  assert.equal(statusCode, 400)
  const leads = leadsOf(body)
  assert.ok(leads.length >= 5, leads.join(' '))
  for (const to of leads) {
    const [address = '', field = ''] = to.split('#')
    assert.match(address, new RegExp(`^/referrals/${referralId}/pages/[a-z-]+$`))
    assert.ok(placesOf((await get(address)).body).has(`#${field}`), to)
  }
})
