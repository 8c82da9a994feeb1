// What a child wants only some to read: whom the child chose, and nobody else; nor is anybody told that it is there. By action, by SQL and on
// the pages.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makeApp } from '../app.ts'
import { addDays, calendarDateAt } from '../lib/calendar-date.ts'
import { joinNetwork } from '../child/actions.ts'
import { invitePerson } from '../meeting/actions/inviting.ts'
import { meetingIn } from '../../test/access/meeting-deeds.ts'
import { asOwner, asSql } from '../../test/access/sight.ts'
import { childOnPathway } from '../../test/children.ts'
import { TEST_KEY } from '../../test/database.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { exportCase } from '../case-file/export/export.ts'
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
  for (const who of ['social-worker', 'youth-worker', 'nurse', 'teacher', 'lead', 'panel-2'])
    ids[who] = (await world.actor(who)).userId
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

test('whom the child chose reads it; nobody else around the child does, nor a lead, nor those who see no child', async () => {
  const which = await written('youth-worker')
  for (const who of ['social-worker', 'youth-worker']) {
    assert.equal((await read(which, who))?.words, WORDS.words, who)
    const { get } = await visitor(app, world, who)
    assert.match((await get(`/children/${childId}`)).body, /only you and those whom the child chose/, who)
    assert.match((await get(`/children/${childId}/confidences`)).body, /Zq I like girls/, who)
  }
  for (const who of ['nurse', 'lead', 'duty-manager', 'teacher', 'social-worker-3', 'administrator', 'governance']) {
    assert.equal(await read(which, who), undefined, who)
    assert.deepEqual(await world.as(who, ({ tx }) => listConfidences(tx, childId)), [], who)
    const { get, post } = await visitor(app, world, who)
    for (const path of [`/children/${childId}`, `/children/${childId}/confidences`, `/confidences/${which}`]) {
      const { body } = await get(path)
      assert.doesNotMatch(body, /Zq I like|only you and those|sexuality/, `${who} ${path}`)
    }
    const sent = await post(`/confidences/${which}`, { ...FORM, words: 'Zq overwritten', stays: 'yes', version: '1' })
    assert.ok([403, 404].includes(sent.statusCode), who)
  }
  assert.deepEqual(
    [(await read(which, 'social-worker'))?.words, (await read(which, 'social-worker'))?.version],
    [WORDS.words, 1],
  )
})

test('that it is there is told by no event, no history and no case file', async () => {
  const which = await written('youth-worker')
  assert.equal(
    (await change('youth-worker', which, 1, { words: 'Zq twice', others: [id('social-worker')] })).outcome,
    'changed',
  )
  const events = (who: string) =>
    world.as(who, ({ tx }) =>
      tx
        .selectFrom('audit_event')
        .where('child_id', '=', childId)
        .where('event', 'like', 'confidence.%')
        // What one did oneself is no news.
        .where('actor_id', '=', id(who === 'social-worker' ? 'youth-worker' : 'social-worker'))
        .select(['event', 'subject_id', 'details'])
        .execute(),
    )
  const past = (who: string) =>
    world.as(who, ({ tx }) => tx.selectFrom('row_history').where('row_id', '=', which).selectAll().execute())
  const { get } = await visitor(app, world, 'social-worker')
  await get(`/children/${childId}/confidences`)
  for (const who of ['social-worker', 'youth-worker']) {
    const seen = (await events(who)).filter(each => each.subject_id === which).map(each => each.event)
    assert.deepEqual(seen, [who === 'social-worker' ? 'confidence.changed' : 'confidence.written'], who)
    assert.equal((await past(who)).length, 1, who)
  }
  for (const who of ['nurse', 'lead', 'duty-manager']) {
    assert.deepEqual(await events(who), [], who)
    assert.deepEqual(await past(who), [], who)
  }
  // Information governance reads what was done on the board, and learns of no topic by it.
  const governed = (await events('governance')).filter(each => each.subject_id === which)
  assert.deepEqual(
    governed.map(each => each.details),
    [null],
  )

  const reference = await world.as('social-worker', ({ tx }) =>
    tx.selectFrom('child').where('id', '=', childId).select('reference').executeTakeFirstOrThrow(),
  )
  const file = (who: string) => world.as(who, work => exportCase(work, reference.reference))
  assert.match(JSON.stringify(await file('social-worker')), /Zq twice/)
  for (const who of ['nurse', 'lead']) {
    const exported = await file(who)
    assert.ok(exported, who)
    assert.doesNotMatch(JSON.stringify(exported), /Zq (twice|I like)|sexuality/, who)
  }
})

