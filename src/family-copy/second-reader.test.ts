// A copy that waits for its second reader: those are told who can be that, until one of them has read it, and nobody else.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { meetingIn } from '../../test/access/meeting-deeds.ts'
import { asOwner, asSql, sees } from '../../test/access/sight.ts'
import { overConnection } from '../../test/database.ts'
import { inDatabase } from '../db/roles.ts'
import { servedWorld } from '../../test/served.ts'
import { visitor } from '../../test/visits.ts'
import { copyOptionsOf } from '../copy-options.ts'
import { invitePerson } from '../meeting/actions/inviting.ts'
import { listUnreadNotices } from '../notice/store.ts'
import { makeFamilyCopy, readFamilyCopy, sendFamilyCopyBack } from './actions.ts'

const { world, app } = await servedWorld()

const approved = await meetingIn(world, 'approved')
const make = async (who: string, language: 'en' | 'cy') => {
  const { meetingId } = approved
  const made = await world.as(who, work =>
    makeFamilyCopy(work, { meetingId, ...copyOptionsOf('demonstration')(language) }),
  )
  assert.ok(made.outcome === 'made')
  return made.copyId
}
const STAFF = [
  'chair',
  'note-taker',
  'youth-worker',
  'teacher',
  'nurse',
  'panel',
  'lead',
  'administrator',
  'social-worker-3',
]
/** Who is told so of a copy, of all who have a part in it and some who have none. */
const told = async (kind: string, copyId: string) => {
  const found: string[] = []
  for (const who of STAFF) {
    const notices = await world.as(who, ({ tx }) => listUnreadNotices(tx))
    if (notices.some(each => each.kind === kind && each.subjectId === copyId)) found.push(who)
  }
  return found
}

test('those of the closed session are told of a copy that waits, in either language, and not once a newer one stands', async () => {
  const first = await make('chair', 'cy')
  assert.deepEqual(await told('family-copy-to-read', first), ['note-taker', 'youth-worker'])
  const copies = async (who: string) =>
    (await (await visitor(app, world, who)).get(`/meetings/${approved.meetingId}/copies`)).body
  assert.match(await copies('chair'), /Who can read it: Dai Nodyn; Kit Prosiect</)
  assert.doesNotMatch(await copies('teacher'), /Who can read it|Kit Prosiect/)
  const reader = await visitor(app, world, 'youth-worker')
  const line = new RegExp(`waits for somebody of the closed session to read it[\\s\\S]{0,300}/family-copies/${first}`)
  assert.match((await reader.get('/')).body, line)
  const welsh = await visitor(app, world, 'youth-worker', 'cy')
  assert.match((await welsh.get('/')).body, new RegExp(`Mae copi[^<]*ddarllen[\\s\\S]{0,300}/family-copies/${first}`))

  await reader.get(`/family-copies/${first}`)
  assert.deepEqual(await told('family-copy-to-read', first), ['note-taker', 'youth-worker'], 'to look is not to decide')
  const second = await make('note-taker', 'cy')
  assert.deepEqual(await told('family-copy-to-read', first), [])
  assert.deepEqual(await told('family-copy-to-read', second), ['youth-worker'], 'whoever made it knows')
})

test('once one has read it nobody is asked any more, and who made it is told that it may be given, until it differs', async () => {
  const copyId = await make('chair', 'cy')
  assert.deepEqual(await told('family-copy-ready', copyId), [])
  const read = await world.as('youth-worker', work => readFamilyCopy(work, copyId))
  assert.equal(read.outcome, 'read')
  assert.deepEqual(await told('family-copy-to-read', copyId), [])
  assert.deepEqual(await told('family-copy-ready', copyId), ['chair'])
  await asOwner(world, client =>
    client.query(`update meeting set child_comments = 'Zq other', version = version + 1 where id = $1`, [
      approved.meetingId,
    ]),
  )
  assert.deepEqual(await told('family-copy-ready', copyId), [])
})

test('a copy that was sent back, or whose words have changed, waits for nobody', async () => {
  const back = await make('chair', 'cy')
  const sent = await world.as('note-taker', work => sendFamilyCopyBack(work, { copyId: back, reason: 'Zq a name.' }))
  assert.equal(sent.outcome, 'sent-back')
  assert.deepEqual(await told('family-copy-to-read', back), [])
  const changed = await make('chair', 'en')
  assert.deepEqual(await told('family-copy-to-read', changed), ['note-taker', 'youth-worker'])
  await asOwner(world, client =>
    client.query(`update meeting set child_comments = 'Zq again', version = version + 1 where id = $1`, [
      approved.meetingId,
    ]),
  )
  assert.deepEqual(await told('family-copy-to-read', changed), [])
})

