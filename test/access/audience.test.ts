// Who may read words for each audience, in each table that holds any: asked of the database past the application. What each
// reader may see is written here by hand.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type pg from 'pg'
import { invitePerson } from '../../src/meeting/actions/inviting.ts'
import { beginAs, overConnection } from '../database.ts'
import type { World } from '../world.ts'
import { OF_A_MEETING, OUTSIDE_ONE, READERS, TABLES, type WorldOfReaders, worldOfReaders } from './readers.ts'

let board: WorldOfReaders
let world: World
let childId: string
let meetingId: string
const asOwner = <T>(work: (client: pg.Client) => Promise<T>) => overConnection(world.ownerUrl, work)

before(async () => {
  board = await worldOfReaders()
  ;({ world, childId, meetingId } = board)
})
after(() => world.close())

async function readersOf(table: string, id: string): Promise<string[]> {
  const found: string[] = []
  for (const [reader, name] of Object.entries(READERS)) {
    const { userId } = await world.actor(name)
    await overConnection(world.appUrl, async client => {
      await beginAs(client, userId)
      const { rowCount } = await client.query(`select 1 from ${table} where id = $1`, [id])
      if (rowCount === 1) found.push(reader)
      await client.query('rollback')
    })
  }
  return found
}

for (const { table, insert, audiences, meeting } of TABLES)
  for (const audience of audiences)
    test(`${table} for ${audience}: read by exactly ${OF_A_MEETING[audience]?.join(', ') ?? ''}`, async () => {
      const author = await world.actor('duty')
      const { rows } = await asOwner(client => client.query<{ id: string }>('select gen_random_uuid() as id'))
      const id = rows[0]?.id ?? ''
      await asOwner(client =>
        client.query(insert, [id, childId, meeting ? meetingId : null, audience, author.userId, 'CANARY']),
      )
      assert.deepEqual((await readersOf(table, id)).sort(), [...(OF_A_MEETING[audience] ?? [])].sort())
    })

for (const [audience, readers] of Object.entries(OUTSIDE_ONE))
  test(`an entry outside a meeting for ${audience}: read by exactly ${readers.join(', ') || 'its author'}`, async () => {
    const author = await world.actor('duty')
    const { rows } = await asOwner(client =>
      client.query<{ id: string }>(
        `insert into entry (child_id, kind, audience, text, happened_on, author_id, agency_id)
         select $1, 'note', $2, 'CANARY', current_date, u.id, u.agency_id from app_user u where u.id = $3 returning id`,
        [childId, audience, author.userId],
      ),
    )
    assert.deepEqual((await readersOf('entry', rows[0]?.id ?? '')).sort(), [...readers].sort())
  })

test('whoever carries out a closed action knows of it and of its clock, though not in the closed session', async () => {
  const owner = await world.actor('youth-worker')
  const author = await world.actor('duty')
  const { rows } = await asOwner(client =>
    client.query<{ id: string }>(
      `insert into action (child_id, meeting_id, context, what, who, owner_id, due_on, audience, agreed_by)
       values ($1, $2, 'home', 'CANARY', 'x', $3, current_date, 'closed', $4) returning id`,
      [childId, meetingId, owner.userId, author.userId],
    ),
  )
  assert.deepEqual((await readersOf('action', rows[0]?.id ?? '')).sort(), [
    'chair',
    'closed session',
    'lead',
    'network',
  ])
})

test('words that were for the network and are closed today are read in none of their versions by who may not read today’s', async () => {
  const author = await world.actor('duty')
  const { rows } = await asOwner(client =>
    client.query<{ id: string }>(
      `insert into entry (child_id, meeting_id, stage, kind, audience, text, happened_on, author_id, agency_id)
       select $1, $2, 'closed-session', 'meeting-entry', 'network', 'CANARY', current_date, u.id, u.agency_id from app_user u where u.id = $3 returning id`,
      [childId, meetingId, author.userId],
    ),
  )
  const id = rows[0]?.id ?? ''
  await asOwner(client =>
    client.query(`update entry set audience = 'closed', version = version + 1 where id = $1`, [id]),
  )
  const historyReaders: string[] = []
  for (const [reader, name] of Object.entries(READERS)) {
    const { userId } = await world.actor(name)
    await overConnection(world.appUrl, async client => {
      await beginAs(client, userId)
      const { rowCount } = await client.query('select 1 from row_history where row_id = $1', [id])
      if ((rowCount ?? 0) > 0) historyReaders.push(reader)
      await client.query('rollback')
    })
  }
  assert.deepEqual(historyReaders.sort(), ['chair', 'closed session', 'lead'])
  // And the other way: what was closed and is for the network today keeps its closed version to itself.
  await asOwner(client =>
    client.query(`update entry set audience = 'network', version = version + 1 where id = $1`, [id]),
  )
  const { userId } = await world.actor('youth-worker')
  await overConnection(world.appUrl, async client => {
    await beginAs(client, userId)
    const { rows: versions } = await client.query<{ version: number }>(
      'select version from row_history where row_id = $1 order by version',
      [id],
    )
    assert.deepEqual(
      versions,
      [{ version: 1 }],
      'the first, which was for the network, and not the second, which was closed',
    )
  })
})

