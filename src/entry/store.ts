import type { Selectable } from 'kysely'
import type { ActorTx } from '../db/database.ts'
import type { Entry as EntryTable } from '../db/schema.ts'
import { type CalendarDate, calendarDate } from '../lib/calendar-date.ts'
import type { Audience } from '../access/audience.ts'
import type { Basis, Context, Entry, EntryKind, Seen, Stage, WordsMade } from './entry.ts'

/** The entries of a meeting in the order in which they were written, as far as the actor may read them. */
export async function listMeetingEntries(tx: ActorTx, meetingId: string): Promise<readonly Entry[]> {
  const rows = await tx
    .selectFrom('entry')
    .where('meeting_id', '=', meetingId)
    .orderBy('position')
    .selectAll()
    .execute()
  return rows.map(entryOf)
}

/** One entry, or `undefined` when there is none that the actor may read. */
export async function findEntry(tx: ActorTx, id: string): Promise<Entry | undefined> {
  const row = await tx.selectFrom('entry').where('id', '=', id).selectAll().executeTakeFirst()
  return row && entryOf(row)
}

/** The answers given to a line of the chronology, oldest first. */
export async function listAnswers(tx: ActorTx, lineId: string): Promise<readonly Entry[]> {
  const rows = await tx
    .selectFrom('entry')
    .where('kind', '=', 'answer')
    .where('subject_id', '=', lineId)
    .orderBy('position')
    .selectAll()
    .execute()
  return rows.map(entryOf)
}

/** The columns of an entry that are read; a line of the chronology has the same. */
export type EntryRow = Omit<Selectable<EntryTable>, 'written_for' | 'changed_at' | 'changed_by' | 'child_seen'>

/** A row as an entry. */
export function entryOf(row: EntryRow): Entry {
  return {
    id: row.id,
    childId: row.child_id,
    kind: row.kind as EntryKind,
    basis: row.basis as Basis | null,
    audience: row.audience as Audience,
    context: row.context as Context | null,
    text: row.text,
    subjectId: row.subject_id,
    happenedOn: calendarDate(row.happened_on),
    meetingId: row.meeting_id,
    stage: row.stage as Stage | null,
    saidBy: row.said_by,
    writtenIn: row.written_in,
    wordsMade: row.words_made as WordsMade | '',
    rewords: row.rewords,
    authorId: row.author_id,
    agencyId: row.agency_id,
    recordedAt: row.recorded_at,
    wordsVersion: row.words_version,
    version: row.version,
  }
}

/** A new entry as it is written. */
export type NewEntry = {
  readonly childId: string
  readonly kind: EntryKind
  readonly basis?: Basis | null
  readonly audience?: Audience
  readonly context?: Context | null
  readonly text?: string
  readonly subjectId?: string
  readonly happenedOn: CalendarDate
  readonly meetingId?: string
  readonly stage?: Stage
  readonly saidBy?: string
  readonly rewords?: string
  readonly childSeen?: Seen | undefined
  /** The language of the text as a BCP 47 code. */
  readonly writtenIn?: string | undefined
  readonly wordsMade?: WordsMade | undefined
}

/** Whether whoever wrote an entry saw the child; `undefined` when it does not say. */
export async function findSeen(tx: ActorTx, entryId: string): Promise<Seen | undefined> {
  const row = await tx.selectFrom('entry').where('id', '=', entryId).select('child_seen').executeTakeFirst()
  return row === undefined || row.child_seen === '' ? undefined : (row.child_seen as Seen)
}

/** The last days on which a child was seen, and seen alone, as far as the entries say that the actor may read. @protocol §4 Talking and listening */
export async function findLastSeen(
  tx: ActorTx,
  childId: string,
): Promise<{ readonly seen: CalendarDate | null; readonly alone: CalendarDate | null }> {
  const row = await tx
    .selectFrom('entry')
    .where('child_id', '=', childId)
    .where('child_seen', 'in', ['with-others', 'alone'])
    .select(eb => [
      eb.fn.max('happened_on').as('seen'),
      eb.fn.max('happened_on').filterWhere('child_seen', '=', 'alone').as('alone'),
    ])
    .executeTakeFirst()
  const day = (on: string | null | undefined) => (on == null ? null : calendarDate(on))
  return { seen: day(row?.seen), alone: day(row?.alone) }
}

/** Writes an entry in the author's own name. */
export async function insertEntry(
  tx: ActorTx,
  entry: NewEntry,
  author: { userId: string; agencyId: string },
  at: Date,
): Promise<string> {
  const audience = entry.audience ?? 'network'
  const row = await tx
    .insertInto('entry')
    .values({
      child_id: entry.childId,
      kind: entry.kind,
      basis: entry.basis ?? null,
      audience,
      written_for: audience,
      context: entry.context ?? null,
      text: entry.text ?? '',
      subject_id: entry.subjectId ?? null,
      happened_on: entry.happenedOn,
      meeting_id: entry.meetingId ?? null,
      stage: entry.stage ?? null,
      said_by: entry.saidBy ?? '',
      rewords: entry.rewords ?? null,
      child_seen: entry.childSeen ?? '',
      written_in: entry.writtenIn ?? '',
      words_made: entry.wordsMade ?? '',
      author_id: author.userId,
      agency_id: author.agencyId,
      recorded_at: at,
      changed_at: at,
      changed_by: author.userId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Changes the words of an entry; answers false when someone saved another version first, and writes nothing then. */
export async function updateEntry(
  tx: ActorTx,
  entry: {
    id: string
    version: number
    text?: string
    audience?: Audience
    basis?: Basis | null
    context?: Context | null
    saidBy?: string
    writtenIn?: string | undefined
    wordsMade?: WordsMade
    happenedOn?: CalendarDate | undefined
    /** Empty where it does not say. */
    childSeen?: Seen | '' | undefined
  },
  by: string,
  at: Date,
): Promise<boolean> {
  const result = await tx
    .updateTable('entry')
    .set({
      ...(entry.text !== undefined && { text: entry.text }),
      ...(entry.audience !== undefined && { audience: entry.audience }),
      ...(entry.basis !== undefined && { basis: entry.basis }),
      ...(entry.context !== undefined && { context: entry.context }),
      ...(entry.saidBy !== undefined && { said_by: entry.saidBy }),
      ...(entry.writtenIn !== undefined && { written_in: entry.writtenIn }),
      ...(entry.wordsMade !== undefined && { words_made: entry.wordsMade }),
      ...(entry.happenedOn !== undefined && { happened_on: entry.happenedOn }),
      ...(entry.childSeen !== undefined && { child_seen: entry.childSeen }),
      version: entry.version + 1,
      changed_at: at,
      changed_by: by,
    })
    .where('id', '=', entry.id)
    .where('version', '=', entry.version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** The audience for which an entry was written, before anything was decided about the family. */
export async function findWrittenFor(tx: ActorTx, id: string): Promise<Audience | undefined> {
  const row = await tx.selectFrom('entry').where('id', '=', id).select('written_for').executeTakeFirst()
  return row?.written_for as Audience | undefined
}
