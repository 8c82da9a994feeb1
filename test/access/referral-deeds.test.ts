// The table state × deed × part of a referral, every cell tried twice: through the action, and as SQL under the application's role.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { Work } from '../../src/access/work.ts'
import { joinNetwork } from '../../src/child/actions.ts'
import {
  acknowledgeReferral,
  determine,
  discussReferralWithPolice,
  identifyChild,
} from '../../src/referral/actions/deciding.ts'
import { tellOtherAuthority } from '../../src/referral/actions/other-authority.ts'
import { beginReferral, chaseReferral, saveReferral, sendReferral } from '../../src/referral/actions/sending.ts'
import { REFERRAL_STATES, type ReferralDeed, type ReferralState } from '../../src/referral/deeds.ts'
import { findReferral } from '../../src/referral/store.ts'
import { authority, sentReferral } from '../children.ts'
import { beginAs, overConnection } from '../database.ts'
import { demonstrationWorld, type World } from '../world.ts'

const WHO = ['author', 'duty', 'duty-manager', 'other-front-door', 'network', 'lead', 'administrator'] as const
type Who = (typeof WHO)[number]
const STAFF: Readonly<Record<Who, string>> = {
  author: 'nurse',
  duty: 'duty',
  'duty-manager': 'duty-manager',
  'other-front-door': 'duty-bridgend',
  network: 'social-worker',
  lead: 'lead',
  administrator: 'administrator',
}
const FRONT_DOOR = ['duty', 'duty-manager'] as const

const FRONT_DOORS = [...FRONT_DOOR, 'other-front-door'] as const

// What each may do, said once and by hand: the state, then who. Everything that is not here must be refused.
const MAY: Readonly<Record<ReferralDeed, Readonly<Partial<Record<ReferralState, readonly Who[]>>>>> = {
  write: { draft: ['author'] },
  send: { draft: ['author'] },
  chase: { sent: ['author'], identified: ['author'] },
  acknowledge: { sent: FRONT_DOOR, identified: FRONT_DOOR },
  identify: { sent: FRONT_DOOR },
  'discuss-with-police': { identified: FRONT_DOOR, decided: FRONT_DOOR },
  determine: { identified: FRONT_DOOR },
  'tell-other-authority': { sent: FRONT_DOORS, identified: FRONT_DOORS, decided: FRONT_DOORS },
}

class Undone extends Error {}

let world: World
let merthyr: string
let bridgend: string
const referrals = new Map<ReferralState, string>()
before(async () => {
  world = await demonstrationWorld()
  merthyr = await authority(world, 'W06000024')
  bridgend = await authority(world, 'W06000013')
  const lead = await world.actor('social-worker')
  for (const state of REFERRAL_STATES) {
    const id =
      state === 'draft'
        ? await world.as('nurse', draft)
        : await sentReferral(world, {
            familyName: state,
            mayBeCrime: 'yes',
            otherAuthority: 'yes',
            otherAuthorityId: bridgend,
          })
    referrals.set(state, id)
    if (state === 'draft' || state === 'sent') continue
    const said = await world.as('duty', work => identifyChild(work, { referralId: id, existingChildId: undefined }))
    assert.ok(said.outcome === 'identified')
    await world.as('duty', work =>
      joinNetwork(work, { childId: said.childId, userId: lead.userId, part: 'practitioner' }),
    )
    if (state === 'decided') await world.as('duty', work => determine(work, { ...DECISION, referralId: id }))
  }
  await overConnection(world.ownerUrl, async client => {
    // So that its author may ask again.
    await client.query(
      `update clock set due_on = current_date - 1, version = version + 1 where rule = 'acknowledgement'`,
    )
  })
})
after(() => world.close())

const DECISION = { outcome: 'no-further-action', reasons: 'As seen.', leadPractitionerId: undefined } as const
const TOLD = { considered: 'discussed', withWhom: 'An invented officer', words: 'They come today.' } as const

async function draft(work: Work): Promise<string> {
  const id = await beginReferral(work)
  const answers = {
    immediateDanger: 'no',
    givenName: 'Enfys',
    whatHappened: 'x',
    parentsKnow: 'yes',
    otherAuthority: 'yes',
    otherAuthorityId: bridgend,
  } as const
  await saveReferral(work, { referralId: id, version: 1, answers: { ...answers, localAuthorityId: merthyr } })
  return id
}

const idOf = (state: ReferralState): string => {
  const id = referrals.get(state)
  assert.ok(id)
  return id
}

