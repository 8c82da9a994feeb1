// An entry in another language, as a person who knows both put it: beneath the words, for the readers of the words. By action and by SQL.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Case, meetingIn } from '../../test/access/meeting-deeds.ts'
import { asOwner, asSql, one } from '../../test/access/sight.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import type { Block } from '../documents/document.ts'
import { copyOptionsOf } from '../copy-options.ts'
import { findEntry } from '../entry/store.ts'
import { makeFamilyCopy, readFamilyCopy } from '../family-copy/actions.ts'
import { familyRecord } from '../family-copy/document.ts'
import { findCopy } from '../family-copy/store/copies.ts'
import { invitePerson } from '../meeting/actions/inviting.ts'
import { decideForFamily } from '../meeting/actions/recording.ts'
import { fullRecord } from '../meeting/document.ts'
import { translateEntry } from './actions.ts'
import { listTranslations, mayTranslateForFamily } from './store.ts'

let world: World
let meeting: Case
let approved: Case
const ids: Record<string, string> = {}
before(async () => {
  world = await demonstrationWorld()
  meeting = await meetingIn(world, 'held')
  approved = await meetingIn(world, 'approved')
  for (const who of ['chair', 'note-taker', 'youth-worker', 'panel-2', 'social-worker-3'])
    ids[who] = (await world.actor(who)).userId
})
after(() => world.close())
const id = (who: string) => ids[who] ?? ''

/** A line of the meeting, in English unless it is said otherwise, and with what the chair decided where it is for the family. */
const line = (fields: {
  text: string
  audience?: string
  writtenIn?: string
  basis?: string
  kind?: string
  at?: Case
}) =>
  asOwner(world, async client => {
    const {
      text,
      audience = 'network',
      writtenIn = 'en',
      basis = 'fact',
      kind = 'meeting-entry',
      at = meeting,
    } = fields
    const stage = audience === 'closed' ? 'closed-session' : 'family-session'
    const entryId = await one(
      client,
      `insert into entry (child_id, kind, basis, audience, written_for, text, written_in, happened_on, meeting_id, stage, author_id, agency_id)
       select $1, $2, $3, $4, $4, $5, $6, current_date, $7, $8, u.id, u.agency_id from app_user u where u.id = $9 returning id`,
      [at.childId, kind, basis, audience, text, writtenIn, at.meetingId, stage, id('note-taker')],
    )
    if (audience === 'family')
      await client.query(
        `insert into family_decision (entry_id, meeting_id, child_id, words_version, decision, decided_by) values ($1, $2, $3, 1, 'share', $4)`,
        [entryId, at.meetingId, at.childId, id('chair')],
      )
    return entryId
  })
const WELSH = { language: 'cy', text: 'Zq geiriau', translatedBy: 'Cyfieithydd Prawf', forFamily: false }
const translate = (who: string, entryId: string, other: Partial<typeof WELSH & { wordsVersion: number }> = {}) =>
  world
    .as(who, work => translateEntry(work, { entryId, wordsVersion: 1, ...WELSH, ...other }))
    .then(({ outcome }) => outcome)
const readBy = (who: string, entryId: string) => world.as(who, ({ tx }) => listTranslations(tx, [entryId]))
const textsOf = (blocks: readonly Block[] = []) =>
  blocks
    .flatMap(block => ('text' in block ? [block.text] : []))
    .filter(text => text.includes('Zq'))
    .map(text => text.split('\n')[0] ?? '')
const family = (language: 'en' | 'cy') =>
  world
    .as('chair', work => familyRecord(work, meeting.meetingId, copyOptionsOf('live')(language)))
    .then(copy => textsOf(copy?.blocks))

const INSERT = `insert into translation (child_id, entry_id, words_version, language, text, translated_by, for_family, written_by) values ($1, $2, $3, $4, 'Zq past', 'Prawf', $5, $6)`
const bySql = (who: string, entryId: string, language = 'cy', version = 1, forFamily = false, by = who) =>
  asSql(world, who, INSERT, [meeting.childId, entryId, version, language, forFamily, id(by)])

