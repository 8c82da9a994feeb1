import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { firstReferral } from '../../test/children.ts'
import { beginAs, overConnection, TEST_KEY } from '../../test/database.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { makeApp } from '../app.ts'
import { joinNetwork } from '../child/actions.ts'
import { changeNote } from '../entry/actions.ts'
import { listChronology } from '../chronology/store.ts'
import { addWorkingDays } from '../calendar/working-days.ts'
import { bankHolidays } from '../calendar/bank-holidays.ts'
import { calendarDateAt } from '../lib/calendar-date.ts'
import { findClockOf } from '../clock/store/clocks.ts'
import { confirmEnding, proposeEnding } from '../ending/actions.ts'
import { findOpenPathway } from '../pathway/store.ts'
import { acknowledgeReferral, determine, identifyChild } from './actions/deciding.ts'
import { KNOWN_CHILD_OUTCOMES } from './referral.ts'
import { secondReferral, decide } from '../../test/referrals.ts'

let world: World
before(async () => {
  world = await demonstrationWorld()
})
after(() => world.close())

test('a first decision still ends the pathway, opens it, needs a lead who practises, and takes no outcome of a known child', async () => {
  const none = await firstReferral(world, 'Cyntaf')
  for (const outcome of KNOWN_CHILD_OUTCOMES)
    if (outcome !== 'strategy-discussion')
      assert.equal((await decide(world, none.referralId, outcome)).outcome, 'not-for-this-child')
  assert.equal((await decide(world, none.referralId, 'exploitation-pathway')).outcome, 'lead-needed')
  const noteTaker = await world.actor('note-taker')
  assert.equal((await decide(world, none.referralId, 'exploitation-pathway', noteTaker.userId)).outcome, 'lead-needed')
  assert.equal((await decide(world, none.referralId, 'no-further-action')).outcome, 'determined')
  assert.equal(await world.as('duty', ({ tx }) => findOpenPathway(tx, none.childId)), undefined)
  assert.equal((await decide(world, none.referralId, 'no-further-action')).outcome, 'decided-already')
})

test('D42: information and advice is said as what it is when the pathway ends with it', async () => {
  const { referralId, childId } = await firstReferral(world, 'Cyngor')
  await decide(world, referralId, 'information-and-advice')
  const [ended] = await world.as('duty', ({ tx }) =>
    tx.selectFrom('pathway').where('child_id', '=', childId).select('ending').execute(),
  )
  assert.equal(ended?.ending, 'information-and-advice')
})

test('T09: the forty-two working days of the assessment are counted from the referral', async () => {
  const { referralId, childId } = await firstReferral(world, 'Asesiad')
  const sentAt = new Date(Date.now() - 5 * 86_400_000)
  await overConnection(world.ownerUrl, client =>
    client.query(
      `alter table referral disable trigger user; update referral set submitted_at = '${sentAt.toISOString()}' where id = '${referralId}'; alter table referral enable trigger user`,
    ),
  )
  const lead = await world.actor('social-worker')
  assert.equal((await decide(world, referralId, 'exploitation-pathway', lead.userId)).outcome, 'determined')
  const clock = await world.as('lead', ({ tx }) => findClockOf(tx, 'assessment', referralId))
  assert.equal(clock?.dueOn, addWorkingDays(calendarDateAt(sentAt), 42, bankHolidays()))
  assert.equal(clock.childId, childId)
})

/** A child whose pathway was opened by a decision, and a second referral about them that waits. */
async function waiting(familyName: string): Promise<{ childId: string; second: string }> {
  const { referralId, childId } = await firstReferral(world, familyName)
  const second = await secondReferral(world, { childId, givenName: 'Enfys', familyName, bornOn: '2012-05-06' })
  const lead = await world.actor('social-worker')
  assert.equal((await decide(world, referralId, 'exploitation-pathway', lead.userId)).outcome, 'determined')
  return { childId, second }
}

test('two referrals before the first decision: what is decided on one does not end the pathway while the other waits', async () => {
  const { referralId, childId } = await firstReferral(world, 'Dwbl')
  const second = await secondReferral(world, { childId, givenName: 'Enfys', familyName: 'Dwbl', bornOn: '2012-05-06' })
  assert.equal((await decide(world, referralId, 'no-further-action')).outcome, 'determined')
  assert.ok(await world.as('duty', ({ tx }) => findOpenPathway(tx, childId)))
  assert.equal((await decide(world, second, 'no-further-action')).outcome, 'determined')
  assert.equal(await world.as('duty', ({ tx }) => findOpenPathway(tx, childId)), undefined)
})

const end = async (childId: string) => {
  const words = { whatChanged: 'x', whoKeepsWatch: '', whatWouldBringBack: '' }
  const proposed = await world.as('social-worker', work =>
    proposeEnding(work, { childId, kind: 'ending', ending: 'moved', movedTo: null, ...words }),
  )
  assert.equal(proposed.outcome, 'proposed')
  return world.as('lead', work => confirmEnding(work, childId))
}

test('D3: a pathway that ends while another referral waits leaves the clocks of that referral running', async () => {
  const { childId, second } = await waiting('Aros')
  assert.equal((await end(childId)).outcome, 'confirmed')
  for (const rule of ['determination', 'acknowledgement'] as const) {
    const clock = await world.as('duty', ({ tx }) => findClockOf(tx, rule, second))
    assert.equal(clock?.stoppedAt, null, rule)
    assert.equal(clock.metAt, null, rule)
  }
  assert.equal((await world.as('duty', ({ tx }) => findClockOf(tx, 'acknowledgement', second)))?.metAt, null)
})

