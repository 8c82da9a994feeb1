// For each source of a right to see a child: not before it, while it lasts, and not from the moment it ends.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type pg from 'pg'
import { joinNetwork, leaveNetwork } from '../../src/child/actions.ts'
import { listNetwork } from '../../src/child/store/network.ts'
import { callOffMeeting } from '../../src/meeting/actions/arranging.ts'
import { invitePerson, removePerson } from '../../src/meeting/actions/inviting.ts'
import { decideEscalation, escalate } from '../../src/panel/actions.ts'
import { beginAs, overConnection } from '../database.ts'
import { demonstrationWorld, type World } from '../world.ts'
import { asOwner, one, sees, childOf } from './sight.ts'

let world: World
before(async () => {
  world = await demonstrationWorld()
})
after(() => world.close())

const openMeetingOf = (client: pg.Client, childId?: string) =>
  one(
    client,
    `select id from meeting where began_at is null and called_off_at is null and ($1::uuid is null or child_id = $1) order by id limit 1`,
    [childId ?? null],
  )

test('the application can write no right to see a child, revive none and prolong none', async () => {
  const { userId } = await world.actor('lead')
  await overConnection(world.appUrl, async client => {
    for (const attempt of [
      `insert into access_grant (child_id, principal_id, reason, source_id, from_at) select id, '${userId}', 'named', id, now() from child limit 1`,
      'update access_grant set until_at = null',
      `update access_grant set until_at = now() + interval '10 years'`,
      'update access_grant set from_at = now()',
      'delete from access_grant',
      `select derive_grants((select id from child limit 1))`,
      'select * from rightful_grant',
    ]) {
      await beginAs(client, userId)
      await assert.rejects(client.query(attempt), /permission denied/, attempt)
      await client.query('rollback')
    }
  })
})

test('every right in force is the one its source gives, and every source gives its right', async () => {
  const differing = await asOwner(world, client =>
    client.query(`
      with held as (select child_id, principal_id, reason, source_id from access_grant where until_at is null or until_at > now()),
           rightful as (select child_id, principal_id, reason, source_id from rightful_grant where from_at <= now() and (until_at is null or until_at > now()))
      (select * from held except select * from rightful) union all (select * from rightful except select * from held)`),
  )
  assert.deepEqual(differing.rows, [])
})

test('a part in the network: not before it, and not after it', async () => {
  const childId = await childOf(world, 'youth-justice')
  const { userId } = await world.actor('youth-justice')
  assert.equal(await sees(world, 'youth-justice', childId), false)
  const joined = await world.as('social-worker', work => joinNetwork(work, { childId, userId, part: 'practitioner' }))
  assert.equal(joined.outcome, 'joined')
  assert.equal(await sees(world, 'youth-justice', childId), true)
  await world.as('social-worker', async work => {
    const member = (await listNetwork(work.tx, childId)).find(each => each.userId === userId)
    assert.ok(member)
    assert.equal(await leaveNetwork(work, { memberId: member.id, reason: 'work has ended' }), childId)
  })
  assert.equal(await sees(world, 'youth-justice', childId), false)
  await overConnection(world.appUrl, async client => {
    await beginAs(client, (await world.actor('social-worker')).userId)
    await assert.rejects(
      client.query('update network_member set left_at = null where child_id = $1 and user_id = $2', [childId, userId]),
      /has happened and stays/,
    )
  })
})

test('an invitation: not before it, and not after it was taken back or the meeting was called off', async () => {
  const { userId } = await world.actor('youth-justice')
  const meetingId = await asOwner(world, client => openMeetingOf(client))
  const childId = await asOwner(world, client =>
    one(client, 'select child_id as id from meeting where id = $1', [meetingId]),
  )
  const lead = 'lead'
  assert.equal(await sees(world, 'youth-justice', childId), false)
  const invitee = { meetingId, userId, name: '', part: 'practitioner', inClosed: false, inFamily: true } as const
  const invited = await world.as(lead, work => invitePerson(work, invitee))
  assert.ok(invited.outcome === 'invited')
  assert.equal(await sees(world, 'youth-justice', childId), true)
  await world.as(lead, work => removePerson(work, invited.personId))
  assert.equal(await sees(world, 'youth-justice', childId), false)
  await world.as(lead, work => invitePerson(work, invitee))
  assert.equal(await sees(world, 'youth-justice', childId), true)
  const calledOff = await world.as(lead, work => callOffMeeting(work, { meetingId, reason: 'the day does not suit' }))
  assert.equal(calledOff.outcome, 'called-off')
  assert.equal(await sees(world, 'youth-justice', childId), false)
})

for (const [approved, still] of [
  ['27 days 23 hours', true],
  ['28 days 1 second', false],
] as const)
  test(`an invitation to a meeting whose record was approved ${approved} ago ${still ? 'still opens' : 'no longer opens'} the record`, () =>
    asOwner(world, async client => {
      await client.query('begin')
      const { rows } = await client.query<{ id: string; person: string; child_id: string }>(
        `select m.id, p.id as person, m.child_id from meeting m join meeting_person p on p.meeting_id = m.id join pathway w on w.id = m.pathway_id
          where m.approved_at is null and m.called_off_at is null and p.user_id is not null and p.removed_at is null and w.ended_on is null limit 1`,
      )
      const meeting = rows[0]
      assert.ok(meeting)
      await client.query(`update meeting set approved_at = now() - $2::interval, version = version + 1 where id = $1`, [
        meeting.id,
        approved,
      ])
      const { rows: grants } = await client.query<{ open: boolean }>(
        `select until_at > now() + interval '1 second' as open from access_grant where source_id = $1`,
        [meeting.person],
      )
      assert.deepEqual(grants, [{ open: still }])
      await client.query('rollback')
    }))

test('two items before the panel are two rights: deciding one leaves the other', async () => {
  const childId = await childOf(world, 'panel')
  assert.equal(await sees(world, 'panel', childId), false)
  const item = { childId, reasons: 'x', askedOfPanel: '', urgentReason: '', audience: 'network' } as const
  const first = await world.as('social-worker', work => escalate(work, item))
  const second = await world.as('social-worker', work => escalate(work, item))
  assert.ok(first.outcome === 'escalated' && second.outcome === 'escalated')
  assert.equal(await sees(world, 'panel', childId), true)
  const decide = (escalationId: string) =>
    world.as('panel', work => decideEscalation(work, { escalationId, decision: 'advice-given', reasons: 'x' }))
  assert.equal((await decide(first.escalationId)).outcome, 'decided')
  assert.equal(await sees(world, 'panel', childId), true)
  assert.equal((await decide(second.escalationId)).outcome, 'decided')
  assert.equal(await sees(world, 'panel', childId), false)
  assert.equal((await decide(second.escalationId)).outcome, 'not-found')
})

test('the exploitation leads see a pathway while it is open and for 28 days after, and not on the 29th', () =>
  asOwner(world, async client => {
    const childId = await childOf(world, 'youth-justice')
    for (const [endedDaysAgo, open] of [
      [28, true],
      [29, false],
    ] as const) {
      await client.query('begin')
      await client.query(
        `update pathway set ended_on = current_date - $2::int, ending = 'other', version = version + 1 where child_id = $1 and ended_on is null`,
        [childId, endedDaysAgo],
      )
      const { rows } = await client.query<{ open: boolean }>(
        `select until_at > now() + interval '1 second' as open from access_grant where child_id = $1 and reason = 'exploitation-leads'`,
        [childId],
      )
      assert.deepEqual(rows, [{ open }], `${endedDaysAgo} days`)
      await client.query('rollback')
    }
  }))
