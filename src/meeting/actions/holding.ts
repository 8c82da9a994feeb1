import type { Work } from '../../access/work.ts'
import { type NewAction } from '../../agreed-action/agreed-action.ts'
import { agreeAction } from '../../agreed-action/actions.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import type { Audience } from '../../access/audience.ts'
import { findEntry, insertEntry, listMeetingEntries, updateEntry } from '../../chronology/store.ts'
import { calendarDateAt } from '../../lib/calendar-date.ts'
import { type FindingKind, type RecordEntry, type Stage, type Statement } from '../meeting.ts'
import { runsMeeting, undecided } from '../rules.ts'
import { findMeeting, updateMeeting } from '../store/meeting.ts'
import { listPeople, replacePresence } from '../store/people.ts'
import { insertAcceptance, listFamilyDecisions } from '../store/record.ts'
import { insertFinding } from '../store/outcome.ts'

/** Begins the meeting with its closed session. @protocol Appendix One, Stage One */
export async function beginMeeting(
  work: Work,
  meetingId: string,
): Promise<{ outcome: 'began' } | { outcome: 'not-booked' } | { outcome: 'not-found' }> {
  const meeting = await findMeeting(work.tx, meetingId)
  if (meeting === undefined || !runsMeeting(work.actor.userId, meeting)) return { outcome: 'not-found' }
  if (meeting.bookedFor === null) return { outcome: 'not-booked' }
  if (meeting.beganAt === null)
    await updateMeeting(work.tx, meeting, { beganAt: work.now, stage: 'closed-session' }, work.actor.userId, work.now)
  await recordAuditEvent(work.tx, 'meeting.began', { childId: meeting.childId, subjectId: meeting.id })
  return { outcome: 'began' }
}

/**
 * Moves the meeting to a stage. Leaving the closed session for the family session asks for every closed entry to be settled:
 * those still open are named, and the chair may go on knowingly, since what is undecided stays out.
 *
 * @protocol Appendix One, Stage One; Appendix One, Stage Two
 */
export async function moveToStage(
  work: Work,
  { meetingId, stage, knowingly }: { meetingId: string; stage: Stage; knowingly: boolean },
): Promise<
  { outcome: 'moved' } | { outcome: 'undecided'; count: number } | { outcome: 'not-running' } | { outcome: 'not-found' }
> {
  const { tx } = work
  const meeting = await findMeeting(tx, meetingId)
  if (meeting === undefined || !runsMeeting(work.actor.userId, meeting)) return { outcome: 'not-found' }
  if (meeting.stage === null) return { outcome: 'not-running' }
  if (meeting.stage === 'closed-session' && stage !== 'closed-session' && !knowingly) {
    const closed = (await listMeetingEntries(tx, meetingId)).filter(
      entry => entry.stage === 'closed-session' && entry.kind === 'meeting-entry',
    )
    const open = undecided(closed, (await listFamilyDecisions(tx, meetingId)).decisions)
    if (open.length > 0) return { outcome: 'undecided', count: open.length }
  }
  await updateMeeting(tx, meeting, { stage }, work.actor.userId, work.now)
  await recordAuditEvent(tx, 'meeting.stage-changed', {
    childId: meeting.childId,
    subjectId: meeting.id,
    details: { stage },
  })
  return { outcome: 'moved' }
}

/** Records who is in the room at a stage. @protocol Appendix One; Appendix Two */
export async function recordPresence(
  work: Work,
  presence: { meetingId: string; stage: Stage; personIds: readonly string[] },
): Promise<{ outcome: 'recorded' } | { outcome: 'not-found' }> {
  const meeting = await findMeeting(work.tx, presence.meetingId)
  if (meeting === undefined || !runsMeeting(work.actor.userId, meeting)) return { outcome: 'not-found' }
  const known = new Set((await listPeople(work.tx, meeting.id)).map(person => person.id))
  await replacePresence(
    work.tx,
    meeting,
    presence.stage,
    presence.personIds.filter(id => known.has(id)),
    work.now,
  )
  await recordAuditEvent(work.tx, 'meeting.presence-recorded', {
    childId: meeting.childId,
    subjectId: meeting.id,
    details: { stage: presence.stage },
  })
  return { outcome: 'recorded' }
}

/** Records that those named accepted a statement. @protocol Appendix One, Confidentiality statement; Appendix One, Ban on AI */
export async function acceptStatement(
  work: Work,
  acceptance: { meetingId: string; statement: Statement; personIds: readonly string[] },
): Promise<{ outcome: 'accepted' } | { outcome: 'not-found' }> {
  const meeting = await findMeeting(work.tx, acceptance.meetingId)
  if (meeting === undefined || !runsMeeting(work.actor.userId, meeting)) return { outcome: 'not-found' }
  const known = new Set((await listPeople(work.tx, meeting.id)).map(person => person.id))
  for (const personId of acceptance.personIds)
    if (known.has(personId))
      await insertAcceptance(work.tx, {
        meetingId: meeting.id,
        childId: meeting.childId,
        personId,
        statement: acceptance.statement,
        by: work.actor.userId,
        at: work.now,
      })
  await recordAuditEvent(work.tx, 'meeting.statement-accepted', {
    childId: meeting.childId,
    subjectId: meeting.id,
    details: { statement: acceptance.statement },
  })
  return { outcome: 'accepted' }
}

