import type { Audience } from '../../access/audience.ts'
import type { ActorTx } from '../../db/database.ts'
import type { Statement } from '../../statement/statement.ts'
import type { FamilyDecision, Making, Omission } from '../meeting.ts'

/** Records that people accepted a statement; once each. */
export async function insertAcceptances(
  tx: ActorTx,
  accepted: {
    meetingId: string
    childId: string
    statement: Statement
    wordingId: string | null
    by: string
    at: Date
  },
  personIds: readonly string[],
): Promise<void> {
  if (personIds.length === 0) return
  await tx
    .insertInto('statement_acceptance')
    .values(
      personIds.map(personId => ({
        meeting_id: accepted.meetingId,
        child_id: accepted.childId,
        person_id: personId,
        statement: accepted.statement,
        wording_id: accepted.wordingId,
        recorded_by: accepted.by,
        accepted_at: accepted.at,
      })),
    )
    .onConflict(conflict => conflict.columns(['person_id', 'statement']).doNothing())
    .execute()
}

/** Which statements were accepted by whom. */
export async function listAcceptances(
  tx: ActorTx,
  meetingId: string,
): Promise<readonly { personId: string; statement: Statement }[]> {
  const rows = await tx
    .selectFrom('statement_acceptance')
    .where('meeting_id', '=', meetingId)
    .select(['person_id', 'statement'])
    .execute()
  return rows.map(row => ({ personId: row.person_id, statement: row.statement as Statement }))
}

/** Replaces the decision about an entry; the one before stays readable. */
export async function insertFamilyDecision(
  tx: ActorTx,
  decision: {
    entryId: string
    wordsVersion: number
    meetingId: string
    childId: string
    decision: 'share' | 'withhold'
    omission: Omission | null
    reason: string
    by: string
    at: Date
  },
): Promise<void> {
  await tx
    .updateTable('family_decision')
    .set({ replaced_at: decision.at })
    .where('entry_id', '=', decision.entryId)
    .where('replaced_at', 'is', null)
    .execute()
  await tx
    .insertInto('family_decision')
    .values({
      entry_id: decision.entryId,
      words_version: decision.wordsVersion,
      meeting_id: decision.meetingId,
      child_id: decision.childId,
      decision: decision.decision,
      omission: decision.omission,
      reason: decision.reason,
      decided_by: decision.by,
      decided_at: decision.at,
    })
    .execute()
}

/** The decisions in force about the entries that the actor may read, in the order in which they were made. */
export async function listFamilyDecisions(tx: ActorTx, meetingId: string): Promise<readonly FamilyDecision[]> {
  const rows = await tx
    .selectFrom('family_decision')
    .where('meeting_id', '=', meetingId)
    .where('replaced_at', 'is', null)
    .orderBy('decided_at')
    .selectAll()
    .execute()
  return rows.map(row => ({
    entryId: row.entry_id,
    wordsVersion: row.words_version,
    decision: row.decision as FamilyDecision['decision'],
    omission: row.omission as Omission | null,
    reason: row.reason,
  }))
}

/** The entries that were once for the family and no longer are: someone may already have seen or hold them. */
export async function listNoLongerShared(tx: ActorTx, meetingId: string): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('family_decision')
    .innerJoin('entry', 'entry.id', 'family_decision.entry_id')
    .where('family_decision.meeting_id', '=', meetingId)
    .where('family_decision.decision', '=', 'share')
    .where('entry.audience', '!=', 'family')
    .select('entry_id')
    .execute()
  return new Set(rows.map(row => row.entry_id))
}

/** Declares how someone made the record; once each. */
export async function insertDeclaration(
  tx: ActorTx,
  declaration: { meetingId: string; childId: string; madeBy: string; how: Making; at: Date },
): Promise<void> {
  await tx
    .insertInto('record_declaration')
    .values({
      meeting_id: declaration.meetingId,
      child_id: declaration.childId,
      made_by: declaration.madeBy,
      how: declaration.how,
      declared_at: declaration.at,
    })
    .onConflict(conflict => conflict.columns(['meeting_id', 'made_by']).doNothing())
    .execute()
}

/** Who declared how they made the record. */
export async function listDeclarations(
  tx: ActorTx,
  meetingId: string,
): Promise<readonly { madeBy: string; how: Making }[]> {
  const rows = await tx
    .selectFrom('record_declaration')
    .where('meeting_id', '=', meetingId)
    .orderBy('declared_at')
    .select(['made_by', 'how'])
    .execute()
  return rows.map(row => ({ madeBy: row.made_by, how: row.how as Making }))
}

export type Correction = {
  readonly number: number
  readonly text: string
  /** As a BCP 47 code; empty where nobody said. */
  readonly writtenIn: string
  readonly audience: Audience
  readonly madeBy: string
  readonly madeAt: Date
}

/** Adds a numbered correction to an approved record. */
export async function insertCorrection(
  tx: ActorTx,
  correction: Omit<Correction, 'number' | 'madeBy' | 'madeAt'> & {
    meetingId: string
    childId: string
    by: string
    at: Date
  },
): Promise<number> {
  const last = await tx
    .selectFrom('meeting_correction')
    .where('meeting_id', '=', correction.meetingId)
    .select(eb => eb.fn.max('number').as('number'))
    .executeTakeFirst()
  const number = (last?.number ?? 0) + 1
  await tx
    .insertInto('meeting_correction')
    .values({
      meeting_id: correction.meetingId,
      child_id: correction.childId,
      number,
      text: correction.text,
      written_in: correction.writtenIn,
      audience: correction.audience,
      made_by: correction.by,
      made_at: correction.at,
    })
    .execute()
  return number
}

/** The corrections that the reader may see, in their order. */
export async function listCorrections(tx: ActorTx, meetingId: string): Promise<readonly Correction[]> {
  const rows = await tx
    .selectFrom('meeting_correction')
    .where('meeting_id', '=', meetingId)
    .orderBy('number')
    .selectAll()
    .execute()
  return rows.map(row => ({
    number: row.number,
    text: row.text,
    writtenIn: row.written_in,
    audience: row.audience as Audience,
    madeBy: row.made_by,
    madeAt: row.made_at,
  }))
}

/** Keeps how words came whose speakers were not there. */
export async function insertQuotationOrigin(
  tx: ActorTx,
  origin: { meetingId: string; childId: string; words: string; by: string; at: Date },
): Promise<void> {
  await tx
    .insertInto('quotation_origin')
    .values({
      meeting_id: origin.meetingId,
      child_id: origin.childId,
      words: origin.words,
      author_id: origin.by,
      said_at: origin.at,
    })
    .execute()
}

/** How words came whose speakers were not there; `undefined` when nothing is said, or not to this reader. */
export async function findQuotationOrigin(tx: ActorTx, meetingId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('quotation_origin')
    .where('meeting_id', '=', meetingId)
    .select('words')
    .executeTakeFirst()
  return row?.words
}
