import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { meetingIn, type Case } from '../../test/access/meeting-deeds.ts'
import { beginAs, overConnection } from '../../test/database.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { copyOptionsOf } from '../copy-options.ts'
import { addDays } from '../lib/calendar-date.ts'
import { agreeMeetingAction, changeEntry } from '../meeting/actions/holding.ts'
import { correctRecord, decideForFamily, keepActionFromFamily } from '../meeting/actions/recording.ts'
import { fullRecord } from '../meeting/document.ts'
import { findMeeting } from '../meeting/store/meeting.ts'
import { listUnreadNotices } from '../notice/store.ts'
import { findEntry, listMeetingEntries } from '../entry/store.ts'
import { makeFamilyCopy, openFamilyCopy, readFamilyCopy, sendFamilyCopyBack } from './actions.ts'
import { familyRecord } from './document.ts'
import { recordSending } from './giving.ts'
import { originsShown } from './present.ts'
import { findContent, findCopy } from './store/copies.ts'

let world: World
let approved: Case
before(async () => {
  world = await demonstrationWorld()
  approved = await meetingIn(world, 'approved')
})
after(() => world.close())

const make = (language: 'en' | 'cy') =>
  world.as('chair', work => makeFamilyCopy(work, { meetingId: approved.meetingId, ...copyOptionsOf('live')(language) }))
const made = async (language: 'en' | 'cy'): Promise<string> => {
  const result = await make(language)
  assert.ok(result.outcome === 'made')
  return result.copyId
}
const read = (who: string, copyId: string) => world.as(who, work => readFamilyCopy(work, copyId))
const open = (copyId: string, who = 'chair') =>
  world.as(who, work => openFamilyCopy(work, { copyId, name: 'pdf' })).then(({ outcome }) => outcome)
const send = (language: 'en' | 'cy') =>
  world.as('chair', work =>
    recordSending(work, {
      meetingId: approved.meetingId,
      copy: 'family',
      reader: 'family',
      language,
      sentTo: 'x',
      how: 'by-hand',
    }),
  )
const correct = (audience: 'family' | 'closed') =>
  world.as('chair', work => correctRecord(work, { meetingId: approved.meetingId, text: 'It was a Tuesday.', audience }))

/** Runs one statement as somebody, past the actions; how many rows it gave, or what was said against it. */
async function asSql(who: string, statement: string, values: readonly unknown[]): Promise<number | string> {
  const { userId } = await world.actor(who)
  return overConnection(world.appUrl, async client => {
    await beginAs(client, userId)
    try {
      return (await client.query(statement, [...values])).rowCount ?? 0
    } catch (error) {
      return String(error)
    } finally {
      await client.query('rollback')
    }
  })
}

test('a copy: no file before the reading, not for the chair’s own reading; then the frozen bytes, as long as nothing changes', async () => {
  const copyId = await made('en')
  const file = `select bytes from family_copy_file where copy_id = $1`
  assert.equal(await open(copyId), 'not-found')
  for (const who of ['chair', 'note-taker', 'youth-worker', 'lead'])
    assert.equal(await asSql(who, file, [copyId]), 0, `${who} has no file before the reading`)
  assert.equal((await send('en')).outcome, 'not-read')
  assert.equal((await read('chair', copyId)).outcome, 'not-found')
  assert.equal(
    (await read('teacher', copyId)).outcome,
    'not-found',
    'outside the closed session nobody sees what slipped in',
  )
  assert.equal((await read('youth-worker', copyId)).outcome, 'read')
  assert.equal((await read('note-taker', copyId)).outcome, 'read-already')
  assert.equal(await open(copyId), 'opened')
  assert.equal(await open(copyId, 'teacher'), 'opened')
  assert.equal(await open(copyId, 'youth-justice'), 'not-found')
  assert.equal(await asSql('chair', file, [copyId]), 4, 'PDF and Word, for the family and for the child')
  assert.equal((await send('en')).outcome, 'sent')
  assert.equal((await send('cy')).outcome, 'not-read', 'the other language is another copy')

  assert.equal((await correct('closed')).outcome, 'corrected')
  assert.equal(await open(copyId), 'opened', 'what is not of the copy leaves it as it is')
  assert.equal((await correct('family')).outcome, 'corrected')
  assert.equal((await world.as('chair', ({ tx }) => findCopy(tx, copyId)))?.state, 'out-of-date')
  assert.equal(await open(copyId), 'not-found')
  assert.equal(await asSql('chair', file, [copyId]), 0)
  assert.equal((await send('en')).outcome, 'not-read')
})

