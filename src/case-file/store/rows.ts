import { sql } from 'kysely'
import type { ActorTx } from '../../db/database.ts'

// By the letters' numbers: a record comes out the same whatever alphabet the server keeps.
const SAME_ON_EVERY_SERVER = sql.raw(
  ['statement', 'stage', 'kind', 'name', 'what', 'text', 'lines']
    .map(name => `(content ->> '${name}') collate "C"`)
    .join(', '),
)

/** Rows of one table about one child, as the actor may read them. */
export type Row = Readonly<Record<string, unknown>>

/** The rows of every table that a case file is made from, oldest first. What the actor may not read is not there. */
export async function listRowsOfChild(tx: ActorTx, childId: string): Promise<Readonly<Record<string, readonly Row[]>>> {
  const { rows } = await sql<{ name: string; content: Row }>`
    select name, content from (
    select 'referral' as name, to_jsonb(x) as content, x.submitted_at as at, 0::bigint as nth from referral x where x.child_id = ${childId}
    union all select 'other_authority_telling', to_jsonb(x), x.told_at, 0 from other_authority_telling x join referral r on r.id = x.referral_id where r.child_id = ${childId}
    union all select 'child', to_jsonb(x), now(), 0 from child x where x.id = ${childId}
    union all select 'network_member', to_jsonb(x), x.joined_at, 0 from network_member x where x.child_id = ${childId}
    union all select 'determination', to_jsonb(x), x.decided_at, 0 from determination x where x.child_id = ${childId}
    union all select 'child_name', to_jsonb(x), now(), 0 from child_name x where x.child_id = ${childId}
    union all select 'important_person', to_jsonb(x), x.changed_at, 0 from important_person x where x.child_id = ${childId}
    union all select 'other_at_risk', to_jsonb(x), x.written_at, 0 from other_at_risk x where x.child_id = ${childId}
    union all select 'confidence', to_jsonb(x), x.written_at, 0 from confidence x where x.child_id = ${childId}
    union all select 'child_address', to_jsonb(x), coalesce(x.added_at, '-infinity'), 0 from child_address x where x.child_id = ${childId}
    union all select 'child_alert', to_jsonb(x), x.raised_at, 0 from child_alert x where x.child_id = ${childId}
    union all select 'entry', to_jsonb(x), x.recorded_at, x.position from entry x where x.child_id = ${childId}
    union all select 'translation', to_jsonb(x), x.written_at, 0 from translation x where x.child_id = ${childId}
    union all select 'clock', to_jsonb(x), x.started_at, 0 from clock x where x.child_id = ${childId}
    union all select 'clock_replan', to_jsonb(x), x.at, 0 from clock_replan x where x.child_id = ${childId}
    union all select 'late_reason', to_jsonb(x), x.at, 0 from late_reason x where x.child_id = ${childId}
    union all select 'no_meeting_decision', to_jsonb(x), x.decided_at, 0 from no_meeting_decision x where x.child_id = ${childId}
    union all select 'happening', to_jsonb(x), x.recorded_at, x.position from happening x where x.child_id = ${childId}
    union all select 'assessment', to_jsonb(x), x.begun_at, 0 from assessment x where x.child_id = ${childId}
    union all select 'assessment_form', to_jsonb(x), now(), 0 from assessment_form x where x.child_id = ${childId}
    union all select 'meeting', to_jsonb(x), x.asked_for_on::timestamptz, x.number from meeting x where x.child_id = ${childId}
    union all select 'meeting_summary', to_jsonb(x), x.changed_at, 0 from meeting_summary x where x.child_id = ${childId}
    union all select 'meeting_person', to_jsonb(x), x.invited_at, 0 from meeting_person x where x.child_id = ${childId} and x.removed_at is null
    union all select 'meeting_reply', to_jsonb(x), x.given_at, 0 from meeting_reply x where x.child_id = ${childId}
    union all select 'closed_seat', to_jsonb(x), x.given_at, 0 from closed_seat x where x.child_id = ${childId}
    union all select 'meeting_pack', to_jsonb(x), x.made_at, 0 from meeting_pack x where x.child_id = ${childId}
    union all select 'meeting_presence', to_jsonb(x), x.recorded_at, 0 from meeting_presence x where x.child_id = ${childId}
    union all select 'statement_acceptance', to_jsonb(x) || jsonb_build_object('words', (
        select jsonb_build_object('en', w.words_en, 'cy', w.words_cy) from statement_wording w where w.id = x.wording_id)),
        x.accepted_at, 0 from statement_acceptance x where x.child_id = ${childId}
    union all select 'meeting_consultation', to_jsonb(x), x.recorded_at, 0 from meeting_consultation x where x.child_id = ${childId}
    union all select 'family_decision', to_jsonb(x), x.decided_at, 0 from family_decision x where x.child_id = ${childId}
    union all select 'meeting_finding', to_jsonb(x), x.recorded_at, 0 from meeting_finding x where x.child_id = ${childId} and x.removed_at is null
    union all select 'action', to_jsonb(x), x.agreed_at, 0 from action x where x.child_id = ${childId}
    union all select 'action_answer', to_jsonb(x), x.answered_at, 0 from action_answer x where x.child_id = ${childId}
    union all select 'safety_plan', to_jsonb(x), x.changed_at, 0 from safety_plan x where x.child_id = ${childId}
    union all select 'record_declaration', to_jsonb(x), x.declared_at, 0 from record_declaration x where x.child_id = ${childId}
    union all select 'quotation_origin', to_jsonb(x), x.said_at, 0 from quotation_origin x where x.child_id = ${childId}
    union all select 'copy_translation', to_jsonb(x), x.written_at, 0 from copy_translation x where x.child_id = ${childId}
    union all select 'family_copy', to_jsonb(x), x.made_at, x.position from family_copy x where x.child_id = ${childId}
    union all select 'family_copy_reading', to_jsonb(x), x.read_at, 0 from family_copy_reading x where x.child_id = ${childId}
    union all select 'family_copy_return', to_jsonb(x), x.returned_at, 0 from family_copy_return x where x.child_id = ${childId}
    union all select 'record_sending', to_jsonb(x), x.sent_at, 0 from record_sending x where x.child_id = ${childId}
    union all select 'sending_receipt', to_jsonb(x), x.recorded_at, 0 from sending_receipt x where x.child_id = ${childId}
    union all select 'copy_incident', to_jsonb(x), x.recorded_at, 0 from copy_incident x where x.child_id = ${childId}
    union all select 'copy_incident_return', to_jsonb(x), x.recorded_at, 0 from copy_incident_return x where x.child_id = ${childId}
    union all select 'copy_incident_decision', to_jsonb(x), x.decided_at, 0 from copy_incident_decision x where x.child_id = ${childId}
    union all select 'meeting_correction', to_jsonb(x), x.made_at, x.number from meeting_correction x where x.child_id = ${childId}
    union all select 'debrief_attempt', to_jsonb(x), x.recorded_at, 0 from debrief_attempt x where x.child_id = ${childId}
    union all select 'debrief', to_jsonb(x), x.changed_at, 0 from debrief x where x.child_id = ${childId}
    union all select 'pathway', to_jsonb(x), x.opened_on::timestamptz, 0 from pathway x where x.child_id = ${childId}
    union all select 'pathway_move', to_jsonb(x), x.moved_at, 0 from pathway_move x where x.child_id = ${childId}
    union all select 'pathway_proposal', to_jsonb(x), x.proposed_at, 0 from pathway_proposal x where x.child_id = ${childId}
    union all select 'panel_escalation', to_jsonb(x), x.escalated_at, 0 from panel_escalation x where x.child_id = ${childId}
    union all select 'data_sheet', to_jsonb(x), x.saved_at, x.version from data_sheet x where x.child_id = ${childId}
    union all select 'complaint', to_jsonb(x), x.recorded_at, 0 from complaint x where x.child_id = ${childId}
    union all select 'decision_concern', to_jsonb(x), x.raised_at, 0 from decision_concern x where x.child_id = ${childId}
    union all select 'decision_concern_step', to_jsonb(x), x.asked_at, 0 from decision_concern_step x where x.child_id = ${childId}
    union all select 'history', to_jsonb(x), x.until_at, x.version from row_history x where x.child_id = ${childId} and x.table_name in ('action', 'child', 'confidence', 'entry', 'important_person', 'meeting', 'meeting_consultation', 'meeting_summary', 'other_at_risk', 'safety_plan')
    ) every_row
    -- What happened at one instant comes out in one order, whatever identifiers it was given.
    order by at, nth, ${SAME_ON_EVERY_SERVER}`.execute(tx)
  const grouped: Record<string, Row[]> = {}
  for (const row of rows) (grouped[row.name] ??= []).push(row.content)
  return grouped
}

/** Whether the actor has loaded a file with this hash before. */
export async function wasLoaded(tx: ActorTx, sha256: string): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`select exists (
    select 1 from audit_event where event = 'record.loaded' and details ->> 'sha256' = ${sha256}) as there`.execute(tx)
  return rows[0]?.there ?? false
}
