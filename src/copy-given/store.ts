import { sql } from 'kysely'
import type { ActorTx } from '../db/database.ts'
import type { Copy, CopyReader, Sending, SendingWay } from '../family-copy/family-copy.ts'
import { type CalendarDate, calendarDate } from '../lib/calendar-date.ts'
import type { CopyIncident, IncidentForGovernance, Reporting, Return, WrongReason } from './copy-given.ts'

const incidents = (tx: ActorTx) =>
  tx
    .selectFrom('copy_incident')
    .leftJoin('copy_incident_return', 'copy_incident_return.incident_id', 'copy_incident.id')
    .leftJoin('copy_incident_decision', 'copy_incident_decision.incident_id', 'copy_incident.id')
    .selectAll('copy_incident')
    .select([
      'copy_incident_return.came_back',
      'copy_incident_return.known_on',
      'copy_incident_return.words as return_words',
      'copy_incident_return.recorded_by as returned_by',
      'copy_incident_decision.decided_as',
      'copy_incident_decision.decided_on',
      'copy_incident_decision.words as decision_words',
    ])

type Row = Awaited<ReturnType<ReturnType<typeof incidents>['executeTakeFirstOrThrow']>>

const incidentOf = (row: Row): CopyIncident => ({
  id: row.id,
  sendingId: row.sending_id,
  meetingId: row.meeting_id,
  childId: row.child_id,
  reason: row.reason as WrongReason,
  foundOn: calendarDate(row.found_on),
  whatHappened: row.what_happened,
  safety: row.safety,
  recordedBy: row.recorded_by,
  recordedAt: row.recorded_at,
  cameBack:
    row.came_back === null || row.known_on === null
      ? undefined
      : {
          as: row.came_back as Return,
          on: calendarDate(row.known_on),
          words: row.return_words ?? '',
          by: row.returned_by ?? '',
        },
  decision:
    row.decided_as === null || row.decided_on === null
      ? undefined
      : { as: row.decided_as as Reporting, on: calendarDate(row.decided_on), words: row.decision_words ?? '' },
})

/** A copy that was taken back; `undefined` when there is none that the actor may read. */
export async function findIncident(tx: ActorTx, id: string): Promise<CopyIncident | undefined> {
  const row = await incidents(tx).where('copy_incident.id', '=', id).executeTakeFirst()
  return row && incidentOf(row)
}

/** What was written when this copy was taken back, as far as the actor may read it. */
export async function findIncidentOfSending(tx: ActorTx, sendingId: string): Promise<CopyIncident | undefined> {
  const row = await incidents(tx).where('copy_incident.sending_id', '=', sendingId).executeTakeFirst()
  return row && incidentOf(row)
}

/** Keeps that a copy was taken back, and why; `undefined`, and nothing kept, when somebody did so first. */
export async function insertIncident(
  tx: ActorTx,
  { id: sendingId, meetingId, childId }: Pick<Sending, 'id' | 'meetingId' | 'childId'>,
  incident: Pick<CopyIncident, 'reason' | 'foundOn' | 'whatHappened' | 'safety'> & { by: string; at: Date },
): Promise<string | undefined> {
  const row = await tx
    .insertInto('copy_incident')
    .values({
      sending_id: sendingId,
      meeting_id: meetingId,
      child_id: childId,
      reason: incident.reason,
      found_on: incident.foundOn,
      what_happened: incident.whatHappened,
      safety: incident.safety,
      recorded_by: incident.by,
      recorded_at: incident.at,
    })
    .onConflict(conflict => conflict.column('sending_id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

/** Keeps whether the copy came back; answers false, and keeps nothing, when somebody did so first. */
export async function insertReturnOfCopy(
  tx: ActorTx,
  { id: incidentId, meetingId, childId }: Pick<CopyIncident, 'id' | 'meetingId' | 'childId'>,
  cameBack: { as: Return; on: CalendarDate; words: string; by: string; at: Date },
): Promise<boolean> {
  const result = await tx
    .insertInto('copy_incident_return')
    .values({
      incident_id: incidentId,
      meeting_id: meetingId,
      child_id: childId,
      came_back: cameBack.as,
      known_on: cameBack.on,
      words: cameBack.words,
      recorded_by: cameBack.by,
      recorded_at: cameBack.at,
    })
    .onConflict(conflict => conflict.column('incident_id').doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** The copies that were taken back, those that nobody has decided about first; none for whoever is not of information governance. */
export async function listIncidents(tx: ActorTx): Promise<readonly IncidentForGovernance[]> {
  const { rows } = await sql<{
    incident_id: string
    child_id: string
    reference: string
    copy: Copy
    reader: CopyReader | null
    how: SendingWay
    reason: WrongReason
    found_on: string
    what_happened: string
    safety: string
    recorded_by: string
    recorded_at: Date
    came_back: Return | null
    decided_as: Reporting | null
    decided_on: string | null
    words: string | null
    decided_by: string | null
  }>`select * from copy_incidents()`.execute(tx)
  return rows.map(row => ({
    id: row.incident_id,
    childId: row.child_id,
    reference: row.reference,
    copy: row.copy,
    reader: row.reader,
    how: row.how,
    reason: row.reason,
    foundOn: calendarDate(row.found_on),
    whatHappened: row.what_happened,
    safety: row.safety,
    recordedBy: row.recorded_by,
    recordedAt: row.recorded_at,
    cameBack: row.came_back ?? undefined,
    decision:
      row.decided_as === null || row.decided_on === null
        ? undefined
        : {
            as: row.decided_as,
            on: calendarDate(row.decided_on),
            words: row.words ?? '',
            by: row.decided_by ?? '',
          },
  }))
}

/** Keeps what information governance decided; answers the child, or `undefined` when it is not theirs to decide, or was decided. */
export async function decideIncident(
  tx: ActorTx,
  { id, as, on, words, at }: { id: string; as: Reporting; on: CalendarDate; words: string; at: Date },
): Promise<string | undefined> {
  const { rows } = await sql<{ whose: string | null }>`
    select decide_copy_incident(${id}, ${as}, ${on}::date, ${words}, ${at}) as whose`.execute(tx)
  return rows[0]?.whose ?? undefined
}
