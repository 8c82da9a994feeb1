import type { Audience } from '../../access/audience.ts'
import type { ActorTx } from '../../db/database.ts'
import { type CalendarDate, calendarDate } from '../../lib/calendar-date.ts'
import type {
  Copy,
  FamilyDecision,
  FindingKind,
  Making,
  Omission,
  SafetyPlan,
  SendingWay,
  Statement,
} from '../meeting.ts'

/** Records that someone accepted a statement; once each. */
export async function insertAcceptance(
  tx: ActorTx,
  acceptance: { meetingId: string; childId: string; personId: string; statement: Statement; by: string; at: Date },
): Promise<void> {
  await tx
    .insertInto('statement_acceptance')
    .values({
      meeting_id: acceptance.meetingId,
      child_id: acceptance.childId,
      person_id: acceptance.personId,
      statement: acceptance.statement,
      recorded_by: acceptance.by,
      accepted_at: acceptance.at,
    })
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

/** The decisions in force about the entries that the actor may read, and when the last one was made. */
export async function listFamilyDecisions(
  tx: ActorTx,
  meetingId: string,
): Promise<{ decisions: readonly FamilyDecision[]; lastAt: Date | null }> {
  const rows = await tx
    .selectFrom('family_decision')
    .where('meeting_id', '=', meetingId)
    .where('replaced_at', 'is', null)
    .orderBy('decided_at')
    .selectAll()
    .execute()
  return {
    decisions: rows.map(row => ({
      entryId: row.entry_id,
      decision: row.decision as FamilyDecision['decision'],
      omission: row.omission as Omission | null,
      reason: row.reason,
    })),
    lastAt: rows.at(-1)?.decided_at ?? null,
  }
}

/** Adds what was drawn from what was shared. */
export async function insertFinding(
  tx: ActorTx,
  finding: { meetingId: string; childId: string; kind: FindingKind; text: string; by: string; at: Date },
): Promise<string> {
  const row = await tx
    .insertInto('meeting_finding')
    .values({
      meeting_id: finding.meetingId,
      child_id: finding.childId,
      kind: finding.kind,
      text: finding.text,
      recorded_by: finding.by,
      recorded_at: finding.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Victims, offenders, locations and themes; only for those of the closed session. */
export async function listFindings(
  tx: ActorTx,
  meetingId: string,
): Promise<readonly { id: string; kind: FindingKind; text: string }[]> {
  const rows = await tx
    .selectFrom('meeting_finding')
    .where('meeting_id', '=', meetingId)
    .where('removed_at', 'is', null)
    .orderBy('recorded_at')
    .select(['id', 'kind', 'text'])
    .execute()
  return rows.map(row => ({ id: row.id, kind: row.kind as FindingKind, text: row.text }))
}

/** Writes the safety plan of a meeting; answers false when someone saved another version first. */
export async function upsertSafetyPlan(
  tx: ActorTx,
  meeting: { id: string; childId: string },
  plan: SafetyPlan,
  version: number,
  by: string,
  at: Date,
): Promise<boolean> {
  const columns = {
    childs_goals: plan.childsGoals,
    worries: plan.worries,
    what_helps: plan.whatHelps,
    who_to_call: plan.whoToCall,
    if_missing: plan.ifMissing,
    changed_at: at,
    changed_by: by,
  }
  const there = await tx
    .selectFrom('safety_plan')
    .where('meeting_id', '=', meeting.id)
    .select(['id', 'version'])
    .executeTakeFirst()
  if (there === undefined) {
    await tx
      .insertInto('safety_plan')
      .values({ meeting_id: meeting.id, child_id: meeting.childId, ...columns })
      .execute()
    return true
  }
  if (there.version !== version) return false
  await tx
    .updateTable('safety_plan')
    .set({ ...columns, version: there.version + 1 })
    .where('id', '=', there.id)
    .execute()
  return true
}

/** The safety plan of a meeting with its version, or `undefined` before it. */
export async function findSafetyPlan(
  tx: ActorTx,
  meetingId: string,
): Promise<(SafetyPlan & { version: number }) | undefined> {
  const row = await tx.selectFrom('safety_plan').where('meeting_id', '=', meetingId).selectAll().executeTakeFirst()
  return (
    row && {
      childsGoals: row.childs_goals,
      worries: row.worries,
      whatHelps: row.what_helps,
      whoToCall: row.who_to_call,
      ifMissing: row.if_missing,
      version: row.version,
    }
  )
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
  readonly audience: Audience
  readonly madeBy: string
  readonly madeAt: Date
}

/** Adds a numbered correction to an approved record. */
export async function insertCorrection(
  tx: ActorTx,
  correction: { meetingId: string; childId: string; text: string; audience: Audience; by: string; at: Date },
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
    audience: row.audience as Audience,
    madeBy: row.made_by,
    madeAt: row.made_at,
  }))
}

/** Keeps that someone read the family's copy before it leaves. */
export async function insertCheck(
  tx: ActorTx,
  check: { meetingId: string; childId: string; by: string; at: Date },
): Promise<void> {
  await tx
    .insertInto('family_copy_check')
    .values({ meeting_id: check.meetingId, child_id: check.childId, checked_by: check.by, checked_at: check.at })
    .execute()
}

/** Who read the family's copy, and when. */
export async function listChecks(
  tx: ActorTx,
  meetingId: string,
): Promise<readonly { checkedBy: string; checkedAt: Date }[]> {
  const rows = await tx
    .selectFrom('family_copy_check')
    .where('meeting_id', '=', meetingId)
    .orderBy('checked_at')
    .select(['checked_by', 'checked_at'])
    .execute()
  return rows.map(row => ({ checkedBy: row.checked_by, checkedAt: row.checked_at }))
}

/** Keeps that a copy was made, with its hash, so that it can be recognised later. */
export async function insertCopy(
  tx: ActorTx,
  copy: {
    meetingId: string
    childId: string
    copy: Copy
    language: 'en' | 'cy'
    format: 'pdf' | 'docx'
    sha256: string
    by: string
    at: Date
  },
): Promise<void> {
  await tx
    .insertInto('record_copy')
    .values({
      meeting_id: copy.meetingId,
      child_id: copy.childId,
      copy: copy.copy,
      language: copy.language,
      format: copy.format,
      sha256: copy.sha256,
      made_by: copy.by,
      made_at: copy.at,
    })
    .execute()
}

/** Keeps to whom a copy went, how, and by whom. */
export async function insertSending(
  tx: ActorTx,
  sending: {
    meetingId: string
    childId: string
    copy: Copy
    language: 'en' | 'cy'
    sentTo: string
    how: SendingWay
    by: string
    at: Date
  },
): Promise<void> {
  await tx
    .insertInto('record_sending')
    .values({
      meeting_id: sending.meetingId,
      child_id: sending.childId,
      copy: sending.copy,
      language: sending.language,
      sent_to: sending.sentTo,
      how: sending.how,
      sent_by: sending.by,
      sent_at: sending.at,
    })
    .execute()
}

/** Where copies went, oldest first. */
export async function listSendings(
  tx: ActorTx,
  meetingId: string,
): Promise<
  readonly { copy: Copy; language: 'en' | 'cy'; sentTo: string; how: SendingWay; sentBy: string; sentAt: Date }[]
> {
  const rows = await tx
    .selectFrom('record_sending')
    .where('meeting_id', '=', meetingId)
    .orderBy('sent_at')
    .selectAll()
    .execute()
  return rows.map(row => ({
    copy: row.copy as Copy,
    language: row.language as 'en' | 'cy',
    sentTo: row.sent_to,
    how: row.how as SendingWay,
    sentBy: row.sent_by,
    sentAt: row.sent_at,
  }))
}

/** Plans who tells the family what the meeting agreed. */
export async function insertDebrief(
  tx: ActorTx,
  debrief: { meetingId: string; childId: string; byWhom: string; dueOn: CalendarDate; by: string; at: Date },
): Promise<void> {
  await tx
    .insertInto('debrief')
    .values({
      meeting_id: debrief.meetingId,
      child_id: debrief.childId,
      by_whom: debrief.byWhom,
      due_on: debrief.dueOn,
      changed_at: debrief.at,
      changed_by: debrief.by,
    })
    .execute()
}

export type Debrief = {
  readonly id: string
  readonly byWhom: string
  readonly dueOn: CalendarDate
  readonly doneAt: Date | null
  readonly whatWasSaid: string
  readonly version: number
}

/** The debrief of a meeting, or `undefined` when none was planned. */
export async function findDebrief(tx: ActorTx, meetingId: string): Promise<Debrief | undefined> {
  const row = await tx.selectFrom('debrief').where('meeting_id', '=', meetingId).selectAll().executeTakeFirst()
  return (
    row && {
      id: row.id,
      byWhom: row.by_whom,
      dueOn: calendarDate(row.due_on),
      doneAt: row.done_at,
      whatWasSaid: row.what_was_said,
      version: row.version,
    }
  )
}

/** Writes that the family was told, and what. */
export async function updateDebriefDone(
  tx: ActorTx,
  debrief: Debrief,
  whatWasSaid: string,
  by: string,
  at: Date,
): Promise<void> {
  await tx
    .updateTable('debrief')
    .set({ done_at: at, what_was_said: whatWasSaid, version: debrief.version + 1, changed_at: at, changed_by: by })
    .where('id', '=', debrief.id)
    .execute()
}
