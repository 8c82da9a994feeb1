// My work says what waits for its reader and their team, and which of its kind: by role, and never more than they may see.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { sql as sqlOf } from 'kysely'
import { meetingIn } from '../../test/access/meeting-deeds.ts'
import { overConnection, TEST_KEY } from '../../test/database.ts'
import { sentReferral } from '../../test/children.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { makeApp } from '../app.ts'
import { formatInstant } from '../lib/calendar-date.ts'

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

const work = async (who: string, url = '/', language: 'en' | 'cy' = 'en') =>
  (await (await visitor(app, world, who, language)).get(url)).body
const sql = (statement: string, values: unknown[] = []) =>
  overConnection(world.ownerUrl, client => client.query<Record<string, string>>(statement, values))

test('an agreed action is named; a closed one is not, on a page that stands open on a desk', async () => {
  const { userId } = await world.actor('chair')
  const { rows } = await sql(
    `select a.id, a.what, k.id as clock from action a join meeting m on m.id = a.meeting_id and m.chair_id = $1
       join clock k on k.subject_id = a.id and k.rule = 'action' where a.outcome is null and k.met_at is null and k.stopped_at is null limit 1`,
    [userId],
  )
  const action = rows[0]
  assert.ok(action)
  await sql(`update clock set holder_id = $2, version = version + 1 where id = $1`, [action['clock'], userId])
  const seen = async (audience: string) => {
    await sql(`update action set audience = $2, version = version + 1 where id = $1`, [action['id'], audience])
    const { rows: found } = await world.as('chair', ({ tx }) =>
      sqlOf`select what from action where id = ${action['id']}`.execute(tx),
    )
    assert.equal(found.length, 1, 'the chair may see it')
    // Words in another language than the page's have an element about them.
    return (await work('chair'))
      .replaceAll(/<\/?span[^>]*>/g, '')
      .includes(`Carry out an agreed action: ${action['what'] ?? ''}`)
  }
  assert.equal(await seen('network'), true)
  assert.equal(await seen('family'), true)
  assert.equal(await seen('closed'), false)
})

test('a duty manager whose team has a referral to decide reads of it on the first page, by its initials', async () => {
  await sql(`update clock set stopped_at = now(), version = version + 1 where met_at is null and stopped_at is null`)
  assert.match(await work('duty-manager'), /Nothing is due in the next seven days/)
  await sentReferral(world, { givenName: 'Pryderi', familyName: 'Lleuad', bornOn: '2011-02-03' })
  const body = await work('duty-manager')
  assert.doesNotMatch(body, /Nothing is due in the next seven days/)
  assert.match(body, /<strong>New referral<\/strong> – Decide on the referral: P\.\u00a0L\.<\/a>/)
  assert.doesNotMatch(await work('duty-manager', '/?of=me'), /P\. L\./, 'only one’s own is another view')
  assert.doesNotMatch(await work('lead'), /P\. L\.|Pryderi/, 'not for another team')
})

test('names hidden: no initials, no words of an action', async () => {
  const someone = await visitor(app, world, 'duty-manager')
  await someone.post('/public-view?to=on&path=/', {})
  const { body } = await someone.get('/')
  assert.match(body, /<strong>New referral<\/strong> – Decide on the referral/)
  assert.doesNotMatch(body, /P\. L\./)
})

test('a chair reads of a booked meeting with its hour, in both languages; whoever has no part in it does not', async () => {
  const { meetingId } = await meetingIn(world, 'booked')
  const { rows } = await sql(
    `select m.booked_for as at, c.family_name as name from meeting m join child c on c.id = m.child_id where m.id = $1`,
    [meetingId],
  )
  const at = new Date(rows[0]?.['at'] ?? '')
  const name = rows[0]?.['name'] ?? ''
  for (const language of ['en', 'cy'] as const) {
    const body = await work('chair', '/', language)
    assert.ok(body.includes(`href="/meetings/${meetingId}"`), language)
    assert.ok(body.includes(formatInstant(at, language)), language)
  }
  assert.match(await work('chair'), new RegExp(`${name}</a> – you chair it`))
  for (const outside of ['youth-justice', 'duty', 'administrator'])
    assert.ok(!(await work(outside)).includes(meetingId), outside)
  const running = await meetingIn(world, 'in-closed-session')
  assert.ok((await work('chair')).includes(`href="/meetings/${running.meetingId}/run"`))
  assert.match(await work('chair'), /It is running now/)
  const over = await meetingIn(world, 'held')
  const calledOff = await meetingIn(world, 'called-off')
  const body = await work('chair')
  assert.doesNotMatch(
    body,
    new RegExp(`href="/meetings/(${over.meetingId}|${calledOff.meetingId})"[^>]*>[^<]*</a> – you chair it`),
  )
})

test('what one is told says of which child, by the reference while names are hidden', async () => {
  const { userId } = await world.actor('chair')
  const { rows } = await sql(
    `select c.id, c.reference, coalesce(nullif(c.known_as, ''), c.given_name) || ' ' || c.family_name as name from child c join meeting m on m.child_id = c.id and m.chair_id = $1
      where c.restricted_at is null limit 1`,
    [userId],
  )
  const child = rows[0]
  assert.ok(child)
  await sql(`delete from notice where user_id = $1`, [userId])
  await sql(
    `insert into notice (user_id, kind, child_id, subject_id, details) values ($1, 'family-copy-returned', $2, gen_random_uuid(), '{}')`,
    [userId, child['id']],
  )
  const { get, post } = await visitor(app, world, 'chair')
  const told = async () => /<h2[^>]*>You should know<\/h2>[\s\S]*?<\/ul>/.exec((await get('/')).body)?.[0] ?? ''
  assert.ok((await told()).includes(`<strong>${child['name'] ?? ''}</strong> – The second person has sent`))
  await post('/public-view?to=on&path=/', {})
  assert.ok((await told()).includes(`<strong>${child['reference'] ?? ''}</strong> – The second person has sent`))
  assert.ok(!(await told()).includes(child['name'] ?? ''))
})

test('papers are told of for the day on which their meeting is booked now, however old the news; not once that day is over', async () => {
  const { meetingId, childId } = await meetingIn(world, 'booked')
  const { userId } = await world.actor('chair')
  await sql(`delete from notice where user_id = $1`, [userId])
  // They were gathered for a day that passed; the meeting was moved, and nobody is told twice.
  await sql(
    `insert into notice (user_id, kind, child_id, subject_id, details) values ($1, 'pack-made', $2, $3, '{"meetingAt": "2026-01-12T10:00:00Z"}')`,
    [userId, childId, meetingId],
  )
  const told = async (bookedFor: string) => {
    const { rows } = await sql(
      `update meeting set booked_for = $2::timestamptz, version = version + 1 where id = $1 returning booked_for`,
      [meetingId, bookedFor],
    )
    const day = formatInstant(new Date(rows[0]?.['booked_for'] ?? ''), 'en')
    const body = await work('chair')
    return {
      isTold: body.includes(`href="/meetings/${meetingId}/pack"`),
      isRight: body.includes(`meeting on ${day} are there`),
    }
  }
  assert.deepEqual(await told('2031-03-04T10:00:00Z'), { isTold: true, isRight: true })
  assert.deepEqual(await told('2026-02-03T10:00:00Z'), { isTold: false, isRight: false })
})
