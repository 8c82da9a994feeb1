import assert from 'node:assert/strict'
import { determine, identifyChild } from '../src/referral/actions/deciding.ts'
import { beginReferral, saveReferral, sendReferral } from '../src/referral/actions/sending.ts'
import type { ReferralAnswers } from '../src/referral/referral.ts'
import type { World } from './world.ts'

/** The id of one of the board's local authorities, by its code. */
export async function authority(world: World, code: string): Promise<string> {
  return world.as('nurse', async ({ tx }) => {
    const row = await tx.selectFrom('local_authority').where('code', '=', code).select('id').executeTakeFirstOrThrow()
    return row.id
  })
}

/** A referral by the nurse, sent to the front door of Merthyr. */
export async function sentReferral(world: World, answers: Partial<ReferralAnswers> = {}): Promise<string> {
  const localAuthorityId = await authority(world, 'W06000024')
  return world.as('nurse', async work => {
    const id = await beginReferral(work)
    const saved = await saveReferral(work, {
      referralId: id,
      version: 1,
      answers: {
        immediateDanger: 'no',
        localAuthorityId,
        givenName: 'Enfys',
        familyName: 'Newydd',
        bornOn: '2012-05-06',
        whatHappened: 'Seen again at the station.',
        childsWords: 'They still wait.',
        parentsKnow: 'yes',
        childKnows: 'yes',
        ...answers,
      },
    })
    assert.equal(saved.outcome, 'saved')
    assert.equal((await sendReferral(work, id)).outcome, 'sent')
    return id
  })
}

/** A first referral about a child new to the board: identified, and not decided. */
export async function firstReferral(
  world: World,
  familyName: string,
  answers: Partial<ReferralAnswers> = {},
): Promise<{ readonly referralId: string; readonly childId: string }> {
  const referralId = await sentReferral(world, { familyName, ...answers })
  const identified = await world.as('duty', work => identifyChild(work, { referralId, existingChildId: undefined }))
  assert.ok(identified.outcome === 'identified')
  return { referralId, childId: identified.childId }
}

/** A child new to the board and on the pathway, whose lead practitioner is the social worker; nothing is assessed yet. */
export async function childOnPathway(
  world: World,
  familyName = 'Llwybr',
  answers: Partial<ReferralAnswers> = {},
): Promise<string> {
  const { referralId, childId } = await firstReferral(world, familyName, answers)
  const lead = await world.actor('social-worker')
  const decided = await world.as('duty-manager', work =>
    determine(work, {
      referralId,
      outcome: 'exploitation-pathway',
      reasons: 'Several signs at once.',
      leadPractitionerId: lead.userId,
    }),
  )
  assert.equal(decided.outcome, 'determined')
  return childId
}
