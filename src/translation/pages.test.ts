// The page on which a person puts an entry into another language, and where it is read afterwards.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { asOwner } from '../../test/access/sight.ts'
import { childOnPathway } from '../../test/children.ts'
import { TEST_KEY } from '../../test/database.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { makeApp } from '../app.ts'
import { addNote, changeNote } from '../entry/actions.ts'
import { calendarDateAt } from '../lib/calendar-date.ts'
import { listTranslations } from './store.ts'

let world: World
let app: FastifyInstance
let childId = ''
before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: undefined })
  childId = await childOnPathway(world, 'Enfysa')
})
after(async () => {
  await app.close()
  await world.close()
})

async function note(text: string, writtenIn = 'en', basis: 'fact' | 'childs-own-words' = 'fact'): Promise<string> {
  const fields = { kind: 'note', audience: 'network', context: null, saidBy: '' } as const
  const added = await world.as('social-worker', work =>
    addNote(work, { ...fields, childId, text, writtenIn, basis, happenedOn: calendarDateAt(new Date()) }),
  )
  assert.ok(added.outcome === 'added')
  return added.entryId
}
const FORM = { language: 'cy', text: 'Zq mae’n aros', translatedBy: 'Cyfieithydd Prawf', version: '1' }
const kept = (entryId: string) => world.as('social-worker', ({ tx }) => listTranslations(tx, [entryId]))

test('a reader of the other language finds it beneath the words, on the record, in the chronology and on the entry; and who made it', async () => {
  const entryId = await note('Zq he is waiting', 'en', 'childs-own-words')
  const { get, post } = await visitor(app, world, 'social-worker', 'cy')
  assert.match((await get(`/entries/${entryId}`)).body, new RegExp(`href="/entries/${entryId}/translation"`))
  const form = await get(`/entries/${entryId}/translation`)
  assert.match(form.body, /<option value="cy" selected>/)
  assert.doesNotMatch(form.body, /<option value="en"/, 'not into the language that it is in')
  assert.match(form.body, /<p[^>]* lang="en" dir="ltr">Zq he is waiting/)
  assert.doesNotMatch(form.body, /name="forFamily"/, 'of no meeting')
  const sent = await post(`/entries/${entryId}/translation`, FORM)
  assert.deepEqual([sent.statusCode, sent.headers.location], [303, `/entries/${entryId}`])
  for (const path of [`/children/${childId}`, `/children/${childId}/chronology`, `/entries/${entryId}`]) {
    const { body } = await get(path)
    assert.match(body, /lang="en" dir="ltr">Zq he is waiting/, `${path}: the words as they are`)
    assert.match(body, /Zq mae’n aros[\s\S]{0,200}Gan: Cyfieithydd Prawf/, path)
  }
  await post(`/entries/${entryId}/translation`, { ...FORM, language: 'pl', text: 'Zq on czeka' })
  assert.doesNotMatch((await get(`/children/${childId}/chronology`)).body, /Zq on czeka/, 'for whoever reads Polish')
  assert.match((await get(`/entries/${entryId}`)).body, /<p[^>]* lang="pl" dir="ltr">Zq on czeka/)
  const english = await visitor(app, world, 'social-worker')
  assert.doesNotMatch(
    (await english.get(`/children/${childId}/chronology`)).body,
    /Zq mae’n aros/,
    'they read the words',
  )
  assert.match((await english.get(`/entries/${entryId}`)).body, /<p[^>]* lang="cy" dir="ltr">Zq mae’n aros/)
  const events = await asOwner(world, client =>
    client.query(`select 1 from audit_event where event = 'entry.translated' and child_id = $1`, [childId]),
  )
  assert.equal(events.rowCount, 2)
})

test('with names hidden it hides them as the words do', async () => {
  const entryId = await note('Zq Enfysa came')
  const { get, post } = await visitor(app, world, 'social-worker', 'cy')
  await post(`/entries/${entryId}/translation`, { ...FORM, text: 'Zq daeth Enfysa yma' })
  await post('/public-view?to=on&path=/', {})
  const { body } = await get(`/children/${childId}/chronology`)
  assert.match(body, /Zq daeth \[…\] yma/)
  assert.doesNotMatch(body, /daeth Enfysa/)
})

