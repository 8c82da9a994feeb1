import { type Selectable, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Actor } from '../access/actor.ts'
import type { ActorTx } from '../db/database.ts'
import type { DecisionConcern as ConcernTable, DecisionConcernStep as StepTable } from '../db/schema.ts'
import {
  CONCERN_STEPS,
  type ConcernAnswer,
  type ConcernAudience,
  type ConcernEnding,
  type ConcernStep,
  type ConcernWords,
  type DecisionConcern,
} from './decision-concern.ts'

type StepRow = Pick<Selectable<StepTable>, 'id' | 'step' | 'asked_id' | 'asked_by' | 'answer' | 'words'> & {
  readonly asked_at: string
  readonly answered_at: string | null
}

// As JSON the steps hold their instants as texts.
type ConcernRow = Selectable<ConcernTable> & { readonly steps: readonly StepRow[] }

function concernOf(row: ConcernRow): DecisionConcern {
  const order = (step: StepRow) => CONCERN_STEPS.indexOf(step.step as ConcernStep)
  return {
    id: row.id,
    childId: row.child_id,
    meetingId: row.meeting_id,
    audience: row.audience as ConcernAudience,
    decision: row.decision,
    why: row.why,
    wanted: row.wanted,
    raisedBy: row.raised_by,
    agencyId: row.agency_id,
    raisedAt: row.raised_at,
    endedAs: row.ended_as as ConcernEnding | null,
    endedWords: row.ended_words,
    endedAt: row.ended_at,
    endedBy: row.ended_by,
    version: row.version,
    steps: row.steps
      .toSorted((one, other) => order(one) - order(other))
      .map(step => ({
        id: step.id,
        step: step.step as ConcernStep,
        askedId: step.asked_id,
        askedAt: new Date(step.asked_at),
        askedBy: step.asked_by,
        answer: step.answer as ConcernAnswer | null,
        words: step.words,
        answeredAt: step.answered_at === null ? null : new Date(step.answered_at),
      })),
  }
}

function concerns(tx: ActorTx) {
  return tx
    .selectFrom('decision_concern')
    .selectAll()
    .select(({ selectFrom }) =>
      jsonArrayFrom(
        selectFrom('decision_concern_step')
          .whereRef('concern_id', '=', 'decision_concern.id')
          .select(['id', 'step', 'asked_id', 'asked_by', 'asked_at', 'answer', 'words', 'answered_at']),
      ).as('steps'),
    )
    .orderBy('raised_at')
    .orderBy('id')
}

/** One concern with its steps; `undefined` when there is none that the actor may read. */
export async function findConcern(tx: ActorTx, id: string): Promise<DecisionConcern | undefined> {
  const row = await concerns(tx).where('id', '=', id).executeTakeFirst()
  return row && concernOf(row)
}

/** The concerns about decisions about a child, as far as the actor may read them, oldest first. */
export async function listConcernsOfChild(tx: ActorTx, childId: string): Promise<readonly DecisionConcern[]> {
  return (await concerns(tx).where('child_id', '=', childId).execute()).map(row =>
    concernOf(row as unknown as ConcernRow),
  )
}

/** The concerns about what was decided at a meeting, as far as the actor may read them, oldest first. */
export async function listConcernsOfMeeting(tx: ActorTx, meetingId: string): Promise<readonly DecisionConcern[]> {
  return (await concerns(tx).where('meeting_id', '=', meetingId).execute()).map(row =>
    concernOf(row as unknown as ConcernRow),
  )
}

/** Whether the actor is of the closed session of a meeting about this child. */
export async function isInClosedSession(tx: ActorTx, meetingId: string, childId: string): Promise<boolean> {
  const { rows } = await sql<{ is_in: boolean }>`
    select in_closed_session(${meetingId}) and exists (
      select 1 from meeting where id = ${meetingId} and child_id = ${childId}) as is_in`.execute(tx)
  return rows[0]?.is_in ?? false
}

/** Writes a concern. */
export async function insertConcern(
  tx: ActorTx,
  concern: ConcernWords & { childId: string; meetingId: string | null; audience: ConcernAudience },
  by: Pick<Actor, 'userId' | 'agencyId'>,
  at: Date,
): Promise<string> {
  const row = await tx
    .insertInto('decision_concern')
    .values({
      child_id: concern.childId,
      meeting_id: concern.meetingId,
      audience: concern.audience,
      decision: concern.decision,
      why: concern.why,
      wanted: concern.wanted,
      raised_by: by.userId,
      agency_id: by.agencyId,
      raised_at: at,
      changed_at: at,
      changed_by: by.userId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Writes whom a concern is put to next; of two at once the second throws with the constraint decision_concern_step_once. */
export async function insertStep(
  tx: ActorTx,
  step: { concernId: string; childId: string; step: ConcernStep; askedId: string; by: string; at: Date },
): Promise<string> {
  const row = await tx
    .insertInto('decision_concern_step')
    .values({
      concern_id: step.concernId,
      child_id: step.childId,
      step: step.step,
      asked_id: step.askedId,
      asked_by: step.by,
      asked_at: step.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Writes what whoever was asked says, once. */
export async function updateAnswer(
  tx: ActorTx,
  stepId: string,
  { answer, words, at }: { answer: ConcernAnswer; words: string; at: Date },
): Promise<void> {
  await tx
    .updateTable('decision_concern_step')
    .set({ answer, words, answered_at: at })
    .where('id', '=', stepId)
    .where('answered_at', 'is', null)
    .execute()
}

/** Writes how a concern ended; false when somebody saved another version first. */
export async function updateEnded(
  tx: ActorTx,
  concern: Pick<DecisionConcern, 'id' | 'version'>,
  { as, words, by, at }: { as: ConcernEnding; words: string; by: string; at: Date },
): Promise<boolean> {
  const result = await tx
    .updateTable('decision_concern')
    .set({
      ended_as: as,
      ended_words: words,
      ended_at: at,
      ended_by: by,
      version: concern.version + 1,
      changed_at: at,
      changed_by: by,
    })
    .where('id', '=', concern.id)
    .where('version', '=', concern.version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
