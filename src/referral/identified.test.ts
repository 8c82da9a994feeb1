// A referral whose child was identified and that nobody has acknowledged: the referrer still waits for it, and may ask again in time.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asOwner, asSql, one } from '../../test/access/sight.ts'
import { firstReferral } from '../../test/children.ts'
import { servedWorld } from '../../test/served.ts'
import { visitor } from '../../test/visits.ts'
import { calendarDate } from '../lib/calendar-date.ts'
import { chaseReferral } from './actions/sending.ts'

const { world, app } = await servedWorld()

const PHONED = { phoned: 'yes', phonedOn: calendarDate('2026-03-02'), phonedTime: '10:00' } as const
const overdue = (id: string) =>
  asOwner(world, client =>
    client.query(
      `update clock set due_on = current_date - 1, version = version + 1 where subject_id = $1 and rule = 'acknowledgement'`,
      [id],
    ),
  )

test('whoever referred still reads by when a decision is due, and finds what they wait for among their work', async () => {
  const { referralId: id, childId } = await firstReferral(world, 'Disgwyl')
  const { get } = await visitor(app, world, 'nurse')
  assert.match((await get(`/referrals/${id}`)).body, /To be decided by/)
  assert.match((await get(`/referrals/${id}/receipt`)).body, /Children’s Services decide by/)
  const work = (await get('/')).body
  assert.match(work, /Hear that the referral arrived: [A-Z]\.\u00a0D\.<\/a>/)
  assert.doesNotMatch(work, /Disgwyl/, 'the child’s record stays unseen')
  assert.equal((await get(`/children/${childId}`)).statusCode, 404)
})

test('whoever referred asks again once the days have passed, not before', async () => {
  const { referralId: id } = await firstReferral(world, 'Eto')
  const chase = () => world.as('nurse', work => chaseReferral(work, id)).then(({ outcome }) => outcome)
  const page = async () => (await (await visitor(app, world, 'nurse')).get(`/referrals/${id}`)).body
  assert.equal(await chase(), 'too-early')
  assert.doesNotMatch(await page(), new RegExp(`/referrals/${id}/chase`))
  await overdue(id)
  assert.match(await page(), new RegExp(`/referrals/${id}/chase`))
  assert.equal(await chase(), 'chased')
})

test('of a day that has passed they read why it is that day; they neither explain nor move it', async () => {
  const { referralId: id } = await firstReferral(world, 'Hwyr')
  await overdue(id)
  const clockId = await asOwner(world, client =>
    one(client, `select id from clock where subject_id = $1 and rule = 'acknowledgement'`, [id]),
  )
  const { get, post } = await visitor(app, world, 'nurse')
  const { statusCode, body } = await get(`/clocks/${clockId}`)
  assert.equal(statusCode, 200)
  for (const each of [/LL-\d{5}/, />Hwyr|Hwyr</, /<textarea/]) assert.doesNotMatch(body, each)
  assert.equal((await post(`/clocks/${clockId}/explanation`, { explanation: 'Zq nobody rang.' })).statusCode, 404)
  assert.equal((await get(`/clocks/${clockId}/replan`)).statusCode, 403)
  assert.equal(
    await asOwner(world, client =>
      one(client, 'select count(*)::text as id from late_reason where clock_id = $1', [clockId]),
    ),
    '0',
  )
})

test('the days of a referral are seen by nobody who may not read it, and changed by nobody who waits for it', async () => {
  // How long the written report took is measured of the child too, and stays with those around it.
  const { referralId: id } = await firstReferral(world, 'Neb', PHONED)
  const later = 'update clock set due_on = due_on + 1, version = version + 1 where subject_id = $1'
  assert.equal(await asSql(world, 'nurse', later, [id]), 'nothing there')
  const seenBy = (who: string) =>
    world.as(who, async ({ tx }) => {
      const rows = await tx.selectFrom('clock').where('referral_id', '=', id).select(['rule', 'child_id']).execute()
      return rows.map(each => each.rule).sort()
    })
  assert.deepEqual(await seenBy('nurse'), ['acknowledgement', 'determination'])
  for (const who of ['teacher', 'police', 'social-worker-2', 'chair', 'administrator'])
    assert.deepEqual(await seenBy(who), [], who)
  assert.deepEqual(await seenBy('duty-manager'), ['acknowledgement', 'determination', 'written-report'])
})
