// The home and the host authority of a child both know of a referral; and what the other one may read, and for how long.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { authority, sentReferral } from '../../test/children.ts'
import { overConnection } from '../../test/database.ts'
import { decide } from '../../test/referrals.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { bankHolidays } from '../calendar/bank-holidays.ts'
import { addWorkingDays } from '../calendar/working-days.ts'
import { findChild } from '../child/store/children.ts'
import { listWork } from '../clock/store/clocks.ts'
import { calendarDateAt } from '../lib/calendar-date.ts'
import { identifyChild } from './actions/deciding.ts'
import { tellOtherAuthority } from './actions/other-authority.ts'
import { beginReferral, saveReferral, sendReferral } from './actions/sending.ts'
import type { ReferralAnswers } from './referral.ts'
import { findReferral, findTelling, listReferralsToKnowOf } from './store.ts'

let world: World
let bridgend: string
before(async () => {
  world = await demonstrationWorld()
  bridgend = await authority(world, 'W06000013')
})
after(() => world.close())

const placed = (familyName: string) =>
  sentReferral(world, { familyName, otherAuthority: 'yes', otherAuthorityId: bridgend })

const owed = (who: string, referralId: string) =>
  world.as(who, async ({ tx, actor }) => {
    const work = await listWork(tx, { holderIds: actor.teamIds })
    return work.filter(each => each.rule === 'other-authority' && each.subjectId === referralId)
  })
const reads = async (who: string, referralId: string) =>
  (await world.as(who, ({ tx }) => findReferral(tx, referralId))) !== undefined
const toKnowOf = async (who: string, referralId: string) =>
  (await world.as(who, ({ tx, actor }) => listReferralsToKnowOf(tx, actor.teamIds))).some(
    each => each.id === referralId,
  )
const identify = async (referralId: string) => {
  const said = await world.as('duty', work => identifyChild(work, { referralId, existingChildId: undefined }))
  assert.ok(said.outcome === 'identified')
  return said.childId
}
const asOwner = (query: string, values: readonly unknown[]) =>
  overConnection(world.ownerUrl, client => client.query(query, [...values]))

test('domain 10: the other authority’s front door reads what was sent and is asked to answer; nobody else of it, and never the record', async () => {
  const referralId = await placed('Lleoliad')
  assert.ok(await reads('duty-bridgend', referralId))
  const [clock, ...more] = await owed('duty-bridgend', referralId)
  assert.deepEqual(more, [])
  assert.equal(clock?.dueOn, addWorkingDays(calendarDateAt(new Date()), 1, bankHolidays()))
  assert.deepEqual(await owed('duty', referralId), [])
  assert.ok(await toKnowOf('duty-bridgend', referralId))
  for (const who of ['teacher', 'social-worker', 'lead', 'administrator', 'governance'])
    assert.ok(!(await reads(who, referralId)), who)
  const childId = await identify(referralId)
  assert.equal(await world.as('duty-bridgend', ({ tx }) => findChild(tx, childId)), undefined)
  assert.equal((await owed('duty-bridgend', referralId)).length, 1, 'still asked when the child has a record')
})

test('what was said stands beside the referral for both front doors and the child’s network, not for whoever referred; once', async () => {
  const referralId = await placed('Cartref')
  const tell = (who: string, words = 'Their social worker is told; the child is looked after.') =>
    world.as(who, work => tellOtherAuthority(work, { referralId, words }))
  assert.equal((await tell('duty-bridgend', ' ')).outcome, 'words-needed')
  for (const who of ['nurse', 'teacher', 'administrator']) assert.equal((await tell(who)).outcome, 'not-found', who)
  assert.equal((await tell('duty-bridgend')).outcome, 'told')
  assert.equal((await tell('duty')).outcome, 'told-already')
  assert.deepEqual(await owed('duty-bridgend', referralId), [])
  assert.ok(!(await toKnowOf('duty-bridgend', referralId)))
  await identify(referralId)
  const told = (who: string) => world.as(who, ({ tx }) => findTelling(tx, referralId))
  for (const who of ['duty', 'duty-bridgend']) assert.match((await told(who))?.words ?? '', /looked after/, who)
  for (const who of ['nurse', 'teacher', 'governance']) assert.equal(await told(who), undefined, who)
})

test('the other authority’s sight ends four weeks after the decision, and at once when the child is restricted', async () => {
  const referralId = await placed('Diwedd')
  await identify(referralId)
  assert.equal((await decide(world, referralId, 'no-further-action')).outcome, 'determined')
  assert.ok(await reads('duty-bridgend', referralId))
  await asOwner('alter table referral disable trigger user', [])
  await asOwner(`update referral set decided_at = now() - interval '28 days' where id = $1`, [referralId])
  await asOwner('alter table referral enable trigger user', [])
  assert.ok(!(await reads('duty-bridgend', referralId)))

  const hidden = await placed('Cyfyngedig')
  const childId = await identify(hidden)
  assert.ok(await reads('duty-bridgend', hidden))
  await asOwner(
    `update child set restricted_at = now(), restricted_reason = 'x', restricted_by = (select id from app_user limit 1), version = version + 1
      where id = $1`,
    [childId],
  )
  assert.ok(!(await reads('duty-bridgend', hidden)))
})

test('an authority outside the board is told by the front door that received the referral', async () => {
  const referralId = await sentReferral(world, {
    familyName: 'Pell',
    otherAuthority: 'yes',
    otherAuthorityId: 'outside',
    otherAuthorityName: 'An invented city',
  })
  assert.equal((await owed('duty', referralId)).length, 1)
  assert.ok(!(await reads('duty-bridgend', referralId)))
  const words = 'Spoke to their front door at ten.'
  assert.equal((await world.as('duty', work => tellOtherAuthority(work, { referralId, words }))).outcome, 'told')
  assert.deepEqual(await owed('duty', referralId), [])
})

test('which authority is asked for before it is sent: one, with its name outside the board, and not the same', async () => {
  const send = (answers: Partial<ReferralAnswers>) =>
    world.as('nurse', async work => {
      const referralId = await beginReferral(work)
      const localAuthorityId = bridgend
      const whole = { immediateDanger: 'no', givenName: 'Enfys', whatHappened: 'x', parentsKnow: 'yes' } as const
      await saveReferral(work, { referralId, version: 1, answers: { ...whole, localAuthorityId, ...answers } })
      return sendReferral(work, referralId)
    })
  const missing = (field: string) => ({ outcome: 'incomplete', missing: [{ field, step: 'other-authority' }] })
  assert.deepEqual(await send({ otherAuthority: 'yes' }), missing('otherAuthorityId'))
  assert.deepEqual(await send({ otherAuthority: 'yes', otherAuthorityId: 'outside' }), missing('otherAuthorityName'))
  const same = { field: 'otherAuthorityId', step: 'other-authority', fault: 'same-authority' }
  assert.deepEqual(await send({ otherAuthority: 'yes', otherAuthorityId: bridgend }), {
    outcome: 'wrong',
    wrong: [same],
  })
  for (const otherAuthority of ['no', 'not-known', ''] as const)
    assert.equal((await send({ otherAuthority, otherAuthorityId: bridgend })).outcome, 'sent', otherAuthority)
})
