// Forged, foreign, malformed and repeated input: refused like what is not there, never a fault, nothing changed.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { startSession } from '../../src/access/store/sessions.ts'
import { makeApp } from '../../src/app.ts'
import { newToken, SESSION_COOKIE, tokenHash } from '../../src/web/session-token.ts'
import { overConnection, TEST_KEY } from '../database.ts'
import { demonstrationWorld, type World } from '../world.ts'

let world: World
let app: FastifyInstance
const cookies: Record<string, string> = {}
let csrf = ''
let childId = ''

before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: undefined, rateLimitPerMinute: 5000 })
  const actor = await world.actor('social-worker')
  const token = newToken(TEST_KEY)
  await world.database.asNobody(tx => startSession(tx, actor.userId, tokenHash(token), new Date(Date.now() + 600_000)))
  cookies[SESSION_COOKIE] = token
  const page = await app.inject({ method: 'GET', url: '/children', cookies })
  csrf = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
  for (const cookie of page.cookies) cookies[cookie.name] = cookie.value
  childId = /\/children\/([0-9a-f-]{36})/.exec(page.body)?.[1] ?? ''
})
after(async () => {
  await app.close()
  await world.close()
})

const post = (url: string, fields: readonly (readonly [string, string])[]) =>
  app.inject({
    method: 'POST',
    url,
    cookies,
    payload: new URLSearchParams([
      ['_csrf', csrf],
      ...fields.map(([name, value]): [string, string] => [name, value]),
    ]).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })

const rowsOfChild = () =>
  overConnection(world.ownerUrl, async client => {
    const { rows } = await client.query<{ rows: string }>(
      `select md5(string_agg(row, '|' order by row)) as rows from (
         select to_jsonb(c)::text from child c where id = $1 union all select to_jsonb(e)::text from entry e where child_id = $1
         union all select to_jsonb(n)::text from network_member n where child_id = $1 union all select to_jsonb(p)::text from panel_escalation p where child_id = $1) x (row)`,
      [childId],
    )
    return rows[0]?.rows
  })

test('addresses with odd identifiers and queries are answered, and none with a fault', async () => {
  for (const url of [
    '/children?q=a&q=b',
    '/children?q=%00',
    `/children?q=${'ŵ'.repeat(3000)}`,
    '/children/00000000-0000-4000-8000-000000000000',
    '/children/not-an-identifier',
    '/children/%00',
    `/children/${childId}/chronology?skip=99999999999999999999`,
    `/children/${childId}/chronology?agency=x&kind=y&from=z`,
    `/children/${childId}/as-on-day?day-day=99&day-month=99&day-year=99999`,
    '/entries/..%2f..%2fetc',
    '/language?to=xx&path=//elsewhere.example',
    '/sign-in?to=https://elsewhere.example',
  ]) {
    const { statusCode, headers } = await app.inject({ method: 'GET', url, cookies })
    assert.ok([200, 303, 404].includes(statusCode), `${url}: ${statusCode}`)
    assert.ok(!(headers.location ?? '').includes('elsewhere'), url)
  }
})

test('forms with odd values are refused or asked again, never with a fault, and change nothing', async () => {
  const before = await rowsOfChild()
  const nobody = '00000000-0000-4000-8000-000000000000'
  for (const [url, fields] of [
    [
      `/children/${childId}/network`,
      [
        ['user', 'not-an-identifier'],
        ['part', 'practitioner'],
      ],
    ],
    [
      `/children/${childId}/network`,
      [
        ['user', nobody],
        ['part', 'practitioner'],
      ],
    ],
    [
      `/children/${childId}/network`,
      [
        ['user', nobody],
        ['part', 'emperor'],
      ],
    ],
    [
      `/children/${childId}/entries/new`,
      [
        ['text', '\0'],
        ['kind', 'note'],
        ['basis', 'fact'],
        ['audience', 'network'],
        ['happenedOn', '2026-11-01'],
      ],
    ],
    [
      `/children/${childId}/entries/new`,
      [
        ['text', 'x'],
        ['kind', 'note'],
        ['basis', 'fact'],
        ['audience', 'family'],
        ['happenedOn', '2026-11-01'],
      ],
    ],
    [
      `/children/${childId}/panel`,
      [
        ['reasons', 'x'],
        ['audience', 'everyone'],
      ],
    ],
    [`/children/${childId}/details`, [['version', '99999999999999999999']]],
    [
      `/children/${childId}/details`,
      [
        ['version', '1'],
        ['version', '2'],
      ],
    ],
    [
      '/children/not-an-identifier/network',
      [
        ['user', nobody],
        ['part', 'practitioner'],
      ],
    ],
    [`/network-members/${nobody}/leave`, [['reason', 'x']]],
    [`/notices/${nobody}/read`, []],
    [`/account/sessions/${nobody}/end`, []],
    [
      `/emergency-openings/${nobody}/review`,
      [
        ['finding', 'justified'],
        ['note', 'x'],
      ],
    ],
    [
      '/urgent-access',
      [
        ['reference', "LL-' or 1=1"],
        ['reason', 'a reason of some length'],
      ],
    ],
  ] as const) {
    const { statusCode } = await post(url, fields)
    assert.ok([303, 400, 403, 404, 409].includes(statusCode), `${url} ${JSON.stringify(fields)}: ${statusCode}`)
  }
  assert.equal(await rowsOfChild(), before)
})

