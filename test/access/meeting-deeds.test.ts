// The table state × deed × part of a meeting, every cell tried twice: through the action, and as SQL under the application's role.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { deedTables } from '../../src/deed-tables.ts'
import { MEETING_STATES, type MeetingDeed, type MeetingState } from '../../src/meeting/deeds.ts'
import { removePerson } from '../../src/meeting/actions/inviting.ts'
import { changeEntry } from '../../src/meeting/actions/holding.ts'
import { recordDebrief } from '../../src/meeting/actions/telling.ts'
import { beginAs, overConnection } from '../database.ts'
import { demonstrationWorld, type World } from '../world.ts'
import { type Case, meetingIn, STAFF, WHO, type Who } from './meeting-deeds.ts'
import { BY_ACTION, TOLD_BY_TELEPHONE } from './meeting-deeds-by-action.ts'
import { BY_SQL } from './meeting-deeds-by-sql.ts'

// What each may do, said once and by hand: the state, then who. Everything that is not here must be refused.
const MAY: Readonly<Record<MeetingDeed, readonly (readonly [MeetingState, readonly Who[]])[]>> = {
  book: [
    ['asked-for', ['chair', 'note-taker', 'closed', 'network']],
    ['booked', ['chair', 'note-taker', 'closed', 'network']],
  ],
  'call-off': [
    ['asked-for', ['chair', 'note-taker', 'closed', 'network']],
    ['booked', ['chair', 'note-taker', 'closed', 'network']],
  ],
  invite: [
    ['asked-for', ['chair', 'note-taker', 'closed', 'network']],
    ['booked', ['chair', 'note-taker', 'closed', 'network']],
    ['in-closed-session', ['chair', 'note-taker']],
    ['in-open-session', ['chair', 'note-taker']],
    ['held', ['chair', 'note-taker']],
  ],
  'take-back-invitation': [
    ['asked-for', ['chair', 'note-taker']],
    ['booked', ['chair', 'note-taker']],
    ['in-closed-session', ['chair', 'note-taker']],
    ['in-open-session', ['chair', 'note-taker']],
    ['held', ['chair', 'note-taker']],
  ],
  reply: [
    ['booked', ['chair', 'note-taker']],
    ['in-closed-session', ['chair', 'note-taker']],
    ['in-open-session', ['chair', 'note-taker']],
  ],
  'make-pack': [
    ['booked', ['chair', 'note-taker']],
    ['in-closed-session', ['chair', 'note-taker']],
  ],
  'take-pack': [
    ['booked', ['chair', 'note-taker', 'closed', 'network']],
    ['in-closed-session', ['chair', 'note-taker', 'closed', 'network']],
    ['held', ['chair', 'note-taker', 'closed', 'network']],
  ],
  'record-consultation': [
    ['booked', ['chair', 'note-taker']],
    ['in-closed-session', ['chair', 'note-taker']],
  ],
  begin: [['booked', ['chair', 'note-taker']]],
  'move-to-stage': [
    ['in-closed-session', ['chair']],
    ['in-open-session', ['chair']],
  ],
  'record-presence': [
    ['in-closed-session', ['chair', 'note-taker']],
    ['in-open-session', ['chair', 'note-taker']],
    ['held', ['chair', 'note-taker']],
  ],
  'write-entry': [
    ['booked', ['chair', 'note-taker', 'closed', 'network']],
    ['in-closed-session', ['chair', 'note-taker', 'closed']],
    ['in-open-session', ['chair', 'note-taker', 'closed', 'network']],
    ['held', ['chair', 'note-taker']],
  ],
  'change-entry': [
    ['in-closed-session', ['chair', 'note-taker']],
    ['in-open-session', ['chair', 'note-taker']],
    ['held', ['chair', 'note-taker']],
  ],
  'add-finding': [
    ['in-closed-session', ['chair', 'note-taker', 'closed']],
    ['in-open-session', ['chair', 'note-taker', 'closed']],
    ['held', ['chair', 'note-taker', 'closed']],
  ],
  'answer-last-time': [
    ['in-closed-session', ['chair']],
    ['in-open-session', ['chair']],
    ['held', ['chair']],
  ],
  'agree-action': [
    ['in-closed-session', ['chair', 'note-taker']],
    ['in-open-session', ['chair', 'note-taker']],
    ['held', ['chair', 'note-taker']],
  ],
  'agree-family-action': [
    ['in-open-session', ['chair', 'note-taker']],
    ['held', ['chair', 'note-taker']],
  ],
  'write-plan': [
    ['in-open-session', ['chair', 'note-taker']],
    ['held', ['chair', 'note-taker']],
  ],
  'write-comments': [
    ['in-open-session', ['chair', 'note-taker']],
    ['held', ['chair', 'note-taker']],
  ],
  'declare-making': [
    ['in-closed-session', ['chair', 'note-taker', 'closed', 'network']],
    ['in-open-session', ['chair', 'note-taker', 'closed', 'network']],
    ['held', ['chair', 'note-taker', 'closed', 'network']],
  ],
  end: [['in-open-session', ['chair', 'note-taker']]],
  'plan-debrief': [['held', ['chair', 'note-taker']]],
  'decide-for-family': [
    ['in-closed-session', ['chair']],
    ['in-open-session', ['chair']],
    ['held', ['chair']],
  ],
  // While the record is open it is an ordinary decision; afterwards only taking back is left.
  'take-back-from-family': [
    ['in-closed-session', ['chair']],
    ['in-open-session', ['chair']],
    ['held', ['chair']],
    ['approved', ['chair']],
  ],
  approve: [['held', ['chair']]],
  correct: [['approved', ['chair']]],
  'translate-copy': [
    ['held', ['chair']],
    ['approved', ['chair']],
  ],
  'make-family-copy': [['approved', ['chair', 'note-taker']]],
  'read-family-copy': [['approved', ['note-taker', 'closed']]],
  'send-copy': [['approved', ['chair', 'note-taker', 'closed', 'network']]],
  'record-receipt': [['approved', ['chair', 'note-taker', 'closed', 'network']]],
  'take-copy-back': [['approved', ['chair', 'note-taker', 'closed', 'network']]],
  'record-debrief': [
    ['held', ['chair', 'note-taker']],
    ['approved', ['chair', 'note-taker']],
  ],
}

