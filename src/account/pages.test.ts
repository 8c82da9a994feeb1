import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { generateSync } from 'otplib'
import { TEST_KEY, type TestDatabase, testDatabase } from '../../test/database.ts'
import { makeApp } from '../app.ts'
import { newFoundingCode } from '../db/founding.ts'
import { codeHash } from './actions.ts'
import { passwordFault } from './rules.ts'

let database: TestDatabase
let app: FastifyInstance
const cookies: Record<string, string> = {}

before(async () => {
  database = await testDatabase()
  app = await makeApp({ database: database.database, secretKey: TEST_KEY, publicUrl: undefined })
})
after(async () => {
  await app.close()
  await database.close()
})

function keep(response: LightMyRequestResponse): LightMyRequestResponse {
  for (const cookie of response.cookies) cookies[cookie.name] = cookie.value
  return response
}

async function send(page: string, url: string, fields: Record<string, string>): Promise<LightMyRequestResponse> {
  const shown = keep(await app.inject({ method: 'GET', url: page, cookies }))
  const hidden = [...shown.body.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(
    (match): [string, string] => [match[1] ?? '', match[2] ?? ''],
  )
  const payload = new URLSearchParams({ ...Object.fromEntries(hidden), ...fields }).toString()
  return keep(
    await app.inject({
      method: 'POST',
      url,
      cookies,
      payload,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    }),
  )
}

const PASSWORD = 'seven quiet otters on a bridge'
let secret = ''

test('the board is founded only with the key that was printed, and its administrator then chooses a password', async () => {
  const key = await newFoundingCode(database.ownerUrl, codeHash, 'the-printed-key')
  assert.equal(key, 'the-printed-key')
  const board = {
    nameEn: 'A board',
    nameCy: 'Bwrdd',
    adminName: 'Ada Prawf',
    adminEmail: 'ada@example.org',
    language: 'en',
  }
  const wrong = await send('/set-up', '/set-up/board', { ...board, foundingKey: 'a-guess' })
  assert.equal(wrong.statusCode, 400)
  assert.match(wrong.body, /href="#foundingKey"/)
  const founded = await send('/set-up', '/set-up/board', { ...board, foundingKey: 'the-printed-key' })
  const welcome = String(founded.headers.location)
  assert.match(welcome, /^\/welcome\?invitation=/)
  const page = keep(await app.inject({ method: 'GET', url: welcome, cookies }))
  secret = (/<code>([A-Z2-7 ]+)<\/code>/.exec(page.body)?.[1] ?? '').replaceAll(' ', '')
  const hidden = Object.fromEntries(
    [...page.body.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(match => [
      match[1] ?? '',
      match[2] ?? '',
    ]),
  )
  const choose = async (password: string, code: string) =>
    keep(
      await app.inject({
        method: 'POST',
        url: '/welcome',
        cookies,
        payload: new URLSearchParams({ ...hidden, password, code }).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
    )
  assert.match((await choose('short', generateSync({ secret }))).body, /href="#password"/)
  assert.match((await choose(PASSWORD, '000000')).body, /href="#code"/)
  const chosen = await choose(PASSWORD, generateSync({ secret }))
  assert.equal(chosen.statusCode, 303)
  const used = await app.inject({ method: 'GET', url: welcome })
  assert.ok(!used.body.includes('type="password"'), 'an invitation is used once')
  const overview = await app.inject({ method: 'GET', url: '/board', cookies })
  assert.match(overview.body, /Ada Prawf/)
})

test('signing in asks for e-mail, password and a fresh code, and does not tell which of them was wrong', async () => {
  cookies['llwybr-session'] = ''
  const epoch = Math.floor(Date.now() / 1000) + 30
  const wrong = await send('/sign-in', '/sign-in', {
    email: 'ada@example.org',
    password: 'not that one at all',
    code: generateSync({ secret, epoch }),
  })
  cookies['llwybr-session'] = ''
  const unknown = await send('/sign-in', '/sign-in', {
    email: 'nobody@example.org',
    password: PASSWORD,
    code: '123456',
  })
  const errorOf = (response: LightMyRequestResponse) => /<a href="#email">(.*?)<\/a>/.exec(response.body)?.[1]
  assert.equal(wrong.statusCode, 400)
  assert.equal(errorOf(wrong), errorOf(unknown))
  assert.ok(!unknown.body.includes(PASSWORD), 'a password is never shown again')
  const code = generateSync({ secret, epoch })
  const right = await send('/sign-in', '/sign-in', { email: 'ADA@example.org ', password: PASSWORD, code })
  assert.equal(right.statusCode, 303, right.body.slice(0, 200))
  cookies['llwybr-session'] = ''
  const again = await send('/sign-in', '/sign-in', { email: 'ada@example.org', password: PASSWORD, code })
  assert.equal(again.statusCode, 400, 'a code is accepted once')
})

test('after five wrong attempts sign-in pauses, for an address that has no account too', async () => {
  cookies['llwybr-session'] = ''
  for (let attempt = 0; attempt < 5; attempt += 1)
    await send('/sign-in', '/sign-in', { email: 'ghost@example.org', password: 'x', code: '1' })
  const paused = await send('/sign-in', '/sign-in', { email: 'ghost@example.org', password: 'x', code: '1' })
  assert.match(paused.body, /several wrong attempts/)
})

test('a live board has no one-click sign-in', async () => {
  const page = await app.inject({ method: 'GET', url: '/sign-in' })
  assert.ok(!page.body.includes('name="account"'))
})

test('a password is refused at eleven characters and accepted at twelve, unless attackers know it', () => {
  const nobodyKnows = () => false
  assert.equal(passwordFault('abcdefghij1', 'a@b.cy', nobodyKnows), 'too-short')
  assert.equal(passwordFault('abcdefghij12', 'a@b.cy', nobodyKnows), undefined)
  assert.equal(
    passwordFault('abcdefghij12', 'a@b.cy', () => true),
    'is-known',
  )
  assert.equal(passwordFault('aaaaaaaaaaaaa', 'a@b.cy', nobodyKnows), 'is-known')
  assert.equal(passwordFault('someone@example.org', 'Someone@example.org', nobodyKnows), 'is-the-email')
})
