// The language of a correction: on the record, on paper, and in the family's copy, where it is put into the copy's as all else.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asOwner } from '../../test/access/sight.ts'
import { copyIn, meetingInEnglish, pathOf, sumOf, WHO } from '../../test/family-copies.ts'
import { formAsSent } from '../../test/html.ts'
import { servedWorld } from '../../test/served.ts'
import { marked, shownTo, visitor } from '../../test/visits.ts'
import { copyOptionsOf } from '../copy-options.ts'
import { fullRecord } from '../meeting/document.ts'

const { world, app } = await servedWorld()
const chair = await visitor(app, world, 'chair', 'cy')
const options = copyOptionsOf('demonstration')

test('a correction for the family is in the language in which it was written, and is put into that of the copy as all else', async () => {
  const { meetingId } = await meetingInEnglish(world, 'approved')
  const inEnglish = await visitor(app, world, 'chair')
  const path = `/meetings/${meetingId}/corrections`
  const form = formAsSent(await shownTo(inEnglish, path))
  assert.equal(form['writtenIn'], 'en')
  const correction = { ...form, correction: 'Zq it was Tuesday', correctionAudience: 'family' }
  const refused = await inEnglish.post(path, { ...correction, writtenIn: 'xx' })
  assert.equal(refused.statusCode, 400)
  assert.match(refused.body, /href="#writtenIn"[\s\S]*Zq it was Tuesday/)
  const before = await sumOf(world, meetingId)
  assert.equal((await inEnglish.post(path, correction)).statusCode, 303)
  const polish = { ...correction, correction: 'Zq nie szkoła', writtenIn: 'pl', correctionAudience: 'network' }
  assert.equal((await inEnglish.post(path, polish)).statusCode, 303)
  assert.match(await shownTo(chair, `/meetings/${meetingId}/record`), marked('en', 'Zq it was Tuesday'))
  assert.match(await shownTo(inEnglish, `/meetings/${meetingId}/record`), marked('pl', 'Zq nie szkoła'))
  const full = await world.as('chair', work => fullRecord(work, meetingId, options('cy')))
  const paragraph = full?.blocks.find(block => block.kind === 'paragraph' && block.text === 'Zq it was Tuesday')
  assert.equal(paragraph?.kind === 'paragraph' && paragraph.foreign?.lang, 'en')

  const withWords = await sumOf(world, meetingId)
  assert.notEqual(withWords, before)
  const say = (language: string) =>
    asOwner(world, async client => {
      await client.query('alter table meeting_correction disable trigger user')
      await client.query(
        `update meeting_correction set written_in = $2 where meeting_id = $1 and audience = 'family'`,
        [meetingId, language],
      )
      await client.query('alter table meeting_correction enable trigger user')
    })
  await say('cy')
  assert.notEqual(await sumOf(world, meetingId), withWords, 'another language is another copy')
  assert.doesNotMatch(await shownTo(chair, pathOf(meetingId)), /correction-/)
  await say('en')
  const page = await shownTo(chair, pathOf(meetingId))
  assert.match(page, marked('en', 'Zq it was Tuesday'))
  assert.doesNotMatch(page, /nie szkoła/, 'is not for the family')
  const put = { ...formAsSent(page), 'correction-1': 'Zq dydd Mawrth oedd hi', translatedBy: WHO }
  assert.equal((await chair.post(pathOf(meetingId), put)).statusCode, 303)
  assert.match((await copyIn(world, 'cy', meetingId)).join('|'), /Zq it was Tuesday\|Zq dydd Mawrth oedd hi\n\[/)
  assert.doesNotMatch((await copyIn(world, 'en', meetingId)).join(), /dydd Mawrth/)
})
