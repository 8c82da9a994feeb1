import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import { anyOf } from '../db/any-of.ts'
import type { ActorTx } from '../db/database.ts'
import { type CalendarDate, calendarDate } from '../lib/calendar-date.ts'
import type { Referral as ReferralTable } from '../db/schema.ts'
import { type Outcome, type Referral, type ReferralAnswers, referralAnswers } from './referral.ts'

function referralOf(row: Selectable<ReferralTable>): Referral {
  return {
    id: row.id,
    authorId: row.author_id,
    agencyId: row.agency_id,
    localAuthorityId: row.local_authority_id,
    receivingTeamId: row.receiving_team_id,
    otherTeamId: row.other_team_id,
    childId: row.child_id,
    answers: referralAnswers.parse(row.answers),
    beganAt: row.began_at,
    submittedAt: row.submitted_at,
    acknowledgedAt: row.acknowledged_at,
    chasedAt: row.chased_at,
    decidedAt: row.decided_at,
    outcome: row.outcome as Outcome | null,
    toldReferrer: row.told_referrer,
    version: row.version,
  }
}

/** A referral, or `undefined` when there is none that the actor wrote, received or may see with the child. */
export async function findReferral(tx: ActorTx, id: string): Promise<Referral | undefined> {
  const row = await tx.selectFrom('referral').where('id', '=', id).selectAll().executeTakeFirst()
  return row && referralOf(row)
}

/** The referrals the actor wrote, newest first. */
export async function listOwnReferrals(tx: ActorTx, authorId: string): Promise<readonly Referral[]> {
  const rows = await tx
    .selectFrom('referral')
    .where('author_id', '=', authorId)
    .orderBy('began_at', 'desc')
    .limit(100)
    .selectAll()
    .execute()
  return rows.map(referralOf)
}

/** The referrals that some teams received and that are not decided yet, oldest first. */
export async function listReceivedReferrals(tx: ActorTx, teamIds: readonly string[]): Promise<readonly Referral[]> {
  if (teamIds.length === 0) return []
  const rows = await tx
    .selectFrom('referral')
    .where('receiving_team_id', '=', anyOf(teamIds))
    .where('submitted_at', 'is not', null)
    .where('decided_at', 'is', null)
    .orderBy('submitted_at')
    .selectAll()
    .execute()
  return rows.map(referralOf)
}

/** The referrals about a child, oldest first. */
export async function listReferralsOfChild(tx: ActorTx, childId: string): Promise<readonly Referral[]> {
  return (
    await tx.selectFrom('referral').where('child_id', '=', childId).orderBy('submitted_at').selectAll().execute()
  ).map(referralOf)
}

