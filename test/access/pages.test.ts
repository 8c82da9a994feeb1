import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import type { Actor } from '../../src/access/actor.ts'
import { makeApp } from '../../src/app.ts'
import { setRoles } from '../../src/board/actions.ts'
import { pages } from '../../src/pages.ts'
import { newToken, SESSION_COOKIE, tokenHash } from '../../src/web/session-token.ts'
import { startSession } from '../../src/access/store/sessions.ts'
import { TEST_KEY } from '../database.ts'
import { demonstrationWorld, type World } from '../world.ts'
import { idsOfAddresses } from './ids.ts'

let world: World
let app: FastifyInstance
const ids: Record<string, string> = {}

before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({
    database: world.database,
    secretKey: TEST_KEY,
    publicUrl: undefined,
    rateLimitPerMinute: 100_000,
  })
  Object.assign(ids, await idsOfAddresses(world))
})
after(async () => {
  await app.close()
  await world.close()
})

async function signIn(actor: Actor): Promise<Record<string, string>> {
  const token = newToken(TEST_KEY)
  await world.database.asNobody(tx => startSession(tx, actor.userId, tokenHash(token), new Date(Date.now() + 600_000)))
  return { [SESSION_COOKIE]: token }
}

// A form's token and the cookie that goes with it, as a browser would hold them.
async function forgeryToken(
  cookies: Record<string, string>,
): Promise<{ token: string; cookies: Record<string, string> }> {
  const page = await app.inject({ method: 'GET', url: '/children', cookies })
  const token = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
  const csrf = page.cookies.find(cookie => cookie.name === '_csrf')
  return { token, cookies: { ...cookies, ...(csrf !== undefined && { [csrf.name]: csrf.value }) } }
}

const address = (path: string) =>
  path
    .replace(/:(\w+Id)/g, (_, name: string) => ids[name] ?? '00000000-0000-4000-8000-000000000000')
    .replace(':step', 'danger')
    .replace(':copy', 'family')
    .replace(':language', 'en')
    .replace(':format', 'pdf')

const aboutAChild = pages.filter(
  page =>
    page.roles !== 'everyone' &&
    /:\w+Id/.test(page.path) &&
    !page.path.startsWith('/board/') &&
    !page.path.includes(':userId'),
)

test('someone with every role but no part in the child’s network is told only that a page was not found', async () => {
  const outsider = await world.actor('youth-justice')
  const everyRole = ['practitioner', 'manager', 'exploitation-lead', 'chair', 'note-taker', 'panel-member'] as const
  await world.as('administrator', work => setRoles(work, outsider.userId, outsider.roles, everyRole))
  const { token, cookies } = await forgeryToken(await signIn(outsider))
  const child = await world.as('social-worker', ({ tx }) =>
    tx
      .selectFrom('child')
      .where('id', '=', ids['childId'] ?? '')
      .selectAll()
      .executeTakeFirstOrThrow(),
  )
  assert.ok(aboutAChild.length > 50)
  for (const page of aboutAChild) {
    const url = address(page.path)
    const response =
      page.method === 'get'
        ? await app.inject({ method: 'GET', url, cookies })
        : await app.inject({
            method: 'POST',
            url,
            cookies,
            payload: new URLSearchParams({ _csrf: token, ...FILLED }).toString(),
            headers: { 'content-type': 'application/x-www-form-urlencoded' },
          })
    const says = `${page.method} ${page.path}`
    if (DANGER_PAGE.test(page.path)) continue
    // What is for information governance alone is refused by role.
    const isForOfficers = String(page.roles) === 'information-governance-officer'
    assert.ok(
      (isForOfficers ? [403] : [404, 400]).includes(response.statusCode) || isBackToNowhere(response),
      `${says} answered ${response.statusCode}`,
    )
    for (const word of [child.given_name + ' ' + child.family_name, child.reference])
      assert.ok(!response.body.includes(word), `${says} shows ${word}`)
  }
})

// The page that says "call 999" shows nothing about anyone.
const DANGER_PAGE = /danger-now/

// A form that is right in itself, so that a refusal comes from access and not from an empty field.
const FILLED: Record<string, string> = {
  text: 'x',
  answer: 'x',
  reason: 'a reason',
  reasons: 'x',
  explanation: 'x',
  what: 'x',
  who: 'x',
  what_was_said: 'x',
  whatWasSaid: 'x',
  correction: 'x',
  correctionAudience: 'closed',
  sentTo: 'x',
  copy: 'family',
  language: 'en',
  how: 'post',
  kind: 'note',
  basis: 'fact',
  audience: 'network',
  'happenedOn-day': '1',
  'happenedOn-month': '11',
  'happenedOn-year': '2026',
  direction: 'up',
  movedTo: 'early-help',
  ending: 'moved',
  whatChanged: 'x',
  risk: 'high',
  outcome: 'done',
  version: '1',
  decision: 'share',
  decisionReasons: 'x',
  'toDueOn-day': '1',
  'toDueOn-month': '12',
  'toDueOn-year': '2027',
  stage: 'closed-session',
  user: '00000000-0000-4000-8000-000000000000',
  part: 'practitioner',
  child: 'new',
  restrictReason: 'x',
  callOffReason: 'x',
}