const BY_ACTION: Readonly<Record<ReferralDeed, (work: Work, referralId: string) => Promise<unknown>>> = {
  write: async (work, referralId) => {
    const version = (await findReferral(work.tx, referralId))?.version ?? 1
    return saveReferral(work, { referralId, version, answers: { school: 'Ysgol arall' } })
  },
  send: sendReferral,
  chase: chaseReferral,
  acknowledge: acknowledgeReferral,
  identify: (work, referralId) => identifyChild(work, { referralId, existingChildId: undefined }),
  'discuss-with-police': (work, referralId) => discussReferralWithPolice(work, { ...TOLD, referralId }),
  determine: (work, referralId) => determine(work, { ...DECISION, referralId }),
  'tell-other-authority': (work, referralId) => tellOtherAuthority(work, { referralId, words: 'They know.' }),
}

const EVENTS: Readonly<Record<ReferralDeed, string>> = {
  write: 'referral.saved',
  send: 'referral.sent',
  chase: 'referral.chased',
  acknowledge: 'referral.acknowledged',
  identify: 'referral.child-identified',
  'discuss-with-police': 'police.discussion-recorded',
  determine: 'referral.determined',
  'tell-other-authority': 'referral.other-authority-told',
}

const change = (columns: string) => `update referral set ${columns}, version = version + 1 where id = $1`
const BY_SQL: Readonly<Record<ReferralDeed, () => string>> = {
  write: () => change(`answers = answers || '{"school":"Ysgol arall"}'`),
  send: () =>
    change(`submitted_at = now(), local_authority_id = '${merthyr}',
      receiving_team_id = (select id from team where kind = 'front-door' and local_authority_id = '${merthyr}'),
      other_team_id = (select id from team where kind = 'front-door' and local_authority_id = '${bridgend}')`),
  chase: () => change('chased_at = now()'),
  acknowledge: () => change('acknowledged_at = now(), acknowledged_by = actor()'),
  identify: () =>
    `select id from (select open_child_record($1, 'Enfys', 'Arall', now()) as id) made where id is not null`,
  'discuss-with-police': () =>
    `insert into entry (child_id, kind, basis, text, happened_on, subject_id, author_id, agency_id)
     select child_id, 'police-discussion', 'fact', 'x', current_date, id, actor(), actor_agency() from referral where id = $1`,
  determine: () => change(`decided_at = now(), outcome = 'no-further-action'`),
  'tell-other-authority': () =>
    `insert into other_authority_telling (referral_id, words, told_by) values ($1, 'They know.', actor())`,
}

const may = (deed: ReferralDeed, state: ReferralState, who: Who) => MAY[deed][state]?.includes(who) ?? false

for (const deed of Object.keys(MAY) as ReferralDeed[]) {
  test(`${deed} a referral: done by those who may, in the states in which they may, and refused to all others`, async () => {
    for (const state of REFERRAL_STATES)
      for (const who of WHO) {
        let left = 0
        let said: unknown
        await assert.rejects(
          world.as(STAFF[who], async work => {
            said = await BY_ACTION[deed](work, idOf(state))
            const { rows } = await sql<{ events: number }>`select count(*)::int as events from audit_event
              where in_transaction = pg_current_xact_id() and event = ${EVENTS[deed]}`.execute(work.tx)
            left = rows[0]?.events ?? 0
            throw new Undone()
          }),
          Undone,
        )
        assert.equal(left, may(deed, state, who) ? 1 : 0, `${who}, ${state}: ${JSON.stringify(said)}`)
      }
  })

  test(`${deed} a referral, as SQL past the actions: the database says the same`, async () => {
    for (const who of WHO) {
      const { userId } = await world.actor(STAFF[who])
      await overConnection(world.appUrl, async client => {
        for (const state of REFERRAL_STATES) {
          await beginAs(client, userId)
          let done = false
          let said = ''
          try {
            done = ((await client.query(BY_SQL[deed](), [idOf(state)])).rowCount ?? 0) > 0
          } catch (error) {
            said = String(error)
            assert.equal((error as { code?: string }).code, '42501', said)
          }
          await client.query('rollback')
          assert.equal(done, may(deed, state, who), `${who}, ${state} ${said}`)
        }
      })
    }
  })
}

test('a referral is sent to the front door of the local authority that it names, and asked about again only until it is acknowledged', async () => {
  const { userId } = await world.actor('nurse')
  await overConnection(world.appUrl, async client => {
    await beginAs(client, userId)
    const elsewhere = change(`submitted_at = now(), local_authority_id = '${merthyr}',
      receiving_team_id = (select id from team where kind = 'front-door' and local_authority_id <> '${merthyr}' limit 1)`)
    await assert.rejects(client.query(elsewhere, [idOf('draft')]), /front door of the local authority/)
    await client.query('rollback')
  })
  const sent = await sentReferral(world, { familyName: 'Ateb' })
  await world.as('duty', work => acknowledgeReferral(work, sent))
  await overConnection(world.appUrl, async client => {
    await beginAs(client, userId)
    await assert.rejects(client.query(change('chased_at = now()'), [sent]), /may not be done/)
    await client.query('rollback')
  })
})
