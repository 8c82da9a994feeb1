// What the front door may learn of children whom it does not see, and what it may not.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { startSession } from '../../src/access/store/sessions.ts'
import { reportAction } from '../../src/agreed-action/actions.ts'
import { makeApp } from '../../src/app.ts'
import { recordAuditEvent } from '../../src/audit/store.ts'
import { changeDetails } from '../../src/child/actions.ts'
import { findChild } from '../../src/child/store/children.ts'
import { listPossibleDuplicates } from '../../src/child/store/search.ts'
import { identifyChild } from '../../src/referral/actions/deciding.ts'
import { listUnreadNotices } from '../../src/notice/store.ts'
import { newToken, SESSION_COOKIE, tokenHash } from '../../src/web/session-token.ts'
import { overConnection, TEST_KEY } from '../database.ts'
import { sentReferral } from '../children.ts'
import { demonstrationWorld, type World } from '../world.ts'

let world: World
let app: FastifyInstance
before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: undefined })
})
after(async () => {
  await app.close()
  await world.close()
})

const asOwner = <T extends object>(query: string, values: readonly unknown[] = []) =>
  overConnection(world.ownerUrl, async client => (await client.query<T>(query, [...values])).rows)

// A child whom the front door of Merthyr does not see.
async function unseen(): Promise<{
  id: string
  reference: string
  given_name: string
  family_name: string
  nhs_number: string
}> {
  const duty = await world.actor('duty')
  const [child] = await asOwner<Awaited<ReturnType<typeof unseen>>>(
    `select id, reference, given_name, family_name, nhs_number from child c where nhs_number is not null and not exists
       (select 1 from access_grant g where g.child_id = c.id and g.principal_id = any ($1) and (g.until_at is null or g.until_at > now()))
      order by reference limit 1`,
    [[duty.userId, ...duty.teamIds]],
  )
  assert.ok(child)
  return child
}

// A referral that the front door of Merthyr has received, about somebody of this name.
async function receivedReferral(givenName: string, familyName: string): Promise<string> {
  const [row] = await asOwner<{ id: string }>(
    `insert into referral (author_id, agency_id, local_authority_id, receiving_team_id, answers, submitted_at)
     select u.id, u.agency_id, t.local_authority_id, t.id,
            (select answers from referral where submitted_at is not null limit 1) || jsonb_build_object('givenName', $1::text, 'familyName', $2::text, 'bornOn', '', 'nhsNumber', ''),
            now() from app_user u, team t where u.email like 'teacher@%' and t.kind = 'front-door' and t.id = $3 returning id`,
    [givenName, familyName, (await world.actor('duty')).teamIds[0]],
  )
  return row?.id ?? ''
}

/** Looks for possible duplicates as the page of a referral does. */
const lookFor = (name: string, search: Parameters<typeof listPossibleDuplicates>[1]) =>
  world.as(name, async ({ tx }) => {
    await recordAuditEvent(tx, 'child.duplicates-looked-for', { subjectId: search.referralId })
    return listPossibleDuplicates(tx, search)
  })

test('a referral is joined only to a child that was offered for it', async () => {
  const child = await unseen()
  const other = await receivedReferral('Nobody', 'Ofthatname')
  const join = (referralId: string) =>
    world.as('duty', work => identifyChild(work, { referralId, existingChildId: child.id }))
  assert.equal((await join(other)).outcome, 'not-found', 'before anything was offered')
  const same = await receivedReferral(child.given_name, child.family_name)
  const offered = await lookFor('duty', {
    referralId: same,
    names: [`${child.given_name} ${child.family_name}`],
    bornOn: null,
    nhsNumber: null,
  })
  assert.ok(offered.some(each => each.childId === child.id))
  assert.equal((await join(other)).outcome, 'not-found', 'an offer is for its own referral')
  assert.deepEqual(
    await lookFor('teacher', { referralId: same, names: [child.given_name], bornOn: null, nhsNumber: null }),
    [],
    'nothing is offered to who holds no referral',
  )
  assert.equal(await world.as('duty', ({ tx }) => findChild(tx, child.id)), undefined)
  assert.equal((await join(same)).outcome, 'identified')
  assert.equal((await world.as('duty', ({ tx }) => findChild(tx, child.id)))?.id, child.id)
})

test('a restricted child is offered to nobody', async () => {
  const child = await unseen()
  await asOwner(
    `update child set restricted_at = now(), restricted_by = (select id from app_user limit 1), restricted_reason = 'x', version = version + 1 where id = $1`,
    [child.id],
  )
  const referralId = await receivedReferral(child.given_name, child.family_name)
  const offered = await lookFor('duty', {
    referralId,
    names: [`${child.given_name} ${child.family_name}`],
    bornOn: null,
    nhsNumber: child.nhs_number,
  })
  assert.deepEqual(
    offered.filter(each => each.childId === child.id),
    [],
  )
})

