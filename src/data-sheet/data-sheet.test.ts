// The data collection sheet: what the record tells already, what is asked once, who writes it, and what goes into no sheet.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makeApp } from '../app.ts'
import { joinNetwork } from '../child/actions.ts'
import { calendarDate } from '../lib/calendar-date.ts'
import { listPathways } from '../pathway/store.ts'
import { end, running } from '../../test/meetings.ts'
import { childOnPathway } from '../../test/children.ts'
import { beginAs, overConnection, TEST_KEY } from '../../test/database.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { saveDataSheet } from './actions.ts'
import { QUESTIONS } from './data-sheet.ts'
import { ageBandOf, commaSeparated, missingFrom } from './rules.ts'
import { findDataSheet } from './store.ts'

let world: World
let app: FastifyInstance
let childId: string
let pathwayId: string
before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: undefined })
  childId = await childOnPathway(world, 'Dalen')
  const { userId } = await world.actor('teacher')
  await world.as('social-worker', work => joinNetwork(work, { childId, userId, part: 'practitioner' }))
  // Sees the child, with a role that only reads.
  const { userId: panel } = await world.actor('panel')
  await overConnection(world.ownerUrl, client =>
    client.query(`insert into network_member (child_id, user_id, part) values ($1, $2, 'practitioner')`, [
      childId,
      panel,
    ]),
  )
  pathwayId = (await world.as('social-worker', ({ tx }) => listPathways(tx, childId)))[0]?.id ?? ''
})
after(async () => {
  await app.close()
  await world.close()
})
const save = (who: string, version: number, setting: 'online' | 'both' = 'online') =>
  world.as(who, work => saveDataSheet(work, { childId, version, answers: { setting } })).then(({ outcome }) => outcome)
const sheet = () => world.as('social-worker', ({ tx }) => findDataSheet(tx, pathwayId))

test('ages are told in bands, the last day of a band in it', () => {
  const on = calendarDate('2026-11-27')
  const bandOf = (bornOn: string) => ageBandOf({ bornOn: calendarDate(bornOn), estimatedAge: null }, on)
  for (const [bornOn, band] of [
    ['2016-11-28', 'under-10'],
    ['2016-11-27', '10-to-12'],
    ['2013-11-28', '10-to-12'],
    ['2013-11-27', '13-to-15'],
    ['2010-11-28', '13-to-15'],
    ['2010-11-27', '16-to-17'],
    ['2008-11-28', '16-to-17'],
    ['2008-11-27', '18-or-over'],
  ] as const)
    assert.equal(bandOf(bornOn), band, bornOn)
  assert.equal(ageBandOf({ bornOn: null, estimatedAge: 14 }, on), '13-to-15')
  assert.equal(ageBandOf({ bornOn: null, estimatedAge: null }, on), 'not-known')
})

test('a cell is a text in a spreadsheet, whatever it begins with', () => {
  assert.equal(
    commaSeparated([['=1+1', 'say "no"', '-', '@x', 'plain, with comma']]),
    `"'=1+1","say ""no""","'-","'@x","plain, with comma"\r\n`,
  )
})

