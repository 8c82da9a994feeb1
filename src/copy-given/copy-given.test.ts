// What became of a copy that was given: that it arrived, and that it was taken back; by action and by SQL.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { meetingIn, type Case } from '../../test/access/meeting-deeds.ts'
import { asSql } from '../../test/access/sight.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { listAuditEventsOfChild } from '../audit/store.ts'
import { copyOptionsOf } from '../copy-options.ts'
import { makeFamilyCopy, readFamilyCopy } from '../family-copy/actions.ts'
import { recordReceipt, recordSending } from '../family-copy/giving.ts'
import { findCopy } from '../family-copy/store/copies.ts'
import { findSending } from '../family-copy/store/sendings.ts'
import { addDays, calendarDateAt } from '../lib/calendar-date.ts'
import { correctRecord } from '../meeting/actions/recording.ts'
import { listUnreadNotices } from '../notice/store.ts'
import { decideAboutIncident, recordReturn, takeCopyBack } from './actions.ts'
import { decideIncident, findIncident, listIncidents } from './store.ts'

let world: World
let approved: Case
const today = calendarDateAt(new Date())
before(async () => {
  world = await demonstrationWorld()
  approved = await meetingIn(world, 'approved')
})
after(() => world.close())

const give = async (copy: 'full' | 'family' | 'child', language: 'en' | 'cy' = 'en') => {
  const { meetingId } = approved
  const sent = await world.as('chair', work =>
    recordSending(work, {
      meetingId,
      copy: copy === 'full' ? 'full' : 'family',
      reader: copy === 'full' ? null : copy,
      language,
      sentTo: 'Zq somebody',
      how: 'post',
    }),
  )
  return sent.outcome === 'sent' ? sent.sendingId : sent.outcome
}
const madeAndRead = async (language: 'en' | 'cy') => {
  const { meetingId } = approved
  const made = await world.as('chair', work => makeFamilyCopy(work, { meetingId, ...copyOptionsOf('live')(language) }))
  if (made.outcome !== 'made') return made.outcome
  const read = await world.as('youth-worker', work => readFamilyCopy(work, made.copyId))
  assert.equal(read.outcome, 'read')
  return made.copyId
}
const WRONG = {
  reason: 'wrong-person',
  foundOn: today,
  whatHappened: 'Zq to the wrong door.',
  safety: 'Zq fetched within the hour.',
} as const
const take = (who: string, sendingId: string, changed: Partial<Parameters<typeof takeCopyBack>[1]> = {}) =>
  world.as(who, work => takeCopyBack(work, { ...WRONG, sendingId, ...changed }))
const takenBy = async (who: string, sendingId: string) => {
  const taken = await take(who, sendingId)
  assert.ok(taken.outcome === 'taken-back', taken.outcome)
  return taken.incidentId
}

test('a copy is given in the wording for the family or for the child, and it is kept which', async () => {
  assert.equal(await give('child'), 'not-read')
  await madeAndRead('en')
  for (const [copy, reader] of [
    ['family', 'family'],
    ['child', 'child'],
    ['full', null],
  ] as const) {
    const id = await give(copy)
    assert.equal((await world.as('teacher', ({ tx }) => findSending(tx, id)))?.reader, reader, copy)
  }
  const { meetingId, childId } = approved
  const insert = `insert into record_sending (meeting_id, child_id, copy, reader, language, sent_to, how) values ($1, $2, 'full', $3, 'en', 'x', 'post')`
  for (const reader of ['child', 'family', 'neighbour'])
    assert.match(await asSql(world, 'chair', insert, [meetingId, childId, reader]), /reader_known/, reader)
})

test('that a copy arrived is recorded once, by those around the child, on a day since it was given', async () => {
  const sendingId = await give('full')
  const receive = (who: string, changed: Partial<Parameters<typeof recordReceipt>[1]> = {}) =>
    world
      .as(who, work => recordReceipt(work, { sendingId, receivedOn: today, words: 'Zq signed for', ...changed }))
      .then(({ outcome }) => outcome)
  for (const who of ['police', 'youth-justice', 'governance', 'administrator'])
    assert.equal(await receive(who), 'not-found', who)
  assert.equal(await receive('teacher', { words: ' ' }), 'words-needed')
  assert.equal(await receive('teacher', { receivedOn: addDays(today, 1) }), 'day-to-come')
  assert.equal(await receive('teacher', { receivedOn: addDays(today, -1) }), 'before-it-was-given')
  const { meetingId, childId } = approved
  const insert = `insert into sending_receipt (sending_id, meeting_id, child_id, received_on, words) values ($1, $2, $3, $4, 'x')`
  for (const day of [addDays(today, 1), addDays(today, -1)])
    assert.match(await asSql(world, 'teacher', insert, [sendingId, meetingId, childId, day]), /since it was given/)
  assert.equal((await world.as('chair', ({ tx }) => findSending(tx, sendingId)))?.receipt, undefined)
  assert.equal(await receive('teacher'), 'received')
  assert.equal(await receive('chair'), 'received-already')
  assert.equal((await world.as('chair', ({ tx }) => findSending(tx, sendingId)))?.receipt?.words, 'Zq signed for')
  for (const statement of [
    `update sending_receipt set words = 'y' where sending_id = $1`,
    `delete from sending_receipt where sending_id = $1`,
  ])
    assert.match(await asSql(world, 'chair', statement, [sendingId]), /permission denied/)
})

