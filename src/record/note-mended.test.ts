import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { asOwner, asSql } from '../../test/access/sight.ts'
import { childOnPathway } from '../../test/children.ts'
import { TEST_KEY } from '../../test/database.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { makeApp } from '../app.ts'
import { joinNetwork } from '../child/actions.ts'
import { answerLine } from '../chronology/actions.ts'
import { addNote, changeNote } from '../entry/actions.ts'
import { findEntry, findSeen } from '../entry/store.ts'
import { addDays, calendarDateAt, formatShortDay } from '../lib/calendar-date.ts'

let world: World
let app: FastifyInstance
let childId = ''
const today = calendarDateAt(new Date())
const ago = (days: number) => addDays(today, -days)
const fieldsOf = (days: number) => {
  const [year = '', month = '', day = ''] = ago(days).split('-')
  return { 'happenedOn-day': day, 'happenedOn-month': month, 'happenedOn-year': year }
}

before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: undefined })
  childId = await childOnPathway(world, 'Gweld')
  const { userId } = await world.actor('police')
  await world.as('social-worker', work => joinNetwork(work, { childId, userId, part: 'practitioner' }))
})
after(async () => {
  await app.close()
  await world.close()
})

const noted = async (text: string) => {
  const added = await world.as('social-worker', work =>
    addNote(work, {
      ...{ childId, kind: 'visit', basis: 'fact', audience: 'network', context: null, text, saidBy: '' },
      ...{ happenedOn: ago(3), childSeen: 'alone' },
    }),
  )
  assert.ok(added.outcome === 'added')
  return added.entryId
}

const asItStands = (entryId: string) =>
  world.as('social-worker', async ({ tx }) => {
    const entry = await findEntry(tx, entryId)
    return { text: entry?.text, on: entry?.happenedOn, seen: await findSeen(tx, entryId), version: entry?.version }
  })

test('a wrong day and a wrong “seen alone” are mended in the note; the record follows, and what it said before is kept', async () => {
  const entryId = await noted('He was in the kitchen.')
  const worker = await visitor(app, world, 'social-worker')
  const record = async () => (await worker.get(`/children/${childId}`)).body
  assert.match(await record(), new RegExp(`seen alone: ${formatShortDay(ago(3), 'en')}`))
  const form = (await worker.get(`/entries/${entryId}/change`)).body
  assert.match(form, /value="alone"[^>]*checked/)
  const saved = await worker.post(`/entries/${entryId}/change`, {
    ...{ version: '1', text: 'He was in the kitchen with his aunt.', childSeen: 'with-others' },
    ...fieldsOf(4),
  })
  assert.equal(saved.statusCode, 303, saved.body.slice(0, 300))
  assert.match(
    await record(),
    new RegExp(`Last seen: ${formatShortDay(ago(4), 'en')}; none says that the child was seen alone`),
  )
  const { rows } = await asOwner(world, client =>
    client.query<{ content: { happened_on: string; child_seen: string } }>(
      `select content from row_history where table_name = 'entry' and row_id = $1`,
      [entryId],
    ),
  )
  assert.deepEqual(
    rows.map(({ content }) => [content.happened_on, content.child_seen]),
    [[ago(3), 'alone']],
  )
  await worker.post(`/entries/${entryId}/change`, {
    version: '2',
    text: 'Kept.',
    childSeen: 'not-said',
    ...fieldsOf(4),
  })
  assert.deepEqual(await asItStands(entryId), { text: 'Kept.', on: ago(4), seen: undefined, version: 3 })
})

test('a day to come, or none, is refused at its field, and what was typed is kept', async () => {
  const entryId = await noted('At the pool.')
  const worker = await visitor(app, world, 'social-worker', 'cy')
  const refused = await worker.post(`/entries/${entryId}/change`, {
    ...{ version: '1', text: 'Wrth y pwll, wedi’i gywiro.', childSeen: 'alone' },
    ...fieldsOf(-2),
  })
  assert.equal(refused.statusCode, 400)
  assert.match(refused.body, /Wrth y pwll, wedi’i gywiro\./)
  assert.match(refused.body, /id="happenedOn-group-error"/)
  const emptied = await worker.post(`/entries/${entryId}/change`, {
    ...{ version: '1', text: 'Wrth y pwll.', childSeen: 'alone' },
    ...{ 'happenedOn-day': '', 'happenedOn-month': '', 'happenedOn-year': '' },
  })
  assert.equal(emptied.statusCode, 400, 'a day that was emptied')
  assert.match(emptied.body, /id="happenedOn-group-error"/)
  assert.deepEqual(await asItStands(entryId), { text: 'At the pool.', on: ago(3), seen: 'alone', version: 1 })
})

