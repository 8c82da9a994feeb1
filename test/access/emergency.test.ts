// What an emergency opens, for how long, who is told, and who answers for it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { joinNetwork } from '../../src/child/actions.ts'
import { makeApp } from '../../src/app.ts'
import { reviewEmergencyOpening } from '../../src/emergency/actions.ts'
import { listUnreviewedOpenings } from '../../src/emergency/store.ts'
import { escalate } from '../../src/panel/actions.ts'
import { beginAs, overConnection, TEST_KEY } from '../database.ts'
import { visitor } from '../visits.ts'
import { demonstrationWorld, type World } from '../world.ts'
import { asOwner, childOf, openUrgently, sees } from './sight.ts'

let world: World
before(async () => {
  world = await demonstrationWorld()
})
after(() => world.close())

test('an emergency opens a child for three hours, tells those who review, lets nobody else in, and ends', async () => {
  const childId = await childOf(world, 'nurse', 'teacher')
  assert.equal(await sees(world, 'nurse', childId), false)
  assert.equal((await openUrgently(world, 'nurse', childId)).outcome, 'opened')
  assert.equal(await sees(world, 'nurse', childId), true)
  const lasts = await asOwner(world, client =>
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

  await asOwner(world, client =>
    client.query(`update emergency_opening set until_at = now() where child_id = $1 and user_id = $2`, [
      childId,
      nurse.userId,
    ]),
  )
  assert.equal(await sees(world, 'nurse', childId), false)

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
  const childId = await childOf(world, 'youth-justice')
  assert.equal((await openUrgently(world, 'lead', childId)).outcome, 'opened')
  const [own] = await asOwner(world, async client => {
    const { rows } = await client.query<{ id: string }>(
      `select o.id from emergency_opening o join app_user u on u.id = o.user_id where u.email like 'lead@%'`,
    )
    return rows
  })
  const review = { openingId: own?.id ?? '', finding: 'justified', note: 'it was I' } as const
  assert.equal((await world.as('lead', ({ tx }) => listUnreviewedOpenings(tx))).length, 0)
  assert.equal((await world.as('lead', work => reviewEmergencyOpening(work, review))).outcome, 'not-found')
  assert.equal((await world.as('governance', work => reviewEmergencyOpening(work, review))).outcome, 'reviewed')
  await asOwner(world, client => client.query('update emergency_opening set until_at = now() where id = $1', [own?.id]))
})

test('every attempt in an emergency is an event, right or wrong, and after five within an hour no more are heard', async () => {
  const childId = await childOf(world, 'teacher')
  const { userId } = await world.actor('teacher')
  for (let attempt = 1; attempt <= 5; attempt += 1)
    assert.equal((await openUrgently(world, 'teacher', childId, '2001-01-01')).outcome, 'refused')
  assert.equal((await openUrgently(world, 'teacher', childId)).outcome, 'too-many', 'also with the right day of birth')
  assert.equal(await sees(world, 'teacher', childId), false)
  const { rows } = await asOwner(world, client =>
    client.query<{ event: string; count: number }>(
      `select event, count(*)::int as count from audit_event where actor_id = $1 and event like 'emergency.%' group by event`,
      [userId],
    ),
  )
  assert.deepEqual(rows, [{ event: 'emergency.refused', count: 6 }])
})

test('on the pages an emergency opens the record, and those who must know are told who and why', async () => {
  const app = await makeApp({
    database: world.database,
    secretKey: TEST_KEY,
    publicUrl: undefined,
    rateLimitPerMinute: 100_000,
  })
  try {
    const childId = await childOf(world, 'nurse', 'teacher')
    const { rows } = await asOwner(world, client =>
      client.query<{ reference: string; born_on: string }>('select reference, born_on::text from child where id = $1', [
        childId,
      ]),
    )
    const [child] = rows
    assert.ok(child)
    const [year = '', month = '', day = ''] = child.born_on.split('-')
    const nurse = await visitor(app, world, 'nurse')
    const ask = async (reference: string, reason: string) => {
      const bornOn = { 'bornOn-day': day, 'bornOn-month': month, 'bornOn-year': year }
      return (await nurse.post('/urgent-access', { reference, reason, ...bornOn })).statusCode
    }
    const why = 'The child is in the surgery and cannot speak'
    const record = async () => (await nurse.get(`/children/${childId}`)).statusCode
    assert.equal(await record(), 404)
    assert.equal(await ask(child.reference, 'soon'), 400, 'a reason is a sentence')
    assert.equal(await ask('LL-99999', why), 400)
    assert.equal(await record(), 404)
    assert.equal(await ask(child.reference, why), 303)
    assert.equal(await record(), 200)
    const reads = async (who: string) => (await (await visitor(app, world, who)).get('/')).body.includes(why)
    for (const who of ['lead', 'governance']) assert.equal(await reads(who), true, who)
    assert.equal(await reads('teacher'), false)
  } finally {
    await app.close()
  }
})
