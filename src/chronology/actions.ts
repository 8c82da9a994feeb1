import { hasAnyRole } from '../access/actor.ts'
import type { Audience } from '../access/audience.ts'
import type { Work } from '../access/work.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { WRITING_ROLES } from '../entry/actions.ts'
import { insertEntry } from '../entry/store.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { Details, HappeningKind } from './chronology.ts'
import { findLine, insertHappening } from './store.ts'

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
    /** The language of the text as a BCP 47 code, where it is not that of the page on which it was typed. */
    writtenIn?: string | undefined
    happenedOn?: CalendarDate
    audience?: Audience
    /** The meeting whose closed session may read it, when it is closed. */
    meetingId?: string
  },
): Promise<string> {
  return insertHappening(
    work.tx,
    {
      ...happening,
      writtenIn: happening.writtenIn ?? work.language,
      happenedOn: happening.happenedOn ?? work.today,
    },
    work.actor,
    work.now,
  )
}

/** Answers a line of the chronology, of one's own or another agency, for the same readers. The line itself stays as it is. */
export async function answerLine(
  work: Work,
  answer: { lineId: string; text: string; writtenIn?: string | undefined },
): Promise<{ outcome: 'answered'; childId: string } | { outcome: 'not-found' }> {
  const line = await findLine(work.tx, answer.lineId)
  if (line === undefined || !hasAnyRole(work.actor, WRITING_ROLES)) return { outcome: 'not-found' }
  const audience = line.audience === 'family' ? 'network' : line.audience
  const id = await insertEntry(
    work.tx,
    {
      childId: line.childId,
      kind: 'answer',
      audience,
      text: answer.text,
      writtenIn: answer.writtenIn,
      subjectId: line.id,
      happenedOn: work.today,
      ...(line.meetingId !== null && line.stage !== null && { meetingId: line.meetingId, stage: line.stage }),
    },
    work.actor,
    work.now,
  )
  await recordAuditEvent(work.tx, 'entry.answered', { childId: line.childId, subjectId: id })
  return { outcome: 'answered', childId: line.childId }
}
