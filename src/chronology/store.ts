import type { ActorTx } from '../db/database.ts'
import type { Basis } from '../entry/entry.ts'
import { entryOf, type EntryRow } from '../entry/store.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { Audience } from '../access/audience.ts'
import type { Details, HappeningKind, Line } from './chronology.ts'

/** Which part of a chronology to read. */
export type ChronologyFilter = {
  readonly kind?: string
  readonly basis?: Basis
  readonly agencyId?: string
  readonly context?: string
  readonly from?: CalendarDate
  readonly until?: CalendarDate
  /** Only what was recorded after this instant. */
  readonly since?: Date
  readonly most?: number
  readonly skip?: number
}

/** A child's chronology, newest first, as far as the actor may read it: closed and police words only for their readers. */
export async function listChronology(
  tx: ActorTx,
  childId: string,
  filter: ChronologyFilter = {},
): Promise<readonly Line[]> {
  let query = tx.selectFrom('chronology').where('child_id', '=', childId)
  if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind)
  if (filter.basis !== undefined) query = query.where('basis', '=', filter.basis)
  if (filter.agencyId !== undefined) query = query.where('agency_id', '=', filter.agencyId)
  if (filter.context !== undefined) query = query.where('context', '=', filter.context)
  if (filter.from !== undefined) query = query.where('happened_on', '>=', filter.from)
  if (filter.until !== undefined) query = query.where('happened_on', '<=', filter.until)
  if (filter.since !== undefined) query = query.where('recorded_at', '>', filter.since)
  const rows = await query
    .orderBy('happened_on', 'desc')
    .orderBy('position', 'desc')
    .limit(filter.most ?? 20)
    .offset(filter.skip ?? 0)
    .selectAll()
    .$castTo<LineRow>()
    .execute()
  return rows.map(lineOf)
}

/** How many lines of a child's chronology were recorded after an instant, as far as the actor may read them. */
export async function countLinesSince(tx: ActorTx, childId: string, since: Date): Promise<number> {
  const { count } = await tx
    .selectFrom('chronology')
    .where('child_id', '=', childId)
    .where('recorded_at', '>', since)
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** One line of a chronology, or `undefined` when there is none that the actor may read. */
export async function findLine(tx: ActorTx, id: string): Promise<Line | undefined> {
  const row = await tx.selectFrom('chronology').where('id', '=', id).selectAll().$castTo<LineRow>().executeTakeFirst()
  return row && lineOf(row)
}

// A row of the view. To the generator of the schema all its columns may be null; which are, the table of entries says.
type LineRow = EntryRow & { readonly details: Details }

function lineOf(row: LineRow): Line {
  return { ...entryOf(row), kind: row.kind as Line['kind'], details: row.details }
}

/** What happened, as it is noted. */
export type NewHappening = {
  readonly childId: string
  readonly kind: HappeningKind
  readonly subjectId?: string
  readonly details?: Details
  readonly text?: string
  readonly writtenIn?: string | undefined
  readonly happenedOn: CalendarDate
  readonly audience?: Audience
  readonly meetingId?: string
}

/** Notes that something happened, in the name of whoever did it. It is never changed. */
export async function insertHappening(
  tx: ActorTx,
  happening: NewHappening,
  author: { userId: string; agencyId: string },
  at: Date,
): Promise<string> {
  const row = await tx
    .insertInto('happening')
    .values({
      child_id: happening.childId,
      kind: happening.kind,
      audience: happening.audience ?? 'network',
      text: happening.text ?? '',
      written_in: happening.writtenIn ?? '',
      details: JSON.stringify(happening.details ?? {}),
      subject_id: happening.subjectId ?? null,
      happened_on: happening.happenedOn,
      meeting_id: happening.meetingId ?? null,
      author_id: author.userId,
      agency_id: author.agencyId,
      recorded_at: at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}
