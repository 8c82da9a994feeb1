// The language of an agreed action goes with its words, and so does that of what was reported and answered: on every page, in the papers and in
// the copy that the family is given.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asOwner, asSql, one } from '../../test/access/sight.ts'
import { askedFor, begin, book, consult, end, HOUR } from '../../test/meetings.ts'
import { servedWorld } from '../../test/served.ts'
import { marked, shownTo, type Visitor, visitor } from '../../test/visits.ts'
import { copyOptionsOf } from '../copy-options.ts'
import { type Block, wordsOf } from '../documents/document.ts'
import { familyRecord } from '../family-copy/document.ts'
import { addDays, calendarDateAt } from '../lib/calendar-date.ts'
import { askForMeeting } from '../meeting/actions/arranging.ts'
import { recordPresence } from '../meeting/actions/holding.ts'
import { moveToStage } from '../meeting/actions/stages.ts'
import { fullRecord } from '../meeting/document.ts'
import { listPeople } from '../meeting/store/people.ts'

const { world, app } = await servedWorld()
const WELSH = 'Zq gofyn am y bws'
const POLISH = 'Zq zapytać o autobus'
const DUE = addDays(calendarDateAt(new Date()), 6)

const as = (who: string, language: 'en' | 'cy' = 'en') => visitor(app, world, who, language)

/** A meeting in its closed session, with its chair in the room. */
async function sitting(name: string): Promise<{ childId: string; meetingId: string }> {
  const asked = await askedFor(world, name)
  await hold(asked.meetingId)
  return asked
}
async function hold(meetingId: string) {
  await book(world, meetingId, new Date(Date.now() + 72 * HOUR))
  await consult(world, meetingId, null, 'They refused.')
  assert.equal((await begin(world, meetingId)).outcome, 'began')
  await world.as('chair', async work => {
    const personIds = (await listPeople(work.tx, meetingId)).map(person => person.id)
    await recordPresence(work, { meetingId, stage: 'closed-session', personIds, were: [] })
  })
}
async function agree(language: 'en' | 'cy', meetingId: string, fields: Readonly<Record<string, string>>) {
  const path = `/meetings/${meetingId}/actions`
  const form = { what: WELSH, who: 'Mamgu', dueOn: DUE, context: 'school', audience: 'network', ...fields }
  return (await as('chair', language)).post(path, form)
}
/** Moves on to the family's sessions; a form of its room is sent by a device of its own. */
async function inFamilyRoom(meetingId: string, language: 'en' | 'cy'): Promise<Visitor> {
  await world.as('chair', async work => {
    const stage = 'safety-planning' as const
    assert.equal((await moveToStage(work, { meetingId, stage, openStaysOut: 'safety' })).outcome, 'moved')
    const personIds = (await listPeople(work.tx, meetingId)).map(person => person.id)
    await recordPresence(work, { meetingId, stage, personIds, were: [] })
  })
  const device = await as('chair', language)
  await device.get(`/meetings/${meetingId}/family-room`)
  return device
}
async function over(meetingId: string) {
  await inFamilyRoom(meetingId, 'en')
  assert.equal((await end(world, meetingId)).outcome, 'ended')
}
const actionCalled = (what: string) =>
  asOwner(world, client => one(client, 'select id from action where what = $1', [what]))

test('what was agreed on a Welsh page is read out in Welsh on every English one, and nothing is said of it on a Welsh one', async () => {
  const { meetingId } = await sitting('Iaith-un')
  const owner = (await world.actor('chair')).userId
  assert.equal((await agree('cy', meetingId, { ownerId: owner })).statusCode, 303)
  const id = await actionCalled(WELSH)
  const chair = await as('chair')
  const pages = [
    `/meetings/${meetingId}/actions`,
    `/meetings/${meetingId}/record`,
    `/actions/${id}`,
    '/actions?of=me',
    '/',
  ]
  for (const path of pages) assert.match(await shownTo(chair, path), marked('cy', WELSH), path)
  const welsh = await as('chair', 'cy')
  for (const path of pages) assert.doesNotMatch(await shownTo(welsh, path), marked('cy', WELSH), path)
  await chair.post('/public-view?to=on&path=/', {})
  for (const path of ['/actions?of=me', '/']) assert.doesNotMatch(await shownTo(chair, path), /lang="cy" dir/, path)
})

test('another language is chosen for it; one that was not offered is refused at its field, and nothing is agreed', async () => {
  const { meetingId } = await sitting('Iaith-dau')
  assert.equal((await agree('en', meetingId, { what: POLISH, writtenIn: 'pl' })).statusCode, 303)
  const chair = await as('chair')
  assert.match(await shownTo(chair, `/meetings/${meetingId}/actions`), marked('pl', POLISH))
  const refused = await agree('en', meetingId, { what: 'Zq kept', writtenIn: 'xx"><b>' })
  assert.equal(refused.statusCode, 400)
  assert.match(refused.body, /href="#writtenIn"[\s\S]*Zq kept/)
  assert.doesNotMatch(await shownTo(chair, `/meetings/${meetingId}/actions`), /Zq kept –/)
  // A form that was begun in one language and sent in the other keeps the first.
  assert.match(await shownTo(chair, `/meetings/${meetingId}/actions`), /<option value="en" selected>/)
})

