// The statements read out at a meeting: whose words, who chooses them, who has heard which; by page, by action and by SQL.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makeApp } from '../app.ts'
import { copyOptionsOf } from '../copy-options.ts'
import { fullRecord } from '../meeting/document.ts'
import { asOwner, asSql } from '../../test/access/sight.ts'
import { type Case, meetingIn } from '../../test/access/meeting-deeds.ts'
import { beginAs, overConnection, TEST_KEY } from '../../test/database.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { chooseWords } from './actions.ts'
import { listChosenWords } from './store.ts'

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

const OURS = { en: 'Our board asks for kindness.', cy: 'Mae ein bwrdd yn gofyn am garedigrwydd.' }
const LATER = { en: 'Our board asks for kindness and time.', cy: 'Mae ein bwrdd yn gofyn am garedigrwydd ac amser.' }
const choose = (who: string, words: typeof OURS | undefined, seen: number, statement = 'confidentiality' as const) =>
  world.as(who, work => chooseWords(work, { statement, words, seen })).then(({ outcome }) => outcome)

/** Who has accepted what, with the English words that were heard. */
const heard = ({ meetingId }: Case) =>
  asOwner(world, async client => {
    const { rows } = await client.query<{ name: string; statement: string; words: string | null }>(
      `select p.name, a.statement, w.words_en as words from statement_acceptance a join meeting_person p on p.id = a.person_id
        left join statement_wording w on w.id = a.wording_id where a.meeting_id = $1 order by p.name, a.statement`,
      [meetingId],
    )
    return rows
  })
const people = ({ meetingId }: Case) =>
  asOwner(world, async client => {
    const { rows } = await client.query<{ id: string; name: string }>(
      'select id, name from meeting_person where meeting_id = $1',
      [meetingId],
    )
    return new Map(rows.map(row => [row.name, row.id]))
  })
const markIn = (body: string) => /name="mark" value="([^"]*)"/.exec(body)?.[1] ?? ''

test('an administrator alone chooses the words, by action and by SQL; each choice is kept; a second one at once is told', async () => {
  for (const who of ['lead', 'chair', 'governance', 'teacher'])
    assert.equal(await choose(who, OURS, 0), 'not-found', who)
  const insert = `insert into board_statement (statement, set_by, number) values ('no-ai', $1, 1)`
  for (const who of ['lead', 'chair', 'governance'])
    assert.match(await asSql(world, who, insert, [(await world.actor(who)).userId]), /row-level security/, who)
  assert.match(
    await asSql(world, 'administrator', insert, [(await world.actor('lead')).userId]),
    /row-level security/,
    'in another name',
  )
  assert.equal(await choose('administrator', OURS, 0), 'chosen')
  assert.equal(await choose('administrator', LATER, 0), 'changed-since-you-read')
  assert.equal(await choose('administrator', LATER, 1), 'chosen')
  assert.equal(await choose('administrator', undefined, 2), 'chosen')
  assert.equal(await choose('administrator', OURS, 3), 'chosen', 'words that were used before are used again')
  const choices = await world.as('teacher', ({ tx }) => listChosenWords(tx))
  assert.deepEqual(
    choices.map(each => [each.number, each.words?.en]),
    [
      [4, OURS.en],
      [3, undefined],
      [2, LATER.en],
      [1, OURS.en],
    ],
  )
  for (const statement of [
    `update statement_wording set words_en = 'x'`,
    `update board_statement set number = 9`,
    `delete from board_statement`,
  ])
    assert.match(await asSql(world, 'administrator', statement), /permission denied/, statement)
  const wording = `insert into board_statement (statement, wording_id, set_by, number)
    select 'no-ai', w.id, $1, 1 from statement_wording w where w.statement = 'confidentiality' limit 1`
  assert.match(
    await asSql(world, 'administrator', wording, [(await world.actor('administrator')).userId]),
    /may not be done/,
  )
  assert.match(
    await asSql(
      world,
      'teacher',
      `insert into statement_wording (statement, words_en, words_cy) values ('no-ai', ' ', 'x')`,
    ),
    /says_something/,
  )
})

test('a wording is kept by who works with children or runs the board, and by nobody else', async () => {
  const insert = `insert into statement_wording (statement, words_en, words_cy) values ('no-ai', 'x', 'x')`
  for (const who of ['governance', 'panel']) assert.match(await asSql(world, who, insert), /row-level security/, who)
  for (const who of ['chair', 'administrator']) assert.equal(await asSql(world, who, insert), 'written', who)
})

test('the board’s page: both languages or neither, what was typed is kept, and the words in force are shown with who chose them', async () => {
  const administrator = await visitor(app, world, 'administrator')
  const at = '/board/statements/closed-session'
  const half = await administrator.post(at, { wordsEn: 'Only in English.', wordsCy: ' ', seen: '0' })
  assert.equal(half.statusCode, 400)
  assert.ok(half.body.includes('Write it in both languages') && half.body.includes('Only in English.'))
  assert.equal((await administrator.post(at, { wordsEn: 'One.', wordsCy: 'Un.', seen: '0' })).statusCode, 303)
  const stale = await administrator.post(at, { wordsEn: 'Two.', wordsCy: 'Dau.', seen: '0' })
  assert.ok(stale.body.includes('Somebody else changed') && stale.body.includes('Two.') && stale.body.includes('One.'))
  const list = (await administrator.get('/board/statements')).body
  assert.ok(list.includes('One.') && list.includes('Version 1') && list.includes('Confidentiality, in both sessions'))
  assert.equal((await administrator.get('/board/statements/nothing')).statusCode, 404)
  for (const who of ['lead', 'teacher'])
    assert.equal((await (await visitor(app, world, who)).get(at)).statusCode, 403, who)
  assert.equal((await administrator.post(at, { wordsEn: '', wordsCy: '', seen: '1' })).statusCode, 303)
  assert.ok(!(await administrator.get('/board/statements')).body.includes('One.'))
})

