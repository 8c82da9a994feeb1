// The language of a referral goes with its words, and the child's own with theirs: to whoever decides, and into the record.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { childOnPathway, sentReferral } from '../../test/children.ts'
import { servedWorld } from '../../test/served.ts'
import { visitor } from '../../test/visits.ts'
import { beginReferral } from './actions/sending.ts'
import { findReferral } from './store.ts'

const { world, app } = await servedWorld()

const page = async (who: string, path: string, language: 'en' | 'cy') =>
  (await (await visitor(app, world, who, language)).get(path)).body
const answersOf = (id: string) => world.as('teacher', async ({ tx }) => (await findReferral(tx, id))?.answers)
async function written(step: string, fields: Readonly<Record<string, string>>, language: 'en' | 'cy' = 'en') {
  const id = await world.as('teacher', beginReferral)
  const { post } = await visitor(app, world, 'teacher', language)
  const answer = await post(`/referrals/${id}/pages/${step}`, { version: '1', ...fields })
  return { id, answer, answers: await answersOf(id) }
}

test('words are kept in the language of the page, or in the one that was chosen; where nothing is said there is none', async () => {
  const WORDS = { whatHappened: 'Zq two phones.' }
  assert.equal((await written('what-happened', WORDS)).answers?.writtenIn, 'en')
  assert.equal((await written('what-happened', WORDS, 'cy')).answers?.writtenIn, 'cy')
  assert.equal((await written('what-happened', { ...WORDS, writtenIn: 'cy' })).answers?.writtenIn, 'cy')
  assert.equal((await written('what-happened', { whatHappened: ' ', writtenIn: 'cy' })).answers?.writtenIn, '')
  assert.equal((await written('words', { childsWords: 'Zq نعم', childsWordsIn: 'ar' })).answers?.childsWordsIn, 'ar')
  assert.equal((await written('words', { childsWords: '', childsWordsIn: 'ar' })).answers?.childsWordsIn, '')
})

test('a language that was not offered is refused at its field; what was typed stays, and nothing is kept', async () => {
  const { answer, answers } = await written('words', { childsWords: 'Zq odd tongue', childsWordsIn: 'xx"><b>' })
  assert.equal(answer.statusCode, 400)
  assert.match(answer.body, /href="#childsWordsIn"[\s\S]*Zq odd tongue/)
  assert.equal(answers?.childsWords, '')
})

test('the form offers the page’s language, and on return the one that was chosen', async () => {
  const { id } = await written('what-happened', { whatHappened: 'Zq dau ffôn.', writtenIn: 'cy' })
  const chosen = (body: string) => /<option value="([^"]+)" selected/.exec(body)?.[1]
  assert.equal(chosen(await page('teacher', `/referrals/${id}/pages/what-happened`, 'en')), 'cy')
  assert.equal(chosen(await page('teacher', `/referrals/${id}/pages/words`, 'en')), 'en')
  assert.equal(chosen(await page('teacher', `/referrals/${id}/pages/words`, 'cy')), 'cy')
})

const SENT = {
  immediateDanger: 'yes',
  dangerDetails: 'Zq perygl.',
  whatHappened: 'Zq dau ffôn.',
  writtenIn: 'cy',
  childsWords: 'Zq دعوني',
  childsWordsIn: 'ar',
  childsWordsTo: 'Zq wrth y nyrs.',
  peopleOfConcern: 'Zq dyn.',
  placesOfConcern: 'Zq gorsaf.',
  screening: 'Zq barn.',
  family: 'Zq teulu.',
  childKnows: 'no',
  whyNotTold: 'Zq ofn.',
} as const

test('whoever decides has every sentence read out in its own language, and the other one named; a reader of it has it plain', async () => {
  const id = await sentReferral(world, { ...SENT, familyName: 'Dwyiaith' })
  const english = await page('duty', `/referrals/${id}`, 'en')
  const welsh = [
    'dangerDetails',
    'whatHappened',
    'childsWordsTo',
    'peopleOfConcern',
    'placesOfConcern',
    'screening',
  ] as const
  for (const field of [...welsh, 'family', 'whyNotTold'] as const)
    assert.match(english, new RegExp(` lang="cy" dir="ltr">${SENT[field]}<`), field)
  assert.match(english, / lang="ar" dir="rtl">Zq دعوني</)
  assert.match(english, /Arabic/)
  assert.match(english, /Language of this referral/)
  assert.doesNotMatch(english, /lang="[a-z]+" dir="...">Dwyiaith/)
  const own = await page('duty', `/referrals/${id}`, 'cy')
  assert.doesNotMatch(own, /lang="cy" dir="ltr">Zq/)
  assert.match(own, / lang="ar" dir="rtl">Zq دعوني</)
})

test('in the record the words keep it: the child’s own at the top and in the chronology, the referrer’s too', async () => {
  const childId = await childOnPathway(world, 'Dwyiaith-Dau', SENT)
  const body = await page('social-worker', `/children/${childId}`, 'en')
  assert.match(body, /<p lang="ar" dir="rtl">Zq دعوني<\/p>/)
  assert.match(body, /lang="cy" dir="ltr">Zq dau ffôn\.</)
})

test('of a referral from before nothing is said of its language', async () => {
  const id = await sentReferral(world, { familyName: 'Cynt', whatHappened: 'Zq unsaid.' })
  assert.doesNotMatch(await page('duty', `/referrals/${id}`, 'cy'), /lang="[a-z]+" dir="...">Zq/)
})
