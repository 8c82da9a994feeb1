// Random meetings: entries written and changed, audiences changed, decisions made on words that may be stale, plans, presence,
// approval, corrections, things taken back, copies made, read and opened, in any order. What opens is, byte for byte, what the
// second person read, and holds exactly the words that were decided on in that version. `COPY_RUNS=200` for a long run.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { demonstrationWorld, type World } from '../world.ts'
import { meetingIn } from './meeting-deeds.ts'
import { KINDS, Walk } from './family-copy-walk.ts'

const RUNS = Number(process.env['COPY_RUNS'] ?? 12)

const SEED = Number(process.env['COPY_SEED'] ?? 20261126)

let world: World
before(async () => {
  world = await demonstrationWorld()
})
after(() => world.close())

const deeds = fc.array(fc.record({ kind: fc.constantFrom(...KINDS), which: fc.nat(1000) }), {
  minLength: 25,
  maxLength: 45,
})

test('whatever is done in whatever order, what opens is what was read, and every word of it was decided on in that version', async () => {
  let opened = 0
  await fc.assert(
    fc.asyncProperty(deeds, async sequence => {
      const walk = new Walk(world, await meetingIn(world, 'held'))
      for (const deed of sequence) await walk.do(deed)
      opened += walk.opened
    }),
    { numRuns: RUNS, seed: SEED, endOnFailure: true },
  )
  assert.ok(opened > 0, 'no copy was ever opened: nothing was tried')
})
