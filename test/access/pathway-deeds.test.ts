// The table state × deed × part of a pathway, every cell tried twice: through the action, and as SQL under the application's role.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Work } from '../../src/access/work.ts'
import { confirmEnding, declineEnding, proposeEnding, reopenPathway, stepUp } from '../../src/ending/actions.ts'
import { beginAs, overConnection } from '../database.ts'
import { demonstrationWorld, type World } from '../world.ts'
import { WHO, type Who, STAFF, MOVED, propose, childWithNetwork, undone } from './pathway-deeds.ts'

const STATES = ['open', 'proposed', 'ended'] as const

const DEEDS = ['step-up', 'propose', 'confirm', 'decline', 'reopen'] as const

// What each may do, said once and by hand. Everything that is not here must be refused.
const EVERYONE_WHO_WORKS: readonly Who[] = ['practitioner', 'chair', 'proposer', 'manager', 'lead']

const MAY: Readonly<Record<(typeof DEEDS)[number], Partial<Record<(typeof STATES)[number], readonly Who[]>>>> = {
  'step-up': { open: EVERYONE_WHO_WORKS, proposed: EVERYONE_WHO_WORKS },
  propose: { open: EVERYONE_WHO_WORKS },
  confirm: { proposed: ['manager', 'lead'] },
  decline: { proposed: ['manager', 'lead', 'proposer'] },
  reopen: { ended: ['proposer', 'manager', 'lead'] },
}

let world: World

const children = new Map<(typeof STATES)[number], string>()
before(async () => {
  world = await demonstrationWorld()
  for (const state of STATES) {
    const childId = await childWithNetwork(world, `Cyflwr ${state}`)
    children.set(state, childId)
    if (state === 'open') continue
    assert.equal((await propose(world, STAFF.proposer, childId)).outcome, 'proposed')
    if (state === 'ended')
      assert.equal((await world.as('lead', work => confirmEnding(work, childId))).outcome, 'confirmed')
  }
})
after(() => world.close())

const childIn = (state: (typeof STATES)[number]): string => children.get(state) ?? ''

const BY_ACTION: Readonly<
  Record<(typeof DEEDS)[number], (work: Work, childId: string) => Promise<{ readonly outcome: string }>>
> = {
  'step-up': (work, childId) => stepUp(work, { childId, movedTo: 'child-protection', reasons: 'x' }),
  propose: (work, childId) => proposeEnding(work, { ...MOVED, childId }),
  confirm: confirmEnding,
  decline: (work, childId) => declineEnding(work, { childId, reason: 'not yet' }),
  reopen: (work, childId) =>
    world
      .actor('social-worker')
      .then(lead =>
        reopenPathway(work, { childId, reason: 'a new worry', leadPractitionerId: lead.userId, actionIds: [] }),
      ),
}

const DONE = new Set(['moved', 'proposed', 'confirmed', 'declined', 'reopened'])

const LATEST = '(select id from pathway where child_id = $1 order by opened_on desc, ended_on nulls first limit 1)'

const BY_SQL: Readonly<Record<(typeof DEEDS)[number], string>> = {
  'step-up': `insert into pathway_move (child_id, pathway_id, direction, moved_to, reasons, moved_by)
              values ($1, ${LATEST}, 'up', 'looked-after', 'x', actor())`,
  propose: `insert into pathway_proposal (child_id, pathway_id, kind, ending, what_changed) values ($1, ${LATEST}, 'ending', 'moved', 'x')`,
  confirm: `update pathway_proposal set confirmed = true, decided_by = actor(), decided_at = now() where child_id = $1 and decided_at is null`,
  decline: `update pathway_proposal set confirmed = false, decision_reason = 'x', decided_by = actor(), decided_at = now()
             where child_id = $1 and decided_at is null`,
  reopen: `insert into pathway (child_id, opened_on, opened_by, step, reopened_reason) values ($1, current_date, actor(), 'assessment', 'x')`,
}

for (const deed of DEEDS) {
  test(`${deed} of a pathway: by those who may, in the states in which they may, and by nobody else`, async () => {
    for (const state of STATES)
      for (const who of WHO) {
        const { outcome } = await undone(world, STAFF[who], work => BY_ACTION[deed](work, childIn(state)))
        assert.equal(DONE.has(outcome), MAY[deed][state]?.includes(who) ?? false, `${who}, ${state}: ${outcome}`)
      }
  })

  test(`${deed} of a pathway, as SQL past the actions: the database says the same`, async () => {
    for (const who of WHO) {
      const { userId } = await world.actor(STAFF[who])
      await overConnection(world.appUrl, async client => {
        for (const state of STATES) {
          await beginAs(client, userId)
          let done = false
          let said = ''
          try {
            done = ((await client.query(BY_SQL[deed], [childIn(state)])).rowCount ?? 0) > 0
          } catch (error) {
            said = String(error)
            // Not null: who does not see the child finds no pathway of theirs. Unique: there is one already.
            assert.match((error as { code?: string }).code ?? '', /^(42501|23502|23505)$/, said)
          }
          await client.query('rollback')
          assert.equal(done, MAY[deed][state]?.includes(who) ?? false, `${who}, ${state} ${said}`)
        }
      })
    }
  })
}

test('a pathway ends by nobody’s own hand: not as SQL, not without a confirmation, not in another way than was confirmed', async () => {
  const { userId } = await world.actor('lead')
  await overConnection(world.appUrl, async client => {
    for (const state of ['open', 'proposed'] as const) {
      await beginAs(client, userId)
      if (state === 'proposed') await client.query(BY_SQL.confirm, [childIn(state)])
      await assert.rejects(
        client.query(
          `update pathway set ended_on = current_date, ending = 'other', ended_by = actor(), version = version + 1
            where child_id = $1 and ended_on is null`,
          [childIn(state)],
        ),
        /proposed by one and confirmed by another/,
      )
      await client.query('rollback')
    }
  })
})

test('D41: a step up goes up', async () => {
  const childId = childIn('open')
  for (const [movedTo, outcome] of [
    ['information-and-advice', 'not-up'],
    ['early-help', 'not-up'],
    ['looked-after', 'moved'],
  ] as const)
    assert.equal(
      (await undone(world, 'social-worker', work => stepUp(work, { childId, movedTo, reasons: 'x' }))).outcome,
      outcome,
    )
})
