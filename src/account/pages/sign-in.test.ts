import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { generateSync } from 'otplib'
import { overConnection, TEST_KEY, type TestDatabase, testDatabase } from '../../../test/database.ts'
import { makeApp } from '../../app.ts'
import { newFoundingCode } from '../../db/founding.ts'
import { sealerFor } from '../../lib/sealing.ts'
import { newToken } from '../../web/session-token.ts'
import { checkSignIn, codeHash } from '../actions.ts'

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

test('after five wrong attempts a source waits, for an address that has no account too; nobody else does', async () => {
  cookies['llwybr-session'] = ''
  for (let attempt = 0; attempt < 5; attempt += 1)
    await send('/sign-in', '/sign-in', { email: 'ghost@example.org', password: 'x', code: '1' })
  const waits = await send('/sign-in', '/sign-in', { email: 'ghost@example.org', password: 'x', code: '1' })
  assert.match(waits.body, /several wrong attempts/)
  const elsewhere = { email: 'ghost@example.org', password: 'x', code: '1', now: new Date() }
  const sealer = sealerFor(TEST_KEY, 'second factor')
  const result = await checkSignIn(database.database, sealer, { ...elsewhere, remoteAddress: '192.0.2.7' })
  assert.equal(result.outcome, 'wrong', 'another source is heard')
})

test('of forty wrong attempts side by side no more are looked at than of forty in a row', async () => {
  const sealer = sealerFor(TEST_KEY, 'second factor')
  const attempt = { email: 'beside@example.org', password: 'x', code: '1', remoteAddress: '192.0.2.8', now: new Date() }
  const results = await Promise.all(Array.from({ length: 40 }, () => checkSignIn(database.database, sealer, attempt)))
  assert.equal(results.filter(result => result.outcome === 'wrong').length, 5)
  assert.equal(results.filter(result => result.outcome === 'waits').length, 35)
})

test('each sign-in and each refusal leaves its event', async () => {
  const { rows } = await overConnection(database.ownerUrl, client =>
    client.query<{ event: string; has_actor: boolean }>(
      `select distinct event, actor_id is not null as has_actor from audit_event where event like 'account.%' order by 1`,
    ),
  )
  assert.deepEqual(rows, [
    { event: 'account.credential-changed', has_actor: true },
    { event: 'account.invited', has_actor: true },
    { event: 'account.refused', has_actor: false },
    { event: 'account.signed-in', has_actor: true },
  ])
})

test('a sealed second factor is of no use in the form of another invitation', async () => {
  const { rows } = await overConnection(database.ownerUrl, client =>
    client.query<{ totp_secret: Buffer }>('select totp_secret from credential limit 1'),
  )
  await overConnection(database.ownerUrl, client =>
    client.query(
      `insert into account_invitation (user_id, code_hash, expires_at) select id, $1, now() + interval '1 day' from app_user limit 1`,
      [codeHash('another-invitation')],
    ),
  )
  const page = await send('/welcome?invitation=another-invitation', '/welcome', {
    secret: rows[0]?.totp_secret.toString('base64url') ?? '',
    code: '',
  })
  assert.equal(page.statusCode, 400)
  assert.ok(!page.body.replaceAll(' ', '').includes(secret), 'the secret of an account is shown')
})

test('a form is of no use with the token and cookie of another browser', async () => {
  const other: Record<string, string> = {}
  const shown = await app.inject({ method: 'GET', url: '/sign-in' })
  for (const cookie of shown.cookies) other[cookie.name] = cookie.value
  const token = /name="_csrf" value="([^"]+)"/.exec(shown.body)?.[1] ?? ''
  const sessionCookie = newToken(TEST_KEY)
  const sent = await app.inject({
    method: 'POST',
    url: '/sign-out',
    cookies: { ...other, 'llwybr-session': sessionCookie },
    payload: new URLSearchParams({ _csrf: token }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  assert.equal(sent.statusCode, 403)
})

test('a live board has no one-click sign-in', async () => {
  const page = await app.inject({ method: 'GET', url: '/sign-in' })
  assert.ok(!page.body.includes('name="account"'))
})
