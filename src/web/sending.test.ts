// Pressed twice, done once; sent again with other words, done again.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { overConnection, TEST_KEY } from '../../test/database.ts'
import { childOnPathway } from '../../test/children.ts'
import { visitor, type Visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { makeApp } from '../app.ts'
import { sendingOf, withKeys } from './sending.ts'

let world: World
let app: FastifyInstance
let practitioner: Visitor
let childId = ''
before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: undefined })
  practitioner = await visitor(app, world, 'social-worker')
  childId = await childOnPathway(world, 'Dwywaith')
})
after(async () => {
  await app.close()
  await world.close()
})

const count = async (table: string, where = 'true') =>
  (
    await overConnection(world.ownerUrl, client =>
      client.query<{ count: number }>(`select count(*)::int as count from ${table} where ${where}`),
    )
  ).rows[0]?.count ?? -1

/** The key that a page gave its form. */
async function keyOn(url: string, of: Visitor = practitioner): Promise<string> {
  const { body } = await of.get(url)
  const key = /name="_once" value="([^"]+)"/.exec(body)?.[1]
  assert.ok(key, `${url} gives its form a key`)
  return key
}

const note = (text: string) => ({
  text,
  kind: 'visit',
  basis: 'fact',
  audience: 'network',
  'happenedOn-day': '2',
  'happenedOn-month': '11',
  'happenedOn-year': '2026',
})
const url = () => `/children/${childId}/entries/new`
const notes = (text: string) => count('entry', `text = '${text}'`)

test('each showing of a form has a key of its own, and each form of a page', () => {
  const twice = withKeys(
    '<form><input type="hidden" name="_csrf" value="x"></form><form><input type="hidden" name="_csrf" value="x"></form>',
  )
  const keys = [...twice.matchAll(/name="_once" value="([^"]+)"/g)].map(([, key]) => key)
  assert.equal(new Set(keys).size, 2)
})

test('a form pressed twice, one after the other or five times at once, does its deed once and takes everybody to the same place', async () => {
  const key = await keyOn(url())
  const first = await practitioner.post(url(), { _once: key, ...note('Pressed twice') })
  const second = await practitioner.post(url(), { _once: key, ...note('Pressed twice') })
  assert.deepEqual([first.statusCode, second.statusCode], [303, 303])
  assert.equal(second.headers.location, first.headers.location)
  assert.equal(await notes('Pressed twice'), 1)
  const again = await keyOn(url())
  const answers = await Promise.all(
    [1, 2, 3, 4, 5].map(() => practitioner.post(url(), { _once: again, ...note('Five at once') })),
  )
  assert.deepEqual(
    answers.map(answer => answer.statusCode),
    [303, 303, 303, 303, 303],
  )
  assert.equal(await notes('Five at once'), 1)
})

test('the same form with other words, as after the back button, is another deed, and nothing of it is lost', async () => {
  const key = await keyOn(url())
  await practitioner.post(url(), { _once: key, ...note('Before the back button') })
  const changed = await practitioner.post(url(), { _once: key, ...note('After the back button') })
  assert.equal(changed.statusCode, 303)
  assert.equal(await notes('Before the back button'), 1)
  assert.equal(await notes('After the back button'), 1)
})

test('a form that was refused is sent again with the key it had, and done once', async () => {
  const key = await keyOn(url())
  assert.equal((await practitioner.post(url(), { _once: key, ...note('') })).statusCode, 400)
  for (let times = 0; times < 2; times += 1)
    assert.equal((await practitioner.post(url(), { _once: key, ...note('Mended') })).statusCode, 303)
  assert.equal(await notes('Mended'), 1)
})

test('persons, alerts, referrals, assessments: pressed twice, made once', async () => {
  const yes = { hasParentalResponsibility: 'yes', livesWithChild: 'yes', safeToContact: 'yes', language: 'en' }
  const forms: readonly [string, string, Record<string, string>, () => Promise<number>][] = [
    [
      `/children/${childId}/people/new`,
      `/children/${childId}/people/new`,
      { name: 'An invented aunt', relationship: 'aunt', ...yes },
      () => count('important_person', `name = 'An invented aunt'`),
    ],
    [
      `/children/${childId}/alerts/new`,
      `/children/${childId}/alerts/new`,
      { kind: 'immediate-safety', text: 'Pressed twice, an alert' },
      () => count('child_alert', `text = 'Pressed twice, an alert'`),
    ],
    ['/referrals', '/referrals', {}, () => count('referral', 'submitted_at is null')],
    [
      `/children/${childId}/assessments/new`,
      `/children/${childId}/assessments/new`,
      {
        kind: 'assessment',
        level: 'high',
        reasons: 'Pressed twice, an assessment',
        'doneOn-day': '2',
        'doneOn-month': '11',
        'doneOn-year': '2026',
        harm: 'suspected',
      },
      () => count('assessment', `reasons = 'Pressed twice, an assessment'`),
    ],
  ]
  for (const [page, address, fields, made] of forms) {
    const before = await made()
    const key = await keyOn(page)
    const answers = [
      await practitioner.post(address, { _once: key, ...fields }),
      await practitioner.post(address, { _once: key, ...fields }),
    ]
    assert.deepEqual(
      answers.map(answer => answer.statusCode),
      [303, 303],
      `${address}: ${/govuk-error-message[\s\S]{0,300}/.exec(answers[0]?.body ?? '')?.[0] ?? ''}`,
    )
    assert.equal(answers[1]?.headers.location, answers[0]?.headers.location, address)
    assert.equal((await made()) - before, 1, address)
  }
})

test('a key is its person’s own: somebody else’s form with it is another sending', async () => {
  const key = await keyOn(url())
  await practitioner.post(url(), { _once: key, ...note('Of two people') })
  const lead = await visitor(app, world, 'lead')
  assert.equal((await lead.post(url(), { _once: key, ...note('Of two people') })).statusCode, 303)
  assert.equal(await notes('Of two people'), 2)
})

test('a sending without a key, or with one that is none, is taken as it comes; of several keys the last counts', () => {
  for (const none of [{}, { _once: '' }, { _once: 'x' }, { _once: ['a', 'b'] }])
    assert.equal(sendingOf(none), undefined)
  const one = '00000000-0000-4000-8000-000000000001'
  const other = '00000000-0000-4000-8000-000000000002'
  assert.equal(sendingOf({ _once: [one, other] })?.formKey, other)
  const said = (fields: Record<string, string>) => sendingOf({ _once: one, ...fields })?.bodyHash.toString('hex')
  assert.equal(said({ a: '1', b: '2', _csrf: 'x' }), said({ b: '2', a: '1', _csrf: 'y' }))
  assert.notEqual(said({ a: '1' }), said({ a: '2' }))
})