test('the NHS number of a child whom one may not see is taken like any other, and the front doors are told', async () => {
  const [other] = await asOwner<{ id: string; nhs_number: string; reference: string }>(
    `select id, nhs_number, reference from child c where nhs_number is not null and restricted_at is null
        and not exists (select 1 from access_grant g join app_user u on u.id = g.principal_id where g.child_id = c.id and u.email like 'social-worker@%')
      order by reference desc limit 1`,
  )
  assert.ok(other)
  const outcome = await world.as('social-worker', async work => {
    const mine = await work.tx
      .selectFrom('child')
      .select(['id', 'version', 'reference'])
      .orderBy('reference')
      .executeTakeFirstOrThrow()
    const change = await changeDetails(work, {
      childId: mine.id,
      version: mine.version,
      details: { nhsNumber: other.nhs_number },
    })
    return { ...change, reference: mine.reference }
  })
  assert.equal(outcome.outcome, 'changed')
  const told = await asOwner<{ email: string; details: unknown }>(
    `select u.email, n.details from notice n join app_user u on u.id = n.user_id where n.kind = 'same-nhs-number'`,
  )
  assert.ok(told.length > 0)
  for (const each of told) {
    assert.match(each.email, /^duty/)
    assert.deepEqual(each.details, { reference: outcome.reference, other: other.reference })
  }
})

test('D31: a second record of a restricted child is made unseen, and the restricted record’s own network is told of it', async () => {
  const [hidden] = await asOwner<{
    id: string
    reference: string
    given_name: string
    family_name: string
    born_on: string
  }>(
    `select c.id, c.reference, c.given_name, c.family_name, c.born_on::text from child c where c.restricted_at is null and c.born_on is not null
        and exists (select 1 from network_member n where n.child_id = c.id and n.left_at is null) order by c.reference desc limit 1`,
  )
  assert.ok(hidden)
  await asOwner(
    `update child set restricted_at = now(), restricted_by = (select id from app_user where email like 'lead@%'), restricted_reason = 'x', version = version + 1 where id = $1`,
    [hidden.id],
  )
  const told = () =>
    asOwner<{ user_id: string; details: unknown }>(
      `select user_id, details from notice where kind = 'perhaps-the-same-child' and child_id = $1`,
      [hidden.id],
    )
  const referralAbout = async (givenName: string, familyName: string, bornOn: string) => {
    const referralId = await sentReferral(world, { givenName, familyName, bornOn, nhsNumber: '' })
    const identified = await world.as('duty', work => identifyChild(work, { referralId, existingChildId: undefined }))
    assert.equal(identified.outcome, 'identified')
    return referralId
  }
  await referralAbout('Zephyr', 'Quartz', hidden.born_on)
  await referralAbout(hidden.given_name, hidden.family_name, '2013-02-03')
  assert.deepEqual(await told(), [], 'neither the day nor the name alone')
  await referralAbout(hidden.given_name, `${hidden.family_name}s`, hidden.born_on)
  const network = await asOwner<{ user_id: string }>(
    'select distinct user_id from network_member where child_id = $1 and left_at is null',
    [hidden.id],
  )
  const notices = await told()
  assert.deepEqual(notices.map(each => each.user_id).sort(), network.map(each => each.user_id).sort())
  for (const each of notices) assert.deepEqual(each.details, { reference: hidden.reference })
  // Whoever made the second record is told nothing, and finds nothing.
  const seen = await world.as('duty', async ({ tx }) => ({
    notices: await listUnreadNotices(tx),
    child: await tx.selectFrom('child').where('id', '=', hidden.id).select('id').execute(),
  }))
  assert.deepEqual(seen.child, [])
  assert.ok(!seen.notices.some(each => each.kind === 'perhaps-the-same-child'))
})

test('what someone was told stands in their work until they have seen it: an action that was not carried out', async () => {
  const [action] = await asOwner<{ id: string; version: number; owner: string; chair: string }>(
    `select a.id, a.version, split_part(u.email, '@', 1) as owner, split_part(c.email, '@', 1) as chair from action a join app_user u on u.id = a.owner_id
       join network_member n on n.child_id = a.child_id and n.part = 'chair' and n.left_at is null join app_user c on c.id = n.user_id
      where a.outcome is null and a.audience in ('network', 'family') limit 1`,
  )
  assert.ok(action)
  const chair = await world.actor(action.chair)
  const token = newToken(TEST_KEY)
  await world.database.asNobody(tx => startSession(tx, chair.userId, tokenHash(token), new Date(Date.now() + 600_000)))
  const work = async () =>
    (await app.inject({ method: 'GET', url: '/', cookies: { [SESSION_COOKIE]: token, 'llwybr-language': 'en' } })).body
  assert.ok(!(await work()).includes(`/actions/${action.id}"`) || !(await work()).includes('not carried out'))
  const reported = await world.as(action.owner, deed =>
    reportAction(deed, {
      actionId: action.id,
      version: action.version,
      outcome: 'not-done',
      reason: 'the lift was cancelled',
    }),
  )
  assert.equal(reported.outcome, 'reported')
  const shown = await work()
  assert.match(shown, /An agreed action was changed or not carried out/)
  assert.ok(shown.includes(`href="/actions/${action.id}"`))
})
