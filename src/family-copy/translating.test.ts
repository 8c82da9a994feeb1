// The page on which a meeting's chair puts all that goes to the family into its language, as a person translated it: in that copy alone, of words as
// they stand, and kept from everybody who may not read the words.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { meetingIn } from '../../test/access/meeting-deeds.ts'
import { asOwner, asSql } from '../../test/access/sight.ts'
import { copyIn, meetingInEnglish, pathOf, sumOf, WHO } from '../../test/family-copies.ts'
import { formAsSent } from '../../test/html.ts'
import { servedWorld } from '../../test/served.ts'
import { marked, shownTo, visitor } from '../../test/visits.ts'
import { copyOptionsOf } from '../copy-options.ts'
import { makeFamilyCopy } from './actions.ts'
import { listNewestCopies } from './store/copies.ts'

const { world, app } = await servedWorld()
const chair = await visitor(app, world, 'chair', 'cy')
const options = copyOptionsOf('demonstration')
const kept = (meetingId: string) =>
  asOwner(world, async client => {
    const { rows } = await client.query<{ of_words: string; text: string }>(
      `select of_words, text from copy_translation where meeting_id = $1
        union all select e.text, t.text from translation t join entry e on e.id = t.entry_id where e.meeting_id = $1 order by 1`,
      [meetingId],
    )
    return rows.map(row => `${row.of_words} = ${row.text}`)
  })
test('all that goes to the family in another language stands on one page, and what is put of it beneath the words in that copy alone', async () => {
  const { meetingId, action, entry } = await meetingInEnglish(world)
  const form = await shownTo(chair, pathOf(meetingId))
  for (const [language, words] of [
    ['pl', 'Zq dziękuję'],
    ['pl', 'Zq spać'],
    ['en', 'Zq a lift home'],
    ['en', 'Zq the van'],
    ['en', 'Zq they wait for me'],
    ['en', 'We talked.'],
  ] as const)
    assert.match(form, marked(language, words))
  for (const [words, why] of [
    ['Zq diolch', 'is in Welsh'],
    ['Zq watch the lane', 'is not for the family'],
    ['Zq nobody said', 'nobody said in which language it is'],
  ] as const)
    assert.doesNotMatch(form, new RegExp(words), why)
  assert.match(form, new RegExp(`name="action-${action}"[^>]*lang="cy"`))
  assert.match(
    await shownTo(await visitor(app, world, 'chair'), `/meetings/${meetingId}/copies`),
    /\/copies\/cy\/transl/,
  )

  const sent = await chair.post(pathOf(meetingId), {
    ...formAsSent(form),
    ...{ [`action-${action}`]: 'Zq lifft adref', [`entry-${entry}`]: 'Zq maen nhw’n aros amdanaf' },
    ...{ childComments: 'Zq diolch i chi', worries: 'Zq y fan', whatHelps: 'Zq y côr', translatedBy: WHO },
  })
  assert.deepEqual([sent.statusCode, sent.headers.location], [303, `/meetings/${meetingId}/copies`])
  const byline = `Cyfieithiad i’r Gymraeg. Gan: ${WHO}`
  const welsh = await copyIn(world, 'cy', meetingId)
  assert.deepEqual(
    welsh.map(text => text.replace(/\[?Cyfieithiad[^[\]]*\]?/, 'BY')),
    [
      ...['Zq dziękuję', 'Zq diolch i chi', 'Zq diolch'],
      ...['Zq a lift home', 'Zq lifft adref', 'Zq nobody said', 'BY'],
      ...['Zq spać', 'Zq the van', 'Zq y fan', 'Zq the choir', 'Zq y côr', 'BY'],
      ...['Zq they wait for me', 'Zq maen nhw’n aros amdanaf'],
    ],
    byline,
  )
  assert.doesNotMatch((await copyIn(world, 'en', meetingId)).join(), /lifft|côr|aros|diolch i chi/)
  // It stands there when the page is opened again, and can be bettered.
  const again = formAsSent(await shownTo(chair, pathOf(meetingId)))
  assert.deepEqual([again['worries'], again['translatedBy'], again['familySummary']], ['Zq y fan', WHO, ''])
  assert.equal((await chair.post(pathOf(meetingId), { ...again, worries: 'Zq y fan wen' })).statusCode, 303)
  assert.ok((await copyIn(world, 'cy', meetingId)).includes('Zq y fan wen'))
  assert.ok(!(await copyIn(world, 'cy', meetingId)).includes('Zq y fan'))
  assert.equal((await kept(meetingId)).length, 6, 'only what is new is written')
  const events = await asOwner(world, client =>
    client.query(`select 1 from audit_event where event = 'family-copy.translated' and subject_id = $1`, [meetingId]),
  )
  assert.equal(events.rowCount, 2)
})

