// The guide of the demonstration: each stop names somebody who is there, and leads them to a page that opens.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { TEST_KEY } from '../../test/database.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { makeApp } from '../app.ts'
import { SESSION_COOKIE } from '../web/session-token.ts'

let world: World
let app: FastifyInstance
before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: undefined })
})
after(async () => {
  await app.close()
  await world.close()
})

test('all eight stops sign in as the person named, and open', async () => {
  const page = await app.inject({ method: 'GET', url: '/sign-in' })
  const csrf = Object.fromEntries(page.cookies.map(cookie => [cookie.name, cookie.value]))
  const stops = [
    ...page.body.matchAll(
      /name="_csrf" value="([^"]+)">\s*<input type="hidden" name="to" value="([^"]+)">\s*<button class="llwybr-link-button" type="submit" name="account" value="([^"]+)">([^<]+)/g,
    ),
  ]
  assert.equal(stops.length, 8)
  for (const [, token = '', to = '', account = '', name = ''] of stops) {
    const signedIn = await app.inject({
      method: 'POST',
      url: '/demonstration/sign-in',
      cookies: csrf,
      payload: new URLSearchParams({ _csrf: token, to, account }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    assert.equal(signedIn.headers.location, to === '/' ? '/kept' : to, name)
    const session = signedIn.cookies.find(cookie => cookie.name === SESSION_COOKIE)?.value ?? ''
    const opened = await app.inject({ method: 'GET', url: to, cookies: { [SESSION_COOKIE]: session } })
    assert.equal(opened.statusCode, 200, `${name}: ${to}`)
    assert.ok(opened.body.includes(name), name)
  }
})

test('whoever was on their way to a page is not led elsewhere', async () => {
  const { body } = await app.inject({ method: 'GET', url: '/sign-in?to=/panel' })
  assert.doesNotMatch(body, /Follow one child/)
})
