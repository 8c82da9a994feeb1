import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makeApp } from '../../src/app.ts'
import { beginReferral } from '../../src/referral/actions/sending.ts'
import { addressOf, LOOKS } from '../../scripts/pictures/looks.ts'
import { TEST_KEY } from '../database.ts'
import { visitor } from '../visits.ts'
import { demonstrationWorld, type World } from '../world.ts'
import { askedBy, holdAnswers } from './round-trips.ts'

holdAnswers()
let world: World
let app: FastifyInstance
before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({
    database: world.database,
    secretKey: TEST_KEY,
    publicUrl: undefined,
    rateLimitPerMinute: 100_000,
  })
  await world.as('teacher', beginReferral)
})
after(async () => {
  await app.close()
  await world.close()
})

test('each page goes to the database as often as the table says, and no more', async () => {
  const rows: string[] = []
  for (const look of LOOKS) {
    if (look.who === undefined || look.isSentEmpty === true) continue
    const path = await addressOf(world, look)
    assert.ok(path !== undefined, look.name)
    const { get } = await visitor(app, world, look.who)
    // A browser that comes into the family's room asks twice: what is counted is the page.
    if (path.includes('/family-room')) await get(path)
    const { roundTrips } = await askedBy(() => get(path))
    rows.push(`${look.name}\t${roundTrips}`)
  }
  const kept = readFileSync(join(import.meta.dirname, '../../docs/round-trips.tsv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
  assert.deepEqual(rows, kept, `The table would be:\n${rows.join('\n')}`)
})
