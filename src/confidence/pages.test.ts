// What a child wants only some to read, on its pages: two who change it at once, what is missing, and names hidden.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makeApp } from '../app.ts'
import { addDays, calendarDateAt } from '../lib/calendar-date.ts'
import { joinNetwork } from '../child/actions.ts'
import { childOnPathway } from '../../test/children.ts'
import { TEST_KEY } from '../../test/database.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { changeConfidence, writeConfidence } from './actions.ts'
import type { ConfidenceWords } from './confidence.ts'
import { findConfidence, listConfidences } from './store.ts'

let world: World
let app: FastifyInstance
let childId = ''
const ids: Record<string, string> = {}
const today = calendarDateAt(new Date())
before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: undefined })
  childId = await childOnPathway(world, 'Enfysa')
  for (const who of ['social-worker', 'youth-worker', 'nurse', 'teacher']) ids[who] = (await world.actor(who)).userId
  for (const who of ['youth-worker', 'nurse'])
    await world.as('social-worker', work => joinNetwork(work, { childId, userId: id(who), part: 'practitioner' }))
})
after(async () => {
  await app.close()
  await world.close()
})
const id = (who: string) => ids[who] ?? ''

const WORDS: ConfidenceWords = {
  topic: 'sexuality',
  words: 'Zq I like girls.',
  writtenIn: 'en',
  familyKnows: 'no',
  others: [],
  saidOn: today,
  withdrawn: false,
}
async function written(...chosen: readonly string[]): Promise<string> {
  const others = chosen.map(id)
  const result = await world.as('social-worker', work => writeConfidence(work, { childId, ...WORDS, others }))
  assert.ok(result.outcome === 'written')
  return result.id
}
const read = (which: string, who: string) => world.as(who, ({ tx }) => findConfidence(tx, which))
const change = (who: string, which: string, version: number, words: Partial<ConfidenceWords>) =>
  world.as(who, work => changeConfidence(work, { id: which, version, words: { ...WORDS, ...words } }))
const FORM = { topic: 'sexuality', words: 'Zq I like girls.', familyKnows: 'no', saidOn: today }

test('two who change it at once each see the other’s words, and what is settled is saved', async () => {
  const which = await written('youth-worker')
  const others = [id('social-worker')]
  assert.equal(
    (await change('youth-worker', which, 1, { familyKnows: 'yes', topic: 'health', writtenIn: '', others })).outcome,
    'changed',
  )
  const { get, post } = await visitor(app, world, 'social-worker')
  const mine = { ...FORM, words: 'Zq mine', others: [id('youth-worker'), id('nurse')], stays: 'yes', version: '1' }
  const both = await post(`/confidences/${which}`, mine)
  assert.equal(both.statusCode, 409)
  for (const words of ['Their health', 'Their sexuality', 'Zq mine', 'Zq I like girls', 'Does their family know?'])
    assert.ok(both.body.includes(words), words)
  assert.equal((await read(which, 'social-worker'))?.version, 2)
  const settled = { ...mine, others: mine.others.join(' '), version: '2' }
  assert.equal((await post(`/confidences/${which}`, settled)).statusCode, 303)
  assert.equal((await read(which, 'nurse'))?.words, 'Zq mine')
  assert.match((await get(`/children/${childId}/confidences`)).body, /Zq mine/)
})

test('what is missing is said at its field, and what was typed stays', async () => {
  const { post } = await visitor(app, world, 'social-worker')
  const path = `/children/${childId}/confidences/new`
  const before = (await world.as('social-worker', ({ tx }) => listConfidences(tx, childId))).length
  const empty = await post(path, {})
  assert.equal(empty.statusCode, 400)
  for (const field of ['topic', 'words', 'familyKnows', 'saidOn'])
    assert.match(empty.body, new RegExp(`href="#${field}`))
  for (const [typed, field] of [
    [{ saidOn: addDays(today, 1) }, 'saidOn'],
    [{ others: id('teacher') }, 'others'],
    [{ others: 'Zq nobody' }, 'others'],
    [{ topic: 'weather' }, 'topic'],
    [{ familyKnows: 'perhaps' }, 'familyKnows'],
  ] as const) {
    const answer = await post(path, { ...FORM, ...typed })
    assert.equal(answer.statusCode, 400, JSON.stringify(typed))
    assert.match(answer.body, new RegExp(`href="#${field}`), JSON.stringify(typed))
    assert.match(answer.body, /Zq I like girls/)
  }
  assert.equal((await world.as('social-worker', ({ tx }) => listConfidences(tx, childId))).length, before)
  const which = await written()
  assert.match((await post(`/confidences/${which}`, { ...FORM, version: '1' })).body, /href="#stays/)
})

test('names hidden: neither the words nor that the reader was chosen; and words in another language are said to be', async () => {
  await world.as('social-worker', work =>
    writeConfidence(work, { childId, ...WORDS, words: 'Zq انا', writtenIn: 'ar' }),
  )
  const { get, post } = await visitor(app, world, 'social-worker')
  assert.match((await get(`/children/${childId}/confidences`)).body, /lang="ar" dir="rtl">Zq/)
  await post('/public-view?to=on&path=/', {})
  assert.doesNotMatch((await get(`/children/${childId}`)).body, /only you and those/)
  const { body } = await get(`/children/${childId}/confidences`)
  assert.doesNotMatch(body, /Zq |sexuality/)
  assert.match(body, /Names are hidden/)
})
