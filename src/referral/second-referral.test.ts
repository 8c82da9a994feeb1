import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { beginAs, overConnection } from '../../test/database.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { listNetwork } from '../child/store/network.ts'
import { listRunningClocksOfChild } from '../clock/store/clocks.ts'
import { listUnreadNotices } from '../notice/store.ts'
import { findOpenPathway } from '../pathway/store.ts'
import { KNOWN_CHILD_OUTCOMES, OUTCOMES } from './referral.ts'
import { childOnThePathway, secondReferral, decide } from '../../test/referrals.ts'

let world: World
before(async () => {
  world = await demonstrationWorld()
})
after(() => world.close())

test('D1: a second referral about a child on the pathway ends nothing, whatever is decided', async () => {
  const child = await childOnThePathway(world)
  const running = () =>
    world.as('lead', async ({ tx }) =>
      (await listRunningClocksOfChild(tx, child.childId))
        .filter(clock => clock.referralId === null)
        .map(({ id }) => id),
    )
  const before = await running()
  assert.ok(before.length > 0)
  for (const outcome of KNOWN_CHILD_OUTCOMES) {
    const referralId = await secondReferral(world, child)
    for (const wrong of OUTCOMES)
      if (!(KNOWN_CHILD_OUTCOMES as readonly string[]).includes(wrong))
        assert.equal((await decide(world, referralId, wrong)).outcome, 'not-for-this-child', wrong)
    assert.equal((await decide(world, referralId, outcome)).outcome, 'determined', outcome)
    assert.deepEqual(await running(), before, `${outcome}: no clock has stopped, and none has started`)
    assert.ok(await world.as('lead', ({ tx }) => findOpenPathway(tx, child.childId)))
  }
})

test('D1: the database refuses it too, past the actions', async () => {
  const child = await childOnThePathway(world)
  const referralId = await secondReferral(world, child)
  const { userId } = await world.actor('duty-manager')
  await overConnection(world.appUrl, async client => {
    for (const [outcome, refused] of [
      ['no-further-action', true],
      ['exploitation-pathway', true],
      ['information-added', false],
    ] as const) {
      await beginAs(client, userId)
      await client.query(`update referral set decided_at = now(), outcome = $2, version = version + 1 where id = $1`, [
        referralId,
        outcome,
      ])
      const written = client.query(
        `insert into determination (child_id, referral_id, outcome, reasons, decided_by) values ($1, $2, $3, 'x', $4)`,
        [child.childId, referralId, outcome, userId],
      )
      if (refused) await assert.rejects(written, /information for the lead/)
      else await written
      await client.query('rollback')
    }
  })
})

test('D46: it never replaces the lead practitioner, who is told', async () => {
  const child = await childOnThePathway(world)
  const lead = await world.as('lead', async ({ tx }) =>
    (await listNetwork(tx, child.childId)).find(each => each.part === 'lead-practitioner'),
  )
  assert.ok(lead)
  const referralId = await secondReferral(world, child)
  const other = await world.actor('social-worker-3')
  assert.equal((await decide(world, referralId, 'earlier-meeting', other.userId)).outcome, 'determined')
  const after = await world.as('lead', async ({ tx }) =>
    (await listNetwork(tx, child.childId))
      .filter(each => each.part === 'lead-practitioner')
      .map(({ userId }) => userId),
  )
  assert.deepEqual(after, [lead.userId])
  const told = await overConnection(world.ownerUrl, client =>
    client.query<{ details: { outcome: string } }>(
      `select details from notice where user_id = $1 and subject_id = $2 and kind = 'referral-information'`,
      [lead.userId, referralId],
    ),
  )
  assert.deepEqual(told.rows, [{ details: { outcome: 'earlier-meeting' } }])
})

test('a notice that is written is read: the lead finds it in their own list', async () => {
  const child = await childOnThePathway(world)
  const referralId = await secondReferral(world, child)
  await decide(world, referralId, 'new-form')
  const [email] = await overConnection(world.ownerUrl, async client => {
    const { rows } = await client.query<{ email: string }>(
      `select u.email from network_member n join app_user u on u.id = n.user_id
        where n.child_id = $1 and n.part = 'lead-practitioner' and n.left_at is null`,
      [child.childId],
    )
    return rows.map(row => row.email.split('@')[0] ?? '')
  })
  const notices = await world.as(email ?? '', ({ tx }) => listUnreadNotices(tx))
  assert.ok(notices.some(each => each.kind === 'referral-information' && each.subjectId === referralId))
})
