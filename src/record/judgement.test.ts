// The record says what is judged, from which assessment, and that nothing is when nothing is; to those who see the child.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { overConnection, TEST_KEY } from '../../test/database.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { makeApp } from '../app.ts'

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

const one = async (statement: string, values: unknown[] = []) =>
  (await overConnection(world.ownerUrl, client => client.query<Record<string, string>>(statement, values))).rows[0]
const record = async (who: string, childId: string, language: 'en' | 'cy' = 'en') =>
  (await visitor(app, world, who, language)).get(`/children/${childId}`)
// The words under the heading, without the markup.
const under = (heading: string, body: string) =>
  (new RegExp(`>${heading}</h2>([^]*?)<h2`).exec(body)?.[1] ?? '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

test('level, harm, forms, kind, day and author of the judgement in force, in both languages', async () => {
  const found = await one(
    `select a.child_id as child, a.id, u.name as author from assessment a join app_user u on u.id = a.author_id
      where a.level = 'high' and a.kind = 'assessment' and a.completed_at is not null
        and not exists (select 1 from assessment b where b.child_id = a.child_id and b.done_on > a.done_on)
        and exists (select 1 from access_grant g join app_user w on w.id = g.principal_id
                     where g.child_id = a.child_id and g.until_at is null and w.email like 'social-worker@%') limit 1`,
  )
  assert.ok(found)
  const { child = '', id = '', author = '' } = found
  const english = (await record('social-worker', child)).body
  assert.match(
    under('What is judged', english),
    new RegExp(`^High · (Harm|No harm|Not known).*Exploitation assessment, .* 20\\d\\d, ${author}$`),
  )
  assert.ok(english.includes(`href="/assessments/${id}"`))
  assert.match(under('Yr hyn a fernir', (await record('social-worker', child, 'cy')).body), /^Uchel · /)
  assert.equal((await record('youth-justice', child)).statusCode, 404)
})

test('a child of whom nothing is judged says so', async () => {
  const found = await one(
    `select c.id from child c where not exists (select 1 from assessment a where a.child_id = c.id)
      and exists (select 1 from access_grant g join team t on t.id = g.principal_id where g.child_id = c.id and t.kind = 'exploitation-leads' and g.until_at is null) limit 1`,
  )
  const { body } = await record('lead', found?.['id'] ?? '')
  assert.equal(under('What is judged', body), 'Nothing has been judged yet.')
})
