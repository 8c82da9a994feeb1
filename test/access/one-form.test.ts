import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { addressOf, LOOKS } from '../../scripts/pictures/looks.ts'
import { makeApp } from '../../src/app.ts'
import { beginReferral } from '../../src/referral/actions/sending.ts'
import { TEST_KEY } from '../database.ts'
import { visitor } from '../visits.ts'
import { demonstrationWorld, type World } from '../world.ts'
import { meetingIn } from './meeting-deeds.ts'

type Element = DefaultTreeAdapterTypes.Element

let world: World
let app: FastifyInstance
before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({
    database: world.database,
    secretKey: TEST_KEY,
    publicUrl: undefined,
    rateLimitPerMinute: 100_000,
  })
  await meetingIn(world, 'in-closed-session')
  await world.as('teacher', beginReferral)
})
after(async () => {
  await app.close()
  await world.close()
})

const attribute = (element: Element, name: string) => element.attrs.find(each => each.name === name)?.value
const NOT_TYPED = ['hidden', 'submit', 'button']
const isTyped = (element: Element) =>
  element.tagName === 'textarea' ||
  element.tagName === 'select' ||
  (element.tagName === 'input' && !NOT_TYPED.includes(attribute(element, 'type') ?? 'text'))

function within(node: DefaultTreeAdapterTypes.Node): Element[] {
  const children = 'childNodes' in node ? node.childNodes : []
  return children.flatMap(child => ('tagName' in child ? [child, ...within(child)] : within(child)))
}

// Where each form of a page is sent that is typed into.
function typedForms(html: string): string[] {
  return within(parse(html))
    .filter(each => each.tagName === 'form' && attribute(each, 'method') === 'post' && within(each).some(isTyped))
    .map(form => attribute(form, 'action') ?? '')
}

// A meeting that is on and its record are made anew with its two rooms.
const SEVERAL = ['meeting', 'meeting-run', 'meeting-record']

test('a page is typed into in one form: without a script a browser sends one, and the words in another would be lost', async () => {
  const several: string[] = []
  for (const look of LOOKS) {
    if (look.who === undefined || look.isSentEmpty === true || SEVERAL.includes(look.name)) continue
    const path = await addressOf(world, look)
    assert.ok(path !== undefined, look.name)
    const forms = typedForms((await (await visitor(app, world, look.who)).get(path)).body)
    if (forms.length > 1) several.push(`${look.name}: ${forms.join(' ')}`)
  }
  assert.deepEqual(several, [])
})