test('read by whoever reads the entry, and by nobody else: not by another’s practitioner, nor outside the closed session', async () => {
  const shown = await line({ text: 'Zq open' })
  const closed = await line({ text: 'Zq closed', audience: 'closed' })
  for (const entryId of [shown, closed]) assert.equal(await translate('note-taker', entryId), 'translated')
  assert.deepEqual(
    (await readBy('youth-worker', shown)).map(each => [each.text, each.translatedBy]),
    [['Zq geiriau', 'Cyfieithydd Prawf']],
  )
  for (const who of ['chair', 'note-taker']) assert.equal((await readBy(who, closed)).length, 1, who)
  assert.equal((await readBy('teacher', shown)).length, 1)
  assert.deepEqual(await readBy('teacher', closed), [], 'around the child, and not in the closed session')
  for (const who of ['social-worker-3', 'youth-justice', 'administrator', 'governance'])
    for (const entryId of [shown, closed]) {
      assert.deepEqual(await readBy(who, entryId), [], who)
      assert.equal(await translate(who, entryId), 'not-found', who)
    }
})

test('written in one’s own name, of the words as they are, into another language; never changed or taken away', async () => {
  const entryId = await line({ text: 'Zq as it is' })
  // A panel reads it here, and does not write.
  await asOwner(world, client =>
    client.query(
      `insert into access_grant (child_id, principal_id, reason, source_id, from_at) values ($1, $2, 'named', $2, now())`,
      [meeting.childId, id('panel-2')],
    ),
  )
  assert.equal((await world.as('panel-2', ({ tx }) => findEntry(tx, entryId)))?.text, 'Zq as it is')
  assert.equal(await translate('youth-worker', entryId, { language: 'en' }), 'same-language')
  assert.equal(await translate('youth-worker', entryId, { wordsVersion: 2 }), 'changed-since-you-read')
  assert.deepEqual(await readBy('chair', entryId), [], 'nothing half-written')
  assert.equal(await bySql('youth-worker', entryId), 'written')
  for (const refused of [
    await bySql('youth-worker', entryId, 'en'),
    await bySql('youth-worker', entryId, 'cy', 2),
    await bySql('youth-worker', entryId, 'cy', 1, false, 'chair'),
    await bySql('panel-2', entryId),
    await bySql('youth-worker', await line({ text: 'Zq of no language', writtenIn: '' })),
    await bySql('youth-worker', await line({ text: 'Zq an answer', kind: 'answer' })),
  ])
    assert.match(refused, /translate may not be done|row-level security/)
  assert.equal(await translate('youth-worker', await line({ text: 'Zq unknown', writtenIn: '' })), 'not-found')
  assert.equal(await translate('youth-worker', entryId), 'translated')
  assert.equal(await translate('chair', entryId, { text: 'Zq gwell' }), 'translated')
  for (const change of [`update translation set text = 'x'`, `delete from translation`])
    assert.match(await asSql(world, 'youth-worker', `${change} where entry_id = $1`, [entryId]), /permission denied/)
  assert.deepEqual(
    (await readBy('youth-worker', entryId)).map(each => each.text),
    ['Zq geiriau', 'Zq gwell'],
    'both stay, the last at the end',
  )
})

test('not by somebody who is there for the closed session alone: their name would stand beside it', async () => {
  const at = await meetingIn(world, 'booked')
  const covert = id('social-worker-3')
  const person = { userId: covert, agencyId: null, name: '', part: 'practitioner' } as const
  const invited = await world.as('chair', work =>
    invitePerson(work, { meetingId: at.meetingId, ...person, inClosed: true, inFamily: false }),
  )
  assert.equal(invited.outcome, 'invited')
  const entryId = await asOwner(world, client =>
    one(
      client,
      `insert into entry (child_id, kind, basis, text, written_in, happened_on, author_id, agency_id)
       select $1, 'note', 'fact', 'Zq a note', 'en', current_date, u.id, u.agency_id from app_user u where u.id = $2 returning id`,
      [at.childId, id('chair')],
    ),
  )
  assert.equal(
    (await world.as('social-worker-3', ({ tx }) => findEntry(tx, entryId)))?.text,
    'Zq a note',
    'they read it',
  )
  assert.equal(await translate('social-worker-3', entryId), 'not-found')
  const sql = await asSql(world, 'social-worker-3', INSERT, [
    at.childId,
    entryId,
    1,
    'cy',
    false,
    id('social-worker-3'),
  ])
  assert.match(sql, /translate may not be done/)
  assert.equal(await translate('chair', entryId), 'translated')
})

