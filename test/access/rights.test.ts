// For each source of a right to see a child: not before it, while it lasts, and not from the moment it ends.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type pg from 'pg'
import { joinNetwork, leaveNetwork, liftRestriction, restrictRecord } from '../../src/child/actions.ts'
import { listNetwork } from '../../src/child/store/network.ts'
import { markLeft, setRoles, setTeams } from '../../src/board/actions.ts'
import { openInEmergency, reviewEmergencyOpening } from '../../src/emergency/actions.ts'
import { listUnreviewedOpenings } from '../../src/emergency/store.ts'
import { callOffMeeting } from '../../src/meeting/actions/arranging.ts'
import { invitePerson, removePerson } from '../../src/meeting/actions/inviting.ts'
import { decideEscalation, escalate } from '../../src/panel/actions.ts'
import { startSession } from '../../src/access/store/sessions.ts'
import { newToken, tokenHash } from '../../src/web/session-token.ts'
import { beginAs, overConnection, TEST_KEY } from '../database.ts'
import { demonstrationWorld, type World } from '../world.ts'

let world: World
before(async () => {
  world = await demonstrationWorld()
})
after(() => world.close())

const asOwner = <T>(work: (client: pg.Client) => Promise<T>) => overConnection(world.ownerUrl, work)

async function one(client: pg.Client, query: string, values: readonly unknown[] = []): Promise<string> {
  const { rows } = await client.query<{ id: string }>(query, [...values])
  assert.ok(rows[0], query)
  return rows[0].id
}

/** Whether someone sees a child, asked of the database past the application. */
async function sees(name: string, childId: string): Promise<boolean> {
  const { userId } = await world.actor(name)
  return overConnection(world.appUrl, async client => {
    await beginAs(client, userId)
    const { rowCount } = await client.query('select 1 from child where id = $1', [childId])
    await client.query('rollback')
    return rowCount === 1
  })
}

/** A child of the social worker's with an open pathway, whom nobody of the names sees. */
async function childOf(...notSeenBy: readonly string[]): Promise<string> {
  const { userId } = await world.actor('social-worker')
  const others = await Promise.all(notSeenBy.map(name => world.actor(name)))
  return asOwner(client =>
    one(
      client,
      `select c.id from child c join pathway p on p.child_id = c.id and p.ended_on is null
        where c.restricted_at is null
          and exists (select 1 from network_member n where n.child_id = c.id and n.user_id = $1 and n.left_at is null and n.part = 'lead-practitioner')
          and not exists (select 1 from access_grant g where g.child_id = c.id and g.principal_id = any ($2) and (g.until_at is null or g.until_at > now()))
        order by c.reference limit 1`,
      [userId, others.flatMap(actor => [actor.userId, ...actor.teamIds])],
    ),
  )
}

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
  const differing = await asOwner(client =>
    client.query(`
      with held as (select child_id, principal_id, reason, source_id from access_grant where until_at is null or until_at > now()),
           rightful as (select child_id, principal_id, reason, source_id from rightful_grant where from_at <= now() and (until_at is null or until_at > now()))
      (select * from held except select * from rightful) union all (select * from rightful except select * from held)`),
  )
  assert.deepEqual(differing.rows, [])
})

test('a part in the network: not before it, and not after it', async () => {
  const childId = await childOf('youth-justice')
  const { userId } = await world.actor('youth-justice')
  assert.equal(await sees('youth-justice', childId), false)
  const joined = await world.as('social-worker', work => joinNetwork(work, { childId, userId, part: 'practitioner' }))
  assert.equal(joined.outcome, 'joined')
  assert.equal(await sees('youth-justice', childId), true)
  await world.as('social-worker', async work => {
    const member = (await listNetwork(work.tx, childId)).find(each => each.userId === userId)
    assert.ok(member)
    assert.equal(await leaveNetwork(work, { memberId: member.id, reason: 'work has ended' }), childId)
  })
  assert.equal(await sees('youth-justice', childId), false)
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
  const meetingId = await asOwner(client => openMeetingOf(client))
  const childId = await asOwner(client => one(client, 'select child_id as id from meeting where id = $1', [meetingId]))
  const lead = 'lead'
  assert.equal(await sees('youth-justice', childId), false)
  const invitee = { meetingId, userId, name: '', part: 'practitioner', inClosed: false, inFamily: true } as const
  const invited = await world.as(lead, work => invitePerson(work, invitee))
  assert.ok(invited.outcome === 'invited')
  assert.equal(await sees('youth-justice', childId), true)
  await world.as(lead, work => removePerson(work, invited.personId))
  assert.equal(await sees('youth-justice', childId), false)
  await world.as(lead, work => invitePerson(work, invitee))
  assert.equal(await sees('youth-justice', childId), true)
  const calledOff = await world.as(lead, work => callOffMeeting(work, { meetingId, reason: 'the day does not suit' }))
  assert.equal(calledOff.outcome, 'called-off')
  assert.equal(await sees('youth-justice', childId), false)
})