test('the audience before a decision about the family follows what the entry was made, so that withholding closes it again', async () => {
  const author = await world.actor('duty')
  const { rows } = await asOwner(client =>
    client.query<{ id: string }>(
      `insert into entry (child_id, kind, audience, text, happened_on, author_id, agency_id)
       select $1, 'note', 'network', 'x', current_date, u.id, u.agency_id from app_user u where u.id = $2 returning id`,
      [childId, author.userId],
    ),
  )
  const { rows: after } = await asOwner(client =>
    client.query<{ written_for: string }>(
      `update entry set audience = 'closed', version = version + 1 where id = $1 returning written_for`,
      [rows[0]?.id],
    ),
  )
  assert.deepEqual(after, [{ written_for: 'closed' }])
})

test('who was there for the closed session alone shows to its people, and to nobody else: not in a list, a right, a look or a count', async () => {
  const meetings = await asOwner(client =>
    client.query<{ id: string; chair_id: string; chair: string }>(
      `select m.id, m.chair_id, split_part(u.email, '@', 1) as chair from meeting m join app_user u on u.id = m.chair_id
        where m.child_id = $1 and m.id = $2`,
      [childId, meetingId],
    ),
  )
  const chair = meetings.rows[0]?.chair ?? ''
  const covert = await world.actor('social-worker-3')
  await asOwner(client =>
    client.query(
      `update meeting_person set removed_at = now() where meeting_id = $1 and user_id = $2 and removed_at is null`,
      [meetingId, covert.userId],
    ),
  )
  const invited = await world.as(chair, work =>
    invitePerson(work, {
      meetingId,
      userId: covert.userId,
      name: '',
      part: 'practitioner',
      inClosed: true,
      inFamily: false,
    }),
  )
  assert.ok(invited.outcome === 'invited')
  await overConnection(world.appUrl, async client => {
    await beginAs(client, covert.userId)
    await client.query(`insert into audit_event (event, child_id) values ('record.seen', $1)`, [childId])
    await client.query('commit')
  })
  await asOwner(client =>
    client.query(
      `insert into meeting_presence (meeting_id, child_id, person_id, stage) values ($1, $2, $3, 'closed-session')`,
      [meetingId, childId, invited.personId],
    ),
  )
  await asOwner(client =>
    client.query(
      `insert into meeting_reply (person_id, meeting_id, child_id, reply, booked_for, given_by) values ($1, $2, $3, 'coming', now(), $4)`,
      [invited.personId, meetingId, childId, meetings.rows[0]?.chair_id],
    ),
  )
  await asOwner(client =>
    client.query(
      `insert into record_copy (meeting_id, child_id, copy, language, format, sha256, made_by) values ($1, $2, 'pack', 'en', 'pdf', 'x', $3)`,
      [meetingId, childId, covert.userId],
    ),
  )
  await overConnection(world.appUrl, async client => {
    await beginAs(client, meetings.rows[0]?.chair_id ?? '')
    await client.query(
      `insert into audit_event (event, child_id, subject_id) values ('meeting.reply-recorded', $1, $2)`,
      [childId, invited.personId],
    )
    await client.query('commit')
  })
  const known: Record<string, number[]> = {}
  for (const [reader, name] of Object.entries(READERS)) {
    const { userId } = await world.actor(name)
    await overConnection(world.appUrl, async client => {
      await beginAs(client, userId)
      const counted: number[] = []
      for (const query of [
        `select 1 from meeting_person where id = '${invited.personId}'`,
        `select 1 from closed_seat where person_id = '${invited.personId}'`,
        `select 1 from access_grant where source_id = '${invited.personId}'`,
        `select 1 from meeting_presence where person_id = '${invited.personId}'`,
        `select 1 from audit_event where child_id = '${childId}' and actor_id = '${covert.userId}' and event = 'record.seen'`,
        `select 1 from audit_event where event = 'meeting.person-invited' and subject_id = '${invited.personId}'`,
        `select 1 from audit_event where event = 'meeting.reply-recorded' and subject_id = '${invited.personId}'`,
        `select 1 from meeting_reply where person_id = '${invited.personId}'`,
        `select 1 from who_sees_child('${childId}') u where u = '${covert.userId}'`,
        `select 1 from record_copy where meeting_id = '${meetingId}' and made_by = '${covert.userId}'`,
      ])
        counted.push((await client.query(query)).rowCount ?? 0)
      known[reader] = counted
      await client.query('rollback')
    })
  }
  const nothing = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
  const all = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
  assert.deepEqual(known, {
    outsider: nothing,
    network: nothing,
    'closed session': all,
    chair: all,
    police: nothing,
    lead: all,
    'information governance': [0, 0, 0, 0, 1, 1, 1, 0, 0, 0],
    administrator: nothing,
    emergency: nothing,
    ended: nothing,
  })
  await asOwner(client =>
    client.query(
      `insert into meeting_presence (meeting_id, child_id, person_id, stage) values ($1, $2, $3, 'family-session')`,
      [meetingId, childId, invited.personId],
    ),
  )
  await overConnection(world.appUrl, async client => {
    await beginAs(client, (await world.actor('youth-worker')).userId)
    const { rowCount } = await client.query('select 1 from meeting_person where id = $1', [invited.personId])
    assert.equal(rowCount, 1, 'whom the family saw is no secret')
  })
})