test('a copy is taken back once, with what happened; the chair is told; who was not in the closed session reads no word of it', async () => {
  const sendingId = await give('full')
  for (const who of ['police', 'youth-justice', 'governance', 'administrator'])
    assert.equal((await take(who, sendingId)).outcome, 'not-found', who)
  for (const [changed, outcome] of [
    [{ whatHappened: ' ' }, 'what-happened-needed'],
    [{ safety: '' }, 'safety-needed'],
    [{ foundOn: addDays(today, 1) }, 'day-to-come'],
    [{ foundOn: addDays(today, -1) }, 'before-it-was-given'],
    [{ reason: 'wrong-words' }, 'words-of-the-full-record'],
  ] as const)
    assert.equal((await take('teacher', sendingId, changed)).outcome, outcome)
  const { meetingId, childId } = approved
  const insert = `insert into copy_incident (sending_id, meeting_id, child_id, reason, found_on, what_happened, safety) values ($1, $2, $3, $4, $5, 'x', 'x')`
  for (const [reason, day] of [
    ['wrong-words', today],
    ['wrong-person', addDays(today, 1)],
    ['wrong-person', addDays(today, -1)],
  ])
    assert.match(
      await asSql(world, 'teacher', insert, [sendingId, meetingId, childId, reason, day]),
      /since it was given/,
    )
  assert.equal((await world.as('chair', ({ tx }) => findSending(tx, sendingId)))?.isTakenBack, false)
  const incidentId = await takenBy('teacher', sendingId)
  assert.equal((await take('chair', sendingId)).outcome, 'taken-back-already')
  const told = await world.as('chair', ({ tx }) => listUnreadNotices(tx))
  assert.ok(told.some(each => each.kind === 'copy-taken-back' && each.subjectId === incidentId))

  const words = async (who: string) => (await world.as(who, ({ tx }) => findIncident(tx, incidentId)))?.whatHappened
  // The teacher wrote it down; the nurse was invited, and was in no closed session.
  for (const who of ['teacher', 'chair', 'note-taker', 'youth-worker', 'lead'])
    assert.equal(await words(who), WRONG.whatHappened, who)
  for (const who of ['nurse', 'police', 'youth-justice', 'governance', 'administrator'])
    assert.equal(await words(who), undefined, who)
  for (const who of ['police', 'governance'])
    assert.equal(await world.as(who, ({ tx }) => findSending(tx, sendingId)), undefined, who)
  const events = await world.as('chair', ({ tx }) => listAuditEventsOfChild(tx, childId))
  assert.ok(events.some(each => each.event === 'copy-incident.recorded'))
  assert.equal(
    await asSql(
      world,
      'chair',
      `select 1 from audit_event where event like 'copy-incident.%' and child_id = $1 and details <> '{}'`,
      [childId],
    ),
    'nothing there',
    'the trail of a child, which everybody around it reads, tells no why',
  )
  for (const statement of [
    `update copy_incident set what_happened = 'y' where id = $1`,
    `delete from copy_incident where id = $1`,
    `insert into copy_incident_decision (incident_id, child_id, decided_as, decided_on, words) select id, child_id, 'not-reported', current_date, 'x' from copy_incident where id = $1`,
  ])
    for (const who of ['chair', 'governance'])
      assert.match(await asSql(world, who, statement, [incidentId]), /permission denied/, who)
})

test('whether it came back is said once, by those who may read what happened', async () => {
  const sendingId = await give('full')
  // Two at once: one is kept, and the other is told so.
  const both = await Promise.all(['chair', 'youth-worker'].map(who => take(who, sendingId)))
  assert.deepEqual(both.map(each => each.outcome).sort(), ['taken-back', 'taken-back-already'])
  const incidentId = both.flatMap(each => (each.outcome === 'taken-back' ? [each.incidentId] : []))[0] ?? ''
  // Outside the closed session it is known that the copy was taken back, and not why.
  assert.equal((await world.as('teacher', ({ tx }) => findSending(tx, sendingId)))?.isTakenBack, true)
  assert.equal(await world.as('teacher', ({ tx }) => findIncident(tx, incidentId)), undefined)
  const back = (who: string, changed: Partial<Parameters<typeof recordReturn>[1]> = {}) =>
    world
      .as(who, work => recordReturn(work, { incidentId, as: 'some', on: today, words: 'Zq one page', ...changed }))
      .then(({ outcome }) => outcome)
  for (const who of ['teacher', 'police', 'governance']) assert.equal(await back(who), 'not-found', who)
  assert.equal(await back('chair', { words: '' }), 'words-needed')
  assert.equal(await back('chair', { on: addDays(today, 1) }), 'day-to-come')
  assert.equal(await back('chair', { on: addDays(today, -1) }), 'before-it-was-found')
  const insert = `insert into copy_incident_return (incident_id, meeting_id, child_id, came_back, known_on, words)
    select $1, $2, $3, 'all', current_date, 'x'`
  const of = [incidentId, approved.meetingId, approved.childId]
  assert.match(await asSql(world, 'teacher', insert, of), /row-level security/)
  assert.equal(await back('youth-worker'), 'recorded')
  assert.equal(await back('chair', { as: 'all' }), 'recorded-already')
  assert.equal((await world.as('lead', ({ tx }) => findIncident(tx, incidentId)))?.cameBack?.as, 'some')
})

