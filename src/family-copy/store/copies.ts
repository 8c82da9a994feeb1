import { sql } from 'kysely'
import type { ActorTx } from '../../db/database.ts'
import type { Document } from '../../documents/document.ts'
import { stateOfCopy } from '../rules.ts'
import type { CopyFile, CopyLanguage, CopyReader, FamilyCopyMade } from '../family-copy.ts'

/** Keeps a copy as it was made. Its files follow in the same act. */
export async function insertFamilyCopy(
  tx: ActorTx,
  copy: {
    meetingId: string
    childId: string
    language: CopyLanguage
    source: string
    content: Readonly<Record<CopyReader, Document>>
    by: string
    at: Date
  },
): Promise<string> {
  const row = await tx
    .insertInto('family_copy')
    .values({
      meeting_id: copy.meetingId,
      child_id: copy.childId,
      language: copy.language,
      source: copy.source,
      content: JSON.stringify(copy.content.family),
      content_child: JSON.stringify(copy.content.child),
      made_by: copy.by,
      made_at: copy.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Keeps one file of a copy; the database adds its hash. */
export async function insertFamilyCopyFile(
  tx: ActorTx,
  file: { copyId: string; meetingId: string; childId: string; name: CopyFile; bytes: Buffer },
): Promise<void> {
  await tx
    .insertInto('family_copy_file')
    .values({
      copy_id: file.copyId,
      meeting_id: file.meetingId,
      child_id: file.childId,
      format: file.name,
      bytes: file.bytes,
    })
    .execute()
}

/** Keeps that somebody has read this copy; once. */
export async function insertReading(
  tx: ActorTx,
  reading: { copyId: string; meetingId: string; childId: string; by: string; at: Date },
): Promise<void> {
  await tx
    .insertInto('family_copy_reading')
    .values({
      copy_id: reading.copyId,
      meeting_id: reading.meetingId,
      child_id: reading.childId,
      read_by: reading.by,
      read_at: reading.at,
    })
    .execute()
}

/** Keeps that somebody sent this copy back, and why; once. */
export async function insertReturn(
  tx: ActorTx,
  sentBack: { copyId: string; meetingId: string; childId: string; reason: string; by: string; at: Date },
): Promise<void> {
  await tx
    .insertInto('family_copy_return')
    .values({
      copy_id: sentBack.copyId,
      meeting_id: sentBack.meetingId,
      child_id: sentBack.childId,
      reason: sentBack.reason,
      returned_by: sentBack.by,
      returned_at: sentBack.at,
    })
    .execute()
}

function withState(tx: ActorTx) {
  return tx
    .selectFrom('family_copy')
    .innerJoin('meeting', 'meeting.id', 'family_copy.meeting_id')
    .leftJoin('family_copy_reading', 'family_copy_reading.copy_id', 'family_copy.id')
    .leftJoin('family_copy_return', 'family_copy_return.copy_id', 'family_copy.id')
    .select(eb => [
      'family_copy.id',
      'family_copy.meeting_id',
      'family_copy.child_id',
      'family_copy.language',
      'family_copy.source',
      'family_copy.made_by',
      'family_copy.made_at',
      'family_copy.position',
      sql<boolean>`family_copy.content_child is not null`.as('is_for_child_too'),
      'family_copy_reading.read_by',
      'family_copy_reading.read_at',
      'family_copy_return.reason',
      'family_copy_return.returned_by',
      sql<boolean>`is_sent_back(family_copy.id)`.as('is_sent_back'),
      sql<boolean>`has_wrong_words(family_copy.meeting_id, family_copy.source)`.as('has_wrong_words'),
      'meeting.chair_id',
      sql<string | null>`family_copy_source(family_copy.meeting_id)`.as('source_now'),
      eb
        .selectFrom('family_copy as newer')
        .whereRef('newer.meeting_id', '=', 'family_copy.meeting_id')
        .whereRef('newer.language', '=', 'family_copy.language')
        .whereRef('newer.position', '>', 'family_copy.position')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .as('newer'),
    ])
}

type Row = Awaited<ReturnType<ReturnType<typeof withState>['executeTakeFirstOrThrow']>>

function copyOf(row: Row): FamilyCopyMade {
  return {
    id: row.id,
    meetingId: row.meeting_id,
    childId: row.child_id,
    language: row.language as CopyLanguage,
    state: stateOfCopy({
      source: row.source,
      sourceNow: row.source_now ?? undefined,
      isNewest: row.newer === 0,
      readBy: row.read_by,
      chairId: row.chair_id,
      isSentBack: row.is_sent_back,
      hasWrongWords: row.has_wrong_words,
    }),
    isForChildToo: row.is_for_child_too,
    madeBy: row.made_by,
    madeAt: row.made_at,
    readBy: row.read_by,
    readAt: row.read_at,
    sentBackReason: row.reason ?? '',
    sentBackBy: row.returned_by,
  }
}

/** The copies of a meeting, the newest of each language alone. */
export async function listNewestCopies(tx: ActorTx, meetingId: string): Promise<readonly FamilyCopyMade[]> {
  const rows = await withState(tx)
    .where('family_copy.meeting_id', '=', meetingId)
    .orderBy('family_copy.language')
    .execute()
  return rows.filter(row => row.newer === 0).map(copyOf)
}

/** Whether a copy that was made of just this was taken back for its words. */
export async function hasWrongWords(tx: ActorTx, meetingId: string, source: string): Promise<boolean> {
  const { rows } = await sql<{ wrong: boolean }>`select has_wrong_words(${meetingId}, ${source}) as wrong`.execute(tx)
  return rows[0]?.wrong === true
}

/** One copy, or `undefined` when there is none that the actor may see. */
export async function findCopy(tx: ActorTx, id: string): Promise<FamilyCopyMade | undefined> {
  const row = await withState(tx).where('family_copy.id', '=', id).executeTakeFirst()
  return row && copyOf(row)
}

// As JSON a document holds its instant as a text.
function documentOf(kept: unknown): Document {
  const document = kept as Omit<Document, 'createdAt'> & { readonly createdAt: string }
  return { ...document, createdAt: new Date(document.createdAt) }
}

/** What a copy says to each of its readers, as it was frozen; to the child nothing, in copies of before. */
export async function findContent(
  tx: ActorTx,
  copyId: string,
): Promise<{ readonly family: Document; readonly child: Document | undefined } | undefined> {
  const row = await tx
    .selectFrom('family_copy')
    .where('id', '=', copyId)
    .select(['content', 'content_child'])
    .executeTakeFirst()
  return (
    row && {
      family: documentOf(row.content),
      child: row.content_child === null ? undefined : documentOf(row.content_child),
    }
  )
}

/** Keeps that a locked file of a copy was made, by its hash: lower-case hexadecimal digits. The database refuses it unless the copy may leave. */
export async function insertLocked(
  tx: ActorTx,
  locked: { copyId: string; meetingId: string; childId: string; sha256: string; by: string; at: Date },
): Promise<void> {
  await tx
    .insertInto('family_copy_locked')
    .values({
      copy_id: locked.copyId,
      meeting_id: locked.meetingId,
      child_id: locked.childId,
      sha256: locked.sha256,
      made_by: locked.by,
      made_at: locked.at,
    })
    .execute()
}

/** A file of a copy, with its hash. The database gives it only while the copy may leave; otherwise `undefined`. */
export async function findFile(
  tx: ActorTx,
  copyId: string,
  name: CopyFile,
): Promise<{ readonly bytes: Buffer; readonly sha256: string } | undefined> {
  return tx
    .selectFrom('family_copy_file')
    .where('copy_id', '=', copyId)
    .where('format', '=', name)
    .select(['bytes', 'sha256'])
    .executeTakeFirst()
}

/** The copy of which this is a file, by the hash of its bytes; also one that is out of date. Whether the actor sees it is not asked here. */
export async function findCopyIdByHash(tx: ActorTx, sha256: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string | null }>`select family_copy_with_hash(${sha256}) as id`.execute(tx)
  return rows[0]?.id ?? undefined
}
