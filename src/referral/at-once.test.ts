// Who the child is, the police and the decision in one save: all of it or nothing, and never about a child unseen.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { sql as sqlOf } from 'kysely'
import { sentReferral } from '../../test/children.ts'
import { overConnection, TEST_KEY } from '../../test/database.ts'
import { childOnThePathway } from '../../test/referrals.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { makeApp } from '../app.ts'

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

const rows = async (statement: string, values: unknown[] = []) =>
  (await overConnection(world.ownerUrl, client => client.query<Record<string, unknown>>(statement, values))).rows
const referralNow = async (id: string) => {
  const [row] = await rows(
    `select r.child_id, r.outcome, r.acknowledged_at, (select count(*)::int from determination d where d.referral_id = r.id) as determinations
       from referral r where id = $1`,
    [id],
  )
  assert.ok(row)
  return row
}
const counts = () =>
  rows(`select (select count(*)::int from child) as children, (select count(*)::int from pathway) as pathways,
               (select count(*)::int from entry) as entries, (select count(*)::int from determination) as determinations`)

const sentAbout = ({ givenName, familyName, bornOn }: Awaited<ReturnType<typeof childOnThePathway>>) =>
  sentReferral(world, { givenName, familyName, bornOn })

test('one save says who it is, decides, keeps what the police said, and tells the referrer that it arrived', async () => {
  const referralId = await sentReferral(world, {
    givenName: 'Gwenllian',
    familyName: 'Untro',
    bornOn: '2012-04-05',
    mayBeCrime: 'yes',
  })
  const duty = await visitor(app, world, 'duty-manager')
  const page = (await duty.get(`/referrals/${referralId}`)).body
  assert.equal(page.match(/id="page-form"/g)?.length, 1)
  assert.match(page, /Discuss this with the police today/)
  const lead = await world.actor('social-worker')
  const done = await duty.post(`/referrals/${referralId}/determination`, {
    child: 'new',
    outcome: 'exploitation-pathway',
    reasons: 'Three signs in one week.',
    lead: lead.userId,
    considered: 'discussed',
    withWhom: 'PC 77, reference 12',
    policeWords: 'A visit tonight.',
  })
  const { child_id: childId, outcome, acknowledged_at: acknowledged } = await referralNow(referralId)
  assert.equal(done.headers.location, `/children/${String(childId)}`)
  assert.equal(outcome, 'exploitation-pathway')
  assert.ok(acknowledged)
  const [police] = await rows(`select text, said_by from entry where child_id = $1 and kind = 'police-discussion'`, [
    childId,
  ])
  assert.deepEqual(police, { text: 'A visit tonight.', said_by: 'PC 77, reference 12' })
  const running = await rows(
    `select rule from clock where referral_id = $1 and met_at is null and stopped_at is null and rule in ('determination', 'acknowledgement', 'police-discussion')`,
    [referralId],
  )
  assert.deepEqual(running, [])
})

test('when something is missing nothing is kept, and everything typed is there', async () => {
  const referralId = await sentReferral(world, {
    givenName: 'Heulwen',
    familyName: 'Anghyflawn',
    bornOn: '2012-04-05',
    mayBeCrime: 'yes',
  })
  const duty = await visitor(app, world, 'duty-manager')
  await duty.get(`/referrals/${referralId}`)
  const before = await counts()
  const whole = { child: 'new', outcome: 'exploitation-pathway', reasons: 'Words that must stay' }
  for (const [missing, message] of [
    [{}, 'Choose the lead practitioner'],
    [{ outcome: 'information-added' }, 'Where the child stands has changed'],
    [{ outcome: 'early-help', child: '' }, 'Say which child it is'],
    [{ outcome: '' }, 'Choose what is decided'],
    [{ outcome: 'early-help', policeWords: 'Half of it' }, 'Enter with whom it was discussed'],
    [{ outcome: 'early-help', lead: (await world.actor('note-taker')).userId }, 'Choose the lead practitioner'],
  ] as const) {
    const { body, statusCode } = await duty.post(`/referrals/${referralId}/determination`, { ...whole, ...missing })
    assert.equal(statusCode, 400, message)
    assert.match(body, new RegExp(message))
    assert.match(body, /Words that must stay/)
  }
  assert.deepEqual(await counts(), before)
  assert.equal((await referralNow(referralId))['child_id'], null)
})

