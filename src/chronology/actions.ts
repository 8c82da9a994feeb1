import { hasAnyRole, WORKING_ROLES } from '../access/actor.ts'
import type { Work } from '../access/work.ts'
import { recordAuditEvent } from '../audit/store.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { Audience } from '../access/audience.ts'
import type { Basis, Context, Details, Entry, HappeningKind, NoteKind } from './chronology.ts'
import { isNote } from './rules.ts'
import { findEntry, insertEntry, updateEntry } from './store.ts'

/**
 * Writes into the chronology that something happened on the pathway. Codes and days go into `details`; `text` holds what a
 * person wrote (a reason), and reads as they wrote it.
 */
export async function recordHappening(
  work: Work,
  happening: {
    childId: string
    kind: HappeningKind
    subjectId?: string
    details?: Details
    text?: string
    happenedOn?: CalendarDate
    audience?: Audience
    /** The meeting whose closed session may read it, when it is closed. */
    meetingId?: string
  },
): Promise<string> {
  return insertEntry(work.tx, { ...happening, happenedOn: happening.happenedOn ?? work.today }, work.actor, work.now)
}

// An agency's lead writes for the agency too; a panel and whoever runs the board do not.
const WRITING_ROLES = [...WORKING_ROLES, 'agency-lead'] as const

/** What a practitioner writes into the chronology. */
export type Note = {
  readonly childId: string
  readonly kind: NoteKind
  readonly basis: Basis
  readonly audience: Audience
  readonly context: Context | null
  readonly text: string
  readonly saidBy: string
  readonly happenedOn: CalendarDate
}

/**
 * Adds a practitioner's entry to a child's chronology.
 *
 * @protocol §5 Purpose of the tools; §4 Talking and listening
 */
export async function addNote(
  work: Work,
  note: Note,
): Promise<
  | { outcome: 'added'; entryId: string }
  | { outcome: 'not-yet-happened' }
  | { outcome: 'text-needed' }
  | { outcome: 'not-found' }
> {
  if (!hasAnyRole(work.actor, WRITING_ROLES)) return { outcome: 'not-found' }
  if (note.text.trim() === '') return { outcome: 'text-needed' }
  if (note.happenedOn > work.today) return { outcome: 'not-yet-happened' }
  const entryId = await insertEntry(work.tx, note, work.actor, work.now)
  await recordAuditEvent(work.tx, 'chronology.entry-added', { childId: note.childId, subjectId: entryId })
  return { outcome: 'added', entryId }
}

/** Changes the words of one's own agency's note or answer; the earlier words stay in the history. @protocol §5 Purpose of the tools */
export async function changeNote(
  work: Work,
  change: { entryId: string; version: number; text: string },
): Promise<
  | { outcome: 'changed'; childId: string }
  | { outcome: 'changed-since-you-read'; current: Entry }
  | { outcome: 'another-agencys' }
  | { outcome: 'not-a-note' }
  | { outcome: 'not-found' }
> {
  const entry = await findEntry(work.tx, change.entryId)
  if (entry === undefined || !hasAnyRole(work.actor, WRITING_ROLES)) return { outcome: 'not-found' }
  // What has happened, and what was said in a meeting, has rules of its own.
  if (!isNote(entry)) return { outcome: 'not-a-note' }
  if (entry.agencyId !== work.actor.agencyId) return { outcome: 'another-agencys' }
  if (entry.version !== change.version) return { outcome: 'changed-since-you-read', current: entry }
  if (
    !(await updateEntry(
      work.tx,
      { id: entry.id, version: entry.version, text: change.text },
      work.actor.userId,
      work.now,
    ))
  )
    return { outcome: 'changed-since-you-read', current: (await findEntry(work.tx, entry.id)) ?? entry }
  await recordAuditEvent(work.tx, 'chronology.entry-changed', {
    childId: entry.childId,
    subjectId: entry.id,
  })
  return { outcome: 'changed', childId: entry.childId }
}

/** Answers an entry, of one's own or another agency, for the same readers. The entry itself stays as it is. */
export async function answerEntry(
  work: Work,
  answer: { entryId: string; text: string },
): Promise<{ outcome: 'answered'; childId: string } | { outcome: 'not-found' }> {
  const entry = await findEntry(work.tx, answer.entryId)
  if (entry === undefined || !hasAnyRole(work.actor, WRITING_ROLES)) return { outcome: 'not-found' }
  const audience = entry.audience === 'family' ? 'network' : entry.audience
  const id = await insertEntry(
    work.tx,
    {
      childId: entry.childId,
      kind: 'answer',
      audience,
      text: answer.text,
      subjectId: entry.id,
      happenedOn: work.today,
      ...(entry.meetingId !== null && entry.stage !== null && { meetingId: entry.meetingId, stage: entry.stage }),
    },
    work.actor,
    work.now,
  )
  await recordAuditEvent(work.tx, 'chronology.entry-answered', { childId: entry.childId, subjectId: id })
  return { outcome: 'answered', childId: entry.childId }
}
