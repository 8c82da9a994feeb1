import type { Stage, WordsMade } from '../../entry/entry.ts'
import { seesChild } from '../../access/store/grants.ts'
import type { Work } from '../../access/work.ts'
import { type NewAction } from '../../agreed-action/agreed-action.ts'
import { agreeAction } from '../../agreed-action/actions.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import type { Audience } from '../../access/audience.ts'
import { findEntry, insertEntry, updateEntry } from '../../entry/store.ts'
import { stopClock } from '../../clock/actions.ts'
import { calendarDateAt } from '../../lib/calendar-date.ts'
import { findOpenPathway } from '../../pathway/store.ts'
import type { RecordEntry } from '../meeting.ts'
import type { Statement, StatementWords } from '../../statement/statement.ts'
import { keepWording } from '../../statement/store.ts'
import { beginsEarly, speakerIsNeeded } from '../rules.ts'
import { updateMeeting } from '../store/meeting.ts'
import { meetingFor, type Refused } from './asking.ts'
import { deletePresence, insertPresence, listPeople } from '../store/people.ts'
import { insertAcceptances } from '../store/record.ts'
import { findConsultation } from '../store/consultation.ts'

/**
 * Begins the meeting with its closed session. Before the day it is booked for that needs a reason, and it needs the consultation:
 * held, or why it was not.
 *
 * @protocol Appendix One, Stage One; Appendix One, Pre-meeting consultation
 */
export async function beginMeeting(
  work: Work,
  { meetingId, earlyReason }: { meetingId: string; earlyReason: string },
): Promise<
  | { outcome: 'began' }
  | { outcome: 'reason-needed' }
  | { outcome: 'consultation-needed' }
  | { outcome: 'pathway-ended' }
  | { outcome: 'changed-since-you-read' }
  | Refused
> {
  const { tx, actor, now } = work
  const asked = await meetingFor(work, meetingId, 'begin')
  if (asked.outcome !== 'may') return asked
  const { meeting } = asked
  if ((await findOpenPathway(tx, meeting.childId))?.id !== meeting.pathwayId) return { outcome: 'pathway-ended' }
  const early = meeting.bookedFor !== null && beginsEarly(meeting.bookedFor, now)
  if (early && earlyReason.trim() === '') return { outcome: 'reason-needed' }
  if ((await findConsultation(tx, meeting.id)) === undefined) return { outcome: 'consultation-needed' }
  const change = { beganAt: now, stage: 'closed-session' as const, ...(early && { beganEarlyReason: earlyReason }) }
  if (!(await updateMeeting(tx, meeting, change, actor.userId, now))) return { outcome: 'changed-since-you-read' }
  await stopClock(work, 'consultation', meeting.id, 'not-held')
  await recordAuditEvent(tx, 'meeting.began', { childId: meeting.childId, subjectId: meeting.id })
  return { outcome: 'began' }
}

/** Who is in the room at a stage, beside who was recorded there when the form was opened: two who record at once lose nobody. */
export type Presence = {
  readonly meetingId: string
  readonly stage: Stage
  readonly personIds: readonly string[]
  readonly were: readonly string[]
}

/**
 * Records who is in the room at a stage: who has come since the form was opened, and who was ticked by mistake. Who was recorded
 * before, or meanwhile by somebody else, stays as recorded then.
 *
 * @protocol Appendix One; Appendix Two
 */
export async function recordPresence(
  work: Work,
  presence: Presence,
): Promise<{ outcome: 'recorded' } | { outcome: 'family-in-closed' } | Refused> {
  const asked = await meetingFor(work, presence.meetingId, 'record-presence')
  if (asked.outcome !== 'may') return asked
  const { meeting } = asked
  const people = await listPeople(work.tx, meeting.id)
  const known = new Set(people.map(person => person.id))
  if (
    presence.stage === 'closed-session' &&
    people.some(person => presence.personIds.includes(person.id) && !person.inClosed)
  )
    return { outcome: 'family-in-closed' }
  const { stage, personIds, were } = presence
  const came = personIds.filter(id => known.has(id) && !were.includes(id))
  const gone = were.filter(id => known.has(id) && !personIds.includes(id))
  await deletePresence(work.tx, meeting.id, stage, gone)
  await insertPresence(work.tx, meeting, stage, came, work.now)
  await recordAuditEvent(work.tx, 'meeting.presence-recorded', {
    childId: meeting.childId,
    subjectId: meeting.id,
    details: { stage: presence.stage },
  })
  return { outcome: 'recorded' }
}

/**
 * Records that those named have heard a statement and accept it; once each, so that who comes late is added and who heard it stays as they did.
 *
 * @param acceptance `words` are those that were read out; undefined where they are not known, as in a case file of before they were kept
 * @protocol Appendix One, Confidentiality statement; Appendix One, Ban on AI; decision 0057
 */
