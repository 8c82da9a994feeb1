import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { z } from 'zod'
import { overConnection } from '../../test/database.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { bankHolidays } from '../calendar/bank-holidays.ts'
import { findActorByEmail } from '../access/store/sessions.ts'
import { copyOptionsOf } from '../copy-options.ts'
import type { ActorTx } from '../db/database.ts'
import { loadCase, type Surroundings } from './actions.ts'
import { type CaseFile, caseFile, readCaseFile } from './case-file.ts'
import { exportCase } from './export.ts'

let world: World
before(async () => {
  world = await demonstrationWorld()
})
after(() => world.close())

const surroundings = (tx: ActorTx): Surroundings => ({
  holidays: bankHolidays(),
  findUser: email => findActorByEmail(tx, email),
  copyOptions: copyOptionsOf('demonstration'),
})

const load = (file: CaseFile) =>
  world.as('administrator', ({ tx, actor }) => loadCase(tx, actor, file, surroundings(tx)))

const example = () => {
  const read = readCaseFile(JSON.parse(readFileSync('examples/case-one.json', 'utf8')))
  assert.ok(read.ok, read.ok ? '' : JSON.stringify(read.faults))
  return read.file
}

test('the example loads, and what is exported from it loads again to the same record', async () => {
  const file = example()
  const first = await load(file)
  assert.ok(first.outcome === 'loaded')
  const exported = await world.as('chair', work => exportCase(work, first.reference))
  assert.ok(exported)
  const again = await load({
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
  assert.ok(exported.meetings[0]?.entries.some(entry => entry.decision?.decision === 'share'))
  const again = await load({
    ...exported,
    referral: { ...exported.referral, answers: { ...exported.referral.answers, nhsNumber: '' } },
  })
  assert.ok(again.outcome === 'loaded', JSON.stringify(again))
  const second = await world.as('chair', work => exportCase(work, again.reference))
  assert.deepEqual({ ...second, referral: null }, { ...exported, referral: null })
})

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
  const stranger = await load({
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
