// Who goes to ask for a meeting while one is open is led to that one: from their work, from the list of meetings, from the form itself.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { childOnPathway } from '../../test/children.ts'
import { begin, book, consult, end, HOUR, running } from '../../test/meetings.ts'
import { formAsSent } from '../../test/html.ts'
import { servedWorld } from '../../test/served.ts'
import { visitor } from '../../test/visits.ts'
import { formatInstant } from '../lib/calendar-date.ts'
import { askForMeeting, callOffMeeting } from './actions/arranging.ts'
import { listMeetings } from './store/meeting.ts'

const { world, app } = await servedWorld()

const askFor = async (childId: string): Promise<string> => {
  const asked = await world.as('social-worker', work => askForMeeting(work, { childId, risk: 'high', reason: 'x' }))
  assert.ok(asked.outcome === 'asked-for')
  return asked.meetingId
}

test('the form of a request leads to the meeting that is open, and is there again once that is called off', async () => {
  const childId = await childOnPathway(world, 'Cais')
  const worker = await visitor(app, world, 'social-worker')
  const form = `/children/${childId}/meetings/request`
  const empty = await worker.get(form)
  const meetingId = await askFor(childId)
  const offered = async () => (await worker.get(`/children/${childId}/meetings`)).body.includes(`href="${form}"`)
  const led = await worker.get(form)
  assert.equal(led.statusCode, 303)
  assert.equal(led.headers.location, `/meetings/${meetingId}`)
  assert.equal(await offered(), false)

  const sent = await worker.post(form, {
    ...formAsSent(empty.body),
    risk: 'low',
    reason: 'Zq typed while a colleague asked',
  })
  assert.equal(sent.statusCode, 303)
  assert.equal(sent.headers.location, `/meetings/${meetingId}`)
  const meetings = await world.as('social-worker', ({ tx }) => listMeetings(tx, childId))
  assert.deepEqual(
    meetings.map(each => each.id),
    [meetingId],
  )
  assert.ok(
    (await worker.get('/drafts')).body.includes('Zq typed while'),
    'what was typed is kept for whoever typed it',
  )

  const off = await world.as('social-worker', work => callOffMeeting(work, { meetingId, reason: 'Snow.' }))
  assert.equal(off.outcome, 'called-off')
  assert.equal((await worker.get(form)).statusCode, 200)
  assert.equal(await offered(), true)
})

test('a review that is booked stands in the list of work with its hour, and one that runs is where its clock leads', async () => {
  const { childId, meetingId: first } = await running(world, 'Adolygiad')
  assert.equal((await end(world, first)).outcome, 'ended')
  const chair = await visitor(app, world, 'chair')
  const line = async () =>
    (await chair.get('/?of=me')).body
      .split('<li')
      .find(each => each.includes(`/children/${childId}/meetings/request`)) ?? ''
  assert.match(await line(), /Hold the review meeting/)
  assert.doesNotMatch(await line(), /Booked for/)

  const meetingId = await askFor(childId)
  assert.doesNotMatch(await line(), /Booked for/)
  const at = new Date(Date.now() + 72 * HOUR)
  assert.equal((await book(world, meetingId, at)).outcome, 'booked')
  assert.ok((await line()).includes(formatInstant(at, 'en')))

  await consult(world, meetingId, null, 'They refused.')
  assert.equal((await begin(world, meetingId)).outcome, 'began')
  assert.doesNotMatch(await line(), /Booked for/, 'it has begun')
  const led = await chair.get(`/children/${childId}/meetings/request`)
  assert.equal(led.headers.location, `/meetings/${meetingId}`)
})
