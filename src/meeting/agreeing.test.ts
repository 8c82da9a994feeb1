// An action as it is typed while nine people talk: the member of staff who holds it is enough; where nobody does it, it is asked for.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { meetingIn } from '../../test/access/meeting-deeds.ts'
import { today } from '../../test/meetings.ts'
import { servedWorld } from '../../test/served.ts'
import { visitor } from '../../test/visits.ts'
import { listActionsOfMeeting } from '../agreed-action/store.ts'
import { namesOf } from '../board/store/staff.ts'
import { addDays } from '../lib/calendar-date.ts'

const { world, app } = await servedWorld()
const { meetingId } = await meetingIn(world, 'in-closed-session')
const owner = (await world.actor('youth-worker')).userId

const agreed = () => world.as('chair', ({ tx }) => listActionsOfMeeting(tx, meetingId))
async function agree(fields: Readonly<Record<string, string>>) {
  const { post } = await visitor(app, world, 'chair')
  const form = { what: 'Zq lift on Fridays', context: 'school', dueOn: addDays(today, 5), audience: 'network' }
  return post(`/meetings/${meetingId}/actions`, { ...form, who: '', ownerId: '', agencyId: '', ...fields })
}

test('the member of staff alone is enough: by name, and for their own agency', async () => {
  const staff = (await world.as('chair', ({ tx }) => namesOf(tx, [owner]))).get(owner)
  assert.equal((await agree({ ownerId: owner })).statusCode, 303)
  const [action] = await agreed()
  assert.deepEqual([action?.who, action?.ownerId, action?.agencyId], [staff?.name, owner, staff?.agencyId])
})

test('offered are those who see the child, nobody else; who does not see it is refused where the identifier is sent all the same', async () => {
  const { get } = await visitor(app, world, 'chair')
  const { body } = await get(`/meetings/${meetingId}/actions`)
  const list = /<select[^>]*id="ownerId"[\s\S]*?<\/select>/.exec(body)?.[0] ?? ''
  const isOffered = async (who: string) => list.includes(`value="${(await world.actor(who)).userId}"`)
  for (const who of ['chair', 'teacher', 'youth-worker']) assert.ok(await isOffered(who), who)
  for (const who of ['duty-bridgend', 'panel-2', 'administrator', 'social-worker-2'])
    assert.ok(!(await isOffered(who)), who)
  const before = (await agreed()).length
  const sent = await agree({ ownerId: (await world.actor('social-worker-2')).userId })
  assert.match(sent.body, /href="#ownerId"/)
  assert.equal((await agreed()).length, before)
})

test('what is written of who does it, and of another agency, stays', async () => {
  const police = await world.actor('police')
  assert.equal((await agree({ ownerId: owner, who: 'Zq Non with Mam', agencyId: police.agencyId })).statusCode, 303)
  const action = (await agreed()).find(each => each.who === 'Zq Non with Mam')
  assert.deepEqual([action?.ownerId, action?.agencyId], [owner, police.agencyId])
})

test('an action that nobody does is refused at its field; what was typed stays, and nothing is kept', async () => {
  const before = (await agreed()).length
  const answer = await agree({ what: 'Zq nobody yet' })
  assert.equal(answer.statusCode, 400)
  assert.match(answer.body, /href="#who"[\s\S]*Zq nobody yet/)
  assert.equal((await agreed()).length, before)
})

test('all that is missing is said at once, in the order of the page', async () => {
  const { body } = await agree({ what: '', dueOn: '', context: '' })
  const said = [...body.matchAll(/<a href="#([a-zA-Z-]+)">/g)].map(each => each[1])
  assert.deepEqual(said, ['what', 'who', 'dueOn', 'context'])
})

test('whoever does it without an account is written alone, for no agency', async () => {
  assert.equal((await agree({ who: 'Zq Mam' })).statusCode, 303)
  const action = (await agreed()).find(each => each.who === 'Zq Mam')
  assert.deepEqual([action?.ownerId, action?.agencyId], [null, null])
})

test('before the family it is the same: the holder is enough, and nobody is refused', async () => {
  const open = await meetingIn(world, 'in-open-session')
  const { post } = await visitor(app, world, 'chair')
  const typed = { what: 'Zq call on Mondays', context: 'home', dueOn: addDays(today, 5), who: '', agencyId: '' }
  const path = `/meetings/${open.meetingId}/family-room/actions`
  const refused = await post(path, { ...typed, ownerId: '' })
  assert.equal(refused.statusCode, 400)
  assert.match(refused.body, /href="#who"[\s\S]*Zq call on Mondays/)
  assert.equal((await post(path, { ...typed, ownerId: owner })).statusCode, 303)
  const kept = await world.as('chair', ({ tx }) => listActionsOfMeeting(tx, open.meetingId))
  const added = kept.filter(each => each.what === typed.what)
  assert.deepEqual(
    added.map(each => [each.ownerId, each.audience]),
    [[owner, 'family']],
  )
})
