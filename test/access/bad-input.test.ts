// What no form of ours sends: every page answers it, changes nothing by it, and never breaks.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makeApp } from '../../src/app.ts'
import { pages } from '../../src/pages.ts'
import { overConnection, TEST_KEY } from '../database.ts'
import { visitor } from '../visits.ts'
import { demonstrationWorld, type World } from '../world.ts'

let world: World
let app: FastifyInstance
const ids: Record<string, string> = {}
const whos = ['social-worker', 'chair', 'lead', 'administrator', 'governance', 'panel'] as const

before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({
    database: world.database,
    secretKey: TEST_KEY,
    publicUrl: undefined,
    rateLimitPerMinute: 1_000_000,
  })
  const [meeting] = await asOwner<{ id: string; child_id: string }>(
    `select id, child_id from meeting where ended_at is not null and approved_at is null
        and chair_id = (select id from app_user where email = 'chair@demonstration.example') limit 1`,
  )
  assert.ok(meeting)
  const of = async (table: string, where = `child_id = '${meeting.child_id}'`) =>
    (await asOwner<{ id: string }>(`select id from ${table} where ${where} limit 1`))[0]?.id ?? ''
  Object.assign(ids, {
    childId: meeting.child_id,
    meetingId: meeting.id,
    entryId: await of('entry', `meeting_id = '${meeting.id}'`),
    assessmentId: await of('assessment'),
    clockId: await of('clock'),
    actionId: await of('action'),
    memberId: await of('network_member'),
    personId: await of('meeting_person', `meeting_id = '${meeting.id}'`),
    alertId: await of('child_alert', 'true'),
    importantPersonId: await of('important_person', 'true'),
    guideId: await of('guide', 'true'),
    confidenceId: await of('confidence', 'true'),
    otherId: await of('other_at_risk', 'true'),
    escalationId: await of('panel_escalation', 'true'),
    referralId: await of('referral', 'decided_at is null and submitted_at is not null'),
    userId: await of('app_user', "email = 'teacher@demonstration.example'"),
    noticeId: await of('notice', 'true'),
    openingId: await of('emergency_opening', 'true'),
    sendingId: await of('record_sending', 'true'),
    incidentId: await of('copy_incident', 'true'),
    findingId: await of('meeting_finding', 'true'),
  })
})
after(async () => {
  await app.close()
  await world.close()
})

const asOwner = <T extends object>(sql: string) =>
  overConnection(world.ownerUrl, async client => (await client.query<T>(sql)).rows)

const address = (path: string, id?: string) =>
  path
    .replace(/:(\w+Id)/g, (_, name: string) => id ?? ids[name] ?? '00000000-0000-4000-8000-000000000000')
    .replace(':step', 'child')
    .replace(':copy', 'family')
    .replace(':language', 'en')
    .replace(':format', 'pdf')

const mayOpen = (who: (typeof whos)[number], roles: readonly string[], page: (typeof pages)[number]) =>
  page.roles !== 'everyone' && (page.roles === 'signed-in' || page.roles.some(role => roles.includes(role))) && who

// How many rows each table with versions has, and how often they were changed.
let counting = ''
async function everythingKept(): Promise<string> {
  if (counting === '') {
    const tables = await asOwner<{ name: string }>(
      `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'version' and not a.attisdropped
        where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1`,
    )
    assert.ok(tables.length > 10)
    counting = tables
      .map(
        ({ name }) => `select '${name}' as name, count(*) as rows, coalesce(sum(version), 0) as versions from ${name}`,
      )
      .join(' union all ')
  }
  return JSON.stringify(await asOwner(counting))
}

async function fieldNames(): Promise<readonly string[]> {
  const names = new Set<string>()
  for (const who of whos) {
    const actor = await world.actor(who)
    const person = await visitor(app, world, who)
    for (const page of pages) {
      if (page.method !== 'get' || !mayOpen(who, actor.roles, page)) continue
      const { body } = await person.get(address(page.path))
      for (const [, name] of body.matchAll(/<(?:input|select|textarea|button)[^>]*? name="([^"]+)"/g))
        if (name !== undefined && name !== '_csrf') names.add(name)
    }
  }
  return [...names]
}

test('a form whose fields come twice, or with answers that were never offered, is answered and changes nothing', async () => {
  const names = await fieldNames()
  assert.ok(names.length > 60, `only ${names.length} fields were found`)
  const otherNames = { '__proto__[a]': 'x', constructor: 'y', 'text[]': 'z', 'a.b': 'c' }
  const twice = { ...Object.fromEntries(names.map(name => [name, ['x', 'y']])), ...otherNames }
  const odd = Object.fromEntries(names.map(name => [name, 'd\u0000im byd\uFFFF𝕏']))
  const wrong: string[] = []
  for (const who of whos) {
    const actor = await world.actor(who)
    const person = await visitor(app, world, who)
    for (const page of pages.filter(each => each.method === 'post' && mayOpen(who, actor.roles, each))) {
      if (RIGHT_WITH_ANY_FIELDS.includes(page.path)) continue
      const before = await everythingKept()
      const url = address(page.path)
      const answers = [await person.post(url, twice)]
      // A text that is odd is a text: only what comes twice must change nothing.
      if (answers[0]?.statusCode !== 404 && (await everythingKept()) !== before)
        wrong.push(`${page.path} changed something for ${who}`)
      answers.push(await person.post(url, odd))
      for (const { statusCode } of answers)
        if (statusCode >= 500) wrong.push(`${page.path} answered ${statusCode} to ${who}`)
    }
  }
  assert.deepEqual(wrong, [])
})

// By hand: acts that a button alone asks for, and whose form has no field.
const RIGHT_WITH_ANY_FIELDS = [
  '/referrals',
  '/referrals/:referralId/acknowledge',
  '/meetings/:meetingId/actions/:actionId/keep-from-family',
  '/board/staff/:userId/left',
  '/sessions/:sessionId/end',
]
