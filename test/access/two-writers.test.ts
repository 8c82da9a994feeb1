// Two who write the same thing: both texts are shown, field by field, and neither is overwritten unseen.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { makeApp } from '../../src/app.ts'
import { childOnPathway } from '../children.ts'
import { overConnection, TEST_KEY } from '../database.ts'
import { formAsSent } from '../html.ts'
import { visitor, type Visitor } from '../visits.ts'
import { demonstrationWorld, type World } from '../world.ts'
import { meetingIn } from './meeting-deeds.ts'

let world: World
let app: FastifyInstance
let chair: Visitor
let noteTaker: Visitor
before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: undefined })
  chair = await visitor(app, world, 'chair')
  noteTaker = await visitor(app, world, 'note-taker')
})
after(async () => {
  await app.close()
  await world.close()
})

const plan = (childsGoals: string, worries: string, planVersion: number) => ({
  childsGoals,
  worries,
  whatHelps: 'Football',
  whoToCall: 'Nain',
  ifMissing: 'The station first',
  planVersion: String(planVersion),
})

async function planOf(meetingId: string) {
  const { rows } = await overConnection(world.ownerUrl, client =>
    client.query<{ goals: string; worries: string; version: number }>(
      'select childs_goals as goals, worries, version from safety_plan where meeting_id = $1',
      [meetingId],
    ),
  )
  return rows
}

test('a safety plan written by two: the second sees both texts of what differs, and what they settle on is kept', async () => {
  const { meetingId } = await meetingIn(world, 'in-open-session')
  const url = `/meetings/${meetingId}/family-room/plan`
  assert.equal((await chair.post(url, plan('To be left alone', 'The car', 0))).statusCode, 303)
  const first = (await planOf(meetingId))[0]
  assert.equal((await chair.post(url, plan('To see Nain', 'The car', first?.version ?? 0))).statusCode, 303)
  const second = await noteTaker.post(url, plan('To go to college', 'The car', first?.version ?? 0))
  assert.equal(second.statusCode, 409)
  assert.match(second.body, /To see Nain[\s\S]*To go to college/)
  assert.doesNotMatch(second.body, /<textarea[^>]*name="worries"/, 'what both wrote alike is not asked about')
  assert.equal((await planOf(meetingId))[0]?.goals, 'To see Nain', 'nothing is overwritten yet')
  const settled: Record<string, string> = {
    ...formAsSent(second.body),
    childsGoals: 'To see Nain, and to go to college',
  }
  assert.equal(settled['worries'], 'The car')
  assert.equal((await noteTaker.post(url, settled)).statusCode, 303)
  assert.deepEqual(
    (await planOf(meetingId)).map(each => each.goals),
    ['To see Nain, and to go to college'],
  )
})

test('a first safety plan written by two at the same instant: one is kept, the other sees both', async () => {
  const { meetingId } = await meetingIn(world, 'in-open-session')
  await overConnection(world.ownerUrl, client =>
    client.query('delete from safety_plan where meeting_id = $1', [meetingId]),
  )
  const url = `/meetings/${meetingId}/family-room/plan`
  const answers = await Promise.all([
    chair.post(url, plan('One', 'a', 0)),
    noteTaker.post(url, plan('Other', 'b', 0)),
    chair.post(url, plan('Third', 'c', 0)),
  ])
  assert.deepEqual(answers.map(answer => answer.statusCode).sort(), [303, 409, 409])
  assert.equal((await planOf(meetingId)).length, 1)
  for (const answer of answers.filter(each => each.statusCode === 409)) assert.match(answer.body, /name="childsGoals"/)
})

test('a first safety plan that another is about to keep: who comes second waits, and then sees both', async () => {
  const { meetingId, childId } = await meetingIn(world, 'in-open-session')
  const answer = await overConnection(world.ownerUrl, async client => {
    await client.query('delete from safety_plan where meeting_id = $1', [meetingId])
    await client.query('begin')
    await client.query(`insert into safety_plan (meeting_id, child_id, childs_goals) values ($1, $2, 'One')`, [
      meetingId,
      childId,
    ])
    const second = chair.post(`/meetings/${meetingId}/family-room/plan`, plan('Other', 'b', 0))
    await wait(400)
    await client.query('commit')
    return second
  })
  assert.equal(answer.statusCode, 409)
  assert.match(answer.body, /One[\s\S]*Other/)
  assert.deepEqual(
    (await planOf(meetingId)).map(each => each.goals),
    ['One'],
  )
})