test('a copy that is out of date is not read, and one that is not the newest neither opens nor leaves', async () => {
  const older = await made('cy')
  await correct('family')
  assert.equal((await read('youth-worker', older)).outcome, 'out-of-date')
  const reading = `insert into family_copy_reading (copy_id, meeting_id, child_id) values ($1, $2, $3)`
  const of = [approved.meetingId, approved.childId]
  assert.match(String(await asSql('youth-worker', reading, [older, ...of])), /out of date is made anew/)
  const first = await made('cy')
  assert.equal((await read('youth-worker', first)).outcome, 'read')
  assert.equal(await open(first), 'opened')
  const second = await made('cy')
  assert.equal(await open(first), 'not-found')
  assert.equal(await open(second), 'not-found', 'the new one is to be read anew')
  const sending = `insert into record_sending (family_copy_id, meeting_id, child_id, copy, language, sent_to, how) values ($1, $2, $3, 'family', 'cy', 'x', 'post')`
  for (const copyId of [first, second])
    assert.match(String(await asSql('chair', sending, [copyId, ...of])), /leaves when a second person has read it/)
})

test('the second person sends a copy back with a reason: it never leaves, the chair is told, and the next one is read anew', async () => {
  const copyId = await made('cy')
  const back = (who: string, reason = 'The grandmother is named.', id = copyId) =>
    world.as(who, work => sendFamilyCopyBack(work, { copyId: id, reason })).then(({ outcome }) => outcome)
  for (const who of ['chair', 'teacher', 'youth-justice']) assert.equal(await back(who), 'not-found', who)
  assert.equal(await back('youth-worker', ' '), 'reason-needed')
  assert.equal(await back('youth-worker'), 'sent-back')
  assert.equal(await back('note-taker'), 'not-to-be-read')
  assert.equal((await read('note-taker', copyId)).outcome, 'sent-back')
  assert.equal(await open(copyId), 'not-found')
  assert.equal((await send('cy')).outcome, 'not-read')
  const of = [approved.meetingId, approved.childId]
  const reading = `insert into family_copy_reading (copy_id, meeting_id, child_id) values ($1, $2, $3)`
  assert.match(String(await asSql('note-taker', reading, [copyId, ...of])), /sent back is made anew/)

  // Why is for those of the closed session; that it was sent back is for whoever sees the copy.
  const seen = (who: string) => world.as(who, ({ tx }) => findCopy(tx, copyId))
  for (const who of ['chair', 'note-taker'])
    assert.equal((await seen(who))?.sentBackReason, 'The grandmother is named.', who)
  const outside = await seen('teacher')
  assert.deepEqual([outside?.state, outside?.sentBackReason, outside?.sentBackBy], ['sent-back', '', null])
  assert.equal(await asSql('teacher', 'select 1 from family_copy_return where copy_id = $1', [copyId]), 0)
  const told = await world.as('chair', ({ tx }) => listUnreadNotices(tx))
  assert.ok(told.some(each => each.kind === 'family-copy-returned' && each.subjectId === copyId))

  const next = await made('cy')
  assert.equal((await read('youth-worker', next)).outcome, 'read')
  assert.equal(await open(next), 'opened')
  assert.equal(await back('note-taker', 'x', next), 'not-to-be-read', 'what was let go is not sent back')
  const sentBack = `insert into family_copy_return (copy_id, meeting_id, child_id, reason) values ($1, $2, $3, 'x')`
  assert.match(String(await asSql('note-taker', sentBack, [next, ...of])), /let go, or is out of date/)
  for (const who of ['chair', 'teacher', 'youth-justice'])
    assert.match(
      String(await asSql(who, sentBack, [await made('en'), ...of])),
      /may not be done|row-level security/,
      who,
    )
})

test('a frozen copy is changed by nobody: not its words, its files, its hash, or who read it', async () => {
  const copyId = await made('cy')
  for (const statement of [
    `update family_copy set content = '{}' where id = $1`,
    `update family_copy set source = 'x' where id = $1`,
    `update family_copy_file set bytes = 'x' where copy_id = $1`,
    `delete from family_copy where id = $1`,
    `delete from family_copy_reading where copy_id = $1`,
  ])
    assert.match(String(await asSql('chair', statement, [copyId])), /permission denied/, statement)
  const file = `insert into family_copy_file (copy_id, meeting_id, child_id, format, bytes) values ($1, $2, $3, 'pdf', 'x')`
  const said = await asSql('chair', file, [copyId, approved.meetingId, approved.childId])
  assert.match(String(said), /together with its copy/)
  const content = await world.as('chair', ({ tx }) => findContent(tx, copyId))
  assert.ok((content?.family.blocks.length ?? 0) > 5)
})

test('a decision about words that have changed since is not made, and new words are undecided and no longer the family’s', async () => {
  const held = await meetingIn(world, 'held')
  const decide = (entryId: string, wordsVersion: number) =>
    world.as('chair', work =>
      decideForFamily(work, {
        entryId,
        wordsVersion,
        decision: 'share',
        omission: undefined,
        reason: '',
        rewording: '',
      }),
    )
  const entryOf = (id: string) => world.as('chair', ({ tx }) => findEntry(tx, id))
  assert.equal((await decide(held.entry, 1)).outcome, 'decided')
  assert.equal((await entryOf(held.entry))?.audience, 'family')
  assert.equal((await entryOf(held.entry))?.wordsVersion, 1, 'sharing changes no word')
  const changed = await world.as('note-taker', async work =>
    changeEntry(work, {
      entryId: held.entry,
      version: (await findEntry(work.tx, held.entry))?.version ?? 0,
      text: 'other words',
      audience: undefined,
    }),
  )
  assert.equal(changed.outcome, 'changed')
  assert.equal((await entryOf(held.entry))?.audience, 'network')
  assert.equal((await entryOf(held.entry))?.wordsVersion, 2)
  assert.equal((await decide(held.entry, 1)).outcome, 'changed-since-you-read')
  assert.equal((await entryOf(held.entry))?.audience, 'network')
  const decision = `insert into family_decision (entry_id, words_version, meeting_id, child_id, decision, decided_by) values ($1, 1, $2, $3, 'share', actor())`
  assert.match(
    String(await asSql('chair', decision, [held.entry, held.meetingId, held.childId])),
    /words as they stand/,
  )
  assert.equal((await decide(held.entry, 2)).outcome, 'decided')
})

