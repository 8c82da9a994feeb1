// The room in which the family sits: what is read there is read by a role that can see no closed word, in a browser that is kept there.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makeApp } from '../../src/app.ts'
import { pages } from '../../src/pages.ts'
import { beginAs, overConnection, TEST_KEY } from '../database.ts'
import { visitor } from '../visits.ts'
import { demonstrationWorld, type World } from '../world.ts'
import { BEFORE, meetingWithWords, NEVER } from './meeting-lines.ts'
import { asOwner, one } from './sight.ts'

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
})
after(async () => {
  await app.close()
  await world.close()
})

test('a meeting that sits with the family: every page that can hold closed words leads to its room, whoever opens it', async () => {
  const { meetingId, entry } = await meetingWithWords(world, 'in-open-session').then(async at => ({
    ...at,
    entry: await asOwner(world, client =>
      one(
        client,
        `select id from entry where meeting_id = $1 and audience = 'network' and stage = 'family-session' limit 1`,
        [at.meetingId],
      ),
    ),
  }))
  const room = `/meetings/${meetingId}/family-room`
  for (const [who, paths] of [
    ['chair', ['run', 'run/people', 'run/findings', 'key', 'decisions', 'record', 'actions', 'comments']],
    ['youth-worker', ['run', 'run/findings', 'record']],
  ] as const) {
    const { get } = await visitor(app, world, who)
    for (const path of paths) {
      const answer = await get(`/meetings/${meetingId}/${path}`)
      const isRefused = answer.statusCode === 404
      assert.ok(isRefused || answer.headers.location === room, `${path} to ${who}: ${answer.statusCode}`)
      assert.doesNotMatch(answer.body, /zq[a-z]{6,}zq/)
    }
    assert.equal((await get(`/meeting-entries/${entry}`)).headers.location, room)
  }
})

test('the closed room and what leads out of it are there for its people alone: the child’s network finds nothing', async () => {
  const { meetingId } = await meetingWithWords(world, 'in-closed-session')
  const { get } = await visitor(app, world, 'teacher')
  assert.equal((await get(`/meetings/${meetingId}`)).statusCode, 200, 'they see the meeting')
  for (const path of ['run', 'run/said', 'run/findings', 'changes'])
    assert.equal((await get(`/meetings/${meetingId}/${path}`)).statusCode, 404, path)
  for (const path of ['run/people', 'key', 'decisions', 'comments', 'corrections'])
    assert.equal((await get(`/meetings/${meetingId}/${path}`)).statusCode, 403, path)
})

test('a browser that comes into the room forgets its pages and is kept there: no page of the service leads out, and words are kept', async () => {
  const { meetingId, childId } = await meetingWithWords(world, 'in-open-session')
  const room = `/meetings/${meetingId}/family-room`
  const chair = await visitor(app, world, 'chair')
  const first = await chair.get(room)
  assert.equal(first.statusCode, 303)
  assert.equal(first.headers.location, room)
  assert.equal(first.headers['clear-site-data'], '"cache"')
  const seen = await chair.get(room)
  assert.equal(seen.statusCode, 200)
  for (const text of BEFORE) assert.ok(seen.body.includes(text), text)
  for (const text of NEVER) assert.ok(!seen.body.includes(text), text)
  assert.doesNotMatch(
    seen.body,
    /<a[^>]* href="\/(?!meetings\/[0-9a-f-]+\/family-room|language)/,
    'nothing leads elsewhere',
  )

  const ids: Readonly<Record<string, string>> = { meetingId, childId }
  const elsewhere = pages.filter(
    page =>
      page.method === 'get' && page.roles !== 'everyone' && !page.path.startsWith('/meetings/:meetingId/family-room'),
  )
  assert.ok(elsewhere.length > 60)
  for (const page of elsewhere) {
    const path = page.path.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? randomUUID())
    assert.equal((await chair.get(path)).headers.location, room, page.path)
  }
  const words = await chair.post(`/children/${childId}/entries/new`, {
    text: 'Begun elsewhere.',
    _form: '1',
    _key: randomUUID(),
  })
  assert.equal(words.headers.location, room)
  const { rowCount } = await asOwner(world, client =>
    client.query(`select 1 from entry where text = 'Begun elsewhere.'`),
  )
  assert.equal(rowCount, 0, 'nothing is done from there')

  // Another session of the same person is not kept; the same one is let go by nothing but its end.
  const other = await visitor(app, world, 'chair')
  assert.equal((await other.get('/children')).statusCode, 200)
  const left = await chair.post(`${room}/leave`, {})
  assert.equal(left.headers.location, `/sign-in?to=${encodeURIComponent(`/meetings/${meetingId}`)}`)
  assert.match((await chair.get('/children')).headers.location ?? '', /^\/sign-in/)
})

test('a line that needs another look at the moment in which the family comes in is in the list of what its author began', async () => {
  const { meetingId } = await meetingWithWords(world, 'in-open-session')
  const writer = await visitor(app, world, 'youth-worker')
  await asOwner(world, client => client.query('delete from draft'))
  const path = `/meetings/${meetingId}/run`
  const line = {
    text: 'It came too late.',
    saidBy: '',
    audience: 'closed',
    _form: `${path}/entries`,
    _once: randomUUID(),
  }
  const answer = await writer.post(`${path}/entries`, line)
  assert.equal(answer.headers.location, `/meetings/${meetingId}/family-room`)
  const { rows } = await asOwner(world, client =>
    client.query<{ text: string; path: string; awaited: boolean }>(
      `select fields ->> 'text' as text, path, awaited from draft`,
    ),
  )
  assert.deepEqual(rows, [{ text: 'It came too late.', path, awaited: false }])
})

