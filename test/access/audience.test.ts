// Who may read words for each audience, in each table that holds any: asked of the database past the application. What each
// reader may see is written here by hand.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type pg from 'pg'
import { joinNetwork, leaveNetwork } from '../../src/child/actions.ts'
import { listNetwork } from '../../src/child/store.ts'
import { openInEmergency } from '../../src/emergency/actions.ts'
import { invitePerson } from '../../src/meeting/actions/arranging.ts'
import { beginAs, overConnection } from '../database.ts'
import { demonstrationWorld, type World } from '../world.ts'

let world: World
let childId: string
let meetingId: string

const asOwner = <T>(work: (client: pg.Client) => Promise<T>) => overConnection(world.ownerUrl, work)

// A meeting that has begun, with: its chair; the lead practitioner, who is in the closed session; `youth-worker` in the network
// but not in the closed session; a police officer in the network who has no seat; the exploitation lead through the team.
before(async () => {
  world = await demonstrationWorld()
  const social = await world.actor('social-worker')
  const { rows } = await asOwner(client =>
    client.query<{ id: string; child_id: string }>(
      `select m.id, m.child_id from meeting m join network_member n on n.child_id = m.child_id and n.left_at is null
        where m.began_at is not null and m.approved_at is null and n.user_id = $1 and n.part = 'lead-practitioner' order by m.id limit 1`,
      [social.userId],
    ),
  )
  assert.ok(rows[0])
  meetingId = rows[0].id
  childId = rows[0].child_id
  const join = async (name: string) => {
    const { userId } = await world.actor(name)
    const { outcome } = await world.as('social-worker', work =>
      joinNetwork(work, { childId, userId, part: 'practitioner' }),
    )
    assert.ok(outcome === 'joined' || outcome === 'there-already', outcome)
  }
  await join('youth-worker')
  await join('police-2')
  await join('nurse')
  await asOwner(client =>
    client.query(
      `delete from closed_seat where meeting_id = $1 and person_id in (
    select p.id from meeting_person p join app_user u on u.id = p.user_id where u.email ~ '^(police|police-2|youth-worker|nurse|teacher)@')`,
      [meetingId],
    ),
  )
  await world.as('social-worker', async work => {
    const nurse = await world.actor('nurse')
    const member = (await listNetwork(work.tx, childId)).find(each => each.userId === nurse.userId)
    assert.ok(member)
    await leaveNetwork(work, { memberId: member.id, reason: 'x' })
  })
  const urgent = await asOwner(client =>
    client.query<{ reference: string; born_on: string }>('select reference, born_on::text from child where id = $1', [
      childId,
    ]),
  )
  const opened = await world.as('teacher', work =>
    openInEmergency(work, {
      reference: urgent.rows[0]?.reference ?? '',
      bornOn: urgent.rows[0]?.born_on as never,
      reason: 'the child is at the school gate',
    }),
  )
  assert.equal(opened.outcome, 'opened')
})
after(() => world.close())

const READERS = {
  outsider: 'youth-justice',
  network: 'youth-worker',
  'closed session': 'social-worker',
  chair: 'chair',
  police: 'police-2',
  lead: 'lead',
  'information governance': 'governance',
  administrator: 'administrator',
  emergency: 'teacher',
  ended: 'nurse',
} as const
type Reader = keyof typeof READERS

// Of a meeting, and outside one; family words are read by whoever sees the child.
const OF_A_MEETING: Readonly<Record<string, readonly Reader[]>> = {
  network: ['network', 'closed session', 'chair', 'police', 'lead', 'emergency'],
  closed: ['closed session', 'chair', 'lead'],
  police: ['chair', 'police'],
  family: ['network', 'closed session', 'chair', 'police', 'lead', 'emergency'],
}
const OUTSIDE_ONE: Readonly<Record<string, readonly Reader[]>> = {
  network: ['network', 'closed session', 'chair', 'police', 'lead', 'emergency'],
  closed: [],
  police: ['police', 'lead'],
}

// Each table with words: how a row for an audience is written, by somebody who is none of the readers.
const TABLES: readonly {
  readonly table: string
  readonly insert: string
  readonly meeting: boolean
  readonly audiences: readonly string[]
}[] = [
  {
    table: 'entry',
    meeting: true,
    audiences: ['network', 'closed', 'police', 'family'],
    insert: `insert into entry (id, child_id, meeting_id, kind, audience, text, happened_on, author_id, agency_id)
             select $1, $2, $3, 'note', $4, 'CANARY', current_date, u.id, u.agency_id from app_user u where u.id = $5`,
  },
  {
    table: 'action',
    meeting: true,
    audiences: ['network', 'closed', 'police', 'family'],
    insert: `insert into action (id, child_id, meeting_id, context, what, who, due_on, audience, agreed_by)
             values ($1, $2, $3, 'home', 'CANARY', 'x', current_date, $4, $5)`,
  },
  {
    table: 'meeting_correction',
    meeting: true,
    audiences: ['network', 'closed', 'police', 'family'],
    insert: `insert into meeting_correction (id, child_id, meeting_id, number, text, audience, made_by)
             values ($1, $2, $3, floor(random() * 1000000)::int, 'CANARY', $4, $5)`,
  },
  {
    table: 'meeting_finding',
    meeting: true,
    audiences: ['closed', 'police'],
    insert: `insert into meeting_finding (id, child_id, meeting_id, kind, text, audience, recorded_by)
             values ($1, $2, $3, 'theme', 'CANARY', $4, $5)`,
  },
  {
    table: 'meeting_summary',
    meeting: true,
    audiences: ['closed'],
    insert: `insert into meeting_summary (id, child_id, meeting_id, text, audience, author_id) values ($1, $2, $3, 'CANARY', $4, $5)
             on conflict (meeting_id) do update set id = excluded.id, author_id = excluded.author_id, version = meeting_summary.version + 1`,
  },
  {
    table: 'panel_escalation',
    meeting: true,
    audiences: ['network', 'closed', 'police'],
    insert: `insert into panel_escalation (id, child_id, meeting_id, reasons, audience, escalated_by, team_id)
             select $1, $2, $3, 'CANARY', $4, $5, t.id from team t where t.kind = 'strategic-panel'`,
  },
  {
    table: 'clock',
    meeting: true,
    audiences: ['network', 'closed', 'police', 'family'],
    insert: `insert into clock (id, child_id, meeting_id, rule, subject_id, started_at, started_on, limit_value, limit_unit, limit_source, due_on, first_due_on, audience, holder_id)
             values ($1, $2, $3, 'action', $1, now(), current_date, 1, 'agreed', 'x', current_date, current_date, $4, $5)`,
  },
]

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
      await asOwner(client => client.query(insert, [id, childId, meeting ? meetingId : null, audience, author.userId]))
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
    client.query<{ id: string; child_id: string; chair: string }>(
      `select m.id, m.child_id, split_part(u.email, '@', 1) as chair from meeting m join app_user u on u.id = m.chair_id
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
      ])
        counted.push((await client.query(query)).rowCount ?? 0)
      known[reader] = counted
      await client.query('rollback')
    })
  }
  const nothing = [0, 0, 0, 0, 0, 0]
  const all = [1, 1, 1, 1, 1, 1]
  assert.deepEqual(known, {
    outsider: nothing,
    network: nothing,
    'closed session': all,
    chair: all,
    police: nothing,
    lead: all,
    'information governance': [0, 0, 0, 0, 1, 1],
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
