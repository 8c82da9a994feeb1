// Sight that is narrowed: a restricted child, a role or a team that is taken, an administrator.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { liftRestriction, restrictRecord } from '../../src/child/actions.ts'
import { markLeft, setRoles, setTeams } from '../../src/board/actions.ts'
import { escalate } from '../../src/panel/actions.ts'
import { startSession } from '../../src/access/store/sessions.ts'
import { newToken, tokenHash } from '../../src/web/session-token.ts'
import { beginAs, overConnection, TEST_KEY } from '../database.ts'
import { demonstrationWorld, type World } from '../world.ts'
import { asOwner, childOf, openUrgently, sees } from './sight.ts'

let world: World
before(async () => {
  world = await demonstrationWorld()
})
after(() => world.close())

test('a restricted child is seen by those named, by no team and in no emergency, until the restriction is lifted', async () => {
  const childId = await childOf(world, 'nurse', 'youth-worker')
  assert.equal(await sees(world, 'lead', childId), true, 'as a member of the leads’ team')
  assert.equal(await sees(world, 'duty', childId), true, 'as the front door')
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
    assert.equal(await sees(world, name, childId), may, name)
  assert.equal((await openUrgently(world, 'youth-worker', childId)).outcome, 'refused')
  assert.equal(await sees(world, 'youth-worker', childId), false)
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
  for (const name of ['lead', 'duty', 'social-worker']) assert.equal(await sees(world, name, childId), true, name)
})

test('with a role or a team goes the sight that rested on it, and the person’s sessions end', async () => {
  const lead = await world.actor('lead')
  const childId = await childOf(world, 'youth-justice')
  const token = tokenHash(newToken(TEST_KEY))
  const session = () =>
    world.database.asNobody(tx => startSession(tx, lead.userId, token, new Date(Date.now() + 600_000)))
  await session()
  assert.equal(await sees(world, 'lead', childId), true)
  await world.as('administrator', work => setTeams(work, lead.userId, []))
  assert.equal(await sees(world, 'lead', childId), false, 'without the team')
  await assert.rejects(
    world.database.asSession(token, () => Promise.resolve()),
    { code: '28000' },
  )
  await world.as('administrator', work => setTeams(work, lead.userId, lead.teamIds))
  assert.equal(await sees(world, 'lead', childId), true)
  await world.as('administrator', work => setRoles(work, lead.userId, lead.roles, ['practitioner']))
  assert.equal(await sees(world, 'lead', childId), false, 'in the team of leads without their role')
  const told = await asOwner(world, client =>
    client.query(
      `select 1 from notice n join app_user u on u.id = n.user_id where n.kind = 'account-changed' and n.subject_id = $1 and u.email like 'governance@%'`,
      [lead.userId],
    ),
  )
  assert.ok((told.rowCount ?? 0) >= 3, 'information governance is told of each change')
})

test('whose roles are all taken, and who has left, sees no child by name either', async () => {
  const childId = await childOf(world, 'youth-justice')
  const { userId, roles } = await world.actor('social-worker')
  assert.equal(await sees(world, 'social-worker', childId), true)
  await world.as('administrator', work => setRoles(work, userId, roles, []))
  assert.equal(await sees(world, 'social-worker', childId), false)
  await world.as('administrator', work => setRoles(work, userId, [], roles))
  assert.equal(await sees(world, 'social-worker', childId), true)
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