test('what is missing is said at its field in the reader’s language, what was typed stands there, and nothing is kept', async () => {
  const entryId = await note('Zq missing')
  for (const [fields, field, message] of [
    [{ text: ' ' }, 'text', 'Ysgrifennwch y cyfieithiad'],
    [{ translatedBy: '' }, 'translatedBy', 'Ysgrifennwch pwy a’i cyfieithodd'],
    [{ language: '' }, 'language', 'Dewiswch iaith y cyfieithiad'],
    [{ language: 'xx"><b>' }, 'language', 'Dewiswch iaith y cyfieithiad'],
    [{ language: 'en' }, 'language', 'Mae’r cofnodiad yn yr iaith hon'],
  ] as const) {
    const { post } = await visitor(app, world, 'social-worker', 'cy')
    const { statusCode, body } = await post(`/entries/${entryId}/translation`, { ...FORM, ...fields })
    assert.equal(statusCode, 400, message)
    assert.match(body, new RegExp(`href="#${field}"[^>]*>${message}`))
    if (field !== 'text') assert.match(body, /<textarea[^>]*>Zq mae’n aros/)
    if (field !== 'translatedBy') assert.match(body, /value="Cyfieithydd Prawf"/)
  }
  assert.deepEqual(await kept(entryId), [])
})

test('an entry that was changed meanwhile is read again before a translation of it is kept; an earlier one says that it is of other words', async () => {
  const entryId = await note('Zq at four')
  const { get, post } = await visitor(app, world, 'social-worker')
  const save = (version: string) => post(`/entries/${entryId}/translation`, { ...FORM, version })
  assert.equal((await save('1')).statusCode, 303)
  const changed = await world.as('social-worker', work =>
    changeNote(work, { entryId, version: 1, text: 'Zq at five', writtenIn: 'en' }),
  )
  assert.equal(changed.outcome, 'changed')
  const refused = await save('1')
  assert.equal(refused.statusCode, 409)
  assert.match(refused.body, /Zq at five/)
  assert.match(refused.body, /<textarea[^>]*>Zq mae’n aros/)
  assert.match(refused.body, /name="version" value="2"/)
  assert.equal((await kept(entryId)).length, 1)
  assert.match((await get(`/entries/${entryId}`)).body, /Of words that were changed since/)
  const welsh = await visitor(app, world, 'social-worker', 'cy')
  const chronology = () => welsh.get(`/children/${childId}/chronology?kind=note`).then(({ body }) => body)
  assert.doesNotMatch((await chronology()).replace(/[\s\S]*Zq at five/, '').slice(0, 300), /Zq mae’n aros/)
  assert.equal((await save('2')).statusCode, 303)
  assert.match((await chronology()).replace(/[\s\S]*Zq at five/, '').slice(0, 300), /Zq mae’n aros/)
})

test('the page is for those who write about the child; offered to no other, and opened by no other', async () => {
  const entryId = await note('Zq whose')
  const unknown = await note('Zq no language', '')
  const page = `/entries/${entryId}/translation`
  for (const [who, status] of [
    ['social-worker-3', 404],
    ['administrator', 403],
    ['panel', 403],
    ['governance', 403],
  ] as const) {
    const { get, post } = await visitor(app, world, who)
    for (const answer of [await get(page), await post(page, FORM)]) {
      assert.equal(answer.statusCode, status, who)
      assert.doesNotMatch(answer.body, /Zq whose/, who)
    }
  }
  assert.deepEqual(await kept(entryId), [])
  const { get } = await visitor(app, world, 'social-worker')
  assert.equal((await get(`/entries/${unknown}/translation`)).statusCode, 404)
  assert.doesNotMatch((await get(`/entries/${unknown}`)).body, /\/translation"/)
})
