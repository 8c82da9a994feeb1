// The language of summaries, comments and the safety plan: kept as it was while the words stand, marked wherever they are read, and part of what
// the chair approves for the family.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { asOwner, asSql } from '../../test/access/sight.ts'
import { meetingIn } from '../../test/access/meeting-deeds.ts'
import { formAsSent } from '../../test/html.ts'
import { end, running } from '../../test/meetings.ts'
import { servedWorld } from '../../test/served.ts'
import { marked, shownTo, type Visitor, visitor } from '../../test/visits.ts'
import { copyOptionsOf } from '../copy-options.ts'
import type { Block } from '../documents/document.ts'
import { familyRecord } from '../family-copy/document.ts'
import { languageOfSaved } from '../lib/written-language.ts'
import { fullRecord } from './document.ts'
import { askForMeeting } from './actions/arranging.ts'
import { packOf } from './pack.ts'

const { world, app } = await servedWorld()
const as = (who: string, language: 'en' | 'cy' = 'en') => visitor(app, world, who, language)
const options = copyOptionsOf('demonstration')

/** A device that sits in the family's room of a meeting. */
async function inRoom(meetingId: string, language: 'en' | 'cy', who = 'chair'): Promise<Visitor> {
  const device = await as(who, language)
  await device.get(`/meetings/${meetingId}/family-room`)
  return device
}
const PLAN = {
  childsGoals: 'Zq spać spokojnie',
  worries: 'Zq y fan',
  whatHelps: '',
  whoToCall: 'Zq Nain',
  ifMissing: '',
}
/** A meeting whose end was written on a Welsh device, the child's words in Polish. */
async function written(name: string): Promise<{ childId: string; meetingId: string }> {
  const { childId, meetingId } = await running(world, name)
  const device = await inRoom(meetingId, 'cy')
  const room = `/meetings/${meetingId}/family-room`
  const form = formAsSent(await shownTo(device, `${room}/comments`))
  assert.equal(form['childCommentsIn'], 'cy', 'before there are words, that of the page')
  const comments = { childComments: 'Zq dziękuję', familyComments: 'Zq diolch', familySummary: 'Zq buom yn siarad' }
  assert.equal((await device.post(`${room}/comments`, { ...form, ...comments, childCommentsIn: 'pl' })).statusCode, 303)
  const plan = formAsSent(await shownTo(device, `${room}/plan`))
  assert.equal((await device.post(`${room}/plan`, { ...plan, ...PLAN, childsGoalsIn: 'sk' })).statusCode, 303)
  return { childId, meetingId }
}
// Each text of a document that is said to be in another language.
const foreignIn = (blocks: readonly Block[] = []) =>
  new Map(
    blocks.flatMap(block => ('foreign' in block && block.foreign ? [[block.text, block.foreign.lang] as const] : [])),
  )

test('what was written on a Welsh page is read out in Welsh, and what the child said in Polish in Polish: on the record and on every paper', async () => {
  const { childId, meetingId } = await written('Crynodeb')
  assert.equal((await end(world, meetingId)).outcome, 'ended')
  const chair = await as('chair')
  const record = await shownTo(chair, `/meetings/${meetingId}/record`)
  for (const words of ['Zq diolch', 'Zq buom yn siarad', 'Zq y fan', 'Zq Nain'])
    assert.match(record, marked('cy', words))
  assert.match(record, marked('sk', 'Zq spać spokojnie'))
  assert.match(record, marked('pl', 'Zq dziękuję'))
  assert.match(record, /Zq dziękuję[\s\S]{0,40}written in Polish/)
  const ofChild = await shownTo(chair, `/children/${childId}`)
  assert.match(ofChild, marked('cy', 'Zq y fan'))
  assert.match(ofChild, marked('sk', 'Zq spać spokojnie'))
  const welsh = await shownTo(await as('chair', 'cy'), `/meetings/${meetingId}/record`)
  assert.match(welsh, marked('pl', 'Zq dziękuję'))
  assert.doesNotMatch(welsh, marked('cy', 'Zq'))

  const said = new Map([
    ['Zq dziękuję', 'pl'],
    ['Zq diolch', 'cy'],
    ['Zq spać spokojnie', 'sk'],
    ['Zq y fan', 'cy'],
    ['Zq Nain', 'cy'],
  ])
  const whole = foreignIn((await world.as('chair', work => fullRecord(work, meetingId, options('en'))))?.blocks)
  const copy = (await world.as('chair', work => familyRecord(work, meetingId, options('en'))))?.blocks ?? []
  for (const [words, language] of said) {
    assert.equal(whole.get(words), language, words)
    assert.equal(foreignIn(copy).get(words), language, words)
  }
  assert.equal(foreignIn(copy).get('Zq buom yn siarad'), 'cy')
  assert.ok(copy.slice(0, 4).some(block => block.kind === 'paragraph' && /Polish, Welsh, Slovak/.test(block.text)))
  // Of a plan alone the copy says it too.
  await asOwner(world, client =>
    client.query(
      `update meeting set family_summary_in = '', child_comments_in = '', family_comments_in = '', version = version + 1 where id = $1`,
      [meetingId],
    ),
  )
  const planned = (await world.as('chair', work => familyRecord(work, meetingId, options('en'))))?.blocks ?? []
  assert.ok(planned.slice(0, 4).some(block => block.kind === 'paragraph' && /Slovak, Welsh/.test(block.text)))

  const review = await world.as('social-worker', work => askForMeeting(work, { childId, risk: 'high', reason: 'x' }))
  assert.ok(review.outcome === 'asked-for')
  const papers = await world.as('social-worker', work => packOf(work, review.meetingId, options('en')))
  assert.equal(foreignIn(papers?.blocks).get('Zq y fan'), 'cy')
  assert.equal(foreignIn(papers?.blocks).get('Zq spać spokojnie'), 'sk')
})