test('two who mend one note: words, day and seeing stand side by side, and the second decides', async () => {
  const entryId = await noted('On the bus.')
  const first = await world.as('social-worker', work =>
    changeNote(work, { entryId, version: 1, text: 'On the late bus.', happenedOn: ago(5), childSeen: 'with-others' }),
  )
  assert.equal(first.outcome, 'changed')
  const worker = await visitor(app, world, 'social-worker')
  const second = await worker.post(`/entries/${entryId}/change`, {
    ...{ version: '1', text: 'On the early bus.', childSeen: 'not-seen' },
    ...fieldsOf(6),
  })
  assert.equal(second.statusCode, 409)
  for (const words of ['On the late bus.', 'On the early bus.', 'Child not seen', 'Child seen with others there'])
    assert.ok(second.body.includes(words), words)
  assert.match(second.body, new RegExp(`name="happenedOn"[^>]*value="${ago(5)}"`))
  assert.match(second.body, new RegExp(`name="happenedOn"[^>]*value="${ago(6)}"`))
  const settled = await worker.post(`/entries/${entryId}/change`, {
    ...{ version: '2', text: 'On the early bus.', childSeen: 'with-others', happenedOn: ago(6) },
  })
  assert.equal(settled.statusCode, 303)
  assert.deepEqual(await asItStands(entryId), {
    text: 'On the early bus.',
    on: ago(6),
    seen: 'with-others',
    version: 3,
  })
})

test('nobody of another agency mends it, by page or past it; what was referred, an answer, and a day to come stay', async () => {
  const entryId = await noted('At the gate.')
  const police = await visitor(app, world, 'police')
  assert.equal((await police.get(`/entries/${entryId}/change`)).statusCode, 404)
  const byPolice = await world.as('police', work =>
    changeNote(work, { entryId, version: 1, text: 'x', childSeen: 'not-seen' }),
  )
  assert.equal(byPolice.outcome, 'another-agencys')
  const change = (set: string) =>
    `update entry set ${set}, version = version + 1, changed_at = now(), changed_by = actor() where id = $1`
  const seen = change(`child_seen = 'not-seen'`)
  assert.match(await asSql(world, 'police', seen, [entryId]), /can be answered, not edited/)
  assert.match(await asSql(world, 'social-worker', change(`happened_on = current_date + 2`), [entryId]), /has happened/)

  const answered = await world.as('social-worker', work =>
    answerLine(work, { lineId: entryId, text: 'She is well.', writtenIn: 'en' }),
  )
  assert.ok(answered.outcome === 'answered')
  // Each asked of the agency whose words they are: nothing else stands in its way.
  const { userId } = await world.actor('nurse')
  await world.as('social-worker', work => joinNetwork(work, { childId, userId, part: 'practitioner' }))
  const others = await asOwner(world, client =>
    client.query<{ id: string; kind: string }>(
      `select id, kind from entry where child_id = $1 and subject_id is not null order by kind`,
      [childId],
    ),
  )
  assert.deepEqual(
    others.rows.map(row => row.kind),
    ['answer', 'information-received', 'referral-received'],
  )
  for (const { id, kind } of others.rows) {
    const whose = kind === 'answer' ? 'social-worker' : 'nurse'
    const result = await world.as(whose, work =>
      changeNote(work, { entryId: id, version: 1, text: 'x', childSeen: 'alone' }),
    )
    assert.equal(result.outcome, 'not-a-note', kind)
    assert.match(await asSql(world, whose, seen, [id]), /only a note says anew/, kind)
  }
  const worker = await visitor(app, world, 'social-worker')
  assert.doesNotMatch((await worker.get(`/entries/${others.rows[0]?.id ?? ''}/change`)).body, /name="childSeen"/)
})
