// The pages on which a copy is said to have arrived, is taken back, and is decided about.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { meetingIn } from '../../test/access/meeting-deeds.ts'
import { TEST_KEY } from '../../test/database.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { makeApp } from '../app.ts'
import { calendarDateAt } from '../lib/calendar-date.ts'

let world: World
let app: FastifyInstance
const today = calendarDateAt(new Date())
before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: undefined })
})
after(async () => {
  await app.close()
  await world.close()
})

test('on the pages: each field that is wrong says so and keeps what was typed; the way leads from the copies to the decision', async () => {
  const { meetingId, sending: sendingId } = await meetingIn(world, 'approved')
  assert.ok(sendingId)
  const teacher = await visitor(app, world, 'teacher')
  const copies = (await teacher.get(`/meetings/${meetingId}/copies`)).body
  assert.ok(copies.includes(`href="/sendings/${sendingId}"`))
  const received = { receivedOn: today, receiptWords: 'Zq signed for' }
  const taken = {
    reason: 'wrong-person',
    foundOn: today,
    whatHappened: 'Zq to the wrong door.',
    safety: 'Zq fetched within the hour.',
  }
  const returned = { cameBack: 'none', knownOn: today, returnWords: 'Zq burnt' }
  const decided = { reporting: 'not-reported', decidedOn: today, decisionWords: 'Zq nobody at risk' }
  const refuses = async (
    who: Awaited<ReturnType<typeof visitor>>,
    address: string,
    whole: Record<string, string>,
    wrongs: readonly (readonly [string, string])[],
  ) => {
    const kept = Object.values(whole).find(value => value.startsWith('Zq'))
    for (const [field, wrong] of wrongs) {
      const { statusCode, body } = await who.post(address, { ...whole, [field]: wrong })
      assert.equal(statusCode, 400, `${address} ${field}`)
      assert.match(body, new RegExp(`href="#${field}`), `${address} ${field}`)
      assert.ok(whole[field]?.startsWith('Zq') === true || body.includes(kept ?? '?'), `${address} ${field} keeps`)
    }
    return who.post(address, whole)
  }
  const arrived = await refuses(teacher, `/sendings/${sendingId}/receipt`, received, [
    ['receivedOn', '2020-01-01'],
    ['receivedOn', ''],
    ['receiptWords', ' '],
  ])
  assert.equal(arrived.statusCode, 303)
  assert.ok((await teacher.get(`/sendings/${sendingId}`)).body.includes('Zq signed for'))
  const back = await refuses(teacher, `/sendings/${sendingId}/taken-back`, taken, [
    ['reason', ''],
    ['reason', 'wrong-words'],
    ['foundOn', '2020-01-01'],
    ['whatHappened', ' '],
    ['safety', ''],
  ])
  assert.equal(back.statusCode, 303)
  const incident = back.headers.location?.toString() ?? ''
  assert.match(incident, /^\/copy-incidents\//)
  assert.ok((await teacher.get(incident)).body.includes(taken.safety))
  assert.equal((await teacher.get(`/sendings/${sendingId}/taken-back`)).statusCode, 404)
  const again = await teacher.post(`/sendings/${sendingId}/taken-back`, { ...taken, whatHappened: 'Zq a second time' })
  assert.equal(again.statusCode, 400)
  assert.ok(again.body.includes('Zq a second time'))
  const last = await refuses(teacher, `${incident}/return`, returned, [
    ['cameBack', ''],
    ['knownOn', '2020-01-01'],
    ['returnWords', ''],
  ])
  assert.equal(last.statusCode, 303)

  const officer = await visitor(app, world, 'governance')
  assert.ok((await officer.get('/')).body.includes(`href="${incident}/decision"`))
  assert.ok((await officer.get('/copy-incidents')).body.includes(`href="${incident}/decision"`))
  assert.equal((await officer.get(incident)).statusCode, 404)
  assert.ok((await officer.get(`${incident}/decision`)).body.includes(taken.whatHappened))
  const decision = await refuses(officer, `${incident}/decision`, decided, [
    ['reporting', ''],
    ['decidedOn', '2020-01-01'],
    ['decisionWords', ' '],
  ])
  assert.equal(decision.statusCode, 303)
  assert.ok(!(await officer.get('/')).body.includes(`href="${incident}/decision"`))
  assert.ok((await teacher.get(incident)).body.includes('Zq nobody at risk'))
  for (const address of ['/copy-incidents', `${incident}/decision`])
    assert.equal((await teacher.get(address)).statusCode, 403)
  const police = await visitor(app, world, 'police')
  for (const address of [`/sendings/${sendingId}`, `/sendings/${sendingId}/taken-back`, incident])
    assert.equal((await police.get(address)).statusCode, 404, address)
})
