// The papers of a meeting: who gathers them, who is told, whose name is on a copy, and when it can be had no more.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makeApp } from '../app.ts'
import { completeAssessment } from '../assessment/actions.ts'
import { fileHash } from '../documents/document.ts'
import { recogniseDocument } from '../family-copy/recognising.ts'
import { listUnreadNotices } from '../notice/store.ts'
import { meetingIn } from '../../test/access/meeting-deeds.ts'
import { askedFor, book, HOUR } from '../../test/meetings.ts'
import { asOwner } from '../../test/access/sight.ts'
import { beginAs, overConnection, TEST_KEY } from '../../test/database.ts'
import { contentOfPdf, textOfWord } from '../../test/document-text.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { writeNote } from '../record/actions.ts'
import { invitePerson, removePerson } from './actions/inviting.ts'
import { makePack, mayTakePack } from './actions/packing.ts'
import { listPeople } from './store/people.ts'

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

async function booked(familyName: string): Promise<{ childId: string; meetingId: string }> {
  const asked = await askedFor(world, familyName)
  await book(world, asked.meetingId, new Date(Date.now() + 72 * HOUR), { place: 'Ystafell Ffug' })
  return asked
}
async function invite(meetingId: string, who: string): Promise<string> {
  const { userId } = await world.actor(who)
  await world.as('chair', work =>
    invitePerson(work, { meetingId, userId, name: '', part: 'practitioner', inClosed: false, inFamily: true }),
  )
  const people = await world.as('chair', ({ tx }) => listPeople(tx, meetingId))
  return people.find(person => person.userId === userId)?.id ?? ''
}
const told = (who: string, meetingId: string) =>
  world.as(
    who,
    async ({ tx }) =>
      (await listUnreadNotices(tx)).filter(each => each.subjectId === meetingId && each.kind === 'pack-made').length,
  )
const copy = async (who: string, meetingId: string, format: 'pdf' | 'docx' = 'pdf') =>
  (await visitor(app, world, who)).get(`/meetings/${meetingId}/pack/en/${format}`)

const tellTheTeacher = async (meetingId: string) => {
  const { userId } = await world.actor('teacher')
  await asOwner(world, client =>
    client.query(
      `insert into notice (user_id, kind, child_id, subject_id) select $1, 'pack-made', child_id, id from meeting where id = $2`,
      [userId, meetingId],
    ),
  )
}

test('the chair gathers the papers in one press; everybody invited with an account is told, and who is invited later when it is pressed again', async () => {
  const { meetingId } = await booked('Papurau')
  await invite(meetingId, 'nurse')
  await world.as('chair', work =>
    invitePerson(work, {
      meetingId,
      userId: null,
      name: 'Enfys',
      part: 'parent-or-carer',
      inClosed: false,
      inFamily: true,
    }),
  )
  for (const who of ['nurse', 'social-worker', 'youth-justice', 'panel'])
    assert.notEqual((await world.as(who, work => makePack(work, meetingId))).outcome, 'made', who)
  assert.equal((await copy('nurse', meetingId)).statusCode, 404, 'nothing was gathered')
  assert.equal((await world.as('nurse', work => mayTakePack(work, meetingId))).outcome, 'not-made')
  const nurse = await world.actor('nurse')
  const bySql = `insert into record_copy (meeting_id, child_id, copy, language, format, sha256, made_by)
    select id, child_id, 'pack', 'cy', 'pdf', 'x', actor() from meeting where id = $1`
  await overConnection(world.appUrl, async client => {
    await beginAs(client, nurse.userId)
    await assert.rejects(client.query(bySql, [meetingId]), /may not be done/)
    await client.query('rollback')
  })
  const chair = await visitor(app, world, 'chair')
  assert.match((await chair.get(`/meetings/${meetingId}/pack`)).body, /have not been gathered yet/)
  assert.equal((await chair.post(`/meetings/${meetingId}/pack`, {})).headers.location, `/meetings/${meetingId}/pack`)
  assert.deepEqual([await told('nurse', meetingId), await told('chair', meetingId)], [1, 0])
  assert.equal(await told('teacher', meetingId), 0)
  await invite(meetingId, 'teacher')
  await chair.post(`/meetings/${meetingId}/pack`, {})
  assert.equal(await told('teacher', meetingId), 1)
  assert.equal(await told('nurse', meetingId), 1, 'who has not looked yet is told once')
  const page = await (await visitor(app, world, 'teacher')).get(`/meetings/${meetingId}/pack`)
  assert.match(page.body, /Your copy has your name on every page/)
  assert.doesNotMatch(page.body, /Gather them again/, 'only who runs the meeting gathers them')
  assert.equal(await told('teacher', meetingId), 0, 'read by opening it')
})

