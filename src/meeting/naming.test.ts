// Victims, offenders, locations and themes: named at one meeting, picked at later ones by whoever may read where they were named, and
// taken out when they were named by mistake.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makeApp } from '../app.ts'
import { calendarDate } from '../lib/calendar-date.ts'
import { copyOptionsOf } from '../copy-options.ts'
import { TEST_KEY } from '../../test/database.ts'
import { type Case, meetingIn } from '../../test/access/meeting-deeds.ts'
import { asOwner, asSql, one } from '../../test/access/sight.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { addFindings, takeOutFinding } from './actions/naming.ts'
import { fullRecord } from './document.ts'
import { namedBefore } from './naming.ts'

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

/** What the meeting before named, as the police wrote it down. */
const namedEarlier = async (at: Case, text: string, audience = 'closed', kind = 'location') => {
  const { userId } = await world.actor('police')
  return asOwner(world, client =>
    one(
      client,
      `insert into meeting_finding (child_id, meeting_id, kind, text, audience, recorded_by)
       select child_id, meeting_id, $3, $2, $4, $5 from action where id = $1 returning id`,
      [at.leftOver, text, kind, audience, userId],
    ),
  )
}
const named = (at: Case) =>
  asOwner(world, async client => {
    const { rows } = await client.query<{ told: string }>(
      `select f.kind || ' ' || f.text || ' ' || f.audience || case when f.removed_at is null then '' else ' out' end as told
         from meeting_finding f where f.meeting_id = $1 order by 1`,
      [at.meetingId],
    )
    return rows.map(({ told }) => told)
  })
const page = async (at: Case, who: string) =>
  (await visitor(app, world, who)).get(`/meetings/${at.meetingId}/run/findings`)
const add = (at: Case, who: string, pickedIds: readonly string[], text?: string) =>
  world.as(who, work =>
    addFindings(work, {
      meetingId: at.meetingId,
      pickedIds,
      added: text === undefined ? undefined : { kind: 'location', text },
    }),
  )
const takeOut = (at: Case, who: string, findingId: string) =>
  world.as(who, work => takeOutFinding(work, { meetingId: at.meetingId, findingId })).then(({ outcome }) => outcome)
const recordFor = (at: Case, who: string) =>
  world.as(who, async work => JSON.stringify(await fullRecord(work, at.meetingId, copyOptionsOf('live')('en'))))

test('what several meetings named is offered once, as it was named last, with the days of them all', () => {
  const finding = (id: string, meetingId: string, text: string, kind: 'location' | 'theme' = 'location') =>
    ({ id, meetingId, text, kind, audience: 'closed' }) as const
  const meetings = [
    { id: 'second', heldOn: calendarDate('2026-02-02') },
    { id: 'first', heldOn: calendarDate('2026-01-05') },
  ]
  const before = namedBefore(meetings, [
    finding('a', 'first', 'the  Old depot'),
    finding('b', 'second', 'The old depot '),
    finding('c', 'first', 'the old depot', 'theme'),
    finding('d', 'first', 'the old depots'),
    finding('e', 'elsewhere', 'the bridge'),
  ])
  assert.deepEqual(
    before.map(({ id, on }) => [id, on.join(' ')]),
    [
      ['b', '2026-02-02 2026-01-05'],
      ['c', '2026-01-05'],
      ['d', '2026-01-05'],
    ],
  )
})

test('a later meeting picks what was named before, once, in the same words; the record says when that was', async () => {
  const at = await meetingIn(world, 'in-closed-session')
  const depot = await namedEarlier(at, 'Zqx the old depot')
  const gone = await namedEarlier(at, 'Zqx named by mistake')
  await asOwner(world, client => client.query('update meeting_finding set removed_at = now() where id = $1', [gone]))
  const offered = (await page(at, 'chair')).body
  assert.match(offered, /Location: Zqx the old depot/)
  assert.match(offered, /Named before: /)
  assert.doesNotMatch(offered, /named by mistake<|Zqx named by mistake/)
  const chair = await visitor(app, world, 'chair')
  const path = `/meetings/${at.meetingId}/run/findings`
  const sent = await chair.post(path, { picked: depot, kind: 'theme', finding: 'Zqx a lift home' })
  assert.equal(sent.statusCode, 303)
  assert.deepEqual(await named(at), ['location Zqx the old depot closed', 'theme Zqx a lift home closed'])
  assert.equal((await add(at, 'note-taker', [])).outcome, 'added', 'nothing is named')
  assert.equal((await named(at)).length, 2)
  const after = (await page(at, 'chair')).body
  assert.doesNotMatch(after, /name="picked"/, 'what is named here is not offered')
  assert.match(await recordFor(at, 'chair'), /Zqx the old depot\\nNamed before: /)
  assert.doesNotMatch(await recordFor(at, 'chair'), /Zqx a lift home\\n/)
  assert.equal((await add(at, 'chair', [depot])).outcome, 'added')
  assert.equal((await named(at)).length, 2, 'picked again it is named once')
})

