// Before a pathway is opened again its page says how it ended, what was said then, and what starts; and that is what starts.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asOwner, one } from '../../test/access/sight.ts'
import { childOnPathway } from '../../test/children.ts'
import { servedWorld } from '../../test/served.ts'
import { visitor } from '../../test/visits.ts'
import { calendarDate, formatDay } from '../lib/calendar-date.ts'

const { world, app } = await servedWorld()

async function ended(familyName: string): Promise<string> {
  const childId = await childOnPathway(world, familyName)
  await asOwner(world, client =>
    client.query(
      `update pathway set ended_on = current_date, ending = 'risk-reduced', who_keeps_watch = $2, what_would_bring_back = $3, version = version + 1
        where child_id = $1 and ended_on is null`,
      [childId, `Zq the tutor of ${familyName}.`, 'Zq a new telephone.'],
    ),
  )
  return childId
}

test('what was promised and what starts is read first, and the assessment is due on the day that it named', async () => {
  const path = `/children/${await ended('Eto')}/pathway`
  const { get, post } = await visitor(app, world, 'lead')
  const { body } = await get(path)
  for (const words of [/The pathway ended on .*: The risk is lower/, /Zq the tutor/, /Zq a new telephone/])
    assert.match(body, words)
  const named = /An assessment is due by ([^<]+)</.exec(body)?.[1]
  const { userId } = await world.actor('social-worker')
  const opened = await post(`${path}/reopen`, { reopenReason: 'Zq seen at the station.', lead: userId })
  assert.equal(opened.statusCode, 303)
  const due = await asOwner(world, client =>
    one(
      client,
      `select due_on::text as id from clock where child_id = $1 and rule = 'assessment' and met_at is null and stopped_at is null`,
      [path.split('/')[2]],
    ),
  )
  assert.equal(named, formatDay(calendarDate(due), 'en'))
})

test('who may not open it again reads how it ended, and nothing of what would start', async () => {
  const path = `/children/${await ended('Neb')}/pathway`
  const { body } = await (await visitor(app, world, 'social-worker')).get(path)
  assert.match(body, /Zq a new telephone/)
  assert.doesNotMatch(body, /What starts when you open it|An assessment is due by/)
})

test('where names are hidden, those in what was said at the end are hidden on the record, and the words left out before an opening', async () => {
  const childId = await ended('Cuddiedig')
  const { get, post } = await visitor(app, world, 'social-worker')
  const pages = [`/children/${childId}`, `/children/${childId}/pathway`]
  for (const path of pages) assert.match((await get(path)).body, /Zq the tutor of Cuddiedig/)
  await post('/public-view?to=on&path=/', {})
  const [record, opening] = await Promise.all(pages.map(async path => (await get(path)).body))
  assert.match(record ?? '', /Zq the tutor of/)
  assert.match(opening ?? '', /The pathway ended on/)
  for (const body of [record, opening]) assert.doesNotMatch(body ?? '', /Cuddiedig/)
})
