// Who is invited says whether they can come, or the chair records it for them; a calendar file names nobody.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makeApp } from '../app.ts'
import { beginAs, overConnection, TEST_KEY } from '../../test/database.ts'
import { type Case, meetingIn } from '../../test/access/meeting-deeds.ts'
import { asOwner } from '../../test/access/sight.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { recordReply } from './actions/replying.ts'
import { calendarFile } from './calendar-file.ts'
import { listPeople } from './store/people.ts'

let world: World
let app: FastifyInstance
before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: 'https://llwybr.example' })
})
after(async () => {
  await app.close()
  await world.close()
})

const repliesOf = async (at: Case) =>
  world.as(
    'chair',
    async ({ tx }) => (await listPeople(tx, at.meetingId)).find(each => each.id === at.invitation)?.reply,
  )

test('who is invited replies for themselves alone, again when they know more; nobody else but who runs the meeting does', async () => {
  const at = await meetingIn(world, 'booked')
  const reply = (who: string, personId = at.invitation) =>
    world.as(who, work => recordReply(work, { personId, reply: 'apologies', words: 'On leave.' })).then(x => x.outcome)
  for (const who of ['teacher', 'youth-worker', 'youth-justice', 'panel', 'lead'])
    assert.equal(await reply(who), 'not-found', who)
  assert.equal(await reply('nurse', at.chairPerson), 'not-found', 'not for another')
  assert.equal(await repliesOf(at), undefined)
  assert.equal(await reply('nurse'), 'replied')
  const later = { personId: at.invitation, reply: 'somebody-else' as const }
  assert.equal((await world.as('nurse', work => recordReply(work, { ...later, words: ' ' }))).outcome, 'words-needed')
  assert.equal(
    (await world.as('chair', work => recordReply(work, { ...later, words: 'The deputy.' }))).outcome,
    'replied',
  )
  assert.deepEqual([(await repliesOf(at))?.reply, (await repliesOf(at))?.words], ['somebody-else', 'The deputy.'])
  await asOwner(world, client =>
    client.query('update meeting_person set removed_at = now() where id = $1', [at.invitation]),
  )
  for (const who of ['nurse', 'chair'])
    assert.equal(await reply(who), 'not-found', 'of nobody who is not invited any more')
})

test('a reply is in one’s own name, to the meeting as it is booked, and never changed; one to another hour counts no more', async () => {
  const at = await meetingIn(world, 'booked')
  const { userId } = await world.actor('nurse')
  await overConnection(world.appUrl, async client => {
    for (const [by, when] of [
      [(await world.actor('chair')).userId, 'm.booked_for'],
      [userId, "m.booked_for + interval '1 day'"],
    ]) {
      await beginAs(client, userId)
      await assert.rejects(
        client.query(
          `insert into meeting_reply (person_id, meeting_id, child_id, reply, booked_for, given_by)
           select $1, m.id, m.child_id, 'coming', ${when}, $3 from meeting m where m.id = $2`,
          [at.invitation, at.meetingId, by],
        ),
        /in one's own name/,
      )
      await client.query('rollback')
    }
    for (const statement of [`update meeting_reply set reply = 'coming'`, 'delete from meeting_reply']) {
      await beginAs(client, userId)
      await assert.rejects(client.query(statement), /permission denied/)
      await client.query('rollback')
    }
  })
  const nurse = await visitor(app, world, 'nurse')
  assert.match((await nurse.get(`/meetings/${at.meetingId}`)).body, /have not said whether you can come/)
  const wrong = await nurse.post(`/meeting-people/${at.invitation}/reply`, { words: 'Late, from the clinic.' })
  assert.equal(wrong.statusCode, 400)
  assert.match(wrong.body, /Choose an answer/)
  assert.match(wrong.body, /Late, from the clinic\./)
  const sent = await nurse.post(`/meeting-people/${at.invitation}/reply`, { reply: 'coming', words: '' })
  assert.equal(sent.headers.location, `/meetings/${at.meetingId}`)
  const unanswered = async () =>
    /people have not replied|person has not replied/.exec((await nurse.get(`/meetings/${at.meetingId}`)).body)
  assert.doesNotMatch((await nurse.get(`/meetings/${at.meetingId}`)).body, /have not said whether you can come/)
  assert.ok(await unanswered(), 'the youth worker has not')
  await asOwner(world, client =>
    client.query(`update meeting set booked_for = booked_for + interval '1 day', version = version + 1 where id = $1`, [
      at.meetingId,
    ]),
  )
  const moved = (await nurse.get(`/meetings/${at.meetingId}`)).body
  assert.match(moved, /have not said whether you can come/)
  assert.match(moved, /given before the meeting was moved/)
  assert.equal(
    (await (await visitor(app, world, 'teacher')).get(`/meeting-people/${at.invitation}/reply`)).statusCode,
    404,
  )
})

