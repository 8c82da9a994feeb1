import type { Work } from '../access/work.ts'
import { recordAuditEvent } from '../audit/store.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { Finding } from './emergency.ts'
import { insertEmergencyOpening, updateOpeningReviewed } from './store.ts'

/**
 * Sees a child at once for three hours, with the reason. Leads and information governance are told, and one of them reviews it.
 *
 * A restricted child, a wrong day of birth and a reference that nobody has are refused alike. Every attempt leaves its event,
 * the refused ones too; after five in an hour no more are heard.
 *
 * @protocol §1 Immediate danger; decision 0024
 */
export async function openInEmergency(
  work: Work,
  urgent: { reference: string; bornOn: CalendarDate | null; reason: string },
): Promise<{ outcome: 'opened'; childId: string } | { outcome: 'refused' } | { outcome: 'too-many' }> {
  const { outcome, childId } = await insertEmergencyOpening(work.tx, urgent)
  await recordAuditEvent(
    work.tx,
    outcome === 'opened' ? 'emergency.opened' : 'emergency.refused',
    childId === undefined ? {} : { childId },
  )
  return outcome === 'opened' && childId !== undefined
    ? { outcome, childId }
    : { outcome: outcome === 'too-many' ? outcome : 'refused' }
}

/** Closes the review of somebody else's emergency opening, with what was found and why. @protocol §1 Immediate danger; decision 0024 */
export async function reviewEmergencyOpening(
  work: Work,
  review: { openingId: string; finding: Finding; note: string },
): Promise<{ outcome: 'reviewed' } | { outcome: 'note-needed' } | { outcome: 'not-found' }> {
  if (review.note.trim() === '') return { outcome: 'note-needed' }
  const childId = await updateOpeningReviewed(work.tx, review)
  if (childId === undefined) return { outcome: 'not-found' }
  await recordAuditEvent(work.tx, 'emergency.reviewed', {
    childId,
    subjectId: review.openingId,
    details: { finding: review.finding },
  })
  return { outcome: 'reviewed' }
}
