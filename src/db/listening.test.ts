import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openDatabase } from './database.ts'
import { overConnection, TEST_KEY } from '../../test/database.ts'
import { meetingIn } from '../../test/access/meeting-deeds.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import type { Heard } from './listening.ts'

let world: World
before(async () => {
  world = await demonstrationWorld()
})
after(() => world.close())

// What is heard of a meeting, one after the other.
function hearing(meetingId: string, database = world.database) {
  const heard: Heard[] = []
  const waiting: ((each: Heard) => void)[] = []
  const stop = database.hear(meetingId, each => {
    const next = waiting.shift()
    if (next === undefined) heard.push(each)
    else next(each)
  })
  const next = () =>
    new Promise<Heard>((resolve, reject) => {
      const ready = heard.shift()
      if (ready !== undefined) return resolve(ready)
      waiting.push(resolve)
      setTimeout(() => reject(new Error('nothing was heard')), 8_000).unref()
    })
  return { next, heard, stop }
}

const sql = (query: string, values: readonly unknown[] = []) =>
  overConnection(world.ownerUrl, client => client.query(query, [...values]))

const write = (meetingId: string, stage: string, audience: string) =>
  sql(
    `insert into entry (child_id, kind, basis, audience, text, happened_on, meeting_id, stage, author_id, agency_id)
     select m.child_id, 'meeting-entry', 'fact', $3, 'words', current_date, m.id, $2, u.id, u.agency_id
       from meeting m join app_user u on u.id = m.chair_id where m.id = $1`,
    [meetingId, stage, audience],
  )

// Until the connection stands: what is told before that nobody hears.
async function untilHeard(meetingId: string, { next }: ReturnType<typeof hearing>): Promise<void> {
  const writing = setInterval(() => void write(meetingId, 'closed-session', 'closed'), 100)
  await next().finally(() => clearInterval(writing))
  await new Promise(resolve => setTimeout(resolve, 300))
}

test('a meeting tells in which room something changed, and no other meeting does', async () => {
  const { meetingId } = await meetingIn(world, 'in-closed-session')
  const other = await meetingIn(world, 'in-closed-session')
  const mine = hearing(meetingId)
  await untilHeard(meetingId, mine)
  mine.heard.length = 0
  await write(other.meetingId, 'closed-session', 'closed')
  await write(meetingId, 'closed-session', 'closed')
  assert.equal(await mine.next(), 'closed')
  await write(meetingId, 'closed-session', 'police')
  assert.equal(await mine.next(), 'closed')
  await write(meetingId, 'family-session', 'closed')
  assert.equal(await mine.next(), 'closed', 'a closed word is not told before the family, wherever it was said')
  await sql(
    `insert into family_decision (entry_id, meeting_id, child_id, words_version, decision, omission, decided_by)
     select id, meeting_id, child_id, words_version, 'withhold', 'safety', author_id from entry
      where meeting_id = $1 and stage = 'closed-session' limit 1`,
    [meetingId],
  )
  assert.equal(await mine.next(), 'closed', 'nor that one is settled')
  await write(meetingId, 'family-session', 'network')
  assert.equal(await mine.next(), 'both')
  await sql(`update meeting set stage = 'family-session', version = version + 1 where id = $1`, [meetingId])
  assert.equal(await mine.next(), 'both')
  mine.stop()
  await write(meetingId, 'family-session', 'network')
  await new Promise(resolve => setTimeout(resolve, 200))
  assert.deepEqual(mine.heard, [], 'who has stopped hears nothing more')
})

test('a connection that is lost is made anew, and everybody is told that something may have been missed', async () => {
  const { meetingId } = await meetingIn(world, 'in-closed-session')
  const database = openDatabase(world.appUrl, TEST_KEY, 1)
  try {
    const mine = hearing(meetingId, database)
    await untilHeard(meetingId, mine)
    mine.heard.length = 0
    const { rowCount } = await overConnection(world.adminUrl, client =>
      client.query(`select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen llwybr_meeting'`),
    )
    assert.ok((rowCount ?? 0) > 0)
    assert.equal(await mine.next(), 'missed')
    await write(meetingId, 'closed-session', 'closed')
    assert.equal(await mine.next(), 'closed')
  } finally {
    await database.close()
  }
})
