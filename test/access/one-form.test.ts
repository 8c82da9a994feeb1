import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { parse } from 'parse5'
import { addressOf, LOOKS } from '../../scripts/pictures/looks.ts'
import { makeApp } from '../../src/app.ts'
import { beginReferral } from '../../src/referral/actions/sending.ts'
import { TEST_KEY } from '../database.ts'
import { attribute, elementsOf, isTyped } from '../html.ts'
import { visitor } from '../visits.ts'
import { demonstrationWorld, type World } from '../world.ts'

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
  await world.as('teacher', beginReferral)
})
after(async () => {
  await app.close()
  await world.close()
})

// Where each form of a page is sent that is typed into.
function typedForms(html: string): string[] {
  return elementsOf(parse(html))
    .filter(each => each.tagName === 'form' && attribute(each, 'method') === 'post' && elementsOf(each).some(isTyped))
    .map(form => attribute(form, 'action') ?? '')
}

test('a page is typed into in one form: without a script a browser sends one, and the words in another would be lost', async () => {
  const several: string[] = []
  for (const look of LOOKS) {
    if (look.who === undefined || look.isSentEmpty === true) continue
    const path = await addressOf(world, look)
    assert.ok(path !== undefined, look.name)
    const { get } = await visitor(app, world, look.who)
    // A browser that comes into the family's room asks twice.
    const first = await get(path)
    const forms = typedForms((first.statusCode === 303 ? await get(path) : first).body)
    if (forms.length > 1) several.push(`${look.name}: ${forms.join(' ')}`)
  }
  assert.deepEqual(several, [])
})
