// The language of a screening or assessment goes with its words: on its page, in the papers of the meeting and in the chronology; and where a
// screening was made stands beside it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { childOnPathway } from '../../test/children.ts'
import { asSql } from '../../test/access/sight.ts'
import { TEST_KEY } from '../../test/database.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { makeApp } from '../app.ts'
import { calendarDateAt } from '../lib/calendar-date.ts'
import { stepUp } from '../ending/actions.ts'

let world: World
let app: FastifyInstance
let childId = ''
before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: undefined })
  childId = await childOnPathway(world, 'Iaith')
})
after(async () => {
  await app.close()
  await world.close()
})

const FORM = {
  kind: 'screening',
  doneOn: calendarDateAt(new Date()),
  harm: 'suspected',
  level: 'low',
  reasons: 'Zq the same car.',
  childsWords: 'Zq leave me be.',
  unknowns: 'Zq whose car it is.',
  levelChangeReason: 'Zq news.',
  'level-criminal': 'low',
  'harm-criminal': 'suspected',
  'reasons-criminal': 'Zq of this form.',
}
async function completed(fields: Readonly<Record<string, string>>, language: 'en' | 'cy' = 'en'): Promise<string> {
  const { post } = await visitor(app, world, 'social-worker', language)
  const answer = await post(`/children/${childId}/assessments/new`, { ...FORM, ...fields })
  assert.equal(answer.statusCode, 303, /error-summary[\s\S]*?<\/ul>/.exec(answer.body)?.[0])
  return answer.headers.location ?? ''
}
const page = async (path: string, language: 'en' | 'cy') =>
  (await (await visitor(app, world, 'social-worker', language)).get(path)).body

test('an assessment on an English page is read out in English on a Welsh one, every word of it; on an English one nothing is said', async () => {
  const path = await completed({})
  const welsh = await page(path, 'cy')
  for (const words of ['Zq the same car.', 'Zq leave me be.', 'Zq whose car it is.', 'Zq news.', 'Zq of this form.'])
    assert.match(welsh, new RegExp(`<p[^>]* lang="en" dir="ltr">${words}`), words)
  assert.doesNotMatch(await page(path, 'en'), /lang="en" dir="ltr">Zq/)
})

test('another language is chosen once for all its words, and is named; one that was not offered is refused, and what was typed stays', async () => {
  const path = await completed({ writtenIn: 'ar', reasons: 'Zq عربي' })
  const english = await page(path, 'en')
  assert.match(english, /lang="ar" dir="rtl">Zq عربي/)
  assert.match(english, /written in Arabic/)
  const worker = await visitor(app, world, 'social-worker')
  const odd = { ...FORM, writtenIn: 'xx"><b>', reasons: 'Zq odd tongue' }
  const refused = await worker.post(`/children/${childId}/assessments/new`, odd)
  assert.equal(refused.statusCode, 400)
  assert.match(refused.body, /href="#writtenIn"[\s\S]*Zq odd tongue/)
  const { body } = await (await visitor(app, world, 'social-worker', 'cy')).get(`/children/${childId}/assessments/new`)
  assert.match(body, /<option value="cy" selected>/)
})

test('the chronology says it of what was judged, and of every reason that was typed on a page', async () => {
  await completed({ reasons: 'Zq rheswm Cymraeg' }, 'cy')
  await completed({ writtenIn: 'pl', reasons: 'Zq powód' })
  const english = await page(`/children/${childId}/chronology`, 'en')
  assert.match(english, /lang="cy" dir="ltr">Zq rheswm Cymraeg/)
  assert.match(english, /lang="pl" dir="ltr">Zq powód/)
  // What was not typed on a page has no language: it is read as the page is.
  await world.as('lead', work => stepUp(work, { childId, movedTo: 'child-protection', reasons: 'Zq by no page' }))
  const after = await page(`/children/${childId}/chronology`, 'en')
  assert.match(after, /Zq by no page/)
  assert.doesNotMatch(after, /lang="[a-z]+" dir="ltr">Zq by no page/)
})

test('where a screening was made is said of a screening alone, and kept as nothing else', async () => {
  const path = await completed({ occasion: 'what-matters' })
  assert.match(await page(path, 'en'), /Screening, in a What Matters conversation/)
  assert.match(await page(`/children/${childId}/assessments`, 'cy'), /Sgrinio, mewn sgwrs Beth sy’n Bwysig/)
  const whole = await completed({ kind: 'assessment', occasion: 'what-matters', level: 'low' })
  assert.doesNotMatch(await page(whole, 'en'), /in a What Matters conversation/)
  const { userId } = await world.actor('social-worker')
  const insert = (kind: string, occasion: string) =>
    asSql(
      world,
      'social-worker',
      `insert into assessment (child_id, kind, occasion, author_id, agency_id, changed_by) select $1, $2, $3, u.id, u.agency_id, u.id from app_user u where u.id = $4`,
      [childId, kind, occasion, userId],
    )
  assert.match(await insert('assessment', 'what-matters'), /occasion_of_screening/)
  assert.match(await insert('screening', 'a-party'), /occasion_known/)
  assert.equal(await insert('screening', 'front-door'), 'written')
})
