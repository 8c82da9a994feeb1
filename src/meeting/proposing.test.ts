// Hours are proposed on the page of the booking; who is taken meanwhile is said there, and nothing is booked.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makeApp } from '../app.ts'
import { askedFor } from '../../test/meetings.ts'
import { overConnection, TEST_KEY } from '../../test/database.ts'
import { asOwner } from '../../test/access/sight.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { instantInWales, isCalendarDate } from '../lib/calendar-date.ts'
import { dayFields } from '../web/forms.ts'
import { listBooked } from './store/meeting.ts'

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

const bookedFor = (meetingId: string) =>
  asOwner(world, async client => {
    const { rows } = await client.query<{ at: Date | null }>('select booked_for as at from meeting where id = $1', [
      meetingId,
    ])
    return rows[0]?.at ?? null
  })
const form = async (hour: string, page: string) => ({
  version: /name="version" value="(\d+)"/.exec(page)?.[1] ?? '',
  chairId: (await world.actor('chair')).userId,
  noteTakerId: (await world.actor('note-taker')).userId,
  hour,
  place: 'Hall',
  language: 'cy',
  acceptedIncomplete: 'It comes on the day.',
})

/** The hours of a page at which the demonstration's chair and note-taker are free. */
const hoursOf = (body: string) =>
  [...body.matchAll(/name="hour" type="radio" value="([^"]+)"[\s\S]*?__hint">([^<]+)</g)].flatMap(
    ([, hour = '', hint = '']) => (hint.includes('Gwen Cadair') && hint.includes('Dai Nodyn') ? hour : []),
  )

test('an hour that is proposed is booked as it stood on the page', async () => {
  const { meetingId } = await askedFor(world, 'Awr')
  const lead = await visitor(app, world, 'social-worker')
  const url = `/meetings/${meetingId}/booking`
  const { body } = await lead.get(url)
  const [hour = ''] = hoursOf(body)
  const [day = '', time = ''] = hour.split(' ')
  assert.ok(isCalendarDate(day), hour)
  const sent = await lead.post(url, await form(hour, body))
  assert.equal(sent.headers.location, `/meetings/${meetingId}`)
  assert.deepEqual(await bookedFor(meetingId), instantInWales(day, time))
})

test('a choice of another hour is the day and time that are typed, whatever was proposed', async () => {
  const { meetingId } = await askedFor(world, 'Arall')
  const lead = await visitor(app, world, 'social-worker')
  const url = `/meetings/${meetingId}/booking`
  const { body } = await lead.get(url)
  const [day = ''] = (hoursOf(body)[0] ?? '').split(' ')
  assert.ok(isCalendarDate(day))
  const missing = await lead.post(url, await form('other', body))
  assert.equal(missing.statusCode, 400)
  assert.match(missing.body, /Enter the day of the meeting/)
  assert.match(missing.body, /value="other" checked/)
  const typed = { ...(await form('other', body)), ...dayFields('on', day), time: '11:15' }
  assert.equal((await lead.post(url, typed)).statusCode, 303)
  assert.deepEqual(await bookedFor(meetingId), instantInWales(day, '11:15'))
  assert.match((await lead.get(url)).body, /value="other" checked/)
})

test('an hour that was taken meanwhile, was never proposed or is none is refused at its field, and nothing is booked', async () => {
  const [one, other] = [await askedFor(world, 'Un'), await askedFor(world, 'Dau')]
  const lead = await visitor(app, world, 'social-worker')
  const url = (meetingId: string) => `/meetings/${meetingId}/booking`
  const { body } = await lead.get(url(one.meetingId))
  const hour = hoursOf(body).at(-1) ?? ''
  assert.equal((await lead.post(url(other.meetingId), await form(hour, body))).statusCode, 303)
  const taken = await lead.post(url(one.meetingId), await form(hour, body))
  assert.equal(taken.statusCode, 400)
  assert.match(taken.body, /not free then/)
  assert.match(taken.body, /value="Hall"/)
  for (const wrong of ['2031-01-06 10:00', '2026-02-31 10:00', 'x', 'x y', ' ', '2026-12-01 99:99'])
    assert.equal((await lead.post(url(one.meetingId), await form(wrong, body))).statusCode, 400, wrong)
  assert.equal(await bookedFor(one.meetingId), null)
})

test('that somebody is booked is told with its instant, and about which child is not; to nobody who is not signed in', async () => {
  const long = [new Date(Date.now() - 30 * 86_400_000), new Date(Date.now() + 300 * 86_400_000)] as const
  const told = await world.as('youth-justice', ({ tx }) => listBooked(tx, ...long))
  assert.ok(told.length > 0)
  for (const each of told) assert.deepEqual(Object.keys(each).sort(), ['bookedFor', 'userId'])
  await overConnection(world.appUrl, async client => {
    const { rowCount } = await client.query(`select * from hours_booked($1, $2)`, [...long])
    assert.equal(rowCount, 0)
  })
})
