// The pathway over time: a picture whose marks stand by their days, and a table that says the same; no more than its reader may see.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { overConnection, TEST_KEY } from '../../test/database.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { makeApp } from '../app.ts'
import { calendarDate } from '../lib/calendar-date.ts'
import { drawingOf, type Moment } from './over-time.ts'

const today = calendarDate('2026-12-31')
const at = (on: string, more: Partial<Moment> = {}): Moment => ({ on: calendarDate(on), row: 'referrals', ...more })

test('the first moment stands at the left, today at the right, half of the days in the middle', () => {
  const { marks, todayX } = drawingOf([at('2026-12-21'), at('2026-12-26')], today)
  assert.deepEqual(
    marks.map(mark => mark.x),
    [170, 525],
  )
  assert.equal(todayX, 880)
})

test('what is booked ahead stands beyond today', () => {
  const { marks, todayX } = drawingOf([at('2026-12-21'), at('2027-01-10', { row: 'meetings', isAhead: true })], today)
  assert.equal(marks[1]?.x, 880)
  assert.equal(todayX, 525)
})

test('marks are numbered by their days, whatever the order they come in', () => {
  const { marks } = drawingOf([at('2026-12-26'), at('2026-12-21'), at('2026-12-23')], today)
  assert.deepEqual(
    marks.map(mark => [mark.number, mark.moment.on]),
    [
      [1, '2026-12-21'],
      [2, '2026-12-23'],
      [3, '2026-12-26'],
    ],
  )
})

test('a judgement is in force until the next, and the last until today', () => {
  const judged = (on: string, level: Moment['level']) => at(on, { row: 'judgement', ...(level && { level }) })
  assert.equal(
    drawingOf([judged('2026-12-21', 'high'), judged('2026-12-26', 'low')], today).judged,
    '170,90 525,90 525,150 880,150',
  )
  assert.equal(drawingOf([at('2026-12-21')], today).judged, '')
})

test('a day, a year and nothing at all can be drawn; of many months not every one is named', () => {
  assert.equal(drawingOf([], today).marks.length, 0)
  assert.equal(drawingOf([at('2026-12-31')], today).marks[0]?.x, 170)
  const { months } = drawingOf([at('2022-01-15')], today)
  assert.ok(months.length > 6 && months.length <= 12)
  assert.equal(months[0]?.on, '2022-02-01')
})

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

test('every judgement, meeting and escalation of a child is in the table; a police-only escalation is not for everybody', async () => {
  const [child] = await overConnection(world.ownerUrl, async client => {
    const { rows } = await client.query<{ id: string; assessments: number; meetings: number }>(
      `update panel_escalation e set audience = 'police', version = version + 1 where decided_at is null
       returning child_id as id,
         (select count(*)::int from assessment a where a.child_id = e.child_id and a.completed_at is not null) as assessments,
         (select count(*)::int from meeting m where m.child_id = e.child_id and m.held_on is not null) as meetings`,
    )
    return rows
  })
  assert.ok(child && child.assessments > 0 && child.meetings > 0)
  const seenBy = async (who: string) =>
    (await (await visitor(app, world, who)).get(`/children/${child.id}/over-time`)).body
  const lead = await seenBy('lead')
  assert.equal(lead.match(/href="\/assessments\//g)?.length, child.assessments)
  assert.equal(lead.match(/href="\/meetings\//g)?.length, child.meetings)
  assert.equal(lead.match(/href="\/panel\/items\//g)?.length, 1)
  assert.equal(
    lead.match(/<circle /g)?.length,
    lead.match(/<th class="govuk-table__header govuk-!-font-weight-regular" scope="row">/g)?.length,
  )
  const worker = await seenBy('chair')
  assert.match(worker, /href="\/meetings\//)
  assert.doesNotMatch(worker, /href="\/panel\/items\//)
  assert.match(await seenBy('youth-justice'), /Page not found/)
})