test('D5: a referral that waited through an ending opens the pathway again when it is decided so', async () => {
  const { childId, second } = await waiting('Eto')
  await end(childId)
  const lead = await world.actor('social-worker')
  assert.equal((await decide(world, second, 'exploitation-pathway', lead.userId)).outcome, 'determined')
  const open = await world.as('lead', ({ tx }) => findOpenPathway(tx, childId))
  assert.equal(open?.step, 'assessment')
  assert.ok(await world.as('lead', ({ tx }) => findClockOf(tx, 'assessment', second)))
})

test('who may not decide: another front door, somebody of the team without the role, and whoever only refers', async () => {
  const { referralId } = await firstReferral(world, 'Gwrthod')
  for (const who of ['duty-bridgend', 'nurse', 'social-worker', 'lead', 'administrator']) {
    const result = await world.as(who, work =>
      determine(work, { referralId, outcome: 'no-further-action', reasons: 'x', leadPractitionerId: undefined }),
    )
    assert.equal(result.outcome, 'not-found', who)
    assert.equal(await world.as(who, work => acknowledgeReferral(work, referralId)), false, who)
  }
})

test('D36: pressing “a new record” twice leads twice to the referral, leaves its trace and makes no second record', async () => {
  const { referralId, childId } = await firstReferral(world, 'Dwywaith')
  const app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: undefined })
  const duty = await visitor(app, world, 'duty')
  const count = async () =>
    (await overConnection(world.ownerUrl, client => client.query('select id from child'))).rows.length
  const before = await count()
  for (const _press of [1, 2]) {
    const pressed = await duty.post(`/referrals/${referralId}/child`, { child: 'new' })
    assert.equal(pressed.statusCode, 303)
    assert.equal(pressed.headers.location, `/referrals/${referralId}`)
  }
  await app.close()
  assert.equal(await count(), before)
  const again = await world.as('duty', work => identifyChild(work, { referralId, existingChildId: undefined }))
  assert.deepEqual(again, { outcome: 'identified', childId })
})

test('provenance: a referral’s words and the child’s quotation are the referrer’s, with their agency, and nobody edits them', async () => {
  const { childId } = await firstReferral(world, 'Geiriau')
  const nurse = await world.actor('nurse')
  const entries = await world.as('duty', ({ tx }) => listChronology(tx, childId, { most: 50 }))
  const words = entries.filter(each => each.text === 'They still wait.' || each.text === 'Seen again at the station.')
  assert.equal(words.length, 2)
  for (const entry of words) {
    assert.equal(entry.authorId, nurse.userId)
    assert.equal(entry.agencyId, nurse.agencyId)
  }
  const quotation = words.find(each => each.basis === 'childs-own-words')
  assert.equal(quotation?.saidBy, 'Enfys')
  await world.as('duty', work => joinNetwork(work, { childId, userId: nurse.userId, part: 'practitioner' }))
  for (const who of ['duty', 'nurse'])
    for (const entry of words) {
      const changed = await world.as(who, work => changeNote(work, { entryId: entry.id, version: 1, text: 'other' }))
      assert.equal(changed.outcome, 'not-a-note', who)
      const { userId } = await world.actor(who)
      await overConnection(world.appUrl, async client => {
        await beginAs(client, userId)
        await assert.rejects(
          client.query(`update entry set text = 'other', version = version + 1 where id = $1`, [entry.id]),
          /keeps its words/,
        )
        await client.query('rollback')
      })
    }
})

test('nobody writes in a referrer’s name what the referrer did not send', async () => {
  const { childId, referralId } = await firstReferral(world, 'Ffug')
  const nurse = await world.actor('nurse')
  const { userId } = await world.actor('duty')
  await overConnection(world.appUrl, async client => {
    await beginAs(client, userId)
    await assert.rejects(
      client.query(
        `insert into entry (child_id, kind, basis, text, happened_on, subject_id, author_id, agency_id)
         values ($1, 'information-received', 'fact', 'never said', current_date, $2, $3, $4)`,
        [childId, referralId, nurse.userId, nurse.agencyId],
      ),
      /in one's own name/,
    )
    await client.query('rollback')
  })
})

test('B39: the front door screens a child before it decides: the decision stands beside it, and it decides nothing by itself', async () => {
  const { referralId, childId } = await firstReferral(world, 'Sgrinio')
  const app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: undefined })
  try {
    const duty = await visitor(app, world, 'duty')
    const path = `/children/${childId}/assessments/new`
    const before = (await duty.get(`/referrals/${referralId}`)).body
    assert.ok(before.includes(`href="${path}"`))
    assert.doesNotMatch(before, /Judged/)
    const judged = { kind: 'screening', harm: 'suspected', level: 'medium', reasons: 'Zq two signs at once.' }
    assert.equal((await duty.post(path, { ...judged, doneOn: calendarDateAt(new Date()) })).statusCode, 303)
    const beside = (await duty.get(`/referrals/${referralId}`)).body
    assert.match(beside, /Screening: <strong>Judged Medium on/)
    assert.match(beside, /formaction|Save the decision|name="outcome"/)
    const step = async () => (await world.as('duty', ({ tx }) => findOpenPathway(tx, childId)))?.step
    assert.equal(await step(), 'referral')
    const elsewhere = await visitor(app, world, 'duty-bridgend')
    for (const closed of [path, `/referrals/${referralId}`])
      assert.equal((await elsewhere.get(closed)).statusCode, 404, closed)
    const lead = await world.actor('social-worker')
    assert.equal((await decide(world, referralId, 'exploitation-pathway', lead.userId)).outcome, 'determined')
    assert.equal(await step(), 'assessment')
  } finally {
    await app.close()
  }
})
