// What a referrer has in hand: a receipt with reference, team and number; the decision and what was written for them, never the reasons.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { sentReferral } from '../../test/children.ts'
import { beginAs, overConnection, TEST_KEY } from '../../test/database.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { makeApp } from '../app.ts'
import { referralReference } from './referral.ts'

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

test('the receipt says reference, child, team, number, and what happens when', async () => {
  const id = await sentReferral(world, { givenName: 'Nerys', familyName: 'Derbynneb' })
  const nurse = await visitor(app, world, 'nurse')
  const { body } = await nurse.get(`/referrals/${id}/receipt`)
  for (const words of [referralReference(id), 'Nerys Derbynneb', 'Front door, Merthyr Tydfil', '01632 960102'])
    assert.ok(body.includes(words), words)
  assert.match(body, /Children’s Services decide by \w+day \d+ \w+ \d{4}/)
  assert.match(body, /phone them and give the reference/)
  const duty = await visitor(app, world, 'duty')
  assert.ok(
    (await duty.get('/referrals')).body.includes(referralReference(id)),
    'the front door finds it by the reference',
  )
  await nurse.post('/public-view?to=on&path=/', {})
  assert.doesNotMatch((await nurse.get(`/referrals/${id}/receipt`)).body, /Nerys|Derbynneb/)
})

test('the referrer’s own number is asked for, and shown to whoever decides', async () => {
  const id = await sentReferral(world, { referrerPhone: '01632 960077', familyName: 'Rhif' })
  assert.match(
    (await (await visitor(app, world, 'duty')).get(`/referrals/${id}`)).body,
    /The referrer’s telephone number<\/dt>[\s\S]*?01632 960077/,
  )
})

test('the referrer reads the decision and what was written for them; the reasons and the record they do not', async () => {
  const id = await sentReferral(world, { givenName: 'Mair', familyName: 'Ateb' })
  const duty = await visitor(app, world, 'duty-manager')
  const done = await duty.post(`/referrals/${id}/determination`, {
    child: 'new',
    outcome: 'information-and-advice',
    reasons: 'Reasons of the record.',
    toldReferrer: 'Thank you. Please note what you see on Fridays.',
  })
  assert.equal(done.statusCode, 303)
  const seen = (await (await visitor(app, world, 'nurse')).get(`/referrals/${id}`)).body
  assert.match(seen, /Decided: Information and advice/)
  assert.match(seen, /Thank you\. Please note what you see on Fridays\./)
  assert.doesNotMatch(seen, /Reasons of the record/)
  assert.doesNotMatch(seen, /To be decided by/)
  assert.match((await duty.get(`/referrals/${id}`)).body, /Reasons of the record/)
  assert.equal((await (await visitor(app, world, 'teacher')).get(`/referrals/${id}`)).statusCode, 404)
})

test('what the referrer was told is part of the decision: nobody writes it before, after, or who does not decide', async () => {
  const undecided = await sentReferral(world, { familyName: 'Cyn' })
  const decided = await sentReferral(world, { familyName: 'Wedyn' })
  await (
    await visitor(app, world, 'duty-manager')
  ).post(`/referrals/${decided}/determination`, {
    child: 'new',
    outcome: 'no-further-action',
    reasons: 'Known already.',
  })
  await overConnection(world.appUrl, async client => {
    for (const [who, id] of [
      ['nurse', undecided],
      ['nurse', decided],
      ['duty-manager', undecided],
      ['duty-manager', decided],
      ['lead', decided],
      ['administrator', decided],
    ] as const) {
      await beginAs(client, (await world.actor(who)).userId)
      const changed = await client
        .query(`update referral set told_referrer = 'Something else', version = version + 1 where id = $1`, [id])
        .then(
          ({ rowCount }) => rowCount,
          () => 'refused',
        )
      await client.query('rollback')
      assert.ok(changed === 0 || changed === 'refused', `${who}: ${String(changed)}`)
    }
  })
})

test('an administrator corrects a team’s name and number; nobody else does, and a name is needed', async () => {
  const { rows } = await overConnection(world.ownerUrl, client =>
    client.query<{ id: string }>(`select id from team where name_en = 'Front door, Bridgend'`),
  )
  const path = `/board/teams/${rows[0]?.id ?? ''}`
  const administrator = await visitor(app, world, 'administrator')
  const whole = { teamEn: 'Front door, Bridgend', teamCy: 'Y drws ffrynt, Pen-y-bont', teamTelephone: '01632 960199' }
  const missing = await administrator.post(path, { ...whole, teamCy: ' ' })
  assert.equal(missing.statusCode, 400)
  assert.match(missing.body, /01632 960199/)
  assert.equal((await administrator.post(path, whole)).statusCode, 303)
  assert.match((await administrator.get('/board/teams')).body, /01632 960199/)
  for (const who of ['lead', 'duty-manager']) {
    const someone = await visitor(app, world, who)
    assert.equal((await someone.post(path, { ...whole, teamTelephone: '0' })).statusCode, 403)
    await assert.rejects(
      world.as(who, ({ tx }) =>
        tx
          .updateTable('team')
          .set({ telephone: '0' })
          .where('id', '=', rows[0]?.id ?? '')
          .executeTakeFirstOrThrow()
          .then(result => assert.equal(result.numUpdatedRows, 1n)),
      ),
      who,
    )
  }
})