export async function acceptStatement(
  work: Work,
  acceptance: {
    meetingId: string
    statement: Statement
    words: StatementWords | undefined
    personIds: readonly string[]
  },
): Promise<{ outcome: 'accepted' } | Refused> {
  const { tx, actor, now } = work
  const { statement, words } = acceptance
  const asked = await meetingFor(work, acceptance.meetingId, 'record-presence')
  if (asked.outcome !== 'may') return asked
  const { meeting } = asked
  const known = new Set((await listPeople(tx, meeting.id)).map(person => person.id))
  const wordingId = words === undefined ? null : await keepWording(tx, statement, words)
  await insertAcceptances(
    tx,
    { meetingId: meeting.id, childId: meeting.childId, statement, wordingId, by: actor.userId, at: now },
    acceptance.personIds.filter(id => known.has(id)),
  )
  await recordAuditEvent(tx, 'meeting.statement-accepted', {
    childId: meeting.childId,
    subjectId: meeting.id,
    details: { statement },
  })
  return { outcome: 'accepted' }
}

/**
 * Records who is in the room at a stage and, of those, who has heard what was read out to them. When it is no longer what was read out,
 * nothing is recorded.
 *
 * @param presence `were` are those who were recorded as here when the page was opened
 * @param heard `out` is what is read out now; `mark` marks what was read out; `personIds` are of those who are here
 * @protocol Appendix One, Confidentiality statement; decision 0057
 */
export async function recordWhoIsHere(
  work: Work,
  presence: Presence,
  heard: {
    out: { mark: string; words: readonly { statement: Statement; words: StatementWords }[] }
    mark: string
    personIds: readonly string[]
  },
): Promise<Awaited<ReturnType<typeof recordPresence>> | { outcome: 'other-words' }> {
  const { personIds } = heard
  if (personIds.length > 0 && heard.mark !== heard.out.mark) return { outcome: 'other-words' }
  const result = await recordPresence(work, presence)
  if (result.outcome === 'recorded' && personIds.length > 0)
    for (const each of heard.out.words)
      await acceptStatement(work, { meetingId: presence.meetingId, ...each, personIds })
  return result
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
): Promise<
  { outcome: 'written'; entryId: string } | { outcome: 'text-needed' } | { outcome: 'speaker-needed' } | Refused
> {
  const asked = await meetingFor(work, entry.meetingId, 'write-entry')
  if (asked.outcome !== 'may') return asked
  const { meeting } = asked
  if (entry.text.trim() === '') return { outcome: 'text-needed' }
  if (speakerIsNeeded(entry.basis, work.actor.userId === meeting.noteTakerId) && entry.saidBy.trim() === '')
    return { outcome: 'speaker-needed' }
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
      writtenIn: entry.writtenIn,
      wordsMade: entry.wordsMade,
      happenedOn: calendarDateAt(meeting.beganAt ?? work.now),
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

/**
 * Changes the words or the audience of an entry before the record is approved; two who do so at once see both. New words take
 * back what was decided about the old ones for the family.
 *
 * @protocol Appendix Two; decision 0025
 */
export async function changeEntry(
  work: Work,
  change: {
    entryId: string
    version: number
    text: string
    audience: Exclude<Audience, 'family'> | undefined
    wordsMade?: WordsMade | undefined
  },
): Promise<
  | { outcome: 'changed'; meetingId: string }
  | { outcome: 'changed-since-you-read'; text: string; version: number }
  | Refused
> {
  const entry = await findEntry(work.tx, change.entryId)
  if (entry?.kind !== 'meeting-entry' || entry.meetingId === null) return { outcome: 'not-found' }
  const own = entry.agencyId === work.actor.agencyId ? (['writer'] as const) : []
  const asked = await meetingFor(work, entry.meetingId, 'change-entry', own)
  if (asked.outcome !== 'may') return asked
  const { meeting } = asked
  const audience = entry.audience === 'family' ? undefined : change.audience
  const saved =
    entry.version === change.version &&
    (await updateEntry(
      work.tx,
      {
        id: entry.id,
        version: entry.version,
        text: change.text,
        ...(audience !== undefined && { audience }),
        // Words that came from elsewhere are not typed by being mended.
        ...(change.wordsMade !== undefined && entry.wordsMade !== 'pasted' && { wordsMade: change.wordsMade }),
      },
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

/**
 * Records an action that the meeting agreed, by a day that is not before it, held by somebody who can see it.
 *
 * @protocol Appendix Two, Agreed actions; Appendix One, Stage Three
 */
export async function agreeMeetingAction(
  work: Work,
  action: Omit<NewAction, 'childId' | 'meetingId'> & { meetingId: string },
): Promise<
  | { outcome: 'agreed'; actionId: string }
  | { outcome: 'day-before-meeting' }
  | { outcome: 'owner-does-not-see-the-child' }
  | Refused
> {
  const deed = action.audience === 'family' ? 'agree-family-action' : 'agree-action'
  const asked = await meetingFor(work, action.meetingId, deed)
  if (asked.outcome !== 'may') return asked
  const { meeting } = asked
  if (meeting.beganAt !== null && action.dueOn < calendarDateAt(meeting.beganAt))
    return { outcome: 'day-before-meeting' }
  if (action.ownerId !== null && !(await seesChild(work.tx, meeting.childId, action.ownerId)))
    return { outcome: 'owner-does-not-see-the-child' }
  const actionId = await agreeAction(work, { ...action, childId: meeting.childId })
  return { outcome: 'agreed', actionId }
}