test('D1: a child on the pathway is offered as such; nothing is decided before their standing was read', async () => {
  const child = await childOnThePathway(world)
  const referralId = await sentAbout(child)
  const duty = await visitor(app, world, 'duty-manager')
  const offered = (await duty.get(`/referrals/${referralId}`)).body
  assert.match(offered, /Same date of birth, Same name\. On the pathway since/)
  for (const outcome of ['strategy-discussion', 'no-further-action']) {
    const blind = await duty.post(`/referrals/${referralId}/determination`, {
      child: child.childId,
      outcome,
      reasons: 'Seen twice at the same lane.',
    })
    assert.equal(blind.statusCode, 400)
    if (outcome === 'strategy-discussion') {
      assert.match(blind.body, /This child is on the pathway already\. Read where they stand/)
      assert.match(blind.body, /Lead practitioner:/)
      assert.match(blind.body, /Seen twice at the same lane\./)
    }
    const now = await referralNow(referralId)
    assert.equal(now['child_id'], child.childId)
    assert.equal(now['outcome'], null)
    assert.equal(now['determinations'], 0)
  }
  const decided = await duty.post(`/referrals/${referralId}/determination`, {
    outcome: 'information-added',
    reasons: 'Seen twice at the same lane.',
  })
  assert.equal(decided.headers.location, `/children/${child.childId}`)
  assert.equal((await referralNow(referralId))['outcome'], 'information-added')
})

test('what somebody else identified meanwhile is not decided as another child', async () => {
  const referralId = await sentReferral(world, { givenName: 'Morfudd', familyName: 'Rhywun', bornOn: '2011-05-06' })
  const [one, other] = [await visitor(app, world, 'duty-manager'), await visitor(app, world, 'duty')]
  await one.get(`/referrals/${referralId}`)
  await other.get(`/referrals/${referralId}`)
  await other.post(`/referrals/${referralId}/child`, { child: 'new' })
  const late = await one.post(`/referrals/${referralId}/determination`, {
    child: 'new',
    outcome: 'no-further-action',
    reasons: 'Another child, I thought.',
  })
  assert.equal(late.statusCode, 400)
  assert.match(late.body, /Somebody else has said meanwhile who this child is/)
  assert.match(late.body, /Another child, I thought\./)
  assert.equal((await referralNow(referralId))['outcome'], null)
})

test('saying only who it is keeps the reasons that were begun', async () => {
  const referralId = await sentReferral(world, { givenName: 'Tegwen', familyName: 'Rhan', bornOn: '2011-05-07' })
  const duty = await visitor(app, world, 'duty-manager')
  const said = await duty.post(`/referrals/${referralId}/child`, { child: 'new', reasons: 'Begun here' })
  const { body } = await duty.get(String(said.headers.location))
  assert.match(body, />\s*Begun here<\/textarea>/)
  assert.doesNotMatch(body, /name="child"/)
})

test('another front door, the referrer and whoever is outside have neither the form nor where anybody stands', async () => {
  const child = await childOnThePathway(world)
  const referralId = await sentAbout(child)
  await (await visitor(app, world, 'duty-manager')).get(`/referrals/${referralId}`)
  for (const who of ['duty-bridgend', 'teacher', 'chair', 'administrator']) {
    const seen = (await (await visitor(app, world, who)).get(`/referrals/${referralId}`)).body
    assert.doesNotMatch(seen, /name="outcome"|On the pathway since/, who)
    const standing = await world.as(who, ({ tx }) => sqlOf`select * from offered_on_pathway(${referralId})`.execute(tx))
    assert.deepEqual(standing.rows, [], who)
  }
  const mine = await world.as('duty', ({ tx }) => sqlOf`select * from offered_on_pathway(${referralId})`.execute(tx))
  assert.equal(mine.rows.length, 1)
  await rows(
    `update child set restricted_at = now(), restricted_by = changed_by, version = version + 1 where id = $1`,
    [child.childId],
  )
  const restricted = await world.as('duty', ({ tx }) =>
    sqlOf`select * from offered_on_pathway(${referralId})`.execute(tx),
  )
  assert.deepEqual(restricted.rows, [])
})

test('danger, the child’s own words and who knows stand first, and only once', async () => {
  const referralId = await sentReferral(world, {
    givenName: 'Eluned',
    familyName: 'Cyntaf',
    bornOn: '2011-05-08',
    childsWords: 'They wait outside the gate.',
    parentsKnow: 'no',
    whyNotTold: 'It may come from home.',
  })
  const { body } = await (await visitor(app, world, 'duty-manager')).get(`/referrals/${referralId}`)
  for (const words of ['They wait outside the gate.', 'It may come from home.']) {
    assert.equal(body.split(words).length, 2, words)
    assert.ok(body.indexOf(words) < body.indexOf('id="what-happened"'), words)
  }
  assert.ok(body.indexOf('id="what-happened"') < body.indexOf('id="child"'), 'what happened, then who it is')
})
