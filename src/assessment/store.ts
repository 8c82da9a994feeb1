import { type Selectable, sql } from 'kysely'
import type { ExploitationForm } from '../child/child.ts'
import { anyOf } from '../db/any-of.ts'
import type { ActorTx } from '../db/database.ts'
import type { Assessment as AssessmentTable } from '../db/schema.ts'
import { calendarDate } from '../lib/calendar-date.ts'
import { currentOf } from './rules.ts'
import type {
  Assessment,
  AssessmentKind,
  AssessmentWords,
  FormJudgement,
  Harm,
  RiskLevel,
  ScreeningOccasion,
} from './assessment.ts'

function assessmentOf(row: Selectable<AssessmentTable>, forms: readonly FormJudgement[]): Assessment {
  return {
    id: row.id,
    childId: row.child_id,
    kind: row.kind as AssessmentKind,
    occasion: row.occasion as ScreeningOccasion | '',
    doneOn: row.done_on === null ? null : calendarDate(row.done_on),
    completedAt: row.completed_at,
    authorId: row.author_id,
    agencyId: row.agency_id,
    level: row.level as RiskLevel | null,
    previousLevel: row.previous_level as RiskLevel | null,
    reasons: row.reasons,
    levelChangeReason: row.level_change_reason,
    harm: row.harm as Harm | '',
    harmDetails: row.harm_details,
    childsWords: row.childs_words,
    strengths: row.strengths,
    biasConsidered: row.bias_considered,
    unknowns: row.unknowns,
    forms,
    writtenIn: row.written_in,
    version: row.version,
  }
}

/** Waits until nobody else is completing an assessment of the child; whoever comes next waits until this act has ended. */
export async function holdAssessments(tx: ActorTx, childId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`assessments:${childId}`}, 0))`.execute(tx)
}

async function formsOf(tx: ActorTx, ids: readonly string[]): Promise<ReadonlyMap<string, readonly FormJudgement[]>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('assessment_form')
    .where('assessment_id', '=', anyOf(ids))
    .orderBy('form')
    .selectAll()
    .execute()
  return Map.groupBy(
    rows.map(row => ({
      assessmentId: row.assessment_id,
      form: row.form as ExploitationForm,
      level: row.level as RiskLevel,
      harm: row.harm as Harm,
      reasons: row.reasons,
    })),
    row => row.assessmentId,
  )
}

/** The assessments of a child, the newest done first; drafts at the top. */
export async function listAssessments(tx: ActorTx, childId: string): Promise<readonly Assessment[]> {
  const rows = await tx
    .selectFrom('assessment')
    .where('child_id', '=', childId)
    .orderBy('done_on', order => order.desc().nullsFirst())
    .orderBy('begun_at', 'desc')
    .selectAll()
    .execute()
  const forms = await formsOf(
    tx,
    rows.map(row => row.id),
  )
  return rows.map(row => assessmentOf(row, forms.get(row.id) ?? []))
}

/** One assessment, or `undefined` when there is none that the actor may see. */
export async function findAssessment(tx: ActorTx, id: string): Promise<Assessment | undefined> {
  const row = await tx.selectFrom('assessment').where('id', '=', id).selectAll().executeTakeFirst()
  return row && assessmentOf(row, (await formsOf(tx, [row.id])).get(row.id) ?? [])
}

/** The judgement in force: of the latest assessment or section 47 enquiry; of the latest screening when there is none. */
export async function findJudgement(tx: ActorTx, childId: string): Promise<Assessment | undefined> {
  const assessments = await listAssessments(tx, childId)
  return currentOf(assessments, 'assessment') ?? currentOf(assessments, 'screening')
}

/** Writes a completed assessment with what was judged of each form. */
export async function insertAssessment(
  tx: ActorTx,
  assessment: AssessmentWords & { childId: string; previousLevel: RiskLevel | null },
  author: { userId: string; agencyId: string },
  at: Date,
): Promise<string> {
  const { id } = await tx
    .insertInto('assessment')
    .values({
      child_id: assessment.childId,
      kind: assessment.kind,
      // Of a screening alone: an answer that stood in the form is not of an assessment.
      occasion: assessment.kind === 'screening' ? (assessment.occasion ?? '') : '',
      begun_at: at,
      done_on: assessment.doneOn,
      completed_at: at,
      author_id: author.userId,
      agency_id: author.agencyId,
      level: assessment.level,
      previous_level: assessment.previousLevel,
      reasons: assessment.reasons,
      level_change_reason: assessment.levelChangeReason,
      harm: assessment.harm,
      harm_details: assessment.harmDetails,
      childs_words: assessment.childsWords,
      strengths: assessment.strengths,
      bias_considered: assessment.biasConsidered,
      unknowns: assessment.unknowns,
      written_in: assessment.writtenIn ?? '',
      changed_at: at,
      changed_by: author.userId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const each of assessment.forms)
    await tx
      .insertInto('assessment_form')
      .values({
        assessment_id: id,
        child_id: assessment.childId,
        form: each.form,
        level: each.level,
        harm: each.harm,
        reasons: each.reasons,
      })
      .execute()
  return id
}

/** Writes a manager's decision not to ask for a meeting. */
export async function insertNoMeetingDecision(
  tx: ActorTx,
  decision: { childId: string; assessmentId: string; reason: string; by: string; at: Date },
): Promise<string> {
  const row = await tx
    .insertInto('no_meeting_decision')
    .values({
      child_id: decision.childId,
      assessment_id: decision.assessmentId,
      reason: decision.reason,
      decided_by: decision.by,
      decided_at: decision.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}