test('what is missing is said, what was typed stands there, and nothing is kept', async () => {
  const { meetingId, action } = await meetingInEnglish(world)
  const form = formAsSent(await shownTo(chair, pathOf(meetingId)))
  const key = `action-${action}`
  for (const [fields, field, message] of [
    [{ translatedBy: WHO }, 'translatedBy', 'o leiaf'],
    [{ [key]: 'Zq teipiwyd', translatedBy: ' ' }, 'translatedBy', 'Ysgrifennwch pwy'],
  ] as const) {
    const refused = await chair.post(pathOf(meetingId), { ...form, ...fields })
    assert.equal(refused.statusCode, 400, message)
    assert.match(refused.body, new RegExp(`href="#${field}"[^<]*${message}`))
    if (key in fields) assert.match(refused.body, /Zq teipiwyd/)
  }
  assert.deepEqual(await kept(meetingId), [])
  const put = { ...form, [key]: 'Zq lifft', worries: 'Zq y fan', translatedBy: WHO }
  assert.equal((await chair.post(pathOf(meetingId), put)).statusCode, 303)
  const stands = formAsSent(await shownTo(chair, pathOf(meetingId)))
  const emptied = await chair.post(pathOf(meetingId), { ...stands, [key]: '', worries: 'Zq arall' })
  assert.equal(emptied.statusCode, 400)
  assert.match(emptied.body, new RegExp(`href="#${key}"`))
  assert.match(emptied.body, /Zq arall/)
  assert.deepEqual(await kept(meetingId), ['Zq a lift home = Zq lifft', 'Zq the van = Zq y fan'])
})

test('where the words changed while it was typed nothing is kept: both stand there, and a translation of words that stand no more is shown nowhere', async () => {
  const { meetingId, action } = await meetingInEnglish(world)
  const key = `action-${action}`
  const form = formAsSent(await shownTo(chair, pathOf(meetingId)))
  const put = { ...form, worries: 'Zq y fan', translatedBy: WHO }
  assert.equal((await chair.post(pathOf(meetingId), put)).statusCode, 303)
  const read = formAsSent(await shownTo(chair, pathOf(meetingId)))
  await asOwner(world, client =>
    client.query(`update safety_plan set worries = 'Zq the lorry', version = version + 1 where meeting_id = $1`, [
      meetingId,
    ]),
  )
  const refused = await chair.post(pathOf(meetingId), { ...read, [key]: 'Zq lifft' })
  assert.equal(refused.statusCode, 409)
  for (const words of [/Zq the lorry/, /Zq lifft/]) assert.match(refused.body, words)
  assert.deepEqual(await kept(meetingId), ['Zq the van = Zq y fan'])
  assert.ok(!(await copyIn(world, 'cy', meetingId)).includes('Zq y fan'))
  const { worries: _, ...renewed } = formAsSent(refused.body)
  assert.equal((await chair.post(pathOf(meetingId), renewed)).statusCode, 303)
  assert.ok((await copyIn(world, 'cy', meetingId)).includes('Zq lifft'))
})

test('the chair’s alone: nobody else opens it or puts anything there, and no copy has another language', async () => {
  const { meetingId, action } = await meetingInEnglish(world)
  const form = formAsSent(await shownTo(chair, pathOf(meetingId)))
  const put = { ...form, [`action-${action}`]: 'Zq lifft', translatedBy: WHO }
  for (const who of ['note-taker', 'youth-worker', 'teacher', 'chair-2', 'lead', 'governance', 'administrator']) {
    const other = await visitor(app, world, who)
    assert.equal((await other.get(pathOf(meetingId))).statusCode, 404, who)
    assert.equal((await other.post(pathOf(meetingId), put)).statusCode, 404, who)
  }
  for (const language of ['pl', 'xx', 'constructor']) {
    assert.equal((await chair.get(pathOf(meetingId, language))).statusCode, 404, language)
    assert.equal((await chair.post(pathOf(meetingId, language), put)).statusCode, 404, language)
  }
  assert.deepEqual(await kept(meetingId), [])
  assert.doesNotMatch(
    await shownTo(await visitor(app, world, 'note-taker'), `/meetings/${meetingId}/copies`),
    /\/transl/,
  )
  const empty = await meetingIn(world, 'held')
  const nothing = await shownTo(chair, pathOf(empty.meetingId, 'en'))
  assert.match(nothing, /mewn iaith arall/)
  assert.doesNotMatch(nothing, /name="translatedBy"/)
})