/** Begins a referral with nothing in it. */
export async function insertReferral(
  tx: ActorTx,
  author: { userId: string; agencyId: string },
  answers: ReferralAnswers,
  at: Date,
): Promise<string> {
  const row = await tx
    .insertInto('referral')
    .values({
      author_id: author.userId,
      agency_id: author.agencyId,
      answers: JSON.stringify(answers),
      began_at: at,
      changed_at: at,
      changed_by: author.userId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Changes a referral; answers false, and writes nothing, when someone saved another version first. */
export async function updateReferral(
  tx: ActorTx,
  referral: { id: string; version: number },
  change: Partial<{
    answers: ReferralAnswers
    localAuthorityId: string
    receivingTeamId: string
    otherTeamId: string
    phonedAt: Date | null
    submittedAt: Date
    acknowledgedAt: Date
    acknowledgedBy: string
    chasedAt: Date
    decidedAt: Date
    outcome: Outcome
    toldReferrer: string
  }>,
  by: string,
  at: Date,
): Promise<boolean> {
  const result = await tx
    .updateTable('referral')
    .set({
      ...(change.answers !== undefined && { answers: JSON.stringify(change.answers) }),
      ...(change.localAuthorityId !== undefined && { local_authority_id: change.localAuthorityId }),
      ...(change.receivingTeamId !== undefined && { receiving_team_id: change.receivingTeamId }),
      ...(change.otherTeamId !== undefined && { other_team_id: change.otherTeamId }),
      ...(change.phonedAt !== undefined && { phoned_at: change.phonedAt }),
      ...(change.submittedAt !== undefined && { submitted_at: change.submittedAt }),
      ...(change.acknowledgedAt !== undefined && { acknowledged_at: change.acknowledgedAt }),
      ...(change.acknowledgedBy !== undefined && { acknowledged_by: change.acknowledgedBy }),
      ...(change.chasedAt !== undefined && { chased_at: change.chasedAt }),
      ...(change.decidedAt !== undefined && { decided_at: change.decidedAt }),
      ...(change.outcome !== undefined && { outcome: change.outcome }),
      ...(change.toldReferrer !== undefined && { told_referrer: change.toldReferrer }),
      version: referral.version + 1,
      changed_at: at,
      changed_by: by,
    })
    .where('id', '=', referral.id)
    .where('version', '=', referral.version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Lets the team that received a referral see a record that is there already; false when it is not theirs to join. */
export async function joinReferralToChild(
  tx: ActorTx,
  referralId: string,
  childId: string,
  at: Date,
): Promise<boolean> {
  const { rows } = await sql<{
    joined: boolean
  }>`select join_referral_to_child(${referralId}, ${childId}, ${at}) as joined`.execute(tx)
  return rows[0]?.joined ?? false
}

/** Whether the child of a referral is on the pathway already, by another decision. */
export async function isChildKnown(tx: ActorTx, referralId: string): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`select child_is_known(${referralId}) as known`.execute(tx)
  return rows[0]?.known ?? false
}

/**
 * Which of the children who were offered as possibly the same are on the pathway by a decision, and since when; for the front door that
 * holds the referral, while nobody has said who the child is.
 */
export async function listOfferedOnPathway(
  tx: ActorTx,
  referralId: string,
): Promise<ReadonlyMap<string, CalendarDate>> {
  const { rows } = await sql<{ child_id: string; opened_on: string }>`
    select * from offered_on_pathway(${referralId})`.execute(tx)
  return new Map(rows.map(row => [row.child_id, calendarDate(row.opened_on)]))
}

/** Writes what Children's Services decided. */
export async function insertDetermination(
  tx: ActorTx,
  determination: {
    childId: string
    referralId: string
    outcome: Outcome
    reasons: string
    writtenIn: string
    by: string
    at: Date
  },
): Promise<string> {
  const row = await tx
    .insertInto('determination')
    .values({
      child_id: determination.childId,
      referral_id: determination.referralId,
      outcome: determination.outcome,
      reasons: determination.reasons,
      written_in: determination.writtenIn,
      decided_by: determination.by,
      decided_at: determination.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** The determinations about a child, newest first. */
export async function listDeterminations(
  tx: ActorTx,
  childId: string,
): Promise<
  readonly {
    id: string
    referralId: string | null
    outcome: Outcome
    reasons: string
    writtenIn: string
    decidedBy: string
    decidedAt: Date
  }[]
> {
  const rows = await tx
    .selectFrom('determination')
    .where('child_id', '=', childId)
    .orderBy('decided_at', 'desc')
    .selectAll()
    .execute()
  return rows.map(row => ({
    id: row.id,
    referralId: row.referral_id,
    outcome: row.outcome as Outcome,
    reasons: row.reasons,
    writtenIn: row.written_in,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
  }))
}

/** What the other local authority was told of a referral, and said. */
export type Telling = { readonly words: string; readonly toldBy: string; readonly toldAt: Date }

/** Keeps it, once; false when it was kept before. */
export async function insertTelling(tx: ActorTx, referralId: string, telling: Telling): Promise<boolean> {
  const result = await tx
    .insertInto('other_authority_telling')
    .values({ referral_id: referralId, words: telling.words, told_by: telling.toldBy, told_at: telling.toldAt })
    .onConflict(conflict => conflict.column('referral_id').doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** What the other local authority was told and said, or `undefined` when nothing is kept that the actor may read. */
export async function findTelling(tx: ActorTx, referralId: string): Promise<Telling | undefined> {
  const row = await tx
    .selectFrom('other_authority_telling')
    .where('referral_id', '=', referralId)
    .selectAll()
    .executeTakeFirst()
  return row && { words: row.words, toldBy: row.told_by, toldAt: row.told_at }
}

/** The referrals that another front door decides and some teams have to know of, and for which nothing is kept yet, oldest first. */
export async function listReferralsToKnowOf(tx: ActorTx, teamIds: readonly string[]): Promise<readonly Referral[]> {
  if (teamIds.length === 0) return []
  const rows = await tx
    .selectFrom('referral')
    .where('other_team_id', '=', anyOf(teamIds))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(selectFrom('other_authority_telling').whereRef('referral_id', '=', 'referral.id').select('referral_id')),
      ),
    )
    .orderBy('submitted_at')
    .selectAll()
    .execute()
  return rows.map(referralOf)
}
