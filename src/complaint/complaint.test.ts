// A complaint of a child or family: who writes it down, who deals with it, who reads of it, who answers; by action, by SQL and on its pages.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makeApp } from '../app.ts'
import { listAuditEventsOfChild, recordAuditEvent } from '../audit/store.ts'
import { joinNetwork } from '../child/actions.ts'
import { stopClocksOfChild } from '../clock/actions.ts'
import { findClockOf, listRunningClocksOfChild } from '../clock/store/clocks.ts'
import { addDays, type CalendarDate, calendarDateAt } from '../lib/calendar-date.ts'
import { invitePerson } from '../meeting/actions/inviting.ts'
import { listUnreadNotices } from '../notice/store.ts'
import { meetingIn } from '../../test/access/meeting-deeds.ts'
import { asOwner, asSql } from '../../test/access/sight.ts'
import { childOnPathway } from '../../test/children.ts'
import { TEST_KEY } from '../../test/database.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { answerComplaint, recordComplaint } from './actions.ts'
import type { ComplaintEnding } from './complaint.ts'
import { findComplaint, listComplaintsOfChild } from './store.ts'

let world: World
let app: FastifyInstance
let childId: string
const today = calendarDateAt(new Date())
const ids = new Map<string, string>()
const idOf = (who: string) => ids.get(who) ?? ''
before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: undefined })
  childId = await childOnPathway(world, 'Cwyn')
  for (const who of [
    'teacher',
    'police',
    'police-2',
    'social-worker',
    'lead',
    'chair',
    'youth-justice',
    'youth-worker',
    'social-worker-3',
    'administrator',
  ])
    ids.set(who, (await world.actor(who)).userId)
  for (const who of ['teacher', 'police', 'police-2'])
    await world.as('social-worker', work => joinNetwork(work, { childId, userId: idOf(who), part: 'practitioner' }))
})
after(async () => {
  await app.close()
  await world.close()
})

const WORDS = {
  madeBy: 'parent-or-carer',
  receivedOn: today,
  words: 'Zq nobody asked us when we could come.',
  wanted: 'Zq a time after work.',
  language: 'cy',
} as const
type Change = { receivedOn?: CalendarDate; words?: string; about?: string; meetingId?: string; childId?: string }
const record = (who: string, handler: string, { about, ...change }: Change = {}) =>
  world.as(who, work =>
    recordComplaint(work, {
      ...WORDS,
      childId,
      meetingId: null,
      aboutId: about === undefined ? null : idOf(about),
      handlerId: idOf(handler),
      ...change,
    }),
  )
async function recorded(who: string, handler: string, change: Change = {}): Promise<string> {
  const result = await record(who, handler, change)
  assert.ok(result.outcome === 'recorded')
  return result.complaintId
}
const answer = (
  who: string,
  complaintId: string,
  on = today,
  words = 'We meet at six.',
  as: ComplaintEnding = 'put-right',
) => world.as(who, work => answerComplaint(work, { complaintId, as, on, words })).then(({ outcome }) => outcome)
const reads = (who: string, id: string) =>
  world.as(who, ({ tx }) => findComplaint(tx, id)).then(found => found !== undefined)
const REFUSED = /may not be done|row-level security|nothing there|permission denied|violates check/

test('whoever works with the child writes it down, and asks somebody who sees the child and whose work it is not about', async () => {
  assert.deepEqual(await record('youth-justice', 'lead'), { outcome: 'not-found' })
  assert.deepEqual(await record('administrator', 'lead'), { outcome: 'not-found' })
  for (const other of ['youth-justice', 'administrator'])
    assert.deepEqual(await record('teacher', other), { outcome: 'cannot-be-asked' }, other)
  assert.deepEqual(await record('teacher', 'lead', { about: 'lead' }), { outcome: 'is-about-them' })
  assert.deepEqual(await record('teacher', 'lead', { words: ' ' }), { outcome: 'words-needed' })
  assert.deepEqual(await record('teacher', 'lead', { receivedOn: addDays(today, 1) }), { outcome: 'day-to-come' })
  assert.equal(await world.as('lead', ({ tx }) => listComplaintsOfChild(tx, childId)).then(all => all.length), 0)
  const insert = `insert into complaint (child_id, made_by, received_on, words, language, about_id, handler_id, recorded_by)
    values ($1, 'child', current_date, 'x', 'en', $2, $3, $4)`
  for (const [who, about, handler, by] of [
    ['teacher', '', 'youth-justice', 'teacher'],
    ['teacher', 'police', 'police', 'teacher'],
    ['teacher', '', 'lead', 'police'],
    ['youth-justice', '', 'lead', 'youth-justice'],
    ['administrator', '', 'lead', 'administrator'],
  ] as const)
    assert.match(
      await asSql(world, who, insert, [childId, about === '' ? null : idOf(about), idOf(handler), idOf(by)]),
      REFUSED,
      [who, about, handler, by].join(),
    )
})