test('information governance decides once, knows the reference alone, and whoever wrote it down is told', async () => {
  const incidentId = await takenBy('teacher', await give('full'))
  const known = await world.as('governance', ({ tx }) => listIncidents(tx))
  const { reference, given_name } = await world.as('chair', ({ tx }) =>
    tx
      .selectFrom('child')
      .where('id', '=', approved.childId)
      .select(['reference', 'given_name'])
      .executeTakeFirstOrThrow(),
  )
  assert.equal(known.find(({ id }) => id === incidentId)?.reference, reference)
  assert.ok(!JSON.stringify(known.filter(({ id }) => id === incidentId)).includes(given_name))
  for (const who of ['chair', 'lead', 'teacher', 'administrator'])
    assert.deepEqual(await world.as(who, ({ tx }) => listIncidents(tx)), [], who)
  const decide = (who: string, changed: Partial<Parameters<typeof decideAboutIncident>[1]> = {}) =>
    world
      .as(who, work =>
        decideAboutIncident(work, { incidentId, as: 'reported', on: today, words: 'Zq number 12', ...changed }),
      )
      .then(({ outcome }) => outcome)
  for (const who of ['chair', 'lead', 'teacher', 'administrator']) assert.equal(await decide(who), 'not-found', who)
  assert.equal(await decide('governance', { words: ' ' }), 'words-needed')
  assert.equal(await decide('governance', { on: addDays(today, 1) }), 'day-to-come')
  assert.equal(await decide('governance', { on: addDays(today, -1) }), 'before-it-was-found')
  const past = (who: string, on: typeof today) =>
    world.as(who, ({ tx, now }) => decideIncident(tx, { id: incidentId, as: 'reported', on, words: 'x', at: now }))
  for (const who of ['chair', 'lead', 'teacher']) assert.equal(await past(who, today), undefined, who)
  for (const day of [addDays(today, 1), addDays(today, -1)]) assert.equal(await past('governance', day), undefined)
  assert.equal(await decide('governance'), 'decided')
  assert.equal(await decide('governance', { as: 'not-reported' }), 'decided-already')
  assert.equal((await world.as('teacher', ({ tx }) => findIncident(tx, incidentId)))?.decision?.as, 'reported')
  const told = await world.as('teacher', ({ tx }) => listUnreadNotices(tx))
  assert.ok(told.some(each => each.kind === 'copy-incident-decided' && each.subjectId === incidentId))
})

test('a copy with wrong words leaves no more, in neither language, and is not made again before its words have changed', async () => {
  const { meetingId, childId } = approved
  const english = await madeAndRead('en')
  const welsh = await madeAndRead('cy')
  const sendingId = await give('child', 'cy')
  const taken = await take('chair', sendingId, { reason: 'wrong-words' })
  assert.equal(taken.outcome, 'taken-back')
  const file = `select 1 from family_copy_file where copy_id = $1`
  for (const copyId of [english, welsh]) {
    assert.equal((await world.as('teacher', ({ tx }) => findCopy(tx, copyId)))?.state, 'taken-back')
    assert.equal(await asSql(world, 'chair', file, [copyId]), 'nothing there')
  }
  for (const copy of ['family', 'child'] as const) assert.equal(await give(copy, 'en'), 'not-read')
  for (const language of ['en', 'cy'] as const) assert.equal(await madeAndRead(language), 'taken-back')
  const made = `insert into family_copy (meeting_id, child_id, language, source, content) values ($1, $2, 'cy', family_copy_source($1), '{}')`
  assert.match(await asSql(world, 'chair', made, [meetingId, childId]), /taken back for its words/)
  const corrected = await world.as('chair', work =>
    correctRecord(work, { meetingId, text: 'It was a Wednesday.', audience: 'family' }),
  )
  assert.equal(corrected.outcome, 'corrected')
  assert.match(await madeAndRead('en'), /^[0-9a-f-]{36}$/)
  assert.match(await give('family', 'en'), /^[0-9a-f-]{36}$/)
})