function isBackToNowhere(response: { statusCode: number; headers: Record<string, unknown> }): boolean {
  return (
    response.statusCode === 303 &&
    typeof response.headers['location'] === 'string' &&
    !response.headers['location'].includes('/children/')
  )
}

test('someone outside finds the child in no search, list or count', async () => {
  const outsider = await world.actor('governance')
  const cookies = await signIn(outsider)
  const child = await world.as('social-worker', ({ tx }) =>
    tx
      .selectFrom('child')
      .where('id', '=', ids['childId'] ?? '')
      .selectAll()
      .executeTakeFirstOrThrow(),
  )
  const asked = [
    child.given_name,
    child.reference,
    child.nhs_number ?? '',
    `${Number(child.born_on?.slice(8))}/${Number(child.born_on?.slice(5, 7))}/${child.born_on?.slice(0, 4) ?? ''}`,
  ]
  for (const q of asked) {
    const response = await app.inject({ method: 'GET', url: `/children?q=${encodeURIComponent(q)}`, cookies })
    assert.equal(response.statusCode, 200)
    assert.ok(!response.body.includes(child.family_name), `a search for ${q} shows the child`)
    assert.match(response.body, /No child found|Heb ddod o hyd i blentyn/)
  }
  for (const url of ['/', '/?of=team', '/?of=agency', '/children', '/referrals'])
    assert.ok(
      !(await app.inject({ method: 'GET', url, cookies })).body.includes(child.family_name),
      `${url} shows the child`,
    )
})

test('every page refuses those without its role, and says nothing about a record', async () => {
  const teacher = await world.actor('teacher')
  const { token, cookies } = await forgeryToken(await signIn(teacher))
  for (const page of pages) {
    if (
      page.roles === 'everyone' ||
      page.roles === 'signed-in' ||
      page.roles.some(role => teacher.roles.includes(role))
    )
      continue
    const url = address(page.path)
    const response =
      page.method === 'get'
        ? await app.inject({ method: 'GET', url, cookies })
        : await app.inject({
            method: 'POST',
            url,
            cookies,
            payload: `_csrf=${encodeURIComponent(token)}`,
            headers: { 'content-type': 'application/x-www-form-urlencoded' },
          })
    assert.equal(response.statusCode, 403, `${page.method} ${page.path}`)
  }
})

test('nobody who is not signed in gets further than the door', async () => {
  for (const page of pages) {
    if (page.roles === 'everyone' || page.method === 'post') continue
    const response = await app.inject({ method: 'GET', url: address(page.path) })
    assert.equal(response.statusCode, 303, page.path)
    assert.match(String(response.headers.location), /^\/sign-in/)
  }
})

test('a form without its token is refused, and nothing is done', async () => {
  const cookies = await signIn(await world.actor('social-worker'))
  for (const page of pages) {
    if (page.method !== 'post') continue
    const response = await app.inject({
      method: 'POST',
      url: address(page.path),
      cookies,
      payload: '',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    assert.equal(response.statusCode, 403, page.path)
  }
})

test('a practitioner of the child can open every reading page, in both languages, and no title carries a name', async () => {
  const cookies = await signIn(await world.actor('social-worker'))
  const child = await world.as('social-worker', ({ tx }) =>
    tx
      .selectFrom('child')
      .where('id', '=', ids['childId'] ?? '')
      .selectAll()
      .executeTakeFirstOrThrow(),
  )
  for (const page of pages) {
    if (
      page.method !== 'get' ||
      page.roles === 'everyone' ||
      (page.roles !== 'signed-in' && !page.roles.includes('practitioner'))
    )
      continue
    for (const language of ['en', 'cy']) {
      const response = await app.inject({
        method: 'GET',
        url: address(page.path),
        cookies: { ...cookies, 'llwybr-language': language },
      })
      assert.ok(
        // 204: a stream, which nobody listens to here.
        [200, 204, 303, 404].includes(response.statusCode),
        `${page.path} in ${language} answered ${response.statusCode}`,
      )
      const title = /<title>(.*?)<\/title>/.exec(response.body)?.[1] ?? ''
      assert.ok(!title.includes(child.family_name), `${page.path}: a title is seen by others`)
      if (response.statusCode === 200 && response.headers['content-type']?.toString().startsWith('text/html'))
        assert.match(response.body, new RegExp(`<html lang="${language}"`))
    }
  }
})
