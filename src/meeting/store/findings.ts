import { anyOf } from '../../db/any-of.ts'
import type { ActorTx } from '../../db/database.ts'
import type { Finding } from '../meeting.ts'

/** Adds what was drawn from what was shared. */
export async function insertFinding(
  tx: ActorTx,
  finding: Omit<Finding, 'id'> & { childId: string; by: string; at: Date },
): Promise<string> {
  const row = await tx
    .insertInto('meeting_finding')
    .values({
      meeting_id: finding.meetingId,
      child_id: finding.childId,
      kind: finding.kind,
      text: finding.text,
      audience: finding.audience,
      recorded_by: finding.by,
      recorded_at: finding.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Victims, offenders, locations and themes of meetings, in the order in which they were named; only for those of the closed session. */
export async function listFindings(
  tx: ActorTx,
  meetingIds: readonly string[],
): Promise<readonly (Finding & { readonly recordedBy: string })[]> {
  if (meetingIds.length === 0) return []
  const rows = await tx
    .selectFrom('meeting_finding')
    .where('meeting_id', '=', anyOf(meetingIds))
    .where('removed_at', 'is', null)
    .orderBy('recorded_at')
    .orderBy('text')
    .select(['id', 'meeting_id', 'kind', 'text', 'audience', 'recorded_by'])
    .execute()
  return rows.map(row => ({
    id: row.id,
    meetingId: row.meeting_id,
    kind: row.kind as Finding['kind'],
    text: row.text,
    audience: row.audience as Finding['audience'],
    recordedBy: row.recorded_by,
  }))
}

/** Takes a finding out; answers false, and changes nothing, when it was taken out already or is not the actor's to take out. */
export async function updateFindingRemoved(tx: ActorTx, findingId: string, at: Date): Promise<boolean> {
  const result = await tx
    .updateTable('meeting_finding')
    .set({ removed_at: at })
    .where('id', '=', findingId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