test('whoever works with the child writes it; nobody else does, nor over what somebody else wrote; each version stays', async () => {
  assert.deepEqual(missingFrom((await sheet()).answers), QUESTIONS)
  for (const who of ['youth-justice', 'administrator', 'governance', 'panel'])
    assert.equal(await save(who, 0), 'not-found', who)
  assert.equal(await save('teacher', 0), 'saved')
  assert.equal(await save('social-worker', 0, 'both'), 'changed-since-you-read')
  assert.equal((await sheet()).answers.setting, 'online')
  assert.equal(await save('social-worker', 1, 'both'), 'saved')
  assert.deepEqual(missingFrom((await sheet()).answers).includes('setting'), false)
  const { userId: teacher } = await world.actor('teacher')
  const insert = `insert into data_sheet (child_id, pathway_id, version, answers, saved_by) values ($1, $2, 9, '{}', $3)`
  for (const [who, by, child] of [
    ['youth-justice', 'youth-justice', childId],
    ['social-worker', 'teacher', childId],
  ] as const)
    await overConnection(world.appUrl, async client => {
      await beginAs(client, (await world.actor(who)).userId)
      const saved = client.query(insert, [
        child,
        pathwayId,
        by === 'teacher' ? teacher : (await world.actor(by)).userId,
      ])
      await assert.rejects(saved, /may not be done|row-level security/, who)
      await client.query('rollback')
    })
  for (const statement of [`update data_sheet set answers = '{}'`, 'delete from data_sheet'])
    await overConnection(world.appUrl, async client => {
      await beginAs(client, teacher)
      await assert.rejects(client.query(statement), /permission denied/)
      await client.query('rollback')
    })
  const { rows } = await overConnection(world.ownerUrl, client =>
    client.query<{ versions: number[] }>(
      `select array_agg(version order by version) as versions from data_sheet where pathway_id = $1`,
      [pathwayId],
    ),
  )
  assert.deepEqual(rows[0]?.versions, [1, 2])
})

test('the page fills in what the record tells, asks the rest once, and keeps both writers’ answers apart when they differ', async () => {
  const { childId: met, meetingId } = await running(world, 'Cyfarfod')
  await end(world, meetingId)
  const address = `/children/${met}/data-sheet`
  const worker = await visitor(app, world, 'social-worker')
  const empty = await worker.get(address)
  assert.match(empty.body, /11 answers are missing/)
  for (const words of ['Merthyr', 'First meeting held on', 'The child and family', 'Not offered'])
    assert.ok(empty.body.includes(words), words)
  const wrong = await worker.post(address, { version: '0', setting: 'everywhere' })
  assert.equal(wrong.statusCode, 400)
  assert.equal(
    (await worker.post(address, { version: '0', setting: 'online', disruption: 'used' })).headers.location,
    address,
  )
  assert.match((await worker.get(address)).body, /9 answers are missing/)
  const late = await worker.post(address, { version: '0', setting: 'both', prosecution: 'charged' })
  assert.equal(late.statusCode, 409)
  for (const words of ['Online', 'Both', 'Charged', 'No answer']) assert.ok(late.body.includes(words), words)
  const welsh = await (await visitor(app, world, 'chair', 'cy')).get(address)
  assert.match(welsh.body, /Mae 9 ateb ar goll/)
  for (const who of ['youth-justice', 'teacher'])
    assert.equal((await (await visitor(app, world, who)).get(address)).statusCode, 404, who)
  assert.equal((await (await visitor(app, world, 'panel')).get(address)).statusCode, 403)
})

test('the file has every answer and no name, day of birth or address, and that it was taken leaves a trace', async () => {
  const taken = await (await visitor(app, world, 'social-worker')).get(`/children/${childId}/data-sheet/csv`)
  assert.equal(taken.statusCode, 200)
  assert.match(String(taken.headers['content-type']), /text\/csv/)
  assert.doesNotMatch(String(taken.headers['content-disposition']), /Dalen/)
  const text = taken.body
  assert.ok(text.includes('"Where it happens","Both"') && /"Age","\d\d (to|or) \d\d"/.test(text), text)
  const { rows } = await overConnection(world.ownerUrl, client =>
    client.query<{ given_name: string; born_on: string | null; reference: string; traced: number }>(
      `select given_name, born_on::text, reference,
              (select count(*) from audit_event where event = 'data-sheet.taken' and child_id = child.id)::int as traced
         from child where id = $1`,
      [childId],
    ),
  )
  const [child] = rows
  assert.ok(child)
  assert.ok(text.includes(child.reference))
  assert.equal(child.traced, 1)
  for (const hidden of ['Dalen', child.given_name, child.born_on ?? 'no day', 'CF99'])
    assert.ok(!text.includes(hidden), hidden)
})