test('a report and an answer have each their own, and nobody can say another of a report later', async () => {
  const { childId, meetingId } = await sitting('Iaith-tri')
  await agree('en', meetingId, { what: 'Zq ask for the taxi' })
  const id = await actionCalled('Zq ask for the taxi')
  await over(meetingId)
  const report = { outcome: 'not-done', reason: 'Zq dim tacsi', version: '1' }
  assert.equal((await (await as('social-worker', 'cy')).post(`/actions/${id}`, report)).statusCode, 303)
  const chair = await as('chair')
  const said = { answer: 'stands', words: 'Zq jeszcze raz', writtenIn: 'pl' }
  assert.equal((await chair.post(`/actions/${id}/answer`, said)).statusCode, 303)
  const english = await shownTo(chair, `/actions/${id}`)
  assert.match(english, marked('cy', 'Zq dim tacsi'))
  assert.match(english, marked('pl', 'Zq jeszcze raz'))
  assert.doesNotMatch(english, marked('en', 'Zq'))
  assert.match(await shownTo(await as('chair', 'cy'), `/actions/${id}`), marked('en', 'Zq ask for the taxi'))
  // The line of the chronology holds the words of both: it is in no one language.
  for (const language of ['en', 'cy'] as const) {
    const chronology = await shownTo(await as('social-worker', language), `/children/${childId}/chronology`)
    assert.match(chronology, /Zq dim tacsi/)
    assert.doesNotMatch(chronology, /lang="[a-z]+" dir="ltr">Zq ask for the taxi/, language)
  }

  const change = `update action set outcome_written_in = 'en', version = version + 1 where id = $1`
  assert.match(await asSql(world, 'social-worker', change, [id]), /report may not be done with this action now/)
  for (const other of ['written_in', 'what'])
    assert.match(
      await asSql(world, 'social-worker', `update action set ${other} = 'en', version = version + 1 where id = $1`, [
        id,
      ]),
      /permission denied/,
    )
})

test('a review reads them out so, in its list and in its record; and what it answers itself has its language too', async () => {
  const { childId, meetingId } = await sitting('Iaith-pedwar')
  await agree('cy', meetingId, { what: 'Zq cadw’r ystafell' })
  const id = await actionCalled('Zq cadw’r ystafell')
  await over(meetingId)
  const review = await world.as('social-worker', work => askForMeeting(work, { childId, risk: 'high', reason: 'x' }))
  assert.ok(review.outcome === 'asked-for')
  await hold(review.meetingId)
  const chair = await as('chair')
  const path = `/meetings/${review.meetingId}/last-time`
  const said = {
    outcome: 'not-done',
    reason: 'Zq powód',
    answer: 'stands',
    words: 'Zq dalej',
    writtenIn: 'pl',
    version: '1',
  }
  assert.equal((await chair.post(`${path}/${id}`, said)).statusCode, 303)
  const list = await shownTo(chair, path)
  for (const words of ['Zq powód', 'Zq dalej']) assert.match(list, marked('pl', words))
  assert.match(list, marked('cy', 'Zq cadw’r ystafell'))
  await over(review.meetingId)
  const record = await world.as('chair', work =>
    fullRecord(work, review.meetingId, copyOptionsOf('demonstration')('en')),
  )
  const cells = cellsOf(record?.blocks ?? [])
  assert.equal(cells.get('Zq cadw’r ystafell'), 'cy')
  assert.equal(cells.get('Zq powód'), 'pl')
  assert.equal(cells.get('Zq dalej'), 'pl')
})

test('the room in which the family sits and its copy mark it; the copy says on top that some words are in another language', async () => {
  const { meetingId } = await sitting('Iaith-pump')
  const room = `/meetings/${meetingId}/family-room/actions`
  const device = await inFamilyRoom(meetingId, 'cy')
  const form = { what: 'Zq bws am ddim', who: 'Mamgu', dueOn: DUE, context: 'school' }
  assert.equal((await device.post(room, form)).statusCode, 303)
  const polish = { ...form, what: 'Zq do szkoły', writtenIn: 'pl' }
  assert.equal((await device.post(room, polish)).statusCode, 303)
  const welshRoom = await shownTo(device, room)
  assert.match(welshRoom, marked('pl', 'Zq do szkoły'))
  assert.doesNotMatch(welshRoom, marked('cy', 'Zq'))
  assert.equal((await device.post(room, { ...form, what: 'Zq ddim', writtenIn: 'xx' })).statusCode, 400)
  assert.equal((await end(world, meetingId)).outcome, 'ended')
  const copy = (language: 'en' | 'cy') =>
    world.as('chair', work => familyRecord(work, meetingId, copyOptionsOf('demonstration')(language)))
  const english = (await copy('en'))?.blocks ?? []
  assert.equal(cellsOf(english).get('Zq bws am ddim'), 'cy')
  const top = english.slice(0, 4).flatMap(block => (block.kind === 'paragraph' ? block.text : []))
  assert.ok(
    top.some(text => text.includes('Welsh')),
    top.join('\n'),
  )
  const welsh = (await copy('cy'))?.blocks ?? []
  assert.equal(cellsOf(welsh).get('Zq bws am ddim'), undefined)
  assert.ok(!welsh.slice(0, 4).some(block => block.kind === 'paragraph' && block.text.includes('Cymraeg')))
})

// In which language each text in a cell of a table is marked.
function cellsOf(blocks: readonly Block[]): ReadonlyMap<string, string | undefined> {
  const cells = blocks.flatMap(block => (block.kind === 'table' ? block.rows.flat() : []))
  return new Map(cells.flatMap(wordsOf).map(words => [words.text, words.foreign?.lang]))
}
