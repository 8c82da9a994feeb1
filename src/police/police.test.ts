import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { childOnPathway, sentReferral } from '../../test/children.ts'
import { overConnection } from '../../test/database.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { listChronology } from '../chronology/store.ts'
import { discussReferralWithPolice, identifyChild } from '../referral/actions/deciding.ts'
import { joinNetwork } from '../child/actions.ts'
import { writeNote } from '../record/actions.ts'
import { isPoliceDiscussionOwed, recordPoliceDiscussion } from './actions.ts'

let world: World
before(async () => {
  world = await demonstrationWorld()
})
after(() => world.close())

type Clock = {
  due_on: string
  started_on: string
  holder: string
  audience: string
  met: boolean
  stopped: string | null
}
const clocksOf = async (subjectId: string) =>
  (
    await overConnection(world.ownerUrl, client =>
      client.query<Clock>(
        `select due_on::text, started_on::text, holder_id as holder, audience, met_at is not null as met, stopped_reason as stopped
           from clock where rule = 'police-discussion' and subject_id = $1`,
        [subjectId],
      ),
    )
  ).rows

const NOTE = { basis: 'fact', audience: 'network', context: null, saidBy: '', kind: 'visit' } as const
const TOLD = {
  considered: 'discussed',
  withWhom: 'An invented officer, FFUG-2',
  words: 'They come this afternoon.',
} as const

test('T05: a referral that may tell of a crime is discussed with the police on the day it arrives, by the team that received it', async () => {
  const referralId = await sentReferral(world, { familyName: 'Trosedd', mayBeCrime: 'yes' })
  const [clock, ...more] = await clocksOf(referralId)
  assert.ok(clock)
  assert.deepEqual(more, [])
  assert.equal(clock.due_on, clock.started_on, 'due on the same day, a weekend or not')
  const { teamIds } = await world.actor('duty')
  assert.ok(teamIds.includes(clock.holder))
  for (const answer of ['no', 'not-known', ''] as const)
    assert.deepEqual(await clocksOf(await sentReferral(world, { familyName: 'Heb', mayBeCrime: answer })), [], answer)
})

test('what was discussed stands in the chronology in the words of whoever told the police, and is owed no more', async () => {
  const referralId = await sentReferral(world, { familyName: 'Trafod', mayBeCrime: 'yes' })
  const tell = (who: string) => world.as(who, work => discussReferralWithPolice(work, { referralId, ...TOLD }))
  assert.equal((await tell('duty')).outcome, 'not-found', 'first it is said who the child is')
  const identified = await world.as('duty', work => identifyChild(work, { referralId, existingChildId: undefined }))
  assert.ok(identified.outcome === 'identified')
  for (const who of ['nurse', 'teacher', 'duty-bridgend', 'governance', 'administrator'])
    assert.equal((await tell(who)).outcome, 'not-found', who)
  for (const missing of [{ words: ' ' }, { withWhom: '' }]) {
    const told = await world.as('duty', work => discussReferralWithPolice(work, { referralId, ...TOLD, ...missing }))
    assert.equal(told.outcome, 'words-needed')
  }
  assert.deepEqual(
    (await clocksOf(referralId)).map(each => each.met),
    [false],
  )
  assert.equal((await tell('duty')).outcome, 'recorded')
  assert.equal((await tell('duty-manager')).outcome, 'owed-no-more', 'one of two who tell it at once')
  assert.deepEqual(
    (await clocksOf(referralId)).map(each => each.met),
    [true],
  )
  const duty = await world.actor('duty')
  const said = await world.as('duty', ({ tx }) => listChronology(tx, identified.childId, { kind: 'police-discussion' }))
  assert.equal(said.length, 1)
  assert.deepEqual(
    [said[0]?.text, said[0]?.saidBy, said[0]?.authorId],
    ['They come this afternoon.', 'An invented officer, FFUG-2', duty.userId],
  )
})

