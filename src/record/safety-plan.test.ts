// The safety plan is read where it is needed: on the record of the child and of its meeting, by everybody around the child.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { meetingIn } from '../../test/access/meeting-deeds.ts'
import { asOwner } from '../../test/access/sight.ts'
import { childOnPathway } from '../../test/children.ts'
import { servedWorld } from '../../test/served.ts'
import { visitor } from '../../test/visits.ts'

const { world, app } = await servedWorld()

type Parts = { readonly worries?: string; readonly ifMissing?: string; readonly whoToCall?: string }
const write = (meetingId: string, { worries = '', ifMissing = '', whoToCall = '' }: Parts) =>
  asOwner(world, async client => {
    await client.query('delete from safety_plan where meeting_id = $1', [meetingId])
    await client.query(
      `insert into safety_plan (meeting_id, child_id, worries, if_missing, who_to_call)
       select id, child_id, $2, $3, $4 from meeting where id = $1`,
      [meetingId, worries, ifMissing, whoToCall],
    )
  })
const page = async (who: string, path: string) => (await visitor(app, world, who)).get(path)

test('everybody around the child reads it, also who was not in the closed session; nobody else does', async () => {
  const { childId, meetingId } = await meetingIn(world, 'held')
  await write(meetingId, { worries: 'Zq the grey car.', ifMissing: 'Zq call 101 first.' })
  for (const path of [`/children/${childId}`, `/meetings/${meetingId}/record`]) {
    for (const who of ['chair', 'teacher']) {
      const { body } = await page(who, path)
      assert.match(
        body,
        /What worries us<\/dt>[\s\S]*Zq the grey car\.[\s\S]*If the child goes missing[\s\S]*Zq call 101/,
      )
      assert.doesNotMatch(body, /Who to call<\/dt>/, 'what it does not say is left out')
    }
    for (const who of ['social-worker-2', 'police-2', 'administrator'])
      assert.doesNotMatch((await page(who, path)).body, /Zq the grey car/, who)
  }
  assert.match((await page('teacher', `/children/${childId}`)).body, new RegExp(`href="/meetings/${meetingId}/record"`))
})

test('the newest plan that says something stands on the record, whatever was written into an older one since', async () => {
  const first = await meetingIn(world, 'held')
  const second = await meetingIn(world, 'held')
  const third = await meetingIn(world, 'held')
  assert.equal(new Set([first, second, third].map(each => each.childId)).size, 1, 'meetings of one child')
  await write(second.meetingId, { whoToCall: 'Zq Nain.' })
  await write(first.meetingId, { whoToCall: 'Zq the lodger.' })
  await write(third.meetingId, {})
  const { body } = await page('chair', `/children/${first.childId}`)
  assert.match(body, /Who to call<\/dt>[\s\S]*Zq Nain\./)
  assert.doesNotMatch(body, /Zq the lodger/)
  const other = await childOnPathway(world, 'Heb')
  assert.doesNotMatch((await page('social-worker', `/children/${other}`)).body, /Zq Nain/, 'of no other child')
})

test('where names are hidden the child’s own are hidden in it', async () => {
  const { childId, meetingId } = await meetingIn(world, 'held')
  const [child] = await asOwner(world, async client => {
    const { rows } = await client.query<{ name: string }>('select family_name as name from child where id = $1', [
      childId,
    ])
    return rows
  })
  await write(meetingId, { ifMissing: `Zq ring about ${child?.name ?? ''} at once.` })
  const { get, post } = await visitor(app, world, 'chair')
  await post('/public-view?to=on&path=/', {})
  const { body } = await get(`/children/${childId}`)
  assert.match(body, /Zq ring about/)
  assert.ok(!body.includes(child?.name ?? ''))
})
