import { hasAnyRole, WORKING_ROLES } from '../access/actor.ts'
import type { Audience } from '../access/audience.ts'
import type { Work } from '../access/work.ts'
import { recordAuditEvent } from '../audit/store.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { Basis, Context, Entry, NoteKind, Seen } from './entry.ts'
import { isNote } from './rules.ts'
import { findEntry, insertEntry, updateEntry } from './store.ts'

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

/** Changes the words of one's own agency's note or answer; the earlier words stay in the history. @protocol §5 Purpose of the tools */
export async function changeNote(
  work: Work,
  change: { entryId: string; version: number; text: string; writtenIn?: string | undefined },
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
      { id: entry.id, version: entry.version, text: change.text, writtenIn: change.writtenIn },
      work.actor.userId,
      work.now,
    ))
  )
    return { outcome: 'changed-since-you-read', current: (await findEntry(work.tx, entry.id)) ?? entry }
  await recordAuditEvent(work.tx, 'entry.changed', {
    childId: entry.childId,
    subjectId: entry.id,
  })
  return { outcome: 'changed', childId: entry.childId }
}