test('the family’s copy has what its chair put there, beneath the words, in the copy’s language; and nothing else', async () => {
  const shared = await line({ text: 'Zq she waits for you', audience: 'family', basis: 'family-words' })
  const closed = await line({ text: 'Zq kept from them', audience: 'closed' })
  assert.equal(await translate('youth-worker', shared, { text: 'Zq nid gan y cadeirydd' }), 'translated')
  assert.equal(await translate('youth-worker', shared, { forFamily: true }), 'not-found')
  assert.equal(await translate('chair', closed, { forFamily: true }), 'not-found', 'of words that stay out')
  for (const [who, entryId] of [
    ['youth-worker', shared],
    ['note-taker', shared],
    ['chair', closed],
  ] as const)
    assert.match(await bySql(who, entryId, 'cy', 1, true), /translate for the family/, who)
  for (const [who, may] of [
    ['chair', true],
    ['note-taker', false],
    ['chair-2', false],
    ['teacher', false],
  ] as const)
    assert.equal(await world.as(who, ({ tx }) => mayTranslateForFamily(tx, shared)), may, who)
  assert.deepEqual(await family('cy'), ['Zq she waits for you'])

  assert.equal(await translate('chair', shared, { text: 'Zq mae hi’n aros', forFamily: true }), 'translated')
  assert.deepEqual(await family('cy'), ['Zq she waits for you', 'Zq mae hi’n aros'])
  assert.deepEqual(await family('en'), ['Zq she waits for you'], 'an English copy wants none into Welsh')
  const full = await world.as('chair', work => fullRecord(work, meeting.meetingId, copyOptionsOf('live')('cy')))
  assert.ok(textsOf(full?.blocks).some(text => text.includes('Zq mae hi’n aros')))

  // Taken back from the family, the words go and their translation with them.
  const taken = await world.as('chair', work =>
    decideForFamily(work, {
      ...{ entryId: shared, wordsVersion: 1, decision: 'withhold', omission: 'safety', reason: '', rewording: '' },
    }),
  )
  assert.equal(taken.outcome, 'decided')
  assert.deepEqual(await family('cy'), [])
})

test('a copy that was made and read is out of date once its chair lets the family have another translation, and by no other one', async () => {
  const shared = await line({ text: 'Zq the bus at four', audience: 'family', at: approved })
  const made = await world.as('chair', work =>
    makeFamilyCopy(work, { meetingId: approved.meetingId, ...copyOptionsOf('live')('cy') }),
  )
  assert.ok(made.outcome === 'made')
  const state = () => world.as('chair', ({ tx }) => findCopy(tx, made.copyId)).then(copy => copy?.state)
  assert.equal((await world.as('youth-worker', work => readFamilyCopy(work, made.copyId))).outcome, 'read')
  assert.equal(await state(), 'may-leave')
  assert.equal(await translate('youth-worker', shared), 'translated')
  assert.equal(await state(), 'may-leave')
  assert.equal(await translate('chair', shared, { forFamily: true }), 'translated')
  assert.equal(await state(), 'out-of-date')
})

test('once its words are changed, a translation is of words that stand no more: no copy has it', async () => {
  const shared = await line({ text: 'Zq four o’clock', audience: 'family' })
  assert.equal(await translate('chair', shared, { text: 'Zq pedwar o’r gloch', forFamily: true }), 'translated')
  assert.ok((await family('cy')).includes('Zq pedwar o’r gloch'))
  await asOwner(world, client =>
    client.query(`update entry set text = 'Zq five o’clock', words_version = 2, version = version + 1 where id = $1`, [
      shared,
    ]),
  )
  const changed = await world.as('chair', ({ tx }) => findEntry(tx, shared))
  assert.equal(changed?.wordsVersion, 2)
  const copy = await family('cy')
  assert.ok(copy.includes('Zq five o’clock'))
  assert.ok(!copy.includes('Zq pedwar o’r gloch'))
})