test('in the closed room the words in force are read out; each acceptance is of one person and of those words, and who comes later is named until then', async () => {
  const at = await meetingIn(world, 'in-closed-session')
  const ids = await people(at)
  const id = (name: string) => ids.get(name) ?? ''
  const chair = await visitor(app, world, 'chair')
  const address = `/meetings/${at.meetingId}/run/people`
  const form = (await chair.get(address)).body
  assert.ok(form.includes(OURS.en) && form.includes(OURS.cy), 'in both languages')
  const send = (fields: Record<string, string | readonly string[]>) => chair.post(address, fields)
  const mark = markIn(form)
  const two = [id('chair'), id('note-taker')]
  await send({ present: two, were: [id('chair')], accepted: 'everybody', mark })
  const eachOf = (names: readonly string[]) =>
    names.flatMap(name => ['closed-session', 'confidentiality', 'no-ai'].map(statement => [name, statement]))
  assert.deepEqual(
    (await heard(at)).map(row => [row.name, row.statement]),
    eachOf(['chair', 'note-taker']),
  )
  assert.ok(!(await chair.get(`/meetings/${at.meetingId}/run`)).body.includes('have not heard'))
  // Somebody comes late.
  await send({ present: [...two, id('youth-worker')], were: two, mark })
  const room = (await chair.get(`/meetings/${at.meetingId}/run`)).body
  assert.match(room, /have not heard the statements: youth-worker/)
  assert.ok((await chair.get(address)).body.includes(`value="${id('youth-worker')}"`))
  // The board changes its words before the late-comer hears them: who heard the others keeps them.
  assert.equal(await choose('administrator', LATER, 4), 'chosen')
  const three = [...two, id('youth-worker')]
  const old = await send({ present: three, were: three, accepted: id('youth-worker'), mark })
  assert.equal(old.statusCode, 400)
  assert.ok(old.body.includes('has just changed these words') && old.body.includes(LATER.en))
  assert.equal((await heard(at)).length, 6)
  await send({ present: three, were: three, accepted: [id('youth-worker')], mark: markIn(old.body) })
  const words = (await heard(at)).filter(row => row.statement === 'confidentiality').map(row => [row.name, row.words])
  assert.deepEqual(words, [
    ['chair', OURS.en],
    ['note-taker', OURS.en],
    ['youth-worker', LATER.en],
  ])
  // Nobody accepts who is not there.
  await send({ present: two, were: three, accepted: [id('nurse')], mark: markIn((await chair.get(address)).body) })
  assert.ok(!(await heard(at)).some(row => row.name === 'nurse'))
})

test('in the family’s room it is the family’s statement, and a late-comer is named to those who run the meeting alone', async () => {
  const at = await meetingIn(world, 'in-open-session')
  const ids = await people(at)
  const noteTaker = await visitor(app, world, 'note-taker')
  const room = `/meetings/${at.meetingId}/family-room`
  await noteTaker.get(room)
  const form = (await noteTaker.get(`${room}/people`)).body
  assert.ok(
    form.includes('Welcome. We are here to plan together') && !form.includes('This part is for practitioners only'),
  )
  const present = [ids.get('chair') ?? '', ids.get('note-taker') ?? '']
  await noteTaker.post(`${room}/people`, {
    stage: 'safety-planning',
    present,
    were: '',
    accepted: present[0] ?? '',
    mark: markIn(form),
  })
  assert.match((await noteTaker.get(room)).body, /have not heard the statements: note-taker/)
  const teacher = await visitor(app, world, 'teacher')
  await teacher.get(room)
  assert.ok(!(await teacher.get(room)).body.includes('have not heard'))
  const closedWords = `select 1 from statement_wording where statement = 'closed-session'`
  const seen = await overConnection(world.appUrl, async client => {
    await beginAs(client, (await world.actor('note-taker')).userId)
    await client.query(`select set_config('role', regexp_replace(session_user, '_app$', '_family_room'), true)`)
    const { rowCount } = await client.query(closedWords)
    await client.query('rollback')
    return rowCount
  })
  assert.equal(seen, 0)
})

test('the record says of everybody who was there whether they heard the statements, and the chair reads it before approving', async () => {
  const at = await meetingIn(world, 'held')
  const chair = await visitor(app, world, 'chair')
  assert.match((await chair.get(`/meetings/${at.meetingId}/family-copy`)).body, /that they heard the statements: chair/)
  const record = await world.as('chair', work => fullRecord(work, at.meetingId, copyOptionsOf('live')('en')))
  const table = record?.blocks.find(block => block.kind === 'table' && block.header.includes('Statements heard'))
  assert.ok(table?.kind === 'table')
  assert.deepEqual(
    table.rows.map(row => row.at(-1)).toSorted(),
    [...table.rows.slice(1).map(() => ''), 'Not recorded'].toSorted(),
    'the chair was there and nothing is recorded; the others were not',
  )
})
