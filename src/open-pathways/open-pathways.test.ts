// Whoever answers for every pathway sees all that are open, in an order and with a choice that stand in the address; nobody else does.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { overConnection, TEST_KEY } from '../../test/database.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { makeApp } from '../app.ts'
import { calendarDate, type CalendarDate } from '../lib/calendar-date.ts'
import { inOrder, type OpenPathway } from './open-pathways.ts'

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

const sql = (statement: string, values: unknown[] = []) =>
  overConnection(world.ownerUrl, client => client.query<Record<string, string>>(statement, values))
const list = async (query = '', who = 'lead', language: 'en' | 'cy' = 'en') =>
  (await visitor(app, world, who, language)).get(`/pathways${query}`)
/** The children of the list, in its order. */
const childrenIn = (body: string) =>
  [
    ...body.matchAll(
      /<th class="govuk-table__header" scope="row">\s*<a class="govuk-link" href="\/children\/([^"]+)"/g,
    ),
  ].map(match => match[1])

const pathway = (childName: string, more: Partial<OpenPathway> = {}): OpenPathway => ({
  childId: childName,
  reference: '',
  childName,
  step: 'assessment',
  openedOn: calendarDate('2026-10-01'),
  leadName: null,
  level: null,
  levelOn: null,
  isScreening: false,
  next: null,
  ...more,
})
const due = (dueOn: CalendarDate, dueAt: Date | null = null) => ({
  next: { rule: 'assessment', page: '/', dueOn, dueAt } as const,
})
const namesIn = (order: 'due' | 'level' | 'days' | 'name', pathways: OpenPathway[], language: 'en' | 'cy' = 'en') =>
  inOrder(pathways, order, language).map(each => each.childName)

test('by what is due: nothing due before all, an hour of a day before the whole day', () => {
  const pathways = [
    pathway('later', due(calendarDate('2026-12-02'))),
    pathway('whole day', due(calendarDate('2026-12-01'))),
    pathway('at noon', due(calendarDate('2026-12-01'), new Date('2026-12-01T12:00:00Z'))),
    pathway('nothing'),
  ]
  assert.deepEqual(namesIn('due', pathways), ['nothing', 'at noon', 'whole day', 'later'])
})

test('by level: unjudged, high, medium, low; alike by what is due', () => {
  const pathways = [
    pathway('low', { level: 'low' }),
    pathway('high late', { level: 'high', ...due(calendarDate('2026-12-03')) }),
    pathway('medium', { level: 'medium' }),
    pathway('high', { level: 'high', ...due(calendarDate('2026-12-01')) }),
    pathway('unjudged'),
  ]
  assert.deepEqual(namesIn('level', pathways), ['unjudged', 'high', 'high late', 'medium', 'low'])
})

test('by days open, the longest first; by name in the alphabet of the reader', () => {
  const pathways = [
    pathway('Llinos', { openedOn: calendarDate('2026-11-01') }),
    pathway('Lowri', { openedOn: calendarDate('2026-09-01') }),
  ]
  assert.deepEqual(namesIn('days', pathways), ['Lowri', 'Llinos'])
  assert.deepEqual(namesIn('name', pathways, 'en'), ['Llinos', 'Lowri'])
  assert.deepEqual(namesIn('name', pathways, 'cy'), ['Lowri', 'Llinos'])
})

test('the exploitation lead sees every open pathway once, none that ended, and it leaves its trace', async () => {
  const { rows } = await sql(
    `select p.child_id as id from pathway p join child c on c.id = p.child_id where p.ended_on is null and c.restricted_at is null`,
  )
  const { rows: before } = await sql(`select count(*) from audit_event where event = 'pathway.list-seen'`)
  const { body, statusCode } = await list()
  assert.equal(statusCode, 200)
  assert.ok(rows.length > 5 && rows.length <= 50)
  assert.deepEqual(childrenIn(body).toSorted(), rows.map(row => row['id']).toSorted())
  assert.match(body, new RegExp(`${rows.length} pathways are open\\.`))
  const { rows: after } = await sql(`select count(*) from audit_event where event = 'pathway.list-seen'`)
  assert.equal(Number(after[0]?.['count']), Number(before[0]?.['count']) + 1)
})

test('a restricted child is not on it, nor in its number', async () => {
  const shown = childrenIn((await list()).body)
  const [first] = shown
  await sql(`update child set restricted_at = now(), restricted_by = changed_by, version = version + 1 where id = $1`, [
    first,
  ])
  const { body } = await list()
  assert.deepEqual(childrenIn(body).toSorted(), shown.slice(1).toSorted())
  assert.match(body, new RegExp(`${shown.length - 1} pathways are open\\.`))
  await sql(`update child set restricted_at = null, restricted_by = null, version = version + 1 where id = $1`, [first])
})

test('level, step and lateness choose among them, and stay in the address of every order', async () => {
  const { rows } = await sql(
    `select p.child_id as id from pathway p where p.ended_on is null and p.step = 'meeting-and-reviews'`,
  )
  const { body } = await list('?step=meeting-and-reviews')
  assert.deepEqual(childrenIn(body).toSorted(), rows.map(row => row['id']).toSorted())
  assert.match(body, /href="\/pathways\?step=meeting-and-reviews&amp;order=level"/)
  assert.match(body, /<option value="meeting-and-reviews" selected>/)
  const late = (await list('?late=yes')).body
  const { rows: lateOnes } = await sql(
    `select distinct child_id as id from clock k join pathway p using (child_id) where p.ended_on is null and k.met_at is null and k.stopped_at is null
        and (k.due_on < (now() at time zone 'Europe/London')::date or k.due_at < now())`,
  )
  assert.ok(lateOnes.length > 0)
  assert.deepEqual(childrenIn(late).toSorted(), lateOnes.map(row => row['id']).toSorted())
  const high = (await list('?level=high')).body
  assert.ok(childrenIn(high).length > 0)
  assert.doesNotMatch(high, /llwybr-level--(low|medium|none)/)
  assert.match((await list('?level=unknown&order=sideways&skip=-4')).body, /pathways are open/)
  assert.match((await list('?skip=4000')).body, /will be listed here/)
})

test('a pathway on which nothing is due stands first and says so', async () => {
  const id = childrenIn((await list()).body).at(-1)
  await sql(`update clock set stopped_at = now(), version = version + 1 where child_id = $1 and met_at is null`, [id])
  const { body } = await list()
  assert.equal(childrenIn(body)[0], id)
  assert.match(body, /Nothing is due: nobody holds the next step/)
})

test('names hidden: references alone', async () => {
  const someone = await visitor(app, world, 'lead')
  await someone.post('/public-view?to=on&path=/pathways', {})
  const { body } = await someone.get('/pathways')
  const { rows } = await sql(`select family_name as name from child c join pathway p on p.child_id = c.id`)
  for (const row of rows) assert.ok(!body.includes(`${row['name'] ?? ''}<`), row['name'])
  assert.match(body, />LL-\d+</)
})

test('nobody else has the page', async () => {
  for (const who of ['social-worker', 'duty-manager', 'chair', 'panel', 'police', 'administrator'])
    assert.equal((await list('', who)).statusCode, 403, who)
})

test('in Welsh', async () => {
  const { body } = await list('', 'lead', 'cy')
  assert.match(body, /Llwybrau agored/)
  assert.match(body, /Yn agored ers/)
})
