// The list of the children whom somebody works with: by name while one page holds them, and otherwise by who came last, said so.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asOwner } from '../../test/access/sight.ts'
import { servedWorld } from '../../test/served.ts'
import { visitor } from '../../test/visits.ts'
import { inAlphabet } from '../lib/alphabet.ts'

const { world, app } = await servedWorld()

const namesOn = (body: string) =>
  [...body.matchAll(/govuk-!-font-weight-bold" href="\/children\/[0-9a-f-]+">([^<(]+)/g)].map(([, name = '']) =>
    name.trim(),
  )
const familyFirst = (name: string) => name.replace(/^(.*) (\S+)$/, '$2 $1')

test('a worker’s children stand by their family names, in the alphabet of the reader', async () => {
  for (const language of ['en', 'cy'] as const) {
    const { body } = await (await visitor(app, world, 'social-worker', language)).get('/children')
    const names = namesOn(body)
    assert.ok(names.length > 5, `${names.length}`)
    assert.deepEqual(names, inAlphabet(language, names, familyFirst))
    assert.doesNotMatch(body, /came to you last/)
  }
})

test('a list of several pages says that who came last stands first', async () => {
  await asOwner(world, client =>
    client.query(
      `with made as (insert into child (given_name, family_name, local_authority_id)
         select 'Benfachgen ' || n, 'Dychmygol', (select id from local_authority limit 1) from generate_series(1, 55) n returning id)
       insert into access_grant (child_id, principal_id, reason, source_id, from_at)
       select id, (select id from team where kind = 'exploitation-leads'), 'exploitation-leads', id, now() from made`,
    ),
  )
  const { get } = await visitor(app, world, 'lead')
  const { body } = await get('/children')
  const next = /href="(\/children\?after=[0-9a-f-]+)"/.exec(body)?.[1]
  assert.ok(next !== undefined, 'the leads see more than one page')
  assert.match(body, /Those who came to you last stand first/)
  assert.match((await get(next)).body, /Those who came to you last stand first/)
})