test('during a time-out, and when the meeting is over, the browser of the room shows nothing of it', async () => {
  const { meetingId } = await meetingWithWords(world, 'in-open-session')
  const room = `/meetings/${meetingId}/family-room`
  const kept = await visitor(app, world, 'note-taker')
  await kept.get(room)
  const chair = await visitor(app, world, 'chair')
  assert.equal((await chair.post(`${room}/onwards`, { stage: 'closed-session' })).headers.location, room)
  const paused = await kept.get(room)
  assert.match(paused.body, /A short break/)
  assert.doesNotMatch(paused.body, /zq[a-z]{6,}zq/)
  for (const path of ['people', 'comments', 'actions', 'plan', 'onwards', 'end'])
    assert.equal((await kept.get(`${room}/${path}`)).headers.location, room, path)
  assert.equal((await kept.post(`${room}/lines`, { text: 'Too late', saidBy: 'Robin', basis: 'fact' })).statusCode, 404)
  // The closed room is there for whoever is not kept, and again for the chair alone to leave.
  assert.match((await chair.get(`/meetings/${meetingId}/run`)).body, /zqclosedzq/)
})

test('the key: counts and no words; by the chair alone; only when all is settled; and never by a database that is asked past the pages', async () => {
  const { meetingId } = await meetingWithWords(world, 'in-closed-session')
  const path = `/meetings/${meetingId}/key`
  const chair = await visitor(app, world, 'chair')
  const page = await chair.get(path)
  assert.match(page.body, /3 closed entries are undecided/)
  assert.doesNotMatch(page.body, /zq[a-z]{6,}zq/)
  for (const [who, status] of [
    ['note-taker', 403],
    ['youth-worker', 403],
    ['chair-2', 404],
  ] as const) {
    const other = await visitor(app, world, who)
    assert.equal((await other.get(path)).statusCode, status, who)
    assert.equal(
      (await other.post(path, { stage: 'family-session', away: 'yes', openStaysOut: 'safety' })).statusCode,
      status,
      who,
    )
  }
  const refused = await chair.post(path, { stage: 'family-session', away: 'yes' })
  assert.equal(refused.statusCode, 400)
  assert.match(refused.body, /Choose why the rest stays out/)
  assert.doesNotMatch(refused.body, /zq[a-z]{6,}zq/)
  const { userId } = await world.actor('chair')
  await overConnection(world.appUrl, async client => {
    await beginAs(client, userId)
    await assert.rejects(
      client.query(`update meeting set stage = 'family-session', version = version + 1 where id = $1`, [meetingId]),
      /every closed entry is settled/,
    )
  })
  const turned = await chair.post(path, { stage: 'family-session', away: 'yes', openStaysOut: 'safety' })
  assert.equal(turned.headers.location, `/meetings/${meetingId}/family-room`)
  const { rows } = await asOwner(world, client =>
    client.query<{ text: string; decision: string; omission: string; audience: string }>(
      `select e.text, e.audience, d.decision, d.omission from entry e join family_decision d on d.entry_id = e.id and d.replaced_at is null
        where e.meeting_id = $1 and e.stage = 'closed-session' and d.omission = 'safety' order by e.position`,
      [meetingId],
    ),
  )
  assert.deepEqual(rows, [
    { text: 'zqclosedzq', audience: 'closed', decision: 'withhold', omission: 'safety' },
    { text: 'zqpolicezq', audience: 'police', decision: 'withhold', omission: 'safety' },
    { text: 'zqnetworkzq', audience: 'network', decision: 'withhold', omission: 'safety' },
  ])
})

test('a session is kept by its owner alone, and nobody lets it go: not its owner either', async () => {
  const { meetingId } = await meetingWithWords(world, 'in-open-session')
  const room = `/meetings/${meetingId}/family-room`
  const chair = await visitor(app, world, 'chair')
  await chair.get(room)
  const { userId } = await world.actor('chair')
  const keptSessions = () =>
    asOwner(world, async client => {
      const { rows } = await client.query<{ id: string; kept_to: string }>(
        'select id, kept_to from session where user_id = $1 and kept_to = $2',
        [userId, room],
      )
      return rows.map(row => row.id)
    })
  const [kept] = await keptSessions()
  assert.ok(kept)
  const as = async (who: string, place: string, session: string) => {
    const actor = await world.actor(who)
    await overConnection(world.appUrl, async client => {
      await beginAs(client, actor.userId)
      await client.query('select keep_session_to($1, $2)', [session, place])
      await client.query('commit')
    })
  }
  await as('chair', '', kept)
  assert.deepEqual(await keptSessions(), [kept], 'the owner does not let it go')
  const other = `/meetings/${randomUUID()}/family-room`
  await as('teacher', other, kept)
  assert.deepEqual(await keptSessions(), [kept], 'and nobody else moves it')
  await overConnection(world.appUrl, async client => {
    await beginAs(client, userId)
    await assert.rejects(client.query(`update session set kept_to = '' where id = $1`, [kept]), /permission denied/)
  })
})
