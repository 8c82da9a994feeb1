import assert from 'node:assert/strict'
import { sentReferral } from './children.ts'
import { listPossibleDuplicates } from '../src/child/store/search.ts'
import { overConnection } from './database.ts'
import type { World } from './world.ts'
import { determine, identifyChild } from '../src/referral/actions/deciding.ts'
import type { Outcome } from '../src/referral/referral.ts'

type Known = {
  readonly childId: string
  readonly givenName: string
  readonly familyName: string
  readonly bornOn: string
}

/** A child of Merthyr who is on the pathway, judged, with a lead practitioner. */
export async function childOnThePathway(world: World): Promise<Known> {
  return overConnection(world.ownerUrl, async client => {
    const { rows } = await client.query<Known>(
      `select c.id as "childId", c.given_name as "givenName", c.family_name as "familyName", c.born_on::text as "bornOn"
         from child c join pathway w on w.child_id = c.id and w.ended_on is null
         join local_authority l on l.id = c.local_authority_id and l.code = 'W06000024'
        where exists (select 1 from network_member n where n.child_id = c.id and n.part = 'lead-practitioner' and n.left_at is null)
          and exists (select 1 from clock k where k.child_id = c.id and k.met_at is null and k.stopped_at is null)
          and exists (select 1 from assessment a where a.child_id = c.id)
          and not exists (select 1 from referral r where r.child_id = c.id and r.decided_at is null)
        order by c.reference limit 1`,
    )
    assert.ok(rows[0])
    return rows[0]
  })
}

/** A second referral about such a child, joined to their record and not decided. */
export async function secondReferral(world: World, child: Known): Promise<string> {
  const referralId = await sentReferral(world, {
    givenName: child.givenName,
    familyName: child.familyName,
    bornOn: child.bornOn,
  })
  await world.as('duty', async work => {
    // Offered as possibly the same child, as the page does it.
    const offered = await listPossibleDuplicates(work.tx, {
      referralId,
      names: [`${child.givenName} ${child.familyName}`],
      bornOn: child.bornOn as never,
      nhsNumber: null,
    })
    assert.ok(offered.some(each => each.childId === child.childId))
    const joined = await identifyChild(work, { referralId, existingChildId: child.childId })
    assert.equal(joined.outcome, 'identified')
  })
  return referralId
}

/** Decides a referral as the duty manager. */
export const decide = (world: World, referralId: string, outcome: Outcome, lead?: string) =>
  world.as('duty-manager', work =>
    determine(work, { referralId, outcome, reasons: 'As the duty manager sees it.', leadPractitionerId: lead }),
  )
