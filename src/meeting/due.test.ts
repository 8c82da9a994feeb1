// A day that somebody set anew, with the reason, is the day that the meeting's pages show and a booking is measured by.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { TEST_KEY } from '../../test/database.ts'
import { askedFor, book, holidays } from '../../test/meetings.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { makeApp } from '../app.ts'
import { addWorkingDays } from '../calendar/working-days.ts'
import { replanClock } from '../clock/actions.ts'
import { findClockOf } from '../clock/store/clocks.ts'
import { formatDay, instantInWales } from '../lib/calendar-date.ts'

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

test('a day set anew is shown on the meeting, its list and its booking, and a meeting on it needs no further reason', async () => {
  const { childId, meetingId } = await askedFor(world, 'Diwrnod')
  const clock = await world.as('lead', ({ tx }) => findClockOf(tx, 'first-meeting', meetingId))
  assert.ok(clock)
  const later = addWorkingDays(clock.dueOn, 3, holidays)
  const onThatDay = instantInWales(later, '10:00')
  const onPaper = { bookingReason: '' }
  assert.equal((await book(world, meetingId, onThatDay, onPaper)).outcome, 'past-the-limit')
  const manager = await visitor(app, world, 'lead')
  const shows = async () => {
    const pages = [`/meetings/${meetingId}`, `/children/${childId}/meetings`, `/meetings/${meetingId}/booking`]
    const bodies = await Promise.all(pages.map(async url => (await manager.get(url)).body))
    return bodies.map(body => [clock.dueOn, later].map(day => body.includes(formatDay(day, 'en'))))
  }
  assert.deepEqual(await shows(), Array(3).fill([true, false]))
  const replanned = await world.as('lead', work =>
    replanClock(work, { clockId: clock.id, toDueOn: later, reason: 'The child asked for it.' }),
  )
  assert.equal(replanned.outcome, 'replanned')
  assert.deepEqual(await shows(), Array(3).fill([false, true]))
  assert.equal((await book(world, meetingId, onThatDay, onPaper)).outcome, 'booked')
})
