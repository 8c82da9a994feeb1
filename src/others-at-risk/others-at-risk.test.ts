// Others around a child who may be at risk or need help: who writes them down and reads of them, what must be said of what was done, and two
// who change it at once; by action, by SQL and on the pages.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makeApp } from '../app.ts'
import { addDays, calendarDate, calendarDateAt } from '../lib/calendar-date.ts'
import { asOwner, asSql } from '../../test/access/sight.ts'
import { childOnPathway } from '../../test/children.ts'
import { overConnection, TEST_KEY } from '../../test/database.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { changeOtherAtRisk, writeOtherAtRisk } from './actions.ts'
import type { OtherWords } from './others-at-risk.ts'
import { otherFaults } from './rules.ts'
import { findOtherAtRisk, listOthersAtRisk } from './store.ts'

let world: World
let app: FastifyInstance
let childId = ''
const today = calendarDateAt(new Date())
before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: undefined })
  childId = await childOnPathway(world, 'Brawd')
})
after(async () => {
  await app.close()
  await world.close()
})

const WORDS: OtherWords = {
  kind: 'brother-or-sister',
  who: 'Zq Osian, nine',
  worries: ['exploitation', 'threats'],
  words: 'Zq the same car waits at his school.',
  done: 'not-yet',
  doneWords: '',
  doneOn: null,
}
const FORM = { kind: WORDS.kind, who: WORDS.who, worries: WORDS.worries, words: WORDS.words, done: WORDS.done }

async function written(words: Partial<OtherWords> = {}): Promise<string> {
  const result = await world.as('social-worker', work => writeOtherAtRisk(work, { childId, ...WORDS, ...words }))
  assert.ok(result.outcome === 'written')
  return result.id
}
const read = (id: string, who = 'social-worker') => world.as(who, ({ tx }) => findOtherAtRisk(tx, id))

test('what was done needs its words and a day that is not to come; nothing yet needs neither, a mistake no day', () => {
  const day = calendarDate('2026-03-02')
  const faults = (done: OtherWords['done'], doneWords: string, doneOn: OtherWords['doneOn']) =>
    otherFaults({ done, doneWords, doneOn }, day)
  assert.deepEqual(faults('not-yet', '', null), [])
  assert.deepEqual(faults('by-mistake', '', null), ['done-words-needed'])
  assert.deepEqual(faults('by-mistake', 'Another child was meant.', null), [])
  for (const done of ['referral-made', 'known-already', 'help-given', 'none-needed'] as const) {
    assert.deepEqual(faults(done, ' ', null), ['done-words-needed', 'day-needed'])
    assert.deepEqual(faults(done, 'To the health visitor.', day), [])
    assert.deepEqual(faults(done, 'To the health visitor.', addDays(day, 1)), ['day-to-come'])
  }
})

test('whoever sees the child reads it on the record, whoever does not reads nothing, and an administrator neither', async () => {
  const id = await written({ who: 'Zq Mared, four' })
  for (const who of ['social-worker', 'lead', 'duty-manager']) {
    assert.equal((await read(id, who))?.who, 'Zq Mared, four', who)
    const record = (await (await visitor(app, world, who)).get(`/children/${childId}`)).body
    assert.match(record, /Zq Mared, four[\s\S]*?Nothing has been done for them yet/, who)
  }
  for (const who of ['teacher', 'social-worker-2', 'social-worker-3', 'administrator', 'governance']) {
    assert.equal(await read(id, who), undefined, who)
    assert.deepEqual(await world.as(who, ({ tx }) => listOthersAtRisk(tx, childId)), [], who)
    const { get, post } = await visitor(app, world, who)
    for (const path of [`/children/${childId}/others`, `/children/${childId}/others/new`, `/others-at-risk/${id}`]) {
      const { statusCode, body } = await get(path)
      assert.ok([403, 404].includes(statusCode), `${who} ${path}`)
      assert.doesNotMatch(body, /Zq Mared/, who)
    }
    const sent = await post(`/others-at-risk/${id}`, { ...FORM, who: 'Zq another', version: '1' })
    assert.ok([403, 404].includes(sent.statusCode), who)
    const anew = await post(`/children/${childId}/others/new`, FORM)
    assert.ok([403, 404].includes(anew.statusCode), who)
  }
  assert.equal((await read(id))?.who, 'Zq Mared, four')
})

