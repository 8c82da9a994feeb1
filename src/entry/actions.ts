import { hasAnyRole, WORKING_ROLES } from '../access/actor.ts'
import type { Audience } from '../access/audience.ts'
import type { Work } from '../access/work.ts'
import { recordAuditEvent } from '../audit/store.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { Basis, Context, Entry, NoteKind, Seen } from './entry.ts'
import { isNote } from './rules.ts'
import { findEntry, findSeen, insertEntry, updateEntry } from './store.ts'

/** Who writes for their agency; a panel and whoever runs the board do not. */
export const WRITING_ROLES = [...WORKING_ROLES, 'agency-lead'] as const

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
  readonly childSeen?: Seen | undefined
  readonly writtenIn?: string | undefined
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
  await recordAuditEvent(work.tx, 'entry.added', { childId: note.childId, subjectId: entryId })
  return { outcome: 'added', entryId }
}

/** What a note says anew; what is not named stays. */
export type NoteChange = {
  readonly entryId: string
  readonly version: number
  readonly text: string
  readonly writtenIn?: string | undefined
  readonly happenedOn?: CalendarDate | undefined
  /** Whether the child was seen; empty where it no longer says. */
  readonly childSeen?: Seen | '' | undefined
}

/**
 * Changes the words of one's own agency's note or answer, and of a note the day and whether the child was seen; every earlier version
 * stays in the history.
 *
 * @protocol §5 Purpose of the tools; decision 0025
 */
export async function changeNote(
  work: Work,
  change: NoteChange,
): Promise<
  | { outcome: 'changed'; childId: string }
  | { outcome: 'changed-since-you-read'; current: Entry; seen: Seen | undefined }
  | { outcome: 'not-yet-happened' }
  | { outcome: 'another-agencys' }
  | { outcome: 'not-a-note' }
  | { outcome: 'not-found' }
> {
  const { tx, actor, now } = work
  const { entryId, version, text, writtenIn, happenedOn, childSeen } = change
  const entry = await findEntry(tx, entryId)
  if (entry === undefined || !hasAnyRole(actor, WRITING_ROLES)) return { outcome: 'not-found' }
  // What has happened, and what was said in a meeting, has rules of its own; an answer says neither a day nor whom somebody saw.
  const saysMore = happenedOn !== undefined || childSeen !== undefined
  if (!isNote(entry) || (saysMore && entry.kind === 'answer')) return { outcome: 'not-a-note' }
  if (entry.agencyId !== actor.agencyId) return { outcome: 'another-agencys' }
  if (happenedOn !== undefined && happenedOn > work.today) return { outcome: 'not-yet-happened' }
  if (
    entry.version !== version ||
    !(await updateEntry(tx, { id: entry.id, version, text, writtenIn, happenedOn, childSeen }, actor.userId, now))
  ) {
    const current = (await findEntry(tx, entry.id)) ?? entry
    return { outcome: 'changed-since-you-read', current, seen: await findSeen(tx, entry.id) }
  }
  await recordAuditEvent(tx, 'entry.changed', { childId: entry.childId, subjectId: entry.id })
  return { outcome: 'changed', childId: entry.childId }
}