/**
 * Writes an entry into the record of a meeting that runs or has ended and is not yet approved. What is said in the closed
 * session is closed unless its writer says that the network or the police may read it; nothing is for the family.
 *
 * @protocol Appendix Two; Appendix One, Stage One
 */
export async function writeEntry(
  work: Work,
  entry: RecordEntry & { meetingId: string },
): Promise<{ outcome: 'written'; entryId: string } | { outcome: 'not-open' } | { outcome: 'not-found' }> {
  const meeting = await findMeeting(work.tx, entry.meetingId)
  if (meeting === undefined) return { outcome: 'not-found' }
  if (meeting.beganAt === null || meeting.approvedAt !== null) return { outcome: 'not-open' }
  const entryId = await insertEntry(
    work.tx,
    {
      childId: meeting.childId,
      kind: 'meeting-entry',
      basis: entry.basis,
      audience: entry.audience,
      context: entry.context,
      text: entry.text,
      saidBy: entry.saidBy,
      happenedOn: calendarDateAt(meeting.beganAt),
      meetingId: meeting.id,
      stage: entry.stage,
    },
    work.actor,
    work.now,
  )
  await recordAuditEvent(work.tx, 'meeting.entry-added', {
    childId: meeting.childId,
    subjectId: entryId,
    details: { stage: entry.stage },
  })
  return { outcome: 'written', entryId }
}

/** Changes the words or the audience of an entry before the record is approved; two who do so at once see both. @protocol Appendix Two */
export async function changeEntry(
  work: Work,
  change: { entryId: string; version: number; text: string; audience: Exclude<Audience, 'family'> | undefined },
): Promise<
  | { outcome: 'changed'; meetingId: string }
  | { outcome: 'changed-since-you-read'; text: string; version: number }
  | { outcome: 'not-open' }
  | { outcome: 'not-found' }
> {
  const entry = await findEntry(work.tx, change.entryId)
  const meeting = entry?.meetingId == null ? undefined : await findMeeting(work.tx, entry.meetingId)
  if (entry === undefined || meeting === undefined) return { outcome: 'not-found' }
  if (meeting.approvedAt !== null) return { outcome: 'not-open' }
  const audience = entry.audience === 'family' ? undefined : change.audience
  const saved =
    entry.version === change.version &&
    (await updateEntry(
      work.tx,
      { id: entry.id, version: entry.version, text: change.text, ...(audience !== undefined && { audience }) },
      work.actor.userId,
      work.now,
    ))
  if (!saved) {
    const current = (await findEntry(work.tx, entry.id)) ?? entry
    return { outcome: 'changed-since-you-read', text: current.text, version: current.version }
  }
  await recordAuditEvent(work.tx, 'meeting.entry-changed', {
    childId: meeting.childId,
    subjectId: entry.id,
  })
  return { outcome: 'changed', meetingId: meeting.id }
}

/** Adds a victim, an offender, a location or a theme; for those of the closed session only. @protocol Appendix Two, Victims, offenders, locations, themes */
export async function addFinding(
  work: Work,
  finding: { meetingId: string; kind: FindingKind; text: string },
): Promise<{ outcome: 'added' } | { outcome: 'not-found' }> {
  const meeting = await findMeeting(work.tx, finding.meetingId)
  if (meeting === undefined) return { outcome: 'not-found' }
  const id = await insertFinding(work.tx, { ...finding, childId: meeting.childId, by: work.actor.userId, at: work.now })
  await recordAuditEvent(work.tx, 'meeting.finding-added', {
    childId: meeting.childId,
    subjectId: id,
    details: { kind: finding.kind },
  })
  return { outcome: 'added' }
}

/** Records an action that the meeting agreed. @protocol Appendix Two, Agreed actions; Appendix One, Stage Three */
export async function agreeMeetingAction(
  work: Work,
  action: Omit<NewAction, 'childId' | 'meetingId'> & { meetingId: string },
): Promise<{ outcome: 'agreed'; actionId: string } | { outcome: 'not-open' } | { outcome: 'not-found' }> {
  const meeting = await findMeeting(work.tx, action.meetingId)
  if (meeting === undefined) return { outcome: 'not-found' }
  if (meeting.beganAt === null || meeting.approvedAt !== null) return { outcome: 'not-open' }
  const actionId = await agreeAction(work, { ...action, childId: meeting.childId })
  return { outcome: 'agreed', actionId }
}