test('saved again by somebody of the other language, what stands as it stood keeps its own; what is written anew has theirs', async () => {
  const { meetingId } = await written('Eto')
  const room = `/meetings/${meetingId}/family-room`
  const device = await inRoom(meetingId, 'en', 'note-taker')
  const form = formAsSent(await shownTo(device, `${room}/comments`))
  assert.equal(form['childCommentsIn'], 'pl')
  const change = { familySummary: 'Zq we talked', familyComments: '' }
  assert.equal((await device.post(`${room}/comments`, { ...form, ...change })).statusCode, 303)
  const { childCommentsIn: _, familyCommentsIn: __, ...unsaid } = formAsSent(await shownTo(device, `${room}/comments`))
  assert.equal((await device.post(`${room}/comments`, unsaid)).statusCode, 303)
  const { rows } = await asOwner(world, client =>
    client.query<Record<string, string>>(
      'select family_summary_in, child_comments_in, family_comments_in from meeting where id = $1',
      [meetingId],
    ),
  )
  assert.deepEqual(rows[0], { family_summary_in: 'en', child_comments_in: 'pl', family_comments_in: '' })
  const plan = formAsSent(await shownTo(device, `${room}/plan`))
  assert.deepEqual([plan['childsGoalsIn'], plan['writtenIn']], ['sk', 'cy'])
  const { childsGoalsIn: ___, writtenIn: ____, ...left } = plan
  assert.equal((await device.post(`${room}/plan`, { ...left, whatHelps: 'Zq the choir' })).statusCode, 303)
  const planned = formAsSent(await shownTo(device, `${room}/plan`))
  assert.deepEqual([planned['childsGoalsIn'], planned['writtenIn']], ['sk', 'en'], 'the rest was written anew')

  const before = { words: 'a', writtenIn: 'cy' }
  assert.equal(languageOfSaved(before, { words: 'a', chosen: undefined }, 'en'), 'cy')
  assert.equal(languageOfSaved(before, { words: 'a', chosen: 'pl' }, 'en'), 'pl')
  assert.equal(languageOfSaved(before, { words: 'b', chosen: undefined }, 'en'), 'en')
  assert.equal(languageOfSaved(before, { words: 'b', chosen: undefined }, undefined), '', 'typed on no page')
  assert.equal(languageOfSaved(before, { words: '', chosen: 'pl' }, 'en'), '')
})

test('a language that was not offered is refused at its field, with what was typed; nothing is saved', async () => {
  const { meetingId } = await running(world, 'Gwrthod')
  const device = await inRoom(meetingId, 'en')
  const room = `/meetings/${meetingId}/family-room`
  for (const [path, fields, field] of [
    ['comments', { childComments: 'Zq typed', childCommentsIn: 'xx"><b>', version: '1' }, 'childCommentsIn'],
    ['plan', { worries: 'Zq typed', writtenIn: 'xx', planVersion: '0' }, 'writtenIn'],
    ['plan', { childsGoals: 'Zq typed', childsGoalsIn: 'xx', planVersion: '0' }, 'childsGoalsIn'],
  ] as const) {
    const refused = await device.post(`${room}/${path}`, fields)
    assert.equal(refused.statusCode, 400, path)
    assert.match(refused.body, new RegExp(`href="#${field}"[\\s\\S]*Zq typed`))
    assert.doesNotMatch(await shownTo(device, `${room}/${path}`), /Zq typed/)
  }
})

