import { sql } from 'kysely'
import type { ActorTx } from '../db/database.ts'
import type { AuditEvent } from './events.ts'

/** What an event was about. `details` holds counts, kinds and names of settings, never anything personal. */
export type AuditSubject = {
  readonly childId?: string
  readonly subjectId?: string
  readonly details?: Readonly<Record<string, string | number | boolean | null>>
}

const recordedIn = new WeakMap<ActorTx, Set<AuditEvent>>()

/** The events written in one transaction: a page is held to what it promises to record. */
export function eventsRecordedIn(tx: ActorTx): ReadonlySet<AuditEvent> {
  return recordedIn.get(tx) ?? new Set()
}

/**
 * Writes one audit event in the transaction of the act itself. If it cannot be written, the act does not happen.
 *
 * Who acted, who recorded it and when are the database's own: the application cannot write them. An act that a case file
 * dates earlier is recorded when it was loaded, with who loaded it.
 */
export async function recordAuditEvent(tx: ActorTx, event: AuditEvent, subject: AuditSubject = {}): Promise<void> {
  const recorded = recordedIn.get(tx) ?? new Set()
  recordedIn.set(tx, recorded.add(event))
  const details = subject.details === undefined ? null : JSON.stringify(subject.details)
  await sql`insert into audit_event (event, child_id, subject_id, details)
            values (${event}, ${subject.childId ?? null}, ${subject.subjectId ?? null}, ${details})`.execute(tx)
}

/** One event, as the pages "who has looked" and the audit show it. */
export type AuditRow = {
  readonly at: Date
  readonly event: AuditEvent
  readonly actorName: string
  readonly agencyId: string
  readonly childId: string | null
}

/** What was done to and seen of one child's record, newest first; nothing when the actor may not see the child. */
export async function listAuditEventsOfChild(tx: ActorTx, childId: string, most = 500): Promise<readonly AuditRow[]> {
  const rows = await tx
    .selectFrom('audit_event')
    .innerJoin('app_user', 'app_user.id', 'audit_event.actor_id')
    .where('audit_event.child_id', '=', childId)
    .orderBy('audit_event.seq', 'desc')
    .limit(most)
    .select(['audit_event.at', 'audit_event.event', 'app_user.name', 'app_user.agency_id', 'audit_event.child_id'])
    .execute()
  return rows.map(row => ({
    at: row.at,
    event: row.event as AuditEvent,
    actorName: row.name,
    agencyId: row.agency_id,
    childId: row.child_id,
  }))
}