for (const [approved, still] of [
  ['27 days 23 hours', true],
  ['28 days 1 second', false],
] as const)
  test(`an invitation to a meeting whose record was approved ${approved} ago ${still ? 'still opens' : 'no longer opens'} the record`, () =>
    asOwner(async client => {
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
  const childId = await childOf('panel')
  assert.equal(await sees('panel', childId), false)
  const item = { childId, reasons: 'x', askedOfPanel: '', urgentReason: '', audience: 'network' } as const
  const first = await world.as('social-worker', work => escalate(work, item))
  const second = await world.as('social-worker', work => escalate(work, item))
  assert.ok(first.outcome === 'escalated' && second.outcome === 'escalated')
  assert.equal(await sees('panel', childId), true)
  const decide = (escalationId: string) =>
    world.as('panel', work => decideEscalation(work, { escalationId, decision: 'advice-given', reasons: 'x' }))
  assert.equal((await decide(first.escalationId)).outcome, 'decided')
  assert.equal(await sees('panel', childId), true)
  assert.equal((await decide(second.escalationId)).outcome, 'decided')
  assert.equal(await sees('panel', childId), false)
  assert.equal((await decide(second.escalationId)).outcome, 'not-found')
})

test('the exploitation leads see a pathway while it is open and for 28 days after, and not on the 29th', () =>
  asOwner(async client => {
    const childId = await childOf('youth-justice')
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

async function openUrgently(name: string, childId: string, bornOn?: string) {
  const child = await asOwner(client =>
    client.query<{ reference: string; born_on: string }>('select reference, born_on::text from child where id = $1', [
      childId,
    ]),
  )
  const row = child.rows[0]
  assert.ok(row)
  return world.as(name, work =>
    openInEmergency(work, {
      reference: row.reference,
      bornOn: (bornOn ?? row.born_on) as never,
      reason: 'the child is at the door of the clinic',
    }),
  )
}

test('an emergency opens a child for three hours, tells those who review, lets nobody else in, and ends', async () => {
  const childId = await childOf('nurse', 'teacher')
  assert.equal(await sees('nurse', childId), false)
  assert.equal((await openUrgently('nurse', childId)).outcome, 'opened')
  assert.equal(await sees('nurse', childId), true)
  const lasts = await asOwner(client =>
    client.query<{ lasts: string }>(
      `select (until_at - from_at)::text as lasts from access_grant where child_id = $1 and reason = 'emergency'`,
      [childId],
    ),
  )
  assert.deepEqual(lasts.rows, [{ lasts: '03:00:00' }])

  const nurse = await world.actor('nurse')
  const teacher = await world.actor('teacher')
  for (const userId of [nurse.userId, teacher.userId])
    assert.equal(
      (await world.as('nurse', work => joinNetwork(work, { childId, userId, part: 'practitioner' }))).outcome,
      'may-not-let-in',
    )
  assert.equal(
    (
      await world.as('nurse', work =>
        escalate(work, { childId, reasons: 'x', askedOfPanel: '', urgentReason: '', audience: 'network' }),
      )
    ).outcome,
    'may-not-let-in',
  )
  await overConnection(world.appUrl, async client => {
    for (const attempt of [
      `insert into network_member (child_id, user_id, part) values ('${childId}', '${nurse.userId}', 'practitioner')`,
      `insert into panel_escalation (child_id, team_id, reasons, escalated_by) select '${childId}', id, 'x', '${nurse.userId}' from team where kind = 'prevention-panel'`,
      `update emergency_opening set until_at = now() + interval '1 year'`,
    ]) {
      await beginAs(client, nurse.userId)
      await assert.rejects(client.query(attempt), /row-level security|permission denied/, attempt)
      await client.query('rollback')
    }
  })

  for (const [name, told] of [
    ['lead', 1],
    ['governance', 1],
    ['nurse', 0],
    ['social-worker', 0],
  ] as const)
    assert.equal((await world.as(name, ({ tx }) => listUnreviewedOpenings(tx))).length, told, name)

  await asOwner(client =>
    client.query(`update emergency_opening set until_at = now() where child_id = $1 and user_id = $2`, [
      childId,
      nurse.userId,
    ]),
  )
  assert.equal(await sees('nurse', childId), false)

  const [opening] = await world.as('governance', ({ tx }) => listUnreviewedOpenings(tx))
  assert.ok(opening)
  const review = { openingId: opening.id, finding: 'justified', note: 'spoke with the ward' } as const
  for (const name of ['nurse', 'social-worker', 'administrator'])
    assert.equal((await world.as(name, work => reviewEmergencyOpening(work, review))).outcome, 'not-found', name)
  assert.equal(
    (await world.as('lead', work => reviewEmergencyOpening(work, { ...review, note: ' ' }))).outcome,
    'note-needed',
  )
  assert.equal((await world.as('lead', work => reviewEmergencyOpening(work, review))).outcome, 'reviewed')
  assert.equal((await world.as('governance', work => reviewEmergencyOpening(work, review))).outcome, 'not-found')
  assert.equal((await world.as('governance', ({ tx }) => listUnreviewedOpenings(tx))).length, 0)
})

test('nobody reviews an emergency opening of their own, not even a lead', async () => {
  const childId = await childOf('youth-justice')
  assert.equal((await openUrgently('lead', childId)).outcome, 'opened')
  const [own] = await asOwner(async client => {
    const { rows } = await client.query<{ id: string }>(
      `select o.id from emergency_opening o join app_user u on u.id = o.user_id where u.email like 'lead@%'`,
    )
    return rows
  })
  const review = { openingId: own?.id ?? '', finding: 'justified', note: 'it was I' } as const
  assert.equal((await world.as('lead', ({ tx }) => listUnreviewedOpenings(tx))).length, 0)
  assert.equal((await world.as('lead', work => reviewEmergencyOpening(work, review))).outcome, 'not-found')
  assert.equal((await world.as('governance', work => reviewEmergencyOpening(work, review))).outcome, 'reviewed')
  await asOwner(client => client.query('update emergency_opening set until_at = now() where id = $1', [own?.id]))
})

test('every attempt in an emergency is an event, right or wrong, and after five within an hour no more are heard', async () => {
  const childId = await childOf('teacher')
  const { userId } = await world.actor('teacher')
  for (let attempt = 1; attempt <= 5; attempt += 1)
    assert.equal((await openUrgently('teacher', childId, '2001-01-01')).outcome, 'refused')
  assert.equal((await openUrgently('teacher', childId)).outcome, 'too-many', 'also with the right day of birth')
  assert.equal(await sees('teacher', childId), false)
  const { rows } = await asOwner(client =>
    client.query<{ event: string; count: number }>(
      `select event, count(*)::int as count from audit_event where actor_id = $1 and event like 'emergency.%' group by event`,
      [userId],
    ),
  )
  assert.deepEqual(rows, [{ event: 'emergency.refused', count: 6 }])
})

test('a restricted child is seen by those named, by no team and in no emergency, until the restriction is lifted', async () => {
  const childId = await childOf('nurse', 'youth-worker')
  assert.equal(await sees('lead', childId), true, 'as a member of the leads’ team')
  assert.equal(await sees('duty', childId), true, 'as the front door')
  const restricted = await world.as('duty-manager', work =>
    restrictRecord(work, { childId, reason: 'a conflict of interest' }),
  )
  assert.equal(restricted.outcome, 'restricted')
  for (const [name, may] of [
    ['lead', false],
    ['duty', false],
    ['nurse', false],
    ['social-worker', true],
    ['duty-manager', true],
  ] as const)
    assert.equal(await sees(name, childId), may, name)
  assert.equal((await openUrgently('youth-worker', childId)).outcome, 'refused')
  assert.equal(await sees('youth-worker', childId), false)
  assert.equal(
    (
      await world.as('social-worker', work =>
        escalate(work, { childId, reasons: 'x', askedOfPanel: '', urgentReason: '', audience: 'network' }),
      )
    ).outcome,
    'restricted',
  )
  for (const name of ['social-worker', 'lead', 'nurse'])
    assert.equal(
      (await world.as(name, work => liftRestriction(work, { childId, reason: 'x' }))).outcome,
      'not-found',
      name,
    )
  await overConnection(world.appUrl, async client => {
    await beginAs(client, (await world.actor('social-worker')).userId)
    await assert.rejects(
      client.query('update child set restricted_at = null, version = version + 1 where id = $1', [childId]),
      /permission denied/,
    )
  })
  const lifted = await world.as('duty-manager', work => liftRestriction(work, { childId, reason: 'it has passed' }))
  assert.equal(lifted.outcome, 'lifted')
  for (const name of ['lead', 'duty', 'social-worker']) assert.equal(await sees(name, childId), true, name)
})

test('with a role or a team goes the sight that rested on it, and the person’s sessions end', async () => {
  const lead = await world.actor('lead')
  const childId = await childOf('youth-justice')
  const token = tokenHash(newToken(TEST_KEY))
  const session = () =>
    world.database.asNobody(tx => startSession(tx, lead.userId, token, new Date(Date.now() + 600_000)))
  await session()
  assert.equal(await sees('lead', childId), true)
  await world.as('administrator', work => setTeams(work, lead.userId, []))
  assert.equal(await sees('lead', childId), false, 'without the team')
  await assert.rejects(
    world.database.asSession(token, () => Promise.resolve()),
    { code: '28000' },
  )
  await world.as('administrator', work => setTeams(work, lead.userId, lead.teamIds))
  assert.equal(await sees('lead', childId), true)
  await world.as('administrator', work => setRoles(work, lead.userId, lead.roles, ['practitioner']))
  assert.equal(await sees('lead', childId), false, 'in the team of leads without their role')
  const told = await asOwner(client =>
    client.query(
      `select 1 from notice n join app_user u on u.id = n.user_id where n.kind = 'account-changed' and n.subject_id = $1 and u.email like 'governance@%'`,
      [lead.userId],
    ),
  )
  assert.ok((told.rowCount ?? 0) >= 3, 'information governance is told of each change')
})

test('whose roles are all taken, and who has left, sees no child by name either', async () => {
  const childId = await childOf('youth-justice')
  const { userId, roles } = await world.actor('social-worker')
  assert.equal(await sees('social-worker', childId), true)
  await world.as('administrator', work => setRoles(work, userId, roles, []))
  assert.equal(await sees('social-worker', childId), false)
  await world.as('administrator', work => setRoles(work, userId, [], roles))
  assert.equal(await sees('social-worker', childId), true)
  await world.as('administrator', work => markLeft(work, userId))
  await assert.rejects(
    overConnection(world.appUrl, client => beginAs(client, userId)),
    { code: '28000' },
  )
})

test('an administrator is given no role that sees children, and who has one is not made an administrator', async () => {
  const { userId } = await world.actor('administrator')
  const chair = await world.actor('chair')
  assert.equal(
    (await world.as('administrator', work => setRoles(work, userId, ['administrator'], ['administrator', 'chair'])))
      .outcome,
    'administrator-apart',
  )
  await overConnection(world.appUrl, async client => {
    for (const [whose, role] of [
      [userId, 'exploitation-lead'],
      [chair.userId, 'administrator'],
    ]) {
      await beginAs(client, userId)
      await assert.rejects(
        client.query('insert into user_role (user_id, role) values ($1, $2)', [whose, role]),
        /holds no role that sees children/,
      )
      await client.query('rollback')
    }
  })
})