test('a copy holds why it was asked for, the last judgement and the referral, and its reader’s name on every page; no word of others', async () => {
  const { meetingId, childId } = await booked('Cynnwys')
  await world.as('social-worker', async work => {
    await completeAssessment(work, {
      childId,
      kind: 'assessment',
      doneOn: work.today,
      level: 'high',
      reasons: 'Zqreasons of the judgement.',
      levelChangeReason: 'Zqchange.',
      harm: 'has-happened',
      harmDetails: '',
      childsWords: 'Zqchildswords here.',
      strengths: '',
      biasConsidered: '',
      unknowns: '',
      forms: [{ form: 'criminal', level: 'high', harm: 'has-happened', reasons: 'Zqform of it.' }],
    })
  })
  await world.as('chair', work => makePack(work, meetingId))
  await invite(meetingId, 'nurse')
  await world.as('social-worker', work =>
    writeNote(work, {
      childId,
      kind: 'note',
      basis: 'fact',
      audience: 'police',
      context: null,
      text: 'Zqpolice word.',
      saidBy: '',
      happenedOn: work.today,
      mayBeCrime: false,
      writtenIn: 'en',
    }),
  )
  const nurse = await world.actor('nurse')
  const taken = await copy('nurse', meetingId)
  assert.equal(taken.statusCode, 200)
  const bytes = taken.rawPayload
  const { text, outline } = await contentOfPdf(bytes)
  for (const words of ['Zqreasons', 'Zqchildswords', 'Zqform', 'Ystafell Ffug', 'Cynnwys'])
    assert.ok(text.includes(words), words)
  assert.ok(outline.includes('Why the meeting was asked for') && outline.includes('Referral'))
  const pages = Number(/Page \d+ of (\d+)/.exec(text)?.[1])
  assert.equal(text.split(`Copy of ${nurse.name}`).length - 1, pages, 'the reader’s name on every page')
  assert.doesNotMatch(text, /Zqpolice/)
  const word = textOfWord((await copy('nurse', meetingId, 'docx')).rawPayload)
  assert.ok(word.includes('Zqreasons') && word.includes(`Copy of ${nurse.name}`) && !word.includes('Zqpolice'))
  const found = await world.as('chair', work => recogniseDocument(work, fileHash(bytes)))
  assert.deepEqual([found?.copy, found?.madeBy], ['pack', nurse.userId], 'a copy is known with its reader')
  const chairs = (await copy('chair', meetingId)).rawPayload
  assert.notEqual(fileHash(chairs), fileHash(bytes))
  const last = Buffer.from(bytes)
  last[last.length - 20] = (last[last.length - 20] ?? 0) ^ 1
  assert.equal(await world.as('chair', work => recogniseDocument(work, fileHash(last))), undefined)
})

test('whoever is taken off the meeting can have no copy from that moment on', async () => {
  const { meetingId } = await booked('Tynnu')
  const invitation = await invite(meetingId, 'nurse')
  await world.as('chair', work => makePack(work, meetingId))
  const nurse = await visitor(app, world, 'nurse')
  assert.equal((await nurse.get(`/meetings/${meetingId}/pack`)).statusCode, 200)
  await world.as('chair', work => removePerson(work, invitation))
  for (const address of ['', '/en/pdf', '/cy/docx'])
    assert.equal((await nurse.get(`/meetings/${meetingId}/pack${address}`)).statusCode, 404, address)
  assert.equal(await told('nurse', meetingId), 0, 'nor are they told of it any more')
})

test('nobody has a copy while the family sits in the meeting, nor once the record is approved or the meeting called off', async () => {
  for (const [state, status] of [
    ['in-closed-session', 200],
    ['in-open-session', 404],
    ['held', 200],
    ['approved', 404],
    ['called-off', 404],
  ] as const) {
    const { meetingId } = await meetingIn(world, state)
    for (const who of ['chair', 'teacher', 'nurse']) {
      const { statusCode } = await copy(who, meetingId)
      assert.equal(statusCode, status, `${who}, ${state}`)
    }
    await tellTheTeacher(meetingId)
    assert.equal(await told('teacher', meetingId), status === 200 ? 1 : 0, `told while it can be had: ${state}`)
    assert.equal((await copy('youth-justice', meetingId)).statusCode, 404)
    assert.notEqual((await copy('panel', meetingId)).statusCode, 200, 'a role that only reads')
  }
  const { meetingId } = await meetingIn(world, 'in-open-session')
  const page = await (await visitor(app, world, 'chair')).get(`/meetings/${meetingId}/pack`)
  assert.match(String(page.headers.location), /family-room/)
})

test('each copy that was taken leaves a trace with its reader; nobody takes one in another’s name', async () => {
  const { meetingId, childId } = await booked('Olion')
  await world.as('chair', work => makePack(work, meetingId))
  await copy('chair', meetingId)
  const { userId } = await world.actor('chair')
  const traced = await asOwner(world, client =>
    client.query(
      `select 1 from audit_event where event = 'meeting.copy-made' and subject_id = $1 and actor_id = $2 and details ->> 'copy' = 'pack'`,
      [meetingId, userId],
    ),
  )
  assert.equal(traced.rowCount, 1)
  const other = await world.actor('social-worker')
  await overConnection(world.appUrl, async client => {
    await beginAs(client, userId)
    await assert.rejects(
      client.query(
        `insert into record_copy (meeting_id, child_id, copy, language, format, sha256, made_by) values ($1, $2, 'pack', 'cy', 'pdf', 'x', $3)`,
        [meetingId, childId, other.userId],
      ),
      /may not be done/,
    )
    await client.query('rollback')
  })
})

test('the papers are gathered although somebody invited sees the child no more, who is not told', async () => {
  const { childId, meetingId } = await booked('Ymadael')
  await invite(meetingId, 'teacher')
  await invite(meetingId, 'nurse')
  const { userId } = await world.actor('nurse')
  await asOwner(world, client =>
    client.query(
      `update access_grant set until_at = now() - interval '1 day' where child_id = $1 and principal_id = $2`,
      [childId, userId],
    ),
  )
  assert.equal((await world.as('chair', work => makePack(work, meetingId))).outcome, 'made')
  assert.deepEqual([await told('teacher', meetingId), await told('nurse', meetingId)], [1, 0])
})