test('those who deal with it read it and nobody else: not the network, not a lead whose work it is about; nor its day, its events, its versions', async () => {
  const id = await recorded('teacher', 'police', { about: 'social-worker' })
  for (const who of ['teacher', 'police', 'lead']) assert.equal(await reads(who, id), true, who)
  for (const who of ['social-worker', 'police-2', 'chair', 'youth-justice', 'administrator'])
    assert.equal(await reads(who, id), false, who)
  const knows = async (who: string) => ({
    clock: (await world.as(who, ({ tx }) => listRunningClocksOfChild(tx, childId))).some(
      each => each.rule === 'complaint',
    ),
    events: (await world.as(who, ({ tx }) => listAuditEventsOfChild(tx, childId))).some(
      each => each.event === 'complaint.recorded',
    ),
    rows: await asSql(world, who, 'select 1 from complaint where child_id = $1', [childId]),
    versions: await asSql(world, who, `select 1 from row_history where table_name = 'complaint'`),
  })
  assert.deepEqual(await knows('police'), { clock: true, events: true, rows: 'written', versions: 'nothing there' })
  assert.deepEqual(await knows('social-worker'), {
    clock: false,
    events: false,
    rows: 'nothing there',
    versions: 'nothing there',
  })
  assert.deepEqual(await knows('police-2'), {
    clock: false,
    events: false,
    rows: 'nothing there',
    versions: 'nothing there',
  })
  const aboutTheLead = await recorded('teacher', 'police', { about: 'lead' })
  assert.equal(await reads('lead', aboutTheLead), false)
  assert.equal(await answer('lead', aboutTheLead), 'not-found')
  const unread = (who: string) =>
    world
      .as(who, ({ tx }) => listUnreadNotices(tx))
      .then(all => all.filter(each => each.kind === 'complaint-to-handle').length)
  assert.equal(await unread('police'), 2)
  assert.equal(await unread('social-worker'), 0)
  for (const each of [id, aboutTheLead]) assert.equal(await answer('police', each), 'answered')
  assert.equal((await knows('police-2')).versions, 'nothing there', 'yesterday’s version')
  assert.equal((await knows('police')).versions, 'written')
})

test('whoever deals with it answers, or a lead; once, with words and a day; whoever wrote it down is told, and its clock is met', async () => {
  const id = await recorded('teacher', 'police', { receivedOn: addDays(today, -3) })
  for (const who of ['teacher', 'social-worker', 'police-2', 'chair', 'youth-justice'])
    assert.equal(await answer(who, id), 'not-found', who)
  assert.equal(await answer('police', id, today, ' '), 'words-needed')
  assert.equal(await answer('police', id, addDays(today, 1)), 'day-to-come')
  assert.equal(await answer('police', id, addDays(today, -4)), 'before-it')
  const bySql = (who: string, by: string) =>
    asSql(
      world,
      who,
      `update complaint set answered_as = 'explained', answered_on = current_date, answer_words = 'x', answered_at = now(), answered_by = $2,
         version = version + 1 where id = $1`,
      [id, idOf(by)],
    )
  assert.match(await bySql('teacher', 'teacher'), REFUSED)
  assert.match(await bySql('police', 'lead'), REFUSED)
  assert.equal(await bySql('police-2', 'police-2'), 'nothing there')
  assert.match(
    await asSql(world, 'police', `update complaint set words = 'x', version = version + 1 where id = $1`, [id]),
    REFUSED,
  )
  assert.equal(
    await asSql(world, 'police', `update complaint set version = version + 1 where id = $1`, [id])
      .then(String)
      .then(said => REFUSED.test(said)),
    true,
  )
  assert.equal(await answer('lead', id, addDays(today, -3)), 'answered')
  assert.equal(await answer('police', id), 'not-now')
  assert.match(await bySql('police', 'police'), REFUSED)
  const clock = await world.as('police', ({ tx }) => findClockOf(tx, 'complaint', id))
  assert.ok(clock?.metAt != null, 'met, though a lead answered')
  const told = await world.as('teacher', ({ tx }) => listUnreadNotices(tx))
  assert.equal(told.filter(each => each.kind === 'complaint-answered').length, 3)
  const found = await world.as('teacher', ({ tx }) => findComplaint(tx, id))
  assert.deepEqual(
    [found?.answeredAs, found?.answerWords, found?.answeredOn],
    ['put-right', 'We meet at six.', addDays(today, -3)],
  )
})