test('who may not read where it was named is neither offered it nor can pick it, and the police keep what is theirs', async () => {
  const at = await meetingIn(world, 'in-closed-session')
  const other = await meetingIn(world, 'in-closed-session')
  const depot = await namedEarlier(at, 'Zqx the old depot')
  const police = await namedEarlier(at, 'Zqx a registration', 'police')
  const elsewhere = await namedEarlier(other, 'Zqx of another child')
  const seen = await page(at, 'youth-worker')
  assert.equal(seen.statusCode, 200)
  assert.doesNotMatch(seen.body, /Zqx [a-z]/, 'of this closed session, and not of the earlier one')
  for (const [who, id] of [
    ['youth-worker', depot],
    ['youth-worker', police],
    ['chair', elsewhere],
    ['chair', '7d444840-9dc0-41d1-b245-5ffdce74fad2'],
  ] as const)
    assert.equal((await add(at, who, [id], 'Zqx beside')).outcome, 'not-named-before', who)
  assert.equal((await add(at, 'teacher', [depot])).outcome, 'not-found', 'outside the closed session')
  assert.deepEqual(await named(at), [], 'nothing is half saved')
  assert.equal((await add(at, 'chair', [police])).outcome, 'added')
  assert.deepEqual(await named(at), ['location Zqx a registration police'])
  assert.doesNotMatch(await recordFor(at, 'youth-worker'), /Zqx/)
})

test('what was named by mistake is taken out by whoever named it or runs the meeting, until the record is approved', async () => {
  const at = await meetingIn(world, 'held')
  await add(at, 'youth-worker', [], 'Zqx the wrong lane')
  await add(at, 'chair', [], 'Zqx the right lane')
  const idOf = (text: string) =>
    asOwner(world, client =>
      one(client, 'select id from meeting_finding where meeting_id = $1 and text = $2', [at.meetingId, text]),
    )
  const [wrong, right] = [await idOf('Zqx the wrong lane'), await idOf('Zqx the right lane')]
  const remove = 'update meeting_finding set removed_at = now() where id = $1'
  assert.equal(await takeOut(at, 'youth-worker', right), 'not-found', 'somebody else named it')
  assert.equal(await asSql(world, 'youth-worker', remove, [right]), 'nothing there')
  assert.equal(await takeOut(at, 'teacher', wrong), 'not-found')
  assert.equal(await asSql(world, 'teacher', remove, [wrong]), 'nothing there')
  assert.match(
    await asSql(world, 'chair', `update meeting_finding set text = 'x' where id = $1`, [wrong]),
    /permission/,
  )
  const path = `/meetings/${at.meetingId}/run/findings/${wrong}/take-out`
  const [worker, teacher] = [await visitor(app, world, 'youth-worker'), await visitor(app, world, 'teacher')]
  assert.equal((await teacher.get(path)).statusCode, 404)
  assert.match((await worker.get(path)).body, /Zqx the wrong lane/)
  assert.equal((await worker.get(path.replace(wrong, right))).statusCode, 404)
  assert.doesNotMatch((await page(at, 'youth-worker')).body, new RegExp(`${right}/take-out`))
  assert.equal((await worker.post(path, {})).statusCode, 303)
  assert.equal((await worker.post(path, {})).statusCode, 404, 'it is out')
  assert.deepEqual(await named(at), ['location Zqx the right lane closed', 'location Zqx the wrong lane closed out'])
  assert.doesNotMatch(await recordFor(at, 'chair'), /wrong lane/)
  const traces = await asOwner(world, client =>
    client.query(`select 1 from audit_event where event = 'meeting.finding-removed' and subject_id = $1`, [wrong]),
  )
  assert.equal(traces.rowCount, 1)
  await asOwner(world, client =>
    client.query('update meeting set approved_at = now(), version = version + 1 where id = $1', [at.meetingId]),
  )
  assert.equal(await takeOut(at, 'chair', right), 'not-now')
  assert.match(await asSql(world, 'chair', remove, [right]), /may not be done/)
  assert.equal((await named(at)).length, 2)
})

test('nothing chosen, half of it, or what is no longer offered: said at the field, and what was typed stays', async () => {
  const at = await meetingIn(world, 'in-closed-session')
  const chair = await visitor(app, world, 'chair')
  const path = `/meetings/${at.meetingId}/run/findings`
  for (const [typed, field] of [
    [{}, 'finding'],
    [{ kind: '', finding: 'Zqx the lane' }, 'kind'],
    [{ kind: 'theme', finding: ' ' }, 'finding'],
    [{ kind: 'murder', finding: 'Zqx the lane' }, 'kind'],
    [{ picked: 'x', finding: 'Zqx the lane' }, 'picked'],
    [{ picked: at.meetingId, kind: 'theme', finding: 'Zqx the lane' }, 'picked'],
  ] as const) {
    const { statusCode, body } = await chair.post(path, typed)
    assert.equal(statusCode, 400, JSON.stringify(typed))
    assert.match(body, new RegExp(`href="#${field}`), JSON.stringify(typed))
    if ('finding' in typed && typed.finding.trim() !== '') assert.match(body, /Zqx the lane/)
  }
  assert.deepEqual(await named(at), [])
})
