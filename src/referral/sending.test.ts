import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sentReferral } from '../../test/children.ts'
import { overConnection } from '../../test/database.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { changeDetails } from '../child/actions.ts'
import { findChild } from '../child/store/children.ts'
import { calendarDate } from '../lib/calendar-date.ts'
import { acknowledgeReferral, identifyChild } from './actions/deciding.ts'
import { beginReferral, chaseReferral, saveReferral, sendReferral } from './actions/sending.ts'
import { type ReferralAnswers, referralAnswers } from './referral.ts'
import { findReferral } from './store.ts'

let world: World
before(async () => {
  world = await demonstrationWorld()
})
after(() => world.close())

/** Saves a draft with these answers and tries to send it. */
async function trySending(answers: Partial<ReferralAnswers>): Promise<{ id: string; outcome: string }> {
  return world.as('nurse', async work => {
    const id = await beginReferral(work)
    const { id: localAuthorityId } = await work.tx
      .selectFrom('local_authority')
      .where('code', '=', 'W06000024')
      .select('id')
      .executeTakeFirstOrThrow()
    await saveReferral(work, {
      referralId: id,
      version: 1,
      answers: {
        ...referralAnswers.parse({}),
        immediateDanger: 'no',
        givenName: 'Enfys',
        whatHappened: 'x',
        parentsKnow: 'yes',
        localAuthorityId,
        ...answers,
      },
    })
    return { id, outcome: (await sendReferral(work, id)).outcome }
  })
}

test('what cannot be is refused when the referral is sent too, whoever saved it, and nothing of it is sent', async () => {
  for (const answers of [
    { phoned: 'yes', phonedOn: '2026-01-05', phonedTime: '25:99' },
    { phoned: 'yes', phonedOn: '2099-01-05' },
    { bornOn: '2099-01-01' },
    { estimatedAge: 'about 15' },
    { nhsNumber: '123' },
  ] as const) {
    const { id, outcome } = await trySending(answers)
    assert.equal(outcome, 'wrong', JSON.stringify(answers))
    const referral = await world.as('nurse', ({ tx }) => findReferral(tx, id))
    assert.equal(referral?.submittedAt, null)
  }
})

test('an estimated age of 18 or more asks for the reason, as a day of birth does', async () => {
  assert.equal((await trySending({ estimatedAge: '19' })).outcome, 'over-eighteen')
  assert.equal((await trySending({ estimatedAge: '18' })).outcome, 'over-eighteen')
  assert.equal((await trySending({ estimatedAge: '17' })).outcome, 'sent')
  assert.equal((await trySending({ estimatedAge: '19', overEighteenReason: 'A care leaver.' })).outcome, 'sent')
})

test('D50: a referrer asks again when the days for hearing have passed, not before, and not after it was acknowledged', async () => {
  const id = await sentReferral(world)
  const chase = (who = 'nurse') => world.as(who, work => chaseReferral(work, id))
  assert.equal((await chase()).outcome, 'too-early')
  assert.equal((await chase('duty')).outcome, 'not-found')
  const due = (days: string) =>
    overConnection(world.ownerUrl, client =>
      client.query(
        `update clock set due_on = current_date ${days}, version = version + 1 where subject_id = $1 and rule = 'acknowledgement'`,
        [id],
      ),
    )
  await due('')
  assert.equal((await chase()).outcome, 'too-early', 'the last day is still in time')
  await due('- 1')
  assert.equal((await chase()).outcome, 'chased')
  const seen = await world.as('duty', ({ tx }) => findReferral(tx, id))
  assert.ok(seen?.chasedAt)
  assert.ok(await world.as('duty', work => acknowledgeReferral(work, id)))
  assert.equal((await chase()).outcome, 'not-found')
})

test('code 9: an estimate that is saved again unchanged keeps its day; another is of today; and what cannot be is refused', async () => {
  const id = await sentReferral(world, { bornOn: '', estimatedAge: '15' })
  const identified = await world.as('duty', work => identifyChild(work, { referralId: id, existingChildId: undefined }))
  assert.ok(identified.outcome === 'identified')
  const { childId } = identified
  await overConnection(world.ownerUrl, client =>
    client.query(`update child set estimated_age_on = '2024-06-01', version = version + 1 where id = $1`, [childId]),
  )
  const save = (details: Parameters<typeof changeDetails>[1]['details']) =>
    world.as('duty', async work => {
      const child = await findChild(work.tx, childId)
      return changeDetails(work, { childId, version: child?.version ?? 0, details })
    })
  const estimatedOn = async () => (await world.as('duty', ({ tx }) => findChild(tx, childId)))?.estimatedAgeOn
  assert.equal((await save({ estimatedAge: 15, bornOn: null })).outcome, 'changed')
  assert.equal(await estimatedOn(), '2024-06-01')
  assert.equal((await save({ estimatedAge: 16, bornOn: null })).outcome, 'changed')
  assert.notEqual(await estimatedOn(), '2024-06-01')
  assert.equal((await save({ bornOn: calendarDate('2099-01-01') })).outcome, 'wrong')
  assert.equal((await save({ nhsNumber: '1234567890' })).outcome, 'wrong')
})

test('the hundred-thousandth child has a reference, and so has the one after', async () => {
  await overConnection(world.ownerUrl, client => client.query(`select setval('child_reference_number', 99998)`))
  const references: (string | undefined)[] = []
  for (const familyName of ['Olaf', 'Canmil', 'Canmil ac un']) {
    const referralId = await sentReferral(world, { familyName })
    const identified = await world.as('duty', work => identifyChild(work, { referralId, existingChildId: undefined }))
    assert.ok(identified.outcome === 'identified')
    references.push((await world.as('duty', ({ tx }) => findChild(tx, identified.childId)))?.reference)
  }
  assert.deepEqual(references, ['LL-99999', 'LL-100000', 'LL-100001'])
})