const DONE = new Set([
  ...['booked', 'called-off', 'invited', 'taken-back', 'recorded', 'began', 'moved', 'written', 'changed', 'added'],
  ...[
    'agreed',
    'answered',
    'replied',
    'declared',
    'ended',
    'decided',
    'approved',
    'corrected',
    'made',
    'translated',
    'read',
    'sent',
    'received',
    'taken',
  ],
])

class Undone extends Error {}

let world: World
const cases = new Map<MeetingState, Case>()
before(async () => {
  world = await demonstrationWorld()
  for (const state of MEETING_STATES) cases.set(state, await meetingIn(world, state))
})
after(() => world.close())

const caseOf = (state: MeetingState): Case => {
  const found = cases.get(state)
  assert.ok(found)
  return found
}
const may = (deed: MeetingDeed, state: MeetingState, who: Who) =>
  MAY[deed].some(([one, people]) => one === state && people.includes(who))

/** Does a deed and undoes it; answers its outcome, and how many events it left. */
async function attempt(deed: MeetingDeed, state: MeetingState, who: Who): Promise<{ outcome: string; events: number }> {
  const tried = { outcome: 'nothing', events: 0 }
  const action = BY_ACTION[deed]
  await assert.rejects(
    world.as(STAFF[who], async work => {
      const result = await action?.(work, caseOf(state))
      tried.outcome = result?.outcome ?? 'nothing'
      const { rows } = await sql<{
        events: number
      }>`select count(*)::int as events from audit_event where in_transaction = pg_current_xact_id()`.execute(work.tx)
      tried.events = rows[0]?.events ?? 0
      throw new Undone()
    }),
    Undone,
  )
  return tried
}