test('a calendar file holds a reference, an hour and an address, and no name, place or word of what it is', async () => {
  const at = await meetingIn(world, 'booked')
  await asOwner(world, client =>
    client.query(`update meeting set place = 'Zq Hall', version = version + 1 where id = $1`, [at.meetingId]),
  )
  const nurse = await visitor(app, world, 'nurse')
  const got = await nurse.get(`/meetings/${at.meetingId}/calendar`)
  assert.match(String(got.headers['content-type']), /text\/calendar/)
  const child = await asOwner(world, async client => {
    const { rows } = await client.query<{ given_name: string; family_name: string; reference: string }>(
      'select given_name, family_name, reference from child where id = $1',
      [at.childId],
    )
    return rows[0]
  })
  assert.ok(child)
  assert.match(String(got.headers['content-disposition']), new RegExp(`${child.reference}\\.ics`))
  const lines = got.body.replaceAll('\r\n ', '').split('\r\n')
  assert.ok(lines.includes(`SUMMARY:${child.reference}`))
  assert.ok(lines.some(line => line.endsWith(`https://llwybr.example/meetings/${at.meetingId}`)))
  assert.deepEqual(
    lines.map(line => line.split(/[:;]/)[0]).filter(name => /LOCATION|ATTENDEE|ORGANIZER/.test(name ?? '')),
    [],
  )
  for (const word of [child.given_name, child.family_name, 'Zq', 'xploitation', 'Gwen'])
    assert.ok(!got.body.includes(word), word)
  assert.equal(
    (await (await visitor(app, world, 'youth-justice')).get(`/meetings/${at.meetingId}/calendar`)).statusCode,
    404,
  )
  const asked = await meetingIn(world, 'asked-for')
  assert.equal((await nurse.get(`/meetings/${asked.meetingId}/calendar`)).statusCode, 404, 'nothing is booked')
})

test('of a meeting that was held it is said who was there, as far as the reader may know of it, and nothing of replies', async () => {
  const at = await meetingIn(world, 'held')
  const seen = async (who: string) => {
    const { body } = await (await visitor(app, world, who)).get(`/meetings/${at.meetingId}`)
    const rows = [...body.matchAll(/<th scope="row"[^>]*>\s*([^<]*?)(?:<br>[\s\S]*?)?<\/th>([\s\S]*?)<\/tr>/g)]
    const said = ['Was there', 'Not recorded as there', 'Apologies', 'No reply yet']
    const of = (person: string) => rows.find(([, name]) => name?.trim() === person)?.[2] ?? 'no such person'
    return ['Zq both', 'Zq closed', 'Zq neither', 'Zq mother'].map(name => said.find(each => of(name).includes(each)))
  }
  await asOwner(world, async client => {
    await client.query('delete from meeting_presence where meeting_id = $1', [at.meetingId])
    for (const [name, stages] of [
      ['Zq both', ['closed-session', 'family-session']],
      ['Zq closed', ['closed-session']],
      ['Zq neither', []],
      ['Zq mother', ['family-session']],
    ] as const)
      await client.query(
        `with invited as (
           insert into meeting_person (meeting_id, child_id, name, part, invited_by)
           select id, child_id, $2, 'practitioner', chair_id from meeting where id = $1 returning id, child_id)
         insert into meeting_presence (meeting_id, child_id, person_id, stage)
         select $1, child_id, id, unnest($3::text[]) from invited`,
        [at.meetingId, name, stages],
      )
  })
  assert.deepEqual(await seen('chair'), ['Was there', 'Was there', 'Not recorded as there', 'Was there'])
  assert.deepEqual(await seen('teacher'), ['Was there', undefined, undefined, 'Was there'])
})

test('a meeting that was called off leaves the calendar', () => {
  const entry = {
    meetingId: 'a',
    reference: 'LL-00001',
    bookedFor: new Date('2026-12-01T14:00:00Z'),
    version: 4,
    address: 'https://llwybr.example/meetings/a',
    writtenAt: new Date('2026-11-27T10:00:00Z'),
  }
  const off = calendarFile({ ...entry, isCalledOff: true })
  assert.match(off, /METHOD:CANCEL/)
  assert.match(off, /STATUS:CANCELLED/)
  assert.match(off, /SEQUENCE:4/)
  assert.match(off, /UID:a@llwybr/)
  assert.match(calendarFile({ ...entry, isCalledOff: false }), /DTSTART:20261201T140000Z\r\nDTEND:20261201T153000Z/)
})
