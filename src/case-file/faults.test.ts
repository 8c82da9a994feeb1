// A case file that cannot be loaded is refused with each of its mistakes, its place and what was expected there.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { loadCase } from './actions.ts'
import { type CaseFile, readCaseFile } from './case-file.ts'
import { example, exampleWith, load, surroundings } from '../../test/case-files.ts'
import { WRONG, WRONG_LATER } from '../../test/wrong-case-files.ts'

let world: World
before(async () => {
  world = await demonstrationWorld()
})
after(() => world.close())

test('a file with mistakes is refused with every one, its place and what was expected', () => {
  const file = example() as unknown as Record<string, unknown>
  const read = readCaseFile({
    ...file,
    format: 'something else',
    assessments: [{ at: 'yesterday', by: 'nobody' }],
    hobby: 'chess',
  })
  assert.ok(!read.ok)
  const places = read.faults.map(fault => fault.place)
  for (const place of ['format', 'assessments[0].at', 'assessments[0].by', 'assessments[0].level', 'the whole file'])
    assert.ok(places.includes(place), place)
  for (const fault of read.faults) assert.ok(fault.expected.length > 5)
})

test('a file that names an unknown person or an impossible deed is refused whole: nothing of it is there', async () => {
  const file = example()
  const count = () => world.as('lead', async ({ tx }) => (await tx.selectFrom('child').select('id').execute()).length)
  const before = await count()
  const stranger = await load(world, {
    ...file,
    notes: [
      ...file.notes,
      {
        at: file.referral.at,
        by: 'stranger@nowhere.example',
        kind: 'note',
        basis: 'fact',
        audience: 'network',
        text: 'x',
        saidBy: '',
        happenedOn: '2026-01-01' as never,
        mayBeCrime: false,
        changes: [],
        translations: [],
      },
    ],
  })
  assert.equal(stranger.outcome, 'refused')
  assert.match(JSON.stringify(stranger), /stranger@nowhere.example/)
  // The meeting is approved before it was held.
  const meeting = file.meetings[0]
  assert.ok(meeting)
  await assert.rejects(
    world.as('administrator', async ({ tx, actor }) => {
      const wrong = {
        ...file,
        meetings: [
          {
            ...meeting,
            approved: {
              at: file.referral.at,
              by: meeting.bookings[0]?.chair ?? '',
              restStaysOut: false,
              toldOmissions: [],
              quotedWordsCame: '',
            },
          },
        ],
      }
      const result = await loadCase(tx, actor, wrong, surroundings(tx))
      assert.equal(result.outcome, 'refused')
      throw new Error('rolled back')
    }),
    /rolled back/,
  )
  assert.equal(await count(), before)
})

for (const [name, wrong] of [
  ['case-one', WRONG],
  ['case-two', WRONG_LATER],
] as const)
  for (const [what, change, place, said] of wrong)
    test(`refused with its place and in words: ${what}`, async () => {
      const read = readCaseFile(exampleWith(change, name))
      assert.ok(read.ok, read.ok ? '' : JSON.stringify(read.faults))
      const result = await loadOrRefuse(read.file)
      assert.ok(result.outcome === 'refused', 'it was loaded')
      assert.equal(result.faults[0]?.place, place)
      assert.match(result.faults[0].expected, said)
      assert.doesNotMatch(result.faults[0].expected, /undefined|Error|at file:/)
    })

/** Loads a file; nothing of it stays. */
async function loadOrRefuse(file: CaseFile) {
  let result: Awaited<ReturnType<typeof loadCase>> | undefined
  await assert.rejects(
    world.as('administrator', async ({ tx, actor }) => {
      result = await loadCase(tx, actor, file, surroundings(tx))
      throw new Error('rolled back')
    }),
    /rolled back/,
  )
  assert.ok(result)
  return result
}

test('a shape that cannot be is refused with its place: no text, broken text, a day before 2013, blanks, a megabyte', () => {
  const faultOf = (path: string, value: unknown) => {
    const read = readCaseFile(exampleWith([[path, value]]))
    return read.ok ? '' : `${read.faults[0]?.place ?? ''}: ${read.faults[0]?.expected ?? ''}`
  }
  const note = 'notes.0.text'
  assert.match(faultOf(note, '\0'), /^notes\[0\]\.text: a text of whole characters/)
  assert.match(faultOf(note, '\ud800'), /whole characters/)
  assert.match(faultOf(note, '   '), /says something/)
  assert.match(faultOf(note, 'x'.repeat(1_000_000)), /at most 100000 characters/)
  assert.match(faultOf(note, 7), /^notes\[0\]\.text: string/)
  assert.match(faultOf('referral.at', '2012-12-31T23:59:59Z'), /^referral\.at: an instant from 2013/)
  assert.match(faultOf('referral.at', '0001-01-01T00:00:00Z'), /^referral\.at: /)
  assert.match(faultOf('referral.by', 'nobody'), /^referral\.by: the e-mail address of/)
  assert.match(faultOf('hobby', 'chess'), /nothing by the name of "hobby"/)
  assert.match(faultOf('assessments.0.level', 'extreme'), /^assessments\[0\]\.level: one of/)
})