test('it is written in one’s own name, by who works with children, and no day is to come: also by SQL', async () => {
  const id = await written()
  const { userId: lead } = await world.actor('lead')
  const insert = (by: string, on: string | null, done = 'help-given') =>
    [
      `insert into other_at_risk (child_id, kind, who, worries, words, done, done_words, done_on, written_by, changed_by)
       values ($1, 'family', 'Zq everybody', '{housing}', 'Zq damp', $4, 'Zq told', $3, $2, $2)`,
      [childId, by, on, done],
    ] as const
  const { userId: worker } = await world.actor('social-worker')
  assert.match(await asSql(world, 'social-worker', ...insert(lead, today)), /write/)
  assert.match(await asSql(world, 'social-worker', ...insert(worker, addDays(today, 1))), /write/)
  assert.match(await asSql(world, 'social-worker', ...insert(worker, null)), /done_on_a_day/)
  assert.match(await asSql(world, 'social-worker', ...insert(worker, null, 'nothing')), /known|day/)
  const change = `update other_at_risk set done = 'by-mistake', done_words = 'Zq gone', version = version + 1, changed_at = now(), changed_by = $2 where id = $1`
  assert.match(await asSql(world, 'social-worker', change, [id, lead]), /write/)
  const { userId: nobody } = await world.actor('social-worker-3')
  assert.equal(await asSql(world, 'social-worker-3', change, [id, nobody]), 'nothing there')
  assert.match(await asSql(world, 'social-worker', 'delete from other_at_risk where id = $1', [id]), /denied/)
  assert.match(
    await asSql(world, 'social-worker', `update other_at_risk set child_id = gen_random_uuid() where id = $1`, [id]),
    /denied/,
  )
  assert.equal((await read(id))?.done, 'not-yet')
})

test('whoever sees the child and does not work with children reads it and writes nothing; its past is for the same people', async () => {
  const id = await written({ who: 'Zq Seen Alone' })
  const { userId } = await world.actor('panel-2')
  const sight = `insert into access_grant (child_id, principal_id, reason, source_id, from_at) values ($1, $2, 'named', $2, now() - interval '1 minute')`
  const change = `update other_at_risk set words = 'Zq overwritten', version = version + 1, changed_at = now(), changed_by = $2 where id = $1`
  const anew = `insert into other_at_risk (child_id, kind, who, worries, words, done, written_by, changed_by)
                values ($1, 'family', 'Zq everybody', '{housing}', 'Zq damp', 'not-yet', $2, $2)`
  await asOwner(world, client => client.query(sight, [childId, userId]))
  assert.equal((await read(id, 'panel-2'))?.who, 'Zq Seen Alone')
  assert.match(await asSql(world, 'panel-2', anew, [childId, userId]), /write/)
  assert.equal(await asSql(world, 'panel-2', change, [id, userId]), 'nothing there')
  await asOwner(world, client => client.query('delete from access_grant where source_id = $1', [userId]))
  assert.equal((await read(id))?.words, WORDS.words)

  await world.as('social-worker', work =>
    changeOtherAtRisk(work, { id, version: 1, words: { ...WORDS, who: 'Zq Now' } }),
  )
  const past = (who: string) =>
    world.as(who, ({ tx }) =>
      tx
        .selectFrom('row_history')
        .where('table_name', '=', 'other_at_risk')
        .where('row_id', '=', id)
        .selectAll()
        .execute(),
    )
  assert.equal((await past('social-worker')).length, 1)
  for (const who of ['teacher', 'social-worker-3', 'administrator', 'governance'])
    assert.deepEqual(await past(who), [], who)
})

test('two who change it at once each see the other’s words, every version stays, and each change leaves its trace', async () => {
  const id = await written({ who: 'Zq Bethan, fifteen' })
  const change = (who: string, version: number, words: Partial<OtherWords>) =>
    world.as(who, work => changeOtherAtRisk(work, { id, version, words: { ...WORDS, ...words } }))
  const told = { done: 'referral-made', doneWords: 'Zq to the front door.', doneOn: today } as const
  assert.equal((await change('lead', 1, told)).outcome, 'changed')
  const late = await change('social-worker', 1, { words: 'Zq older words' })
  assert.ok(late.outcome === 'changed-since-you-read')
  assert.equal(late.current.doneWords, told.doneWords)
  const kept = await read(id)
  assert.deepEqual([kept?.words, kept?.done, kept?.version], [WORDS.words, 'referral-made', 2])
  const { rows } = await overConnection(world.ownerUrl, client =>
    client.query<{ who: string }>(
      `select content ->> 'who' as who from row_history where table_name = 'other_at_risk' and row_id = $1`,
      [id],
    ),
  )
  assert.deepEqual(rows, [{ who: 'Zq Bethan, fifteen' }])
  const { rows: events } = await overConnection(world.ownerUrl, client =>
    client.query<{ event: string }>('select event from audit_event where subject_id = $1 order by event desc', [id]),
  )
  assert.deepEqual(
    events.map(each => each.event),
    ['others.written', 'others.changed'],
  )

  // On the page: both sides of every field that differs, a list too, and what is settled there is saved.
  const { get, post } = await visitor(app, world, 'social-worker')
  const old = { ...FORM, who: 'Zq Bethan', worries: ['money'], version: '1' }
  const both = await post(`/others-at-risk/${id}`, old)
  assert.equal(both.statusCode, 409)
  for (const words of [
    'Money or debts',
    'Exploitation · Threats, or fear of somebody',
    'A referral was made',
    'Zq Bethan',
  ])
    assert.ok(both.body.includes(words), words)
  const settled = { ...FORM, ...told, doneOn: today, who: 'Zq Bethan', worries: 'exploitation threats', version: '2' }
  assert.equal((await post(`/others-at-risk/${id}`, settled)).statusCode, 303)
  assert.deepEqual((await read(id))?.worries, ['exploitation', 'threats'])
  assert.match((await get(`/children/${childId}/others`)).body, /Zq to the front door\./)
})