test('other kinds of body, too much of one, and a forged token are told apart in plain words', async () => {
  const send = (payload: string, type: string) =>
    app.inject({
      method: 'POST',
      url: `/children/${childId}/network`,
      cookies,
      payload,
      headers: { 'content-type': type },
    })
  for (const [payload, type, status] of [
    ['{"a":', 'application/json', 415],
    ['<a/>', 'application/xml', 415],
    [`_csrf=${encodeURIComponent(csrf)}&text=${'a'.repeat(1_100_000)}`, 'application/x-www-form-urlencoded', 413],
    ['_csrf=made-up', 'application/x-www-form-urlencoded', 403],
  ] as const) {
    const { statusCode, body } = await send(payload, type)
    assert.equal(statusCode, status, type)
    assert.match(body, /<h1/)
  }
})

test('forged and foreign session cookies are nobody’s', async () => {
  for (const forged of [
    '',
    'x',
    `${'a'.repeat(43)}.${'b'.repeat(22)}`,
    newToken(TEST_KEY),
    newToken('another-key-of-more-than-32-letters'),
    '\\x00',
  ])
    assert.equal(
      (await app.inject({ method: 'GET', url: '/', cookies: { [SESSION_COOKIE]: forged } })).statusCode,
      303,
      forged,
    )
})

test('a made-up cookie is no new visitor: requests are limited by address until a session begun here is shown', async () => {
  const limited = await makeApp({
    database: world.database,
    secretKey: TEST_KEY,
    publicUrl: undefined,
    rateLimitPerMinute: 5,
  })
  const statuses: number[] = []
  for (let request = 0; request < 30; request += 1)
    statuses.push(
      (await limited.inject({ method: 'GET', url: '/sign-in', cookies: { [SESSION_COOKIE]: `made-up-${request}` } }))
        .statusCode,
    )
  assert.equal(statuses.filter(status => status === 429).length, 25)
  const forwarded: number[] = []
  for (let request = 0; request < 5; request += 1)
    forwarded.push(
      (await limited.inject({ method: 'GET', url: '/sign-in', headers: { 'x-forwarded-for': `192.0.2.${request}` } }))
        .statusCode,
    )
  assert.deepEqual(forwarded, [429, 429, 429, 429, 429], 'an address that the visitor tells is not believed')
  await limited.close()
})

test('hostile arguments to the functions of the database are refused or answer nothing', async () => {
  await overConnection(world.appUrl, async client => {
    for (const call of [
      `select * from session_of_token(null)`,
      `select * from session_of_token('\\\\x')`,
      `select park_form('\\\\x00', '/x', '{}')`,
      `select end_session(null)`,
      `select touch_session(null, 'infinity')`,
      `select * from search_children(array[null, ''], 1000000)`,
      `select * from search_children(null, -1)`,
      `select * from search_telephone(null, null)`,
      `select * from search_telephone('07700 900123', 10)`,
      `select * from possible_duplicates(null, null, null, null)`,
      `select * from hours_booked('-infinity', 'infinity')`,
      `select join_referral_to_child(null, null, null)`,
      `select * from offered_on_pathway(null)`,
      `select * from work_of_member(null)`,
      `select open_child_record(gen_random_uuid(), 'x', 'x', now())`,
      `select restrict_child(null, null, null)`,
      `select lift_restriction(gen_random_uuid(), now())`,
      `select * from open_in_emergency(null, null, null)`,
      `select review_emergency_opening(null, null, null)`,
      `select * from copy_incidents()`,
      `select decide_copy_incident(null, null, null, null, null)`,
      `select is_taken_back(null), is_taken_back(gen_random_uuid()), has_wrong_words(null, null), has_wrong_words(gen_random_uuid(), '')`,
      `select may_read(null, null, null), may_read('everything', null, null), may_let_in(null), may_see_child(null)`,
      `select person_is_hidden(null), looks_are_hidden(null, null), in_closed_session(null), chairs_meeting(null)`,
      `select may_translate_for_family(null), may_translate_for_family(gen_random_uuid())`,
      `select is_for_family(null, null), is_for_family(gen_random_uuid(), ''), is_for_family(gen_random_uuid(), '%')`,
      `select family_copy_with_hash(null), family_copy_with_hash('%'), family_copy_with_hash(repeat('0', 64))`,
      `select may_read_row('pg_authid', gen_random_uuid())`,
      `select may_read_row('child; drop table child', gen_random_uuid())`,
    ]) {
      await client.query('begin')
      const result = await client.query(call).catch((error: unknown) => error as Error & { code?: string })
      if (result instanceof Error)
        assert.match(result.code ?? '', /^(28000|42501|42P01|42703|22...)$/, `${call}: ${result.message}`)
      else
        for (const row of result.rows as Record<string, unknown>[])
          for (const [name, value] of Object.entries(row))
            assert.ok([null, false, '', 'refused'].includes(value as null), `${call} answers ${name} ${String(value)}`)
      await client.query('rollback')
    }
  })
})