test('words that stand twice are put there once, and in the language that is not the copy’s where they stand in two', async () => {
  const { meetingId } = await meetingInEnglish(world)
  await asOwner(world, client =>
    client.query(
      `update safety_plan set worries = 'Zq diolch', what_helps = 'Zq a lift home', version = version + 1 where meeting_id = $1`,
      [meetingId],
    ),
  )
  const page = await shownTo(chair, pathOf(meetingId))
  assert.match(page, marked('en', 'Zq diolch'), 'what the family said in Welsh stands in the plan as English')
  assert.equal(page.split('>Zq a lift home<').length - 1, 1)
})

test('past the pages: in one’s own name, of this meeting and of words that go to the family; never changed, and hidden with the words', async () => {
  const { meetingId, childId, action } = await meetingInEnglish(world)
  const other = await meetingInEnglish(world)
  const INSERT = `insert into copy_translation (meeting_id, child_id, of_words, language, text, translated_by, written_by) values ($1, $2, $3, 'cy', 'Zq heibio', 'Prawf', $4)`
  const id = async (who: string) => (await world.actor(who)).userId
  const write = async (who: string, words: string, child = childId, by = who) =>
    asSql(world, who, INSERT, [meetingId, child, words, await id(by)])
  assert.match(await write('chair', 'Zq a lift home', childId, 'note-taker'), /translate-copy may not be done/)
  if (other.childId !== childId) assert.match(await write('chair', 'Zq a lift home', other.childId), /may not|policy/)
  assert.match(await write('note-taker', 'Zq a lift home'), /translate-copy may not be done/)
  assert.match(await write('chair', 'Zq watch the lane'), /row-level security/, 'is not for the family')
  assert.match(await write('chair', 'Zq no such words'), /row-level security/)
  assert.equal(await write('chair', 'Zq a lift home'), 'written')
  for (const change of [`update copy_translation set text = 'x'`, 'delete from copy_translation'])
    assert.notEqual(await asSql(world, 'chair', `${change} where meeting_id = $1`, [meetingId]), 'written', change)

  const isTold = async (who: string) => {
    const asked = (words: string) =>
      world.as(who, ({ tx }) =>
        sql<{ told: boolean }>`select is_for_family(${meetingId}, ${words}) as told`
          .execute(tx)
          .then(({ rows }) => rows[0]?.told),
      )
    return Promise.all(['We talked.', 'Zq watch the lane'].map(asked))
  }
  assert.deepEqual(await isTold('teacher'), [true, false])
  for (const who of ['social-worker-3', 'youth-justice', 'governance'])
    assert.deepEqual(await isTold(who), [false, false], `${who} is told nothing of words about somebody else’s child`)

  const form = formAsSent(await shownTo(chair, pathOf(meetingId)))
  const put = { ...form, [`action-${action}`]: 'Zq heibio', translatedBy: WHO }
  assert.equal((await chair.post(pathOf(meetingId), put)).statusCode, 303)
  const readBy = (who: string) =>
    world.as(who, async ({ tx }) =>
      (
        await sql<{ text: string }>`select text from copy_translation where meeting_id = ${meetingId}`.execute(tx)
      ).rows.map(row => row.text),
    )
  assert.deepEqual(await readBy('teacher'), ['Zq heibio'], 'as the action itself')
  for (const who of ['social-worker-3', 'youth-justice', 'administrator']) assert.deepEqual(await readBy(who), [], who)
  await asOwner(world, client =>
    client.query(`update action set audience = 'closed', version = version + 1 where id = $1`, [action]),
  )
  for (const who of ['teacher', 'chair']) assert.deepEqual(await readBy(who), [], `${who}: no longer for the family`)
  assert.doesNotMatch((await copyIn(world, 'cy', meetingId)).join(), /Zq heibio/)
})

test('a copy that was made is out of date once it has another translation; one of words that stand no more is no part of it', async () => {
  const { meetingId } = await meetingInEnglish(world, 'approved')
  const worry = (words: string) =>
    asOwner(world, client =>
      client.query('update safety_plan set worries = $2, version = version + 1 where meeting_id = $1', [
        meetingId,
        words,
      ]),
    )
  await worry('Zq the lorry')
  const ofLorry = await sumOf(world, meetingId)
  await worry('Zq the van')
  const made = await world.as('chair', work => makeFamilyCopy(work, { meetingId, ...options('cy') }))
  assert.equal(made.outcome, 'made')
  const state = () =>
    world.as(
      'chair',
      async ({ tx }) => (await listNewestCopies(tx, meetingId)).find(copy => copy.language === 'cy')?.state,
    )
  assert.equal(await state(), 'made')
  const form = formAsSent(await shownTo(chair, pathOf(meetingId)))
  const put = { ...form, worries: 'Zq y fan', translatedBy: WHO }
  assert.equal((await chair.post(pathOf(meetingId), put)).statusCode, 303)
  assert.equal(await state(), 'out-of-date')
  await worry('Zq the lorry')
  assert.equal(await sumOf(world, meetingId), ofLorry)
})