for (const deed of Object.keys(MAY) as MeetingDeed[]) {
  if (BY_ACTION[deed] !== undefined)
    test(`${deed}: done by those who may, in the states in which they may, and refused to all others in all others`, async () => {
      for (const state of MEETING_STATES)
        for (const who of WHO) {
          const { outcome, events } = await attempt(deed, state, who)
          const cell = `${who}, ${state}: ${outcome}`
          assert.equal(DONE.has(outcome), may(deed, state, who), cell)
          if (!may(deed, state, who)) assert.equal(events, 0, `a refusal leaves nothing: ${cell}`)
          else assert.ok(events > 0, `a deed leaves its event: ${cell}`)
          if (who === 'outsider' || who === 'reader')
            assert.ok(outcome === 'not-found' || outcome === 'nothing', `is told nothing of where it stands: ${cell}`)
        }
    })

  test(`${deed}, as SQL past the actions: the database says the same`, async () => {
    for (const who of WHO) {
      const { userId } = await world.actor(STAFF[who])
      await overConnection(world.appUrl, async client => {
        for (const state of MEETING_STATES) {
          const [query, values] = BY_SQL[deed](caseOf(state))
          await beginAs(client, userId)
          let done: boolean
          let said = ''
          try {
            done = ((await client.query(query, [...values])).rowCount ?? 0) > 0
          } catch (error) {
            const { code = '' } = error as { code?: string }
            said = String(error)
            // The right is asked first; only then does it show that there is a debrief already.
            done = code === '23505'
            assert.match(code, /^(42501|23503|23505)$/, said)
          }
          await client.query('rollback')
          assert.equal(done, may(deed, state, who), `${who}, ${state} ${said}`)
        }
      })
    }
  })
}

test('the table of the application and the one of the database are the same, row by row', async () => {
  const inCode = deedTables.flatMap(({ thing, table }) =>
    Object.entries(table).flatMap(([deed, row]) =>
      Object.entries(row).flatMap(([state, parts]) => (parts ?? []).map(part => `${thing} ${deed} ${state} ${part}`)),
    ),
  )
  const { rows } = await overConnection(world.ownerUrl, client =>
    client.query<{ row: string }>(`select concat_ws(' ', thing, deed, state, part) as row from deed_right`),
  )
  assert.deepEqual(rows.map(each => each.row).sort(), inCode.sort())
})

test('who gave the invitation takes it back, whoever’s words they are changes them, and who is to tell the family does', async () => {
  const { invitation, entry, meetingId } = caseOf('held')
  const undone = async (who: string, deed: Parameters<World['as']>[1]) => {
    let outcome = ''
    await assert.rejects(
      world.as(who, async work => {
        outcome = ((await deed(work)) as { outcome: string }).outcome
        throw new Undone()
      }),
      Undone,
    )
    return outcome
  }
  assert.equal(await undone('lead', work => removePerson(work, invitation)), 'taken-back')
  assert.equal(await undone('lead', work => recordDebrief(work, { meetingId, telling: TOLD_BY_TELEPHONE })), 'recorded')
  const change = { entryId: entry, version: 1, text: 'other words', audience: undefined }
  assert.equal(await undone('nurse', work => changeEntry(work, change)), 'changed')
  assert.equal(await undone('teacher', work => changeEntry(work, change)), 'not-found')
})

test('the page of the tables in docs is the one that is printed', () => {
  const page = readFileSync('docs/deeds.md', 'utf8').replace(/[ -]+/g, ' ')
  for (const { thing, states, table } of deedTables) {
    assert.ok(
      page.includes(`## ${thing}`.replace(/[ -]+/g, ' ')),
      'write it with: npm run --silent deeds > docs/deeds.md',
    )
    for (const [deed, row] of Object.entries(table)) {
      const cells = states.map(state => (row[state] ?? []).join(', ') || '–')
      assert.ok(page.includes(`| ${[deed, ...cells].join(' | ')} |`.replace(/[ -]+/g, ' ')), `${thing}, ${deed}`)
    }
  }
})
