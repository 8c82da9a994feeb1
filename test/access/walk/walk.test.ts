// Random people do random deeds, and after each of them everybody sees no more than the model says. `WALK_DEEDS=2000` for the
// long walk; the short one is part of every run. `WALK_SEED` walks the same way again. The pages are opened by one person after
// each deed and by everybody after every `WALK_EVERYBODY`th, 25 unless said: 1 for the thorough walk.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { makeApp } from '../../../src/app.ts'
import { overConnection, TEST_KEY } from '../../database.ts'
import { demonstrationWorld, type World } from '../../world.ts'
import { type Child, type Model, modelOf, sees } from '../model.ts'
import * as lettingIn from './letting-in.ts'
import { compareByPage, compareBySql } from './looks.ts'
import { type Deed, type Moment, pick } from './scene.ts'
import * as working from './working.ts'

const DEEDS = Number(process.env['WALK_DEEDS'] ?? 40)
const SEED = Number(process.env['WALK_SEED'] ?? 20261125)
const EVERYBODY = Number(process.env['WALK_EVERYBODY'] ?? 25)

let world: World
let app: FastifyInstance
let model: Model

before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({
    database: world.database,
    secretKey: TEST_KEY,
    publicUrl: undefined,
    rateLimitPerMinute: 10_000_000,
  })
  model = await overConnection(world.ownerUrl, modelOf)
})
after(async () => {
  await app.close()
  await world.close()
})

const DEED = {
  join: lettingIn.join,
  leave: lettingIn.leave,
  invite: lettingIn.invite,
  'take-back': lettingIn.takeBack,
  'call-off': working.callOff,
  note: working.note,
  'closed-entry': working.closedEntry,
  'change-audience': working.changeAudience,
  emergency: lettingIn.emergency,
  escalate: working.escalate,
  decide: working.decide,
  restrict: lettingIn.restrict,
  lift: lettingIn.lift,
  roles: lettingIn.roles,
  teams: lettingIn.teams,
  'end-pathway': working.endPathway,
  'open-pathway': working.openPathway,
} satisfies Record<string, (moment: Moment) => Promise<void>>
type Kind = keyof typeof DEED

const deeds: fc.Arbitrary<Deed<Kind>> = fc.record({
  kind: fc.constantFrom(...(Object.keys(DEED) as Kind[])),
  actor: fc.nat(),
  child: fc.nat(),
  other: fc.nat(),
  which: fc.nat(),
})

/** Does a deed. The model follows only what was done, and says whether it may have been. */
async function act(deed: Deed<Kind>): Promise<Child | undefined> {
  const people = [...model.people.values()]
  // Half of the time somebody who sees the child, so that something comes of it.
  const child = pick([...model.children.values()], deed.child)
  const insiders = child === undefined ? [] : people.filter(person => sees(model, person, child))
  const actor = pick(deed.which % 2 === 0 && insiders.length > 0 ? insiders : people, deed.actor)
  const other = pick(people, deed.other)
  if (actor === undefined || other === undefined || child === undefined) return undefined
  const name = actor.email.split('@')[0] ?? ''
  const may = (allowed: boolean) => assert.ok(allowed, `${deed.kind} was done by ${name}, who may not`)
  const meeting = pick(child.meetings, deed.which)
  await DEED[deed.kind]({ world, model, deed, actor, name, other, child, meeting, may })
  return child
}

test(`after each of ${DEEDS} random deeds everybody sees what the model says, and no more`, async () => {
  const looks = { world, model, app, tokens: new Map<string, string>() }
  const client = new pg.Client({ connectionString: world.appUrl })
  await client.connect()
  try {
    const walk = fc.sample(deeds, { numRuns: DEEDS, seed: SEED })
    for (const [at, deed] of walk.entries()) {
      const says = `seed ${SEED}, deed ${at} (${deed.kind})`
      const touched = await act(deed).catch((error: unknown) => {
        throw new Error(`${says}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
      })
      if (touched === undefined) continue
      await compareBySql(looks, client, touched, says)
      const people = [...model.people.values()]
      const looking = at % EVERYBODY === EVERYBODY - 1 ? people : people.filter((_, nth) => nth === at % people.length)
      await Promise.all(looking.map(person => compareByPage(looks, person, touched, says)))
    }
  } finally {
    await client.end()
  }
})
