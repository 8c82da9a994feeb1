import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { meetingIn } from '../../test/access/meeting-deeds.ts'
import { childOf } from '../../test/access/sight.ts'
import { TEST_KEY } from '../../test/database.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { makeApp } from '../app.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { calendarDateAt } from '../lib/calendar-date.ts'
import { updateEntry } from './store.ts'

let world: World
let app: FastifyInstance
let childId = ''
before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: undefined })
  childId = await childOf(world)
})
after(async () => {
  await app.close()
  await world.close()
})

async function written(text: string, writtenIn: string | undefined, language: 'en' | 'cy' = 'en') {
  const worker = await visitor(app, world, 'social-worker', language)
  const [year = '', month = '', date = ''] = calendarDateAt(new Date()).split('-')
  const fields = { kind: 'note', basis: 'family-words', audience: 'network', text, saidBy: 'Modryb' }
  return worker.post(`/children/${childId}/entries/new`, {
    ...fields,
    ...{ 'happenedOn-day': date, 'happenedOn-month': month, 'happenedOn-year': year },
    ...(writtenIn !== undefined && { writtenIn }),
  })
}

async function chronology(language: 'en' | 'cy'): Promise<string> {
  return (await (await visitor(app, world, 'social-worker', language)).get(`/children/${childId}/chronology`)).body
}

test('words in another language are read out in it: an English entry on a Welsh page, an Arabic one from the right, one’s own unmarked', async () => {
  await written('She waits at the corner shop.', 'en')
  await written('Mae hi’n aros wrth y siop.', 'cy')
  await written('هي تنتظر قرب المتجر', 'ar')
  const welsh = await chronology('cy')
  assert.match(welsh, /<p lang="en" dir="ltr">She waits at the corner shop\./)
  assert.match(welsh, /<p lang="ar" dir="rtl">هي تنتظر قرب المتجر/)
  assert.match(welsh, /<p>Mae hi’n aros wrth y siop\./, 'the page’s own language is not said again')
  assert.match(welsh, /iaith: Arabeg/)
  assert.doesNotMatch(welsh, /iaith: Saesneg/)
  const english = await chronology('en')
  assert.match(english, /<p lang="cy" dir="ltr">Mae hi’n aros wrth y siop\./)
  assert.match(english, /<p>She waits at the corner shop\./)
})

test('the form has the page’s language chosen, and takes no language that it did not offer', async () => {
  const worker = await visitor(app, world, 'social-worker', 'cy')
  const { body } = await worker.get(`/children/${childId}/entries/new`)
  assert.match(body, /<option value="cy" selected>/)
  assert.match(body, /<option value="ckb">Cwrdeg Sorani</)
  for (const wrong of ['xx', 'en"><script>', 'EN'])
    assert.equal((await written('Not kept', wrong)).statusCode, 400, wrong)
  assert.doesNotMatch(await chronology('en'), /Not kept/)
})

test('a language that was wrong is put right with the entry, and only by the agency that wrote it', async () => {
  await written('Gwelwyd hi ddoe.', 'en')
  const worker = await visitor(app, world, 'social-worker')
  const found = await world.as('social-worker', ({ tx }) =>
    tx
      .selectFrom('entry')
      .where('text', '=', 'Gwelwyd hi ddoe.')
      .select(['id', 'version', 'words_version'])
      .executeTakeFirstOrThrow(),
  )
  const change = { text: 'Gwelwyd hi ddoe.', writtenIn: 'cy', version: String(found.version) }
  const police = await visitor(app, world, 'police')
  assert.notEqual((await police.post(`/entries/${found.id}/change`, change)).statusCode, 303)
  assert.equal((await worker.post(`/entries/${found.id}/change`, change)).statusCode, 303)
  assert.match((await worker.get(`/entries/${found.id}`)).body, /lang="cy"[^>]*>Gwelwyd hi ddoe/)
  const now = await world.as('social-worker', ({ tx }) =>
    tx.selectFrom('entry').where('id', '=', found.id).select(['words_version']).executeTakeFirstOrThrow(),
  )
  assert.equal(now.words_version, found.words_version, 'the words are the same words')
})

test('what the chair says anew for the family is in the language of the page on which it is written, not in that of the entry', async () => {
  const { meetingId } = await meetingIn(world, 'held')
  const { id, wordsVersion } = await world.as('chair', async ({ tx, actor }) => {
    const row = await tx
      .selectFrom('entry')
      .where('meeting_id', '=', meetingId)
      .where('kind', '=', 'meeting-entry')
      .where('rewords', 'is', null)
      .select(['id', 'version', 'words_version'])
      .executeTakeFirstOrThrow()
    await updateEntry(tx, { id: row.id, version: row.version, writtenIn: 'ar' }, actor.userId, new Date())
    await recordAuditEvent(tx, 'meeting.entry-changed', { subjectId: row.id })
    return { id: row.id, wordsVersion: row.words_version }
  })
  const chair = await visitor(app, world, 'chair', 'cy')
  const decision = {
    [`decision-${id}`]: 'reword',
    [`omission-${id}`]: 'safety',
    [`rewording-${id}`]: 'Mae arni ofn.',
    [`words-${id}`]: String(wordsVersion),
  }
  const decided = await chair.post(`/meetings/${meetingId}/decisions`, decision)
  assert.equal(decided.statusCode, 303, decided.body.slice(0, 200))
  const said = await world.as('chair', ({ tx }) =>
    tx.selectFrom('entry').where('rewords', '=', id).select('written_in').executeTakeFirstOrThrow(),
  )
  assert.equal(said.written_in, 'cy')
})
