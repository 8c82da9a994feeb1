// The room of the family, as those who run it meet it: what is known already is not asked again, and what was said elsewhere has no hour here.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { meetingIn } from '../../test/access/meeting-deeds.ts'
import { meetingWithWords } from '../../test/access/meeting-lines.ts'
import { asOwner } from '../../test/access/sight.ts'
import { servedWorld } from '../../test/served.ts'
import { visitor } from '../../test/visits.ts'

const { world, app } = await servedWorld()

// A page of the room on a device that has come in: it shows that room alone from then on.
async function roomPage(meetingId: string, part: string): Promise<string> {
  const path = `/meetings/${meetingId}/family-room${part}`
  const chair = await visitor(app, world, 'chair')
  await chair.get(path)
  return (await chair.get(path)).body
}

const chosen = (body: string) =>
  [...body.matchAll(/<input[^>]*name="familyPresent"[^>]*>/g)]
    .filter(([radio]) => radio.includes(' checked'))
    .map(([radio]) => /value="([^"]*)"/.exec(radio)?.[1])

const there = (meetingId: string, ...parts: readonly string[]) =>
  asOwner(world, async client => {
    await client.query('delete from meeting_presence where meeting_id = $1', [meetingId])
    await client.query(
      `insert into meeting_person (meeting_id, child_id, name, part, invited_by)
       select id, child_id, part, part, chair_id from meeting, unnest(array['child', 'parent-or-carer', 'advocate']) part where id = $1`,
      [meetingId],
    )
    await client.query(
      `insert into meeting_presence (meeting_id, child_id, person_id, stage)
       select distinct on (part) meeting_id, child_id, id, 'family-session' from meeting_person where meeting_id = $1 and part = any ($2) order by part, id`,
      [meetingId, parts],
    )
  })

for (const [parts, known] of [
  [['child', 'parent-or-carer'], ['child-and-family']],
  [['child', 'advocate'], ['child']],
  [['parent-or-carer'], ['family']],
  [['advocate'], []],
  [[], []],
] as const)
  test(`recorded as there: ${parts.join(', ') || 'nobody of the family'}: ending the meeting asks no more than is not known`, async () => {
    const { meetingId } = await meetingIn(world, 'in-open-session')
    await there(meetingId, ...parts)
    assert.deepEqual(chosen(await roomPage(meetingId, '/end')), known)
  })

test('what was said before the family has its hour; what was said in the closed session and may be read here has none', async () => {
  const { meetingId } = await meetingWithWords(world, 'in-open-session')
  const body = await roomPage(meetingId, '')
  const beneath = (text: string) =>
    /govuk-body-s llwybr-quiet">([\s\S]*?)<\/p>/.exec(body.slice(body.indexOf(text)))?.[1] ?? ''
  assert.match(beneath('zqsaidzq'), /Robin[\s\S]*\d\d:\d\d/)
  assert.match(beneath('zqsharedzq'), /Robin/)
  assert.doesNotMatch(beneath('zqsharedzq'), /\d\d:\d\d/)
})
