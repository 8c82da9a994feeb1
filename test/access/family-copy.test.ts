// Random meetings: entries written and changed, audiences changed, decisions made on words that may be stale, plans, presence,
// approval, corrections, things taken back, copies made, read and opened, in any order. What opens is, byte for byte, what the
// second person read, and neither Word nor PDF holds, in any part of it, a word but those that were decided on in that version.
// `COPY_RUNS=10000` for a long run.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { demonstrationWorld, type World } from '../world.ts'
import { meetingIn } from './meeting-deeds.ts'
import { doAt, KINDS, openInTheEnd } from './family-copy-deeds.ts'
import { Walk } from './family-copy-walk.ts'

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
  await fc.assert(
    fc.asyncProperty(deeds, async sequence => {
      const walk = new Walk(world, await meetingIn(world, 'held'))
      await walk.begin()
      for (const deed of sequence) await doAt(walk, deed)
      await openInTheEnd(walk)
      assert.ok(walk.opened > 0, 'its copy was looked at')
    }),
    { numRuns: RUNS, seed: SEED, endOnFailure: true },
  )
})
