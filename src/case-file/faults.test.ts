// A case file that cannot be loaded is refused with each of its mistakes, its place and what was expected there.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { loadCase } from './actions.ts'
import { type CaseFile, readCaseFile } from './case-file.ts'
import { surroundings, load, example } from '../../test/case-files.ts'

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
          { ...meeting, approved: { at: file.referral.at, by: meeting.booking?.chair ?? '', restStaysOut: false } },
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

type Change = readonly (readonly [path: string, value: unknown])[]

/** The example with some places changed; `undefined` takes a place out, `from:PATH` stands for what is there. */
function exampleWith(change: Change): unknown {
  const file: unknown = JSON.parse(readFileSync('examples/case-one.json', 'utf8'))
  const at = (path: readonly string[]) =>
    path.reduce<unknown>((place, name) => (place as Record<string, unknown>)[name], file)
  for (const [path, value] of change) {
    const names = path.split('.')
    const parent = at(names.slice(0, -1)) as Record<string, unknown>
    const name = names.at(-1) ?? ''
    const copied = typeof value === 'string' && value.startsWith('from:') ? at(value.slice(5).split('.')) : value
    if (copied === undefined) Reflect.deleteProperty(parent, name)
    else parent[name] = copied
  }
  return file
}

const ANSWERS = 'referral.answers'

const MEETING = 'meetings.0'

// One thing of the example made wrong, the place at which it is refused, and what is said.
const WRONG: readonly (readonly [what: string, change: Change, place: string, said: RegExp])[] = [
  ['born on a day to come', [[`${ANSWERS}.bornOn`, '2030-01-01']], 'referral', /cannot be: bornOn/],
  [
    'a telephone call after the letter',
    [
      [`${ANSWERS}.phoned`, 'yes'],
      [`${ANSWERS}.phonedOn`, '2027-01-01'],
    ],
    'referral',
    /cannot be: phonedOn/,
  ],
  [
    'a time that is none',
    [
      [`${ANSWERS}.phoned`, 'yes'],
      [`${ANSWERS}.phonedOn`, '2026-08-01'],
      [`${ANSWERS}.phonedTime`, '25:99'],
    ],
    'referral',
    /phonedTime/,
  ],
  ['somebody invited twice', [[`${MEETING}.people.5`, `from:${MEETING}.people.0`]], 'meetings[0].people[5]', /twice/],
  [
    'a child in the closed session',
    [[`${MEETING}.presence.0.people.4`, 'Gwenno']],
    'meetings[0].presence[0]',
    /closed/,
  ],
  ['a review before the meeting', [[`${MEETING}.ended.reviewBy`, '2026-09-01']], 'meetings[0].ended', /not after/],
  ['an action due before it', [[`${MEETING}.actions.0.dueOn`, '2026-09-01']], 'meetings[0].actions[0]', /due before/],
  [
    'a chair without the role',
    [[`${MEETING}.booking.chair`, 'teacher@demonstration.example']],
    'meetings[0].booking',
    /role of a chair/,
  ],
  [
    'one person for two parts',
    [[`${MEETING}.booking.noteTaker`, `from:${MEETING}.booking.chair`]],
    'meetings[0].booking',
    /one person/,
  ],
  ['a Sunday without a word', [[`${MEETING}.booking.bookingReason`, '']], 'meetings[0].booking', /bookingReason/],
  ['approved while undecided', [[`${MEETING}.entries.0.decision`, undefined]], 'meetings[0].approved', /restStaysOut/],
  [
    'a copy read by the chair',
    [[`${MEETING}.familyCopies.0.read.by`, `from:${MEETING}.booking.chair`]],
    'meetings[0].familyCopies[0].read',
    /may not/,
  ],
  ['given without a reading', [[`${MEETING}.familyCopies.0.read`, undefined]], 'meetings[0].sendings[0]', /second/],
  [
    'a note by who does not see the child',
    [['notes.0.by', 'youth-justice@demonstration.example']],
    'notes[0]',
    /may not/,
  ],
  ['a note of a day to come', [['notes.0.at', '2099-01-01T09:00:00Z']], 'notes[0]', /an instant that has passed/],
  [
    'a statement accepted by who was not invited',
    [[`${MEETING}.statements.0.people.0`, 'Nobody at all']],
    'meetings[0].statements[0]',
    /not invited/,
  ],
  [
    'a teacher decides for the front door',
    [['determination.by', 'teacher@demonstration.example']],
    'determination',
    /may not/,
  ],
]

for (const [what, change, place, said] of WRONG)
  test(`refused with its place and in words: ${what}`, async () => {
    const read = readCaseFile(exampleWith(change))
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
