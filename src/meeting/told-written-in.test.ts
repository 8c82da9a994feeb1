// The language of what child and family said before a meeting, and of what they answered when they were told of it afterwards.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asOwner, asSql } from '../../test/access/sight.ts'
import { formAsSent } from '../../test/html.ts'
import { askedFor, begin, book, HOUR, running, today } from '../../test/meetings.ts'
import { servedWorld } from '../../test/served.ts'
import { marked, shownTo, visitor } from '../../test/visits.ts'
import { copyOptionsOf } from '../copy-options.ts'
import { wordsOf } from '../documents/document.ts'
import { endMeeting } from './actions/ending.ts'
import { fullRecord } from './document.ts'

const { world, app } = await servedWorld()
const as = (who: string, language: 'en' | 'cy' = 'en') => visitor(app, world, who, language)
// Each text of the whole record that is said to be in another language than English.
const foreignInRecord = async (meetingId: string) => {
  const record = await world.as('chair', work => fullRecord(work, meetingId, copyOptionsOf('demonstration')('en')))
  return new Map(
    (record?.blocks ?? [])
      .flatMap(block =>
        block.kind === 'table' ? block.rows.flat().flatMap(wordsOf) : 'foreign' in block ? [block] : [],
      )
      .flatMap(words => (words.foreign ? [[words.text, words.foreign.lang] as const] : [])),
  )
}
const SAID = { childWantsToSay: 'Zq nie chcę', familyWantsToSay: 'Zq fan hyn', fears: 'Zq y dynion' }

async function consulted(name: string): Promise<{ childId: string; meetingId: string }> {
  const asked = await askedFor(world, name)
  await book(world, asked.meetingId, new Date(Date.now() + 72 * HOUR))
  const welsh = await as('chair', 'cy')
  const path = `/meetings/${asked.meetingId}/consultation`
  const form = { ...formAsSent(await shownTo(welsh, path)), ...SAID, childWantsIn: 'pl' }
  const answers = {
    languageOffered: 'cy',
    advocacy: 'not-offered',
    complaintExplained: 'yes',
    lateOrRefusedReason: 'Zq dim',
  }
  assert.equal((await welsh.post(path, { ...form, ...answers })).statusCode, 303)
  return asked
}

test('what child and family want to say is in the language in which they said it, in the closed session and on paper', async () => {
  const { meetingId } = await consulted('Ymgynghori')
  assert.equal((await begin(world, meetingId)).outcome, 'began')
  const run = await shownTo(await as('chair'), `/meetings/${meetingId}/run`)
  assert.match(run, marked('pl', 'Zq nie chcę'))
  for (const words of ['Zq fan hyn', 'Zq y dynion', 'Zq dim']) assert.match(run, marked('cy', words))
  assert.doesNotMatch(await shownTo(await as('chair', 'cy'), `/meetings/${meetingId}/run`), marked('cy', 'Zq'))
  const foreign = await foreignInRecord(meetingId)
  assert.equal(foreign.get('Zq nie chcę'), 'pl')
  for (const words of ['Zq fan hyn', 'Zq y dynion', 'Zq dim']) assert.equal(foreign.get(words), 'cy', words)
})

test('written down again on an English page, what stands keeps its language and what is new has that of the page', async () => {
  const { meetingId } = await consulted('Eto')
  const english = await as('note-taker')
  const path = `/meetings/${meetingId}/consultation`
  const shown = formAsSent(await shownTo(english, path))
  assert.deepEqual([shown['childWantsIn'], shown['familyWantsIn']], ['pl', 'cy'])
  const refused = await english.post(path, { ...shown, familyWantsToSay: 'Zq typed', familyWantsIn: 'xx"><b>' })
  assert.equal(refused.statusCode, 400)
  assert.match(refused.body, /href="#familyWantsIn"[\s\S]*Zq typed/)
  const { childWantsIn: _, familyWantsIn: __, ...unsaid } = shown
  assert.equal((await english.post(path, { ...unsaid, familyWantsToSay: 'Zq here' })).statusCode, 303)
  const { rows } = await asOwner(world, client =>
    client.query<Record<string, string>>(
      'select child_wants_in, family_wants_in, written_in from meeting_consultation where meeting_id = $1',
      [meetingId],
    ),
  )
  assert.deepEqual(rows[0], { child_wants_in: 'pl', family_wants_in: 'en', written_in: 'cy' })
})

test('how the family was told, and what they answered, have each their own; nobody changes a word or a language of it later', async () => {
  const { meetingId } = await running(world, 'Dweud')
  const { userId } = await world.actor('social-worker')
  const ending = { meetingId, reviewSooner: undefined, debriefBy: userId, how: 'typed' } as const
  const ended = await world.as('chair', work => endMeeting(work, { ...ending, familyPresent: 'neither' }))
  assert.equal(ended.outcome, 'ended')
  const welsh = await as('social-worker', 'cy')
  const path = `/meetings/${meetingId}/debrief`
  const [toldYear, toldMonth, toldDay] = today.split('-')
  const form = {
    ...formAsSent(await shownTo(welsh, path)),
    ...{ 'toldOn-year': toldYear ?? '', 'toldOn-month': toldMonth ?? '', 'toldOn-day': toldDay ?? '' },
    ...{ told: 'family', language: 'cy', whatWasSaid: 'Zq popeth', whatTheySaid: 'Zq dobrze' },
  }
  const odd = await welsh.post(path, { ...form, theySaidIn: 'xx' })
  assert.equal(odd.statusCode, 400)
  assert.match(odd.body, /href="#theySaidIn"[\s\S]*Zq dobrze/)
  assert.equal((await welsh.post(path, { ...form, theySaidIn: 'pl' })).statusCode, 303)
  const english = await shownTo(await as('social-worker'), path)
  assert.match(english, marked('cy', 'Zq popeth'))
  assert.match(english, marked('pl', 'Zq dobrze'))
  const foreign = await foreignInRecord(meetingId)
  assert.deepEqual([foreign.get('Zq popeth'), foreign.get('Zq dobrze')], ['cy', 'pl'])
  for (const column of ['written_in', 'they_said_in', 'what_was_said', 'what_they_said', 'language_words'])
    assert.match(
      await asSql(
        world,
        'social-worker',
        `update debrief set ${column} = 'en', version = version + 1 where meeting_id = $1`,
        [meetingId],
      ),
      /record-debrief may not be done/,
      column,
    )
})