test('an action that the chair takes out of the family’s copy is no longer in it, and stays in the record', async () => {
  const held = await meetingIn(world, 'held')
  const agreed = await world.as('note-taker', work =>
    agreeMeetingAction(work, {
      meetingId: held.meetingId,
      context: 'home',
      what: 'Change the lock.',
      who: 'the housing officer',
      ownerId: null,
      agencyId: null,
      dueOn: addDays(work.today, 5),
      audience: 'family',
    }),
  )
  assert.ok(agreed.outcome === 'agreed')
  const options = { meetingId: held.meetingId, actionId: agreed.actionId }
  const preview = async () => {
    const document = await world.as('chair', work => familyRecord(work, held.meetingId, copyOptionsOf('live')('en')))
    return JSON.stringify(document?.blocks)
  }
  assert.ok((await preview()).includes('Change the lock.'))
  for (const who of ['note-taker', 'youth-worker'])
    assert.equal((await world.as(who, work => keepActionFromFamily(work, options))).outcome, 'not-found', who)
  assert.equal((await world.as('chair', work => keepActionFromFamily(work, options))).outcome, 'kept')
  assert.ok(!(await preview()).includes('Change the lock.'))
  const full = await world.as('chair', work => fullRecord(work, held.meetingId, copyOptionsOf('live')('en')))
  assert.ok(JSON.stringify(full?.blocks).includes('Change the lock.'))
})

test('what the chair takes back after approval puts the copy out of date, and is in no new one', async () => {
  const meeting = await meetingIn(world, 'approved')
  const { copyId } = await world.as('chair', async work => {
    const result = await makeFamilyCopy(work, { meetingId: meeting.meetingId, ...copyOptionsOf('live')('en') })
    assert.ok(result.outcome === 'made')
    return result
  })
  assert.equal((await read('youth-worker', copyId)).outcome, 'read')
  assert.equal(await open(copyId), 'opened')
  const wordsOf = async (id: string) =>
    (await world.as('chair', ({ tx }) => findContent(tx, id)))?.family.blocks.filter(block => 'entryId' in block).length
  assert.equal(await wordsOf(copyId), 1)
  const decide = (decision: 'share' | 'withhold', omission: 'safety' | undefined) =>
    world.as('chair', work =>
      decideForFamily(work, {
        entryId: meeting.shared,
        wordsVersion: 1,
        decision,
        omission,
        reason: '',
        rewording: '',
      }),
    )
  assert.equal((await decide('withhold', undefined)).outcome, 'omission-needed')
  assert.equal((await decide('withhold', 'safety')).outcome, 'decided')
  assert.equal(await open(copyId), 'not-found')
  assert.equal((await decide('share', undefined)).outcome, 'not-now', 'what was taken back is not given again')
  const again = await world.as('chair', work =>
    makeFamilyCopy(work, { meetingId: meeting.meetingId, ...copyOptionsOf('live')('en') }),
  )
  assert.ok(again.outcome === 'made')
  assert.equal(await wordsOf(again.copyId), 0)
})

test('which words came from the closed session is marked for its people, and for nobody else who reads the copy', async () => {
  const { meetingId, entry } = await meetingIn(world, 'held')
  const sharedFromClosed = await overConnection(world.ownerUrl, async client => {
    const { rows } = await client.query<{ id: string }>(
      `insert into entry (child_id, kind, basis, audience, text, happened_on, meeting_id, stage, author_id, agency_id)
       select child_id, kind, basis, 'network', 'said where the family was not', happened_on, meeting_id, 'closed-session', author_id, agency_id
         from entry where id = $1 returning id`,
      [entry],
    )
    await client.query(`update entry set audience = 'family', version = version + 1 where id = $1`, [rows[0]?.id])
    return rows[0]?.id
  })
  const seenBy = (who: string) =>
    world.as(who, async work => {
      const meeting = await findMeeting(work.tx, meetingId)
      const entries = await listMeetingEntries(work.tx, meetingId)
      assert.ok(meeting !== undefined && entries.some(each => each.id === sharedFromClosed))
      return originsShown(work, meeting, entries)
    })
  for (const who of ['chair', 'note-taker', 'youth-worker'])
    assert.deepEqual(await seenBy(who), [sharedFromClosed], who)
  for (const who of ['teacher', 'panel']) assert.deepEqual(await seenBy(who), [], who)
})
