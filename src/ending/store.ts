import type { Selectable } from 'kysely'
import type { ActorTx } from '../db/database.ts'
import type { PathwayProposal } from '../db/schema.ts'
import type { SteppedTo } from '../pathway/pathway.ts'
import type { NewProposal, Proposal, ProposedEnding } from './ending.ts'

function proposalOf(row: Selectable<PathwayProposal>): Proposal {
  return {
    id: row.id,
    childId: row.child_id,
    pathwayId: row.pathway_id,
    kind: row.kind as Proposal['kind'],
    ending: row.ending as ProposedEnding | null,
    movedTo: row.moved_to as SteppedTo | null,
    whatChanged: row.what_changed,
    whoKeepsWatch: row.who_keeps_watch,
    whatWouldBringBack: row.what_would_bring_back,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
  }
}

/** What is proposed for a pathway and not decided yet, or `undefined`. */
export async function findOpenProposal(tx: ActorTx, pathwayId: string): Promise<Proposal | undefined> {
  const row = await tx
    .selectFrom('pathway_proposal')
    .where('pathway_id', '=', pathwayId)
    .where('decided_at', 'is', null)
    .selectAll()
    .executeTakeFirst()
  return row && proposalOf(row)
}

/** Keeps what somebody proposes. */
export async function insertProposal(
  tx: ActorTx,
  proposal: NewProposal & { childId: string; pathwayId: string; by: string; at: Date },
): Promise<string> {
  const row = await tx
    .insertInto('pathway_proposal')
    .values({
      child_id: proposal.childId,
      pathway_id: proposal.pathwayId,
      kind: proposal.kind,
      ending: proposal.ending,
      moved_to: proposal.movedTo,
      what_changed: proposal.whatChanged,
      who_keeps_watch: proposal.whoKeepsWatch,
      what_would_bring_back: proposal.whatWouldBringBack,
      proposed_by: proposal.by,
      proposed_at: proposal.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Writes what was decided about a proposal; false, and nothing, when somebody decided first. */
export async function updateProposalDecided(
  tx: ActorTx,
  proposalId: string,
  decision: { confirmed: boolean; reason: string; by: string; at: Date },
): Promise<boolean> {
  const result = await tx
    .updateTable('pathway_proposal')
    .set({
      confirmed: decision.confirmed,
      decision_reason: decision.reason,
      decided_by: decision.by,
      decided_at: decision.at,
    })
    .where('id', '=', proposalId)
    .where('decided_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