test('the details of a child changed by two: words, choices and days that differ are each settled, and the rest goes along', async () => {
  const childId = await childOnPathway(world, 'Dau')
  const url = `/children/${childId}/details`
  const worker = await visitor(app, world, 'social-worker')
  const lead = await visitor(app, world, 'lead')
  const page = await worker.get(url)
  const version = /name="version" value="(\d+)"/.exec(page.body)?.[1] ?? ''
  const details = {
    version,
    givenName: 'Enfys',
    familyName: 'Dau',
    language: 'cy',
    careStatus: 'at-home',
    unaccompaniedAsylumSeeking: 'no',
    'bornOn-day': '6',
    'bornOn-month': '5',
    'bornOn-year': '2012',
    school: 'Ysgol Un',
  }
  assert.equal((await worker.post(url, details)).statusCode, 303)
  const other = {
    ...details,
    familyName: 'Tri',
    'bornOn-day': '7',
    careStatus: 'foster-home',
    school: 'Ysgol Un',
    religion: 'none',
  }
  const second = await lead.post(url, other)
  assert.equal(second.statusCode, 409)
  for (const words of [/Dau[\s\S]*Tri/, /6 May 2012[\s\S]*7 May 2012/]) assert.match(second.body, words)
  assert.doesNotMatch(second.body, /<textarea[^>]*name="school"/)
  const settled = formAsSent(second.body)
  assert.equal(settled['school'], 'Ysgol Un')
  const saved = await lead.post(url, { ...settled, bornOn: '2012-05-06' })
  assert.equal(saved.statusCode, 303, /govuk-error-message[\s\S]{0,200}/.exec(saved.body)?.[0])
  const { rows } = await overConnection(world.ownerUrl, client =>
    client.query('select family_name, born_on::text, care_status, school, religion from child where id = $1', [
      childId,
    ]),
  )
  assert.deepEqual(rows, [
    { family_name: 'Tri', born_on: '2012-05-06', care_status: 'foster-home', school: 'Ysgol Un', religion: 'none' },
  ])
})

test('reliability 10: two who record who is in the room lose nobody, and who was there first stays as recorded then', async () => {
  const at = await meetingIn(world, 'in-open-session')
  const { rows: people } = await overConnection(world.ownerUrl, client =>
    client.query<{ id: string; part: string; name: string }>(
      'select id, part, name from meeting_person where meeting_id = $1 and removed_at is null order by part, name',
      [at.meetingId],
    ),
  )
  const idOf = (name: string) => people.find(person => person.name === name)?.id ?? ''
  const inTheRoom = async () =>
    (
      await overConnection(world.ownerUrl, client =>
        client.query<{ name: string; at: string }>(
          `select p.name, m.recorded_at::text as at from meeting_presence m join meeting_person p on p.id = m.person_id
            where m.meeting_id = $1 and m.stage = 'safety-planning' order by p.name`,
          [at.meetingId],
        ),
      )
    ).rows
  const url = `/meetings/${at.meetingId}/family-room/people`
  const form = { stage: 'safety-planning' }
  assert.equal((await chair.post(url, { ...form, present: [idOf('chair')] })).statusCode, 303)
  const [first] = await inTheRoom()
  // Both open the page now; each ticks somebody who has just come in.
  await chair.get(url) // comes into the room
  const page = (await chair.get(url)).body
  const were = [...page.matchAll(/name="were" value="([^"]+)"/g)].map(([, id = '']) => id)
  assert.deepEqual(were, [idOf('chair')])
  assert.equal((await chair.post(url, { ...form, were, present: [...were, idOf('note-taker')] })).statusCode, 303)
  assert.equal((await noteTaker.post(url, { ...form, were, present: [...were, idOf('nurse')] })).statusCode, 303)
  const now = await inTheRoom()
  assert.deepEqual(
    now.map(each => each.name),
    ['chair', 'note-taker', 'nurse'],
  )
  assert.deepEqual(now[0], first)
  // Ticked by mistake: taken back, and only that.
  const all = now.map(each => idOf(each.name))
  assert.equal(
    (await chair.post(url, { ...form, were: all, present: [idOf('chair'), idOf('note-taker')] })).statusCode,
    303,
  )
  assert.deepEqual(
    (await inTheRoom()).map(each => each.name),
    ['chair', 'note-taker'],
  )
})