test('two who say different languages of the same words choose between them by name', async () => {
  const { meetingId } = await written('Dau')
  const room = `/meetings/${meetingId}/family-room`
  const [one, other] = [await inRoom(meetingId, 'en'), await inRoom(meetingId, 'en', 'note-taker')]
  const [read, readToo] = [
    formAsSent(await shownTo(one, `${room}/comments`)),
    formAsSent(await shownTo(other, `${room}/comments`)),
  ]
  assert.equal((await one.post(`${room}/comments`, { ...read, childCommentsIn: 'uk' })).statusCode, 303)
  const second = await other.post(`${room}/comments`, { ...readToo, childCommentsIn: 'sk' })
  assert.equal(second.statusCode, 409)
  assert.match(second.body, /Language of the child’s comments/)
  assert.match(second.body, /Ukrainian[\s\S]*Slovak/)
  assert.doesNotMatch(second.body, /name="familySummary"[^>]*type="radio"/)
})

test('to say in which language they are is to write them: nobody else, and not after the record is approved', async () => {
  const change = (column: string) => `update meeting set ${column} = 'pl', version = version + 1 where id = $1`
  const [held, approved] = [await meetingIn(world, 'held'), await meetingIn(world, 'approved')]
  for (const column of ['family_summary_in', 'child_comments_in', 'family_comments_in']) {
    assert.equal(await asSql(world, 'chair', change(column), [held.meetingId]), 'written', column)
    assert.match(
      await asSql(world, 'chair', change(column), [approved.meetingId]),
      /write-comments may not be done/,
      column,
    )
    assert.doesNotMatch(await asSql(world, 'teacher', change(column), [held.meetingId]), /^written$/, column)
  }
  for (const table of ['safety_plan', 'meeting_summary'])
    assert.doesNotMatch(
      await asSql(
        world,
        'chair',
        `update ${table} set written_in = 'pl', version = version + 1 where meeting_id = $1`,
        [approved.meetingId],
      ),
      /^written$/,
      table,
    )
  assert.match(
    await asSql(world, 'chair', change('child_comments_in').replace('pl', 'Polish'), [held.meetingId]),
    /_known/,
  )
})

test('the language is part of what the chair approves for the family; where nobody said one, the sum is what it was', async () => {
  const { meetingId } = await meetingIn(world, 'held')
  const sum = async () => {
    const { rows } = await world.as('chair', ({ tx }) =>
      sql<{ source: string }>`select family_copy_source(${meetingId}) as source`.execute(tx),
    )
    return rows[0]?.source
  }
  const said = (statement: string) => asOwner(world, client => client.query(statement, [meetingId]))
  await said(`update meeting set family_summary_in = '', child_comments_in = '', version = version + 1 where id = $1`)
  await said('delete from safety_plan where meeting_id = $1')
  const before = await sum()
  await said(
    `insert into safety_plan (meeting_id, child_id, worries) select id, child_id, 'Zq y fan' from meeting where id = $1`,
  )
  const planned = await sum()
  assert.notEqual(planned, before)
  await said(`update safety_plan set written_in = 'cy', version = version + 1 where meeting_id = $1`)
  const inWelsh = await sum()
  assert.notEqual(inWelsh, planned)
  await said(`update safety_plan set written_in = '', version = version + 1 where meeting_id = $1`)
  assert.equal(await sum(), planned)
  // Of what the child wants where it is not that of the rest.
  await said(`update safety_plan set childs_goals = 'Zq spać', version = version + 1 where meeting_id = $1`)
  const wanted = await sum()
  await said(`update safety_plan set childs_goals_in = '', version = version + 1 where meeting_id = $1`)
  assert.equal(await sum(), wanted)
  await said(`update safety_plan set childs_goals_in = 'sk', version = version + 1 where meeting_id = $1`)
  assert.notEqual(await sum(), wanted)
  await said(
    `update safety_plan set childs_goals = '', childs_goals_in = null, version = version + 1 where meeting_id = $1`,
  )
  await said(`update meeting set child_comments_in = 'pl', version = version + 1 where id = $1`)
  assert.notEqual(await sum(), planned)
})