test('who comes to read it later does not read what stood there before; who reads it no more reads nothing of it', async () => {
  const which = await written('youth-worker')
  await change('social-worker', which, 1, { words: 'Zq only this now', others: [id('nurse')] })
  assert.equal((await read(which, 'nurse'))?.words, 'Zq only this now')
  const past = (who: string) =>
    world.as(who, ({ tx }) => tx.selectFrom('row_history').where('row_id', '=', which).select('content').execute())
  assert.deepEqual(await past('nurse'), [])
  assert.equal((await past('social-worker')).length, 1)
  assert.equal(await read(which, 'youth-worker'), undefined)
  assert.deepEqual(await past('youth-worker'), [])
  assert.equal((await change('youth-worker', which, 2, { words: 'Zq back' })).outcome, 'not-found')
})

test('whoever leaves those around the child reads it no more, chosen or not', async () => {
  const which = await written('nurse')
  await asOwner(world, async client => {
    await client.query(`update access_grant set until_at = now() where child_id = $1 and principal_id = $2`, [
      childId,
      id('nurse'),
    ])
  })
  assert.equal(await read(which, 'nurse'), undefined)
  await asOwner(world, client =>
    client.query(`update access_grant set until_at = null where child_id = $1 and principal_id = $2`, [
      childId,
      id('nurse'),
    ]),
  )
  assert.equal((await read(which, 'nurse'))?.id, which)
})

test('nobody is chosen who does not see the child, by action or by SQL; and nobody writes in another’s name', async () => {
  const unseen = await world.as('social-worker', work =>
    writeConfidence(work, { childId, ...WORDS, others: [id('teacher')] }),
  )
  assert.deepEqual(unseen, { outcome: 'incomplete', faults: ['reader-sees-not'] })
  const insert = `insert into confidence (child_id, topic, words, family_knows, readers, said_on, written_by, changed_by)
                  values ($1, 'health', 'Zq by SQL', 'no', $2, $3, $4, $4)`
  const [worker, lead, teacher] = [id('social-worker'), id('lead'), id('teacher')]
  const by = (who: string, readers: string[], on = today, name = worker) =>
    asSql(world, who, insert, [childId, readers, on, name])
  assert.equal(await by('social-worker', [worker, lead]), 'written')
  assert.match(await by('social-worker', [worker, teacher]), /let read/)
  assert.match(await by('social-worker', [lead]), /policy/)
  assert.match(await by('social-worker', [worker], today, lead), /write/)
  assert.match(await by('social-worker', [worker], addDays(today, 1)), /said_when_written/)
  assert.match(await by('teacher', [teacher], today, teacher), /policy|write/)

  const which = await written('youth-worker')
  const set = (who: string, what: string, values: unknown[] = []) =>
    asSql(
      world,
      who,
      `update confidence set ${what}, version = version + 1, changed_at = now(), changed_by = $2 where id = $1`,
      [which, id(who), ...values],
    )
  assert.match(await set('youth-worker', `readers = readers || $3::uuid`, [teacher]), /let read/)
  assert.match(await set('youth-worker', `readers = array[$3::uuid]`, [worker]), /policy/)
  assert.equal(await set('nurse', `words = 'Zq overwritten'`), 'nothing there')
  assert.match(
    await asSql(world, 'social-worker', `update confidence set written_by = $2 where id = $1`, [which, lead]),
    /denied/,
  )
  const named = `update confidence set words = 'Zq', version = version + 1, changed_at = now(), changed_by = $2 where id = $1`
  assert.match(await asSql(world, 'social-worker', named, [which, id('youth-worker')]), /write/)
  assert.match(await asSql(world, 'social-worker', 'delete from confidence where id = $1', [which]), /denied/)
  assert.equal((await read(which, 'social-worker'))?.words, WORDS.words)
})

