// What everybody sees after a deed, compared with what the model says they may.
import assert from 'node:assert/strict'
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { startSession } from '../../../src/access/store/sessions.ts'
import { deploymentKey } from '../../../src/db/roles.ts'
import { newToken, SESSION_COOKIE, tokenHash } from '../../../src/web/session-token.ts'
import { TEST_KEY } from '../../database.ts'
import type { World } from '../../world.ts'
import { type Child, mayRead, type Model, type Person, sees } from '../model.ts'

/** The board, its model, its pages, and the sessions begun so far by person. */
export type Looks = {
  readonly world: World
  readonly model: Model
  readonly app: FastifyInstance
  readonly tokens: Map<string, string>
}

/** Asks the database what everybody sees, one after another, past the application. */
export async function compareBySql({ model }: Looks, client: pg.Client, touched: Child, says: string): Promise<void> {
  await client.query('begin')
  for (const person of model.people.values()) {
    await client.query('select act_by_key($1, $2)', [deploymentKey('command', TEST_KEY), person.id])
    const { rows } = await client.query<{ children: string[] | null; entries: string[] | null }>(
      `select (select array_agg(id) from child) as children, (select array_agg(id) from chronology where child_id = $1) as entries`,
      [touched.id],
    )
    const mine = [...model.children.values()].filter(child => sees(model, person, child)).map(child => child.id)
    assert.deepEqual([...(rows[0]?.children ?? [])].sort(), mine.sort(), `${says}: the children of ${person.email}`)
    for (const id of rows[0]?.entries ?? []) {
      const entry = model.entries.get(id)
      // An entry the model has not met is one that the system noted for the network.
      assert.ok(
        entry === undefined || mayRead(model, person, entry),
        `${says}: ${person.email} reads an entry for ${entry?.audience ?? ''}`,
      )
    }
  }
  await client.query('rollback')
}

async function sessionOf({ world, tokens }: Looks, person: Person): Promise<string> {
  const known = tokens.get(person.id)
  if (known !== undefined) return known
  const token = newToken(TEST_KEY)
  await world.database.asNobody(tx => startSession(tx, person.id, tokenHash(token), new Date(Date.now() + 3_600_000)))
  tokens.set(person.id, token)
  return token
}

/** Opens the list of children and the touched child's record as someone. */
export async function compareByPage(looks: Looks, person: Person, touched: Child, says: string): Promise<void> {
  const { app, model, tokens } = looks
  const get = async (url: string) => {
    const first = await app.inject({
      method: 'GET',
      url,
      cookies: { [SESSION_COOKIE]: await sessionOf(looks, person) },
    })
    if (first.statusCode !== 303) return first
    tokens.delete(person.id) // a change of roles or teams ended it
    return app.inject({ method: 'GET', url, cookies: { [SESSION_COOKIE]: await sessionOf(looks, person) } })
  }
  const list = await get('/children')
  for (const child of model.children.values())
    if (!sees(model, person, child))
      assert.ok(!list.body.includes(child.reference), `${says}: ${child.reference} is in the list of ${person.email}`)
  const record = await get(`/children/${touched.id}`)
  assert.equal(record.statusCode, sees(model, person, touched) ? 200 : 404, `${says}: the record for ${person.email}`)
}