test('a copy is made although somebody of the closed session sees the child no more, who is not told', async () => {
  const { childId, meetingId, invitation } = await meetingIn(world, 'approved')
  const { userId } = await world.actor('nurse')
  // Past the trigger that keeps a closed session which has begun.
  await overConnection(inDatabase(world.adminUrl, world.name), async client => {
    await client.query(`set session_replication_role = replica`)
    await client.query(
      `insert into closed_seat (person_id, meeting_id, child_id, given_by) select $1, id, child_id, chair_id from meeting where id = $2`,
      [invitation, meetingId],
    )
    await client.query(
      `update access_grant set until_at = now() - interval '1 day' where child_id = $1 and principal_id = $2`,
      [childId, userId],
    )
  })
  assert.equal(await sees(world, 'nurse', childId), false)
  const made = await world.as('chair', work =>
    makeFamilyCopy(work, { meetingId, ...copyOptionsOf('demonstration')('cy') }),
  )
  assert.ok(made.outcome === 'made')
  assert.deepEqual(await told('family-copy-to-read', made.copyId), ['note-taker', 'youth-worker'])
})

test('not by somebody who is there for the closed session alone: all around the child read who it was', async () => {
  const { childId, meetingId } = await meetingIn(world, 'booked')
  const { userId } = await world.actor('social-worker-3')
  const person = { userId, name: '', part: 'practitioner', inClosed: true, inFamily: false } as const
  const invited = await world.as('chair', work => invitePerson(work, { meetingId, ...person }))
  assert.equal(invited.outcome, 'invited')
  await asOwner(world, client =>
    client.query(
      `update meeting set booked_for = now() - interval '1 day', began_at = now() - interval '1 day', ended_at = now() - interval '1 day',
              held_on = current_date - 1, approved_at = now(), version = version + 1 where id = $1`,
      [meetingId],
    ),
  )
  const made = await world.as('chair', work =>
    makeFamilyCopy(work, { meetingId, ...copyOptionsOf('demonstration')('cy') }),
  )
  assert.ok(made.outcome === 'made')
  const { copyId } = made
  assert.deepEqual(await told('family-copy-to-read', copyId), ['note-taker', 'youth-worker'])
  const covert = await visitor(app, world, 'social-worker-3')
  const page = await covert.get(`/family-copies/${copyId}`)
  assert.equal(page.statusCode, 200, 'they sit in the closed session')
  assert.doesNotMatch(page.body, /name="verdict"/)
  const list = async (who: string) => (await (await visitor(app, world, who)).get(`/meetings/${meetingId}/copies`)).body
  assert.match(await list('youth-worker'), /Read the copy/)
  assert.doesNotMatch(await list('social-worker-3'), /Read the copy/)
  const chairs = await visitor(app, world, 'chair')
  assert.match((await chairs.get(`/meetings/${meetingId}/copies`)).body, /Who can read it: Dai Nodyn; Kit Prosiect</)

  const read = await world.as('social-worker-3', work => readFamilyCopy(work, copyId))
  assert.equal(read.outcome, 'not-found')
  const back = await world.as('social-worker-3', work => sendFamilyCopyBack(work, { copyId, reason: 'Zq x' }))
  assert.equal(back.outcome, 'not-found')
  const values = [copyId, meetingId, childId, userId]
  for (const statement of [
    `insert into family_copy_reading (copy_id, meeting_id, child_id, read_by) values ($1, $2, $3, $4)`,
    `insert into family_copy_return (copy_id, meeting_id, child_id, returned_by, reason) values ($1, $2, $3, $4, 'Zq x')`,
  ])
    assert.match(await asSql(world, 'social-worker-3', statement, values), /of whom those around the child know/)
  assert.equal((await world.as('youth-worker', work => readFamilyCopy(work, copyId))).outcome, 'read')
})

test('who can read a copy that waits at the upgrade is told by it', async () => {
  const { meetingId } = await meetingIn(world, 'approved')
  const made = await world.as('chair', work =>
    makeFamilyCopy(work, { meetingId, ...copyOptionsOf('demonstration')('cy') }),
  )
  assert.ok(made.outcome === 'made')
  const upgrade = readFileSync('migrations/0069-who-reads-a-copy-is-told.sql', 'utf8')
  await asOwner(world, async client => {
    await client.query(`delete from notice where kind = 'family-copy-to-read'`)
    await client.query(upgrade.slice(upgrade.indexOf('insert into notice')))
  })
  assert.deepEqual(await told('family-copy-to-read', made.copyId), ['note-taker', 'youth-worker'])
})

test('by SQL nobody is told of a copy who does not see the child', async () => {
  const { userId } = await world.actor('youth-justice')
  const answer = await asSql(
    world,
    'chair',
    `insert into notice (user_id, kind, child_id, subject_id) values ('${userId}', 'family-copy-to-read', '${approved.childId}', gen_random_uuid()) returning id`,
  )
  assert.match(answer, /row-level security/)
})
