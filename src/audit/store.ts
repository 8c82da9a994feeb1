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
  /** The order in which events were written; a later page of a list begins before one. */
  readonly seq: number
  readonly at: Date
  readonly event: AuditEvent
  /** Empty where somebody was refused at the door. */
  readonly actorName: string
  readonly agencyId: string | null
  readonly childId: string | null
  /** Who loaded the case file that the event comes from, when it was not the actor's own doing. */
  readonly loadedBy: string | undefined
}

function rowsOf(tx: ActorTx) {
  return tx
    .selectFrom('audit_event')
    .leftJoin('app_user', 'app_user.id', 'audit_event.actor_id')
    .leftJoin('app_user as loader', join =>
      join
        .onRef('loader.id', '=', 'audit_event.recorded_by')
        .on('audit_event.recorded_by', 'is distinct from', eb => eb.ref('audit_event.actor_id')),
    )
    .orderBy('audit_event.seq', 'desc')
    .select([
      'audit_event.seq',
      'audit_event.at',
      'audit_event.event',
      'audit_event.child_id',
      'app_user.name as actor_name',
      'app_user.agency_id',
      'loader.name as loaded_by',
    ])
}

function rowOf(row: Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]): AuditRow {
  return {
    seq: row.seq,
    at: row.at,
    event: row.event as AuditEvent,
    actorName: row.actor_name ?? '',
    agencyId: row.agency_id,
    childId: row.child_id,
    loadedBy: row.loaded_by ?? undefined,
  }
}

/** What was done to and seen of one child's record, newest first; nothing when the actor may not see the child. */
export async function listAuditEventsOfChild(tx: ActorTx, childId: string, most = 500): Promise<readonly AuditRow[]> {
  const rows = await rowsOf(tx).where('audit_event.child_id', '=', childId).limit(most).execute()
  return rows.map(rowOf)
}

/** Which part of the audit to read; a part that is not given is not asked for. */
export type AuditFilter = {
  readonly childId?: string | undefined
  /** Part of the name of whoever acted, in capitals or not. */
  readonly actorName?: string | undefined
  readonly events?: readonly AuditEvent[] | undefined
  /** From this instant, which is in. */
  readonly from?: Date | undefined
  /** To this instant, which is out. */
  readonly until?: Date | undefined
  /** Only what was written before this one. */
  readonly beforeSeq?: number | undefined
}

/** The events that the actor may read, newest first, at most `most`: one's own, or all of the board for information governance. */
export async function listAuditEvents(tx: ActorTx, filter: AuditFilter, most: number): Promise<readonly AuditRow[]> {
  let query = rowsOf(tx)
  if (filter.childId !== undefined) query = query.where('audit_event.child_id', '=', filter.childId)
  if (filter.actorName !== undefined)
    query = query.where('audit_event.actor_id', 'in', eb =>
      eb
        .selectFrom('app_user as named')
        .where(sql<boolean>`strpos(lower(named.name), lower(${filter.actorName})) > 0`)
        .select('named.id'),
    )
  if (filter.events !== undefined) query = query.where('audit_event.event', 'in', filter.events)
  if (filter.from !== undefined) query = query.where('audit_event.at', '>=', filter.from)
  if (filter.until !== undefined) query = query.where('audit_event.at', '<', filter.until)
  if (filter.beforeSeq !== undefined) query = query.where('audit_event.seq', '<', filter.beforeSeq)
  return (await query.limit(most).execute()).map(rowOf)
}

/** Keeps in the trace that the whole board was copied, or put back, over the owner's connection: whoever runs the server is nobody of the board. */
export async function recordBackup(
  owner: { readonly query: (text: string, values: unknown[]) => Promise<unknown> },
  event: 'board.backed-up' | 'board.restored',
  rows: number,
): Promise<void> {
  await owner.query('insert into audit_event (event, actor_id, recorded_by, details) values ($1, null, null, $2)', [
    event,
    { rows },
  ])
}