test('what is missing is said at its field and what was typed stays; a mistake leaves the record and stays on the list', async () => {
  const { get, post } = await visitor(app, world, 'social-worker')
  const path = `/children/${childId}/others/new`
  const before = (await world.as('social-worker', ({ tx }) => listOthersAtRisk(tx, childId))).length
  const empty = await post(path, {})
  assert.equal(empty.statusCode, 400)
  for (const field of ['kind', 'who', 'worries', 'words', 'done'])
    assert.match(empty.body, new RegExp(`href="#${field}`))
  for (const [typed, field] of [
    [{ done: 'help-given', doneWords: 'Zq advice' }, 'doneOn'],
    [{ done: 'help-given', 'doneOn-day': '31', 'doneOn-month': '2', 'doneOn-year': '2026' }, 'doneOn'],
    [{ done: 'help-given', doneOn: addDays(today, 1), doneWords: 'Zq advice' }, 'doneOn'],
    [{ done: 'none-needed', doneOn: today }, 'doneWords'],
    [{ done: 'by-mistake', doneWords: 'Zq what was not written yet' }, 'done'],
    [{ kind: 'a-stranger' }, 'kind'],
    [{ worries: ['money', 'weather'] }, 'worries'],
  ] as const) {
    const answer = await post(path, { ...FORM, ...typed })
    assert.equal(answer.statusCode, 400, JSON.stringify(typed))
    assert.match(answer.body, new RegExp(`href="#${field}`), JSON.stringify(typed))
    assert.match(answer.body, /Zq the same car/)
  }
  assert.equal((await world.as('social-worker', ({ tx }) => listOthersAtRisk(tx, childId))).length, before)

  const id = await written({ who: 'Zq Wrong Child' })
  const unsaid = await post(`/others-at-risk/${id}`, { ...FORM, done: 'by-mistake', version: '1' })
  assert.match(unsaid.body, /href="#doneWords/)
  const mistake = { ...FORM, who: 'Zq Wrong Child', done: 'by-mistake', doneWords: 'Zq another family.', version: '1' }
  // A day that stood in the form does not belong to a mistake.
  assert.equal((await post(`/others-at-risk/${id}`, { ...mistake, doneOn: today })).statusCode, 303)
  assert.doesNotMatch((await get(`/children/${childId}`)).body, /Zq Wrong Child/)
  assert.match((await get(`/children/${childId}/others`)).body, /Written by mistake[\s\S]*Zq Wrong Child/)
})

test('what was ticked and settled between two stays ticked when something else of the form is missing', async () => {
  const { post } = await visitor(app, world, 'social-worker')
  const settled = { kind: WORDS.kind, who: WORDS.who, worries: 'exploitation threats', words: '', done: 'not-yet' }
  const wrong = await post(`/children/${childId}/others/new`, settled)
  assert.equal(wrong.statusCode, 400)
  const ticked = [...wrong.body.matchAll(/name="worries" type="checkbox" value="([^"]+)" checked/g)].map(
    each => each[1],
  )
  assert.deepEqual(ticked, ['exploitation', 'threats'])
})

test('before the end of the pathway stands for whom nothing has been done, and for nobody else', async () => {
  await written({ who: 'Zq Left Over' })
  await written({ who: 'Zq Seen To', done: 'none-needed', doneWords: 'Zq looked at', doneOn: today })
  const { body } = await (await visitor(app, world, 'social-worker')).get(`/children/${childId}/pathway/ending`)
  assert.match(body, /Others for whom nothing has been done yet[\s\S]*Zq Left Over/)
  assert.doesNotMatch(body, /Zq Seen To/)
})

test('names hidden: neither who is meant nor what was written', async () => {
  await written({ who: 'Zq Hidden Sister', words: 'Zq hidden words' })
  const { get, post } = await visitor(app, world, 'social-worker')
  await post('/public-view?to=on&path=/', {})
  for (const path of [`/children/${childId}`, `/children/${childId}/others`]) {
    const { body } = await get(path)
    assert.doesNotMatch(body, /Zq [Hh]idden/, path)
    assert.match(body, /A brother or sister/, path)
  }
  assert.doesNotMatch((await get(`/children/${childId}/pathway/ending`)).body, /Zq [Hh]idden/)
})