test('an entry that may tell of a crime asks the lead practitioner for the same, and whoever may not read it knows of neither', async () => {
  const childId = await childOnPathway(world, 'Trosedd')
  const write = (audience: 'network' | 'police', mayBeCrime: boolean) =>
    world.as('social-worker', async work => {
      const note = { ...NOTE, childId, audience, text: 'He was hit with a bottle.', happenedOn: work.today, mayBeCrime }
      const written = await writeNote(work, note)
      assert.ok(written.outcome === 'added')
      return written.entryId
    })
  assert.deepEqual(await clocksOf(await write('network', false)), [])
  const forPolice = await write('police', true)
  const lead = await world.actor('social-worker')
  assert.deepEqual(
    (await clocksOf(forPolice)).map(each => [each.holder, each.audience]),
    [[lead.userId, 'police']],
  )
  assert.ok(await world.as('social-worker', work => isPoliceDiscussionOwed(work, forPolice)), 'its author')
  assert.ok(!(await world.as('duty', work => isPoliceDiscussionOwed(work, forPolice))), 'front door, not police')
  const told = await world.as('duty', work =>
    recordPoliceDiscussion(work, { subjectId: forPolice, childId, audience: 'police', ...TOLD }),
  )
  assert.equal(told.outcome, 'owed-no-more')
})

test('a police officer’s note for the police asks that officer, and the lead practitioner learns of no clock', async () => {
  const childId = await childOnPathway(world, 'Heddlu')
  const officer = await world.actor('police')
  await world.as('social-worker', work => joinNetwork(work, { childId, userId: officer.userId, part: 'practitioner' }))
  const written = await world.as('police', work =>
    writeNote(work, { ...NOTE, childId, audience: 'police', text: 'x', happenedOn: work.today, mayBeCrime: true }),
  )
  assert.ok(written.outcome === 'added')
  assert.deepEqual(
    (await clocksOf(written.entryId)).map(each => each.holder),
    [officer.userId],
  )
  assert.ok(!(await world.as('social-worker', work => isPoliceDiscussionOwed(work, written.entryId))), 'the lead')
  const forAll = await world.as('police', work =>
    writeNote(work, { ...NOTE, childId, text: 'y', happenedOn: work.today, mayBeCrime: true }),
  )
  assert.ok(forAll.outcome === 'added')
  const lead = await world.actor('social-worker')
  assert.deepEqual(
    (await clocksOf(forAll.entryId)).map(each => each.holder),
    [lead.userId],
  )
  const subjectId: string = forAll.entryId
  for (const who of ['governance', 'administrator', 'panel']) {
    const result = await world.as(who, work => recordPoliceDiscussion(work, { ...TOLD, subjectId, childId }))
    assert.equal(result.outcome, 'not-found', who)
  }
})

test('what was considered and is no crime says why, and its clock stops without being met', async () => {
  const childId = await childOnPathway(world, 'Ystyried')
  const entryId = await world.as('social-worker', async work => {
    const written = await writeNote(work, { ...NOTE, childId, text: 'x', happenedOn: work.today, mayBeCrime: true })
    assert.ok(written.outcome === 'added')
    return written.entryId
  })
  const done = await world.as('social-worker', work =>
    recordPoliceDiscussion(work, { ...TOLD, subjectId: entryId, childId, considered: 'no-crime' }),
  )
  assert.equal(done.outcome, 'recorded')
  assert.deepEqual(
    (await clocksOf(entryId)).map(each => [each.met, each.stopped]),
    [[false, 'no-crime']],
  )
})

test('the words of a discussion with the police stay as they were written, for their author too', async () => {
  const [told] = (
    await overConnection(world.ownerUrl, client =>
      client.query<{ id: string; author_id: string }>(
        `select id, author_id from entry where kind = 'police-discussion' limit 1`,
      ),
    )
  ).rows
  assert.ok(told, 'the demonstration has one')
  await assert.rejects(
    world.database.asActor(told.author_id, tx =>
      tx.updateTable('entry').set({ text: 'other', version: 2 }).where('id', '=', told.id).execute(),
    ),
    /keeps its words/,
  )
})
