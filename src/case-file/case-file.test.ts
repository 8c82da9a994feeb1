import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { z } from 'zod'
import { overConnection } from '../../test/database.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { caseFile } from './case-file.ts'
import { exportCase } from './export/export.ts'
import { load, example } from '../../test/case-files.ts'

let world: World
before(async () => {
  world = await demonstrationWorld()
})
after(() => world.close())

test('the example loads, and what is exported from it loads again to the same record', async () => {
  const file = example()
  const first = await load(world, file)
  assert.ok(first.outcome === 'loaded')
  const exported = await world.as('chair', work => exportCase(work, first.reference))
  assert.ok(exported)
  const again = await load(world, {
    ...exported,
    referral: { ...exported.referral, answers: { ...exported.referral.answers, nhsNumber: '' } },
  })
  assert.deepEqual(again.outcome === 'loaded' ? [] : again.faults, [])
  if (again.outcome !== 'loaded') return
  const second = await world.as('chair', work => exportCase(work, again.reference))
  assert.ok(second)
  assert.deepEqual({ ...second, referral: null }, { ...exported, referral: null })
})

test('a record of the demonstration goes out and in again unchanged, closed words and decisions too', async () => {
  const { reference } = await world.as('chair', ({ tx }) =>
    tx
      .selectFrom('child')
      .innerJoin('meeting', 'meeting.child_id', 'child.id')
      .where('meeting.approved_at', 'is not', null)
      .where('meeting.chair_id', '=', eb =>
        eb.selectFrom('app_user').where('email', '=', 'chair@demonstration.example').select('id'),
      )
      .orderBy('child.reference')
      .select('child.reference')
      .executeTakeFirstOrThrow(),
  )
  const exported = await world.as('chair', work => exportCase(work, reference))
  assert.ok(exported)
  assert.ok(exported.meetings[0]?.entries.some(entry => entry.audience === 'police'))
  assert.ok(exported.meetings[0]?.entries.some(entry => entry.decisions[0]?.decision === 'share'))
  const again = await load(world, {
    ...exported,
    referral: { ...exported.referral, answers: { ...exported.referral.answers, nhsNumber: '' } },
  })
  assert.ok(again.outcome === 'loaded', JSON.stringify(again))
  const second = await world.as('chair', work => exportCase(work, again.reference))
  assert.deepEqual({ ...second, referral: null }, { ...exported, referral: null })
})

test('a life of two pathways goes in and comes out as the same bytes', async () => {
  const loaded = await load(world, example('case-two'))
  assert.ok(loaded.outcome === 'loaded', JSON.stringify(loaded))
  // The police read what is for the police alone, and were in the closed session.
  const exported = await world.as('police', work => exportCase(work, loaded.reference))
  const written: unknown = JSON.parse(readFileSync('examples/case-two.json', 'utf8'))
  assert.equal(JSON.stringify(exported, null, 2), JSON.stringify(written, null, 2))
})

test('the two examples hold every place that the format has', () => {
  const files = (['case-one', 'case-two'] as const).map(name => example(name))
  const missing: string[] = []
  type Schema = z.core.JSONSchema.BaseSchema
  const look = (schema: Schema, values: readonly unknown[], place: string): void => {
    if (Array.isArray(values[0]) || schema.items !== undefined) {
      look(schema.items as Schema, values.flat(), `${place}[]`)
      return
    }
    for (const [name, inner] of Object.entries(schema.properties ?? {})) {
      const found = values.map(each => (each as Record<string, unknown>)[name]).filter(each => each !== undefined)
      if (found.flat().length === 0) missing.push(`${place}.${name}`)
      else look(inner as Schema, found, `${place}.${name}`)
    }
  }
  look(z.toJSONSchema(caseFile, { io: 'input', unrepresentable: 'any' }), files, '')
  assert.deepEqual(missing, [])
})

test('someone outside the network exports nothing', async () => {
  const { reference } = await world.as('chair', ({ tx }) =>
    tx.selectFrom('child').select('reference').executeTakeFirstOrThrow(),
  )
  assert.equal(await world.as('governance', work => exportCase(work, reference)), undefined)
})

test('the schema beside the documentation is the one the program reads by', () => {
  assert.ok(
    existsSync('docs/case-file.schema.json'),
    'write it with: npm run --silent llwybr -- case schema > docs/case-file.schema.json',
  )
  assert.deepEqual(
    JSON.parse(readFileSync('docs/case-file.schema.json', 'utf8')),
    JSON.parse(JSON.stringify(z.toJSONSchema(caseFile, { io: 'input', unrepresentable: 'any' }))),
  )
})

test('a case file invents no acceptance: those are there that it holds, and each deed keeps who loaded it', async () => {
  const { rows } = await overConnection(world.ownerUrl, client =>
    client.query<{ statement: string; accepted: number }>(
      `select a.statement, count(*)::int as accepted from statement_acceptance a join meeting m on m.id = a.meeting_id
        where m.child_id = (select id from child where given_name = 'Gwenno' order by recorded_at limit 1) group by 1 order by 1`,
    ),
  )
  assert.deepEqual(rows, [
    { statement: 'closed-session', accepted: 4 },
    { statement: 'family-session', accepted: 2 },
    { statement: 'no-ai', accepted: 6 },
  ])
  const { rows: unrecorded } = await overConnection(world.ownerUrl, client =>
    client.query(
      `select event from audit_event e where e.child_id in (select id from child) and e.recorded_by is null
          and e.event in ('meeting.asked-for', 'referral.determined', 'entry.added')`,
    ),
  )
  assert.deepEqual(unrecorded, [], 'done in the name of others, and nobody says by whom it was loaded')
})