test('whoever sees the child and does not work with children writes nothing', async () => {
  const which = await written('youth-worker')
  const panel = id('panel-2')
  const sight = `insert into access_grant (child_id, principal_id, reason, source_id, from_at) values ($1, $2, 'named', $2, now() - interval '1 minute')`
  await asOwner(world, client => client.query(sight, [childId, panel]))
  const insert = `insert into confidence (child_id, topic, words, family_knows, readers, said_on, written_by, changed_by)
                  values ($1, 'health', 'Zq by SQL', 'no', array[$2::uuid], $3, $2, $2)`
  assert.match(await asSql(world, 'panel-2', insert, [childId, panel, today]), /write/)
  // One who is chosen by SQL reads, and changes nothing.
  assert.equal((await change('social-worker', which, 1, { others: [panel] })).outcome, 'changed')
  const set = `update confidence set words = 'Zq overwritten', version = version + 1, changed_at = now(), changed_by = $2 where id = $1`
  assert.match(await asSql(world, 'panel-2', set, [which, panel]), /write|nothing there/)
  await asOwner(world, client => client.query('delete from access_grant where source_id = $1', [panel]))
  assert.equal((await read(which, 'social-worker'))?.words, WORDS.words)
})

test('somebody who is there for a closed session alone writes none and is chosen by nobody: their name would stand beside it', async () => {
  const meeting = await meetingIn(world, 'booked')
  const { userId: covert } = await world.actor('social-worker-3')
  const { userId: chair } = await world.actor('chair')
  const person = { userId: covert, name: '', part: 'practitioner', inClosed: true, inFamily: false } as const
  const invited = await world.as('chair', work => invitePerson(work, { meetingId: meeting.meetingId, ...person }))
  assert.equal(invited.outcome, 'invited')
  const write = (who: string, others: string[]) =>
    world.as(who, work => writeConfidence(work, { childId: meeting.childId, ...WORDS, others }))
  assert.equal((await write('social-worker-3', [])).outcome, 'not-found')
  assert.deepEqual(await write('chair', [covert]), { outcome: 'incomplete', faults: ['reader-sees-not'] })
  const insert = `insert into confidence (child_id, topic, words, family_knows, readers, said_on, written_by, changed_by)
                  values ($1, 'health', 'Zq by SQL', 'no', $2, $3, $4, $4)`
  const by = (who: string, userId: string, readers: string[]) =>
    asSql(world, who, insert, [meeting.childId, readers, today, userId])
  assert.match(await by('social-worker-3', covert, [covert]), /write/)
  assert.match(await by('chair', chair, [chair, covert]), /let read/)
  assert.equal(await by('chair', chair, [chair]), 'written')
  const { get } = await visitor(app, world, 'social-worker-3')
  assert.equal((await get(`/children/${meeting.childId}/confidences/new`)).statusCode, 404)
  const list = await get(`/children/${meeting.childId}/confidences`)
  assert.equal(list.statusCode, 200)
  assert.ok(!list.body.includes('/confidences/new'))
})

test('what the child wants here no more is out of sight for good, and only its writer is told that it was there', async () => {
  const which = await written('youth-worker')
  const taken = { withdrawn: true, others: [id('youth-worker')] }
  assert.equal((await change('social-worker', which, 1, taken)).outcome, 'changed')
  assert.equal(await read(which, 'youth-worker'), undefined)
  assert.ok((await world.as('youth-worker', ({ tx }) => listConfidences(tx, childId))).every(each => each.id !== which))
  assert.equal(await read(which, 'social-worker'), undefined)
  assert.equal((await change('social-worker', which, 2, {})).outcome, 'not-found')
  const back = `update confidence set withdrawn = false, version = version + 1, changed_at = now(), changed_by = $2 where id = $1`
  assert.match(await asSql(world, 'social-worker', back, [which, id('social-worker')]), /write/)
  const { get } = await visitor(app, world, 'social-worker')
  assert.match((await get(`/children/${childId}/confidences`)).body, /Out of sight since/)
  assert.equal((await get(`/confidences/${which}`)).statusCode, 404)
})