test('it outlasts the pathway, and nobody of a closed session is told of by it', async () => {
  const id = await recorded('teacher', 'police')
  await world.as('police', async work => {
    await stopClocksOfChild(work, childId, 'ended')
    await recordAuditEvent(work.tx, 'pathway.ended', { childId })
  })
  assert.equal((await world.as('police', ({ tx }) => findClockOf(tx, 'complaint', id)))?.stoppedAt, null)
  const { childId: ofMeeting, meetingId } = await meetingIn(world, 'booked')
  const covert = { userId: idOf('social-worker-3'), part: 'practitioner', inClosed: true, inFamily: false } as const
  assert.equal(
    (await world.as('chair', work => invitePerson(work, { meetingId, name: '', ...covert }))).outcome,
    'invited',
  )
  const insert = `insert into complaint (child_id, made_by, received_on, words, language, handler_id, recorded_by)
    values ($1, 'child', current_date, 'x', 'en', $2, $3)`
  for (const who of ['teacher', 'youth-worker', 'chair']) {
    const asked = await record(who, 'social-worker-3', { childId: ofMeeting })
    assert.deepEqual(asked, { outcome: 'cannot-be-asked' }, who)
    assert.match(await asSql(world, who, insert, [ofMeeting, covert.userId, idOf(who)]), REFUSED, who)
    const form = (await (await visitor(app, world, who)).get(`/children/${ofMeeting}/complaints/new`)).body
    assert.ok(!form.includes(covert.userId) && form.includes(idOf('lead')), who)
  }
  assert.ok((await record('teacher', 'lead', { childId: ofMeeting, meetingId })).outcome === 'recorded')
  await assert.rejects(record('teacher', 'lead', { meetingId }), REFUSED, 'a meeting about another child')
})

test('on its pages: every field is asked for, what was typed stays, and the way is there for whoever may', async () => {
  const teacher = await visitor(app, world, 'teacher')
  const path = `/children/${childId}/complaints/new`
  const complete = {
    madeBy: 'child',
    receivedOn: today,
    words: 'Zq they talked over me.',
    wanted: '',
    language: 'en',
    aboutId: '',
    handlerId: idOf('police'),
    meetingId: '',
  }
  for (const [field, wrong] of [
    ['madeBy', ''],
    ['receivedOn', ''],
    ['receivedOn', addDays(today, 1)],
    ['words', ' '],
    ['language', 'not-asked'],
    ['handlerId', ''],
    ['handlerId', idOf('youth-justice')],
  ] as const) {
    const { statusCode, body } = await teacher.post(path, { ...complete, [field]: wrong })
    assert.equal(statusCode, 400, `${field}: ${wrong}`)
    assert.match(body, new RegExp(`href="#${field}`), `${field}: ${wrong}`)
    if (field !== 'words') assert.ok(body.includes('Zq they talked over me.'))
  }
  const done = await teacher.post(path, complete)
  assert.equal(done.statusCode, 303)
  const where = String(done.headers.location)
  assert.ok((await teacher.get(where)).body.includes('Zq they talked over me.'))
  assert.doesNotMatch((await teacher.get(where)).body, /name="answerWords"/)
  const police = await visitor(app, world, 'police', 'cy')
  const shown = (await police.get(where)).body
  assert.match(shown, /name="answerWords"/)
  const empty = await police.post(`${where}/answer`, { answerWords: ' ' })
  for (const field of ['as', 'on', 'answerWords']) assert.match(empty.body, new RegExp(`href="#${field}`), field)
  const answered = { as: 'explained', on: today, answerWords: 'Zq we asked them what they wanted.' }
  assert.equal((await police.post(`${where}/answer`, { ...answered, on: '2020-01-02' })).statusCode, 400)
  assert.equal((await police.post(`${where}/answer`, answered)).statusCode, 303)
  const again = await police.post(`${where}/answer`, { ...answered, answerWords: 'Zq kept.' })
  assert.ok(again.statusCode === 400 && again.body.includes('Zq kept.'))
  assert.ok((await teacher.get(where)).body.includes('Zq we asked them what they wanted.'))
  const other = await visitor(app, world, 'police-2')
  assert.equal((await other.get(where)).statusCode, 404)
  assert.doesNotMatch((await other.get(`/children/${childId}/complaints`)).body, /Zq they/)
  assert.equal((await other.post(`${where}/answer`, answered)).statusCode, 404)
  assert.match((await teacher.get(`/children/${childId}`)).body, /\/complaints"/)
  const chronology = (await teacher.get(`/children/${childId}/chronology`)).body
  assert.doesNotMatch(chronology, /Zq (they|we)/, 'the chronology tells nobody')
  assert.equal(
    await asOwner(world, client =>
      client
        .query(`select 1 from entry where child_id = $1 and text like '%Zq%'`, [childId])
        .then(({ rowCount }) => rowCount),
    ),
    0,
  )
})
