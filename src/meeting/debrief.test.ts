// The page on which a family that was not there is told: what it may be told, and nothing else of what was agreed.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makeApp } from '../app.ts'
import { copyOptionsOf } from '../copy-options.ts'
import { familyRecord } from '../family-copy/document.ts'
import { addDays, type CalendarDate, calendarDateAt } from '../lib/calendar-date.ts'
import { asOwner, asSql } from '../../test/access/sight.ts'
import { TEST_KEY } from '../../test/database.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { fullRecord } from './document.ts'

let world: World
let app: FastifyInstance
before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: undefined })
})
after(async () => {
  await app.close()
  await world.close()
})

const clockMet = (id: string) =>
  asOwner(world, async client => {
    const { rows } = await client.query<{ met: boolean }>(
      `select met_at is not null as met from clock where rule = 'debrief' and subject_id = $1`,
      [id],
    )
    return rows[0]?.met
  })

// They are tried for twice: the duty goes on after the first, and not after they did not want it.
async function triedBefore(at: {
  id: string
  who: string
  teller: Awaited<ReturnType<typeof visitor>>
  today: CalendarDate
}) {
  const { id, who, teller, today } = at
  const tried = { triedOn: today, cameOf: 'not-reached', attemptWords: 'Zq rang twice.' }
  const path = `/meetings/${id}/debrief/attempt`
  for (const [field, wrong] of [
    ['triedOn', ''],
    ['triedOn', addDays(today, 1)],
    ['triedOn', '2020-01-02'],
    ['cameOf', ''],
    ['cameOf', 'told'],
    ['attemptWords', ' '],
  ] as const) {
    const { statusCode, body } = await teller.post(path, { ...tried, [field]: wrong })
    assert.equal(statusCode, 400, `${field}: ${wrong}`)
    assert.match(body, new RegExp(`href="#${field}`), `${field}: ${wrong}`)
    assert.ok(field === 'attemptWords' || body.includes('Zq rang twice.'), 'what was typed stays')
  }
  assert.ok((await teller.get(`/meetings/${id}/debrief`)).body.includes(`href="${path}"`))
  assert.equal((await teller.post(path, tried)).statusCode, 303)
  assert.equal(await clockMet(id), false, 'they are still to be told')
  const declined = { ...tried, cameOf: 'declined', attemptWords: 'Zq not now; a letter with the number.' }
  for (const other of ['teacher', 'youth-justice'])
    assert.match(String((await (await visitor(app, world, other)).post(path, declined)).statusCode), /40[34]/, other)
  const insert = `insert into debrief_attempt (meeting_id, child_id, tried_on, came_of, words)
    select m.id, m.child_id, $2::date, 'declined', 'x' from meeting m where m.id = $1`
  for (const day of [addDays(today, 1), '2020-01-02'])
    assert.match(await asSql(world, who, insert, [id, day]), /may not be done/, day)
  assert.equal(await asSql(world, 'youth-justice', insert, [id, today]), 'nothing there')
  assert.equal((await teller.post(path, declined)).statusCode, 303)
  assert.equal(await clockMet(id), true, 'it was offered')
  const shown = (await teller.get(`/meetings/${id}/debrief`)).body
  for (const word of ['Zq rang twice.', 'Zq not now; a letter with the number.', 'name="toldOn-day"'])
    assert.ok(shown.includes(word), word)
}

test('whoever tells the family reads what it may be told; closed actions and the chair’s summary are not there', async () => {
  const { id, closed, shared, who } = await asOwner(world, async client => {
    const { rows } = await client.query<{ id: string; closed: string; shared: string; who: string }>(
      `select m.id, c.what as closed, f.what as shared, split_part(u.email, '@', 1) as who from debrief d join meeting m on m.id = d.meeting_id
         join app_user u on u.id = d.by_whom join action c on c.meeting_id = m.id and c.audience = 'closed'
         join action f on f.meeting_id = m.id and f.audience = 'family' where d.done_at is null limit 1`,
    )
    assert.ok(rows[0], 'the demonstration has a meeting to which no family came')
    await client.query(
      `update meeting_summary set text = 'Zq the chair alone.', version = version + 1 where meeting_id = $1`,
      [rows[0].id],
    )
    return rows[0]
  })
  const teller = await visitor(app, world, who)
  const page = (await teller.get(`/meetings/${id}/debrief`)).body
  assert.ok(page.includes(shared))
  assert.ok(!page.includes(closed) && !page.includes('Zq the chair alone.'))
  const today = calendarDateAt(new Date())
  const told = {
    toldOn: today,
    told: 'family',
    language: 'other',
    languageWords: 'Somali',
    whatTheySaid: 'Zq thank you.',
  }
  const post = (fields: Record<string, string>) => teller.post(`/meetings/${id}/debrief`, fields)
  const complete = { ...told, whatWasSaid: 'We told them on the phone.' }
  await triedBefore({ id, who, teller, today })
  for (const [field, wrong] of [
    ['whatWasSaid', ' '],
    ['toldOn', ''],
    ['toldOn', addDays(today, 1)],
    ['toldOn', '2020-01-02'],
    ['told', ''],
    ['told', 'neither'],
    ['language', ''],
    ['language', 'not-asked'],
    ['languageWords', ' '],
  ] as const) {
    const { statusCode, body } = await post({ ...complete, [field]: wrong })
    assert.equal(statusCode, 400, `${field}: ${wrong}`)
    assert.match(body, new RegExp(`href="#${field}`), `${field}: ${wrong}`)
    assert.ok(body.includes(shared) && body.includes('Zq thank you.'), 'what may be told and what was typed stay')
  }
  assert.equal((await post(complete)).statusCode, 303)
  assert.equal((await post({ ...complete, whatWasSaid: 'Something else' })).statusCode, 400, 'told once')
  const after = (await teller.get(`/meetings/${id}/debrief`)).body
  for (const word of ['We told them on the phone.', 'Zq thank you.', 'Somali', 'The family without the child'])
    assert.ok(after.includes(word), word)
  const record = await world.as('chair', work => fullRecord(work, id, copyOptionsOf('live')('en')))
  assert.match(JSON.stringify(record), /Zq thank you\./)
  assert.match(JSON.stringify(record), /Zq rang twice\.[\s\S]*Zq not now/)
  assert.equal((await teller.get(`/meetings/${id}/debrief/attempt`)).statusCode, 404, 'they were told')
  const late = { triedOn: today, cameOf: 'not-safe', attemptWords: 'Zq too late.' }
  assert.equal((await teller.post(`/meetings/${id}/debrief/attempt`, late)).statusCode, 400)
  const copy = await world.as('chair', work => familyRecord(work, id, copyOptionsOf('live')('en')))
  assert.doesNotMatch(JSON.stringify(copy), /Zq thank you\.|on the phone|Zq rang|Zq not now/)
  assert.equal((await (await visitor(app, world, 'youth-justice')).get(`/meetings/${id}/debrief`)).statusCode, 404)
})
