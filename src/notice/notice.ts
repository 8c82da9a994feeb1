import { type CalendarDate, calendarDateAt } from '../lib/calendar-date.ts'

/** What someone is told inside the product. */
export const NOTICE_KINDS = [
  'action-not-carried-out',
  'action-answered',
  'copy-incident-decided',
  'copy-taken-back',
  'family-copy-ready',
  'family-copy-returned',
  'family-copy-to-read',
  'referral-joined',
  'referral-information',
  'same-nhs-number',
  'perhaps-the-same-child',
  'account-changed',
  'complaint-answered',
  'complaint-to-handle',
  'concern-asked',
  'concern-answered',
  'concern-ended',
  'pack-made',
] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

/** Something the actor was told and has not marked as seen. `details` holds references and codes. */
export type Notice = {
  readonly id: string
  readonly kind: NoticeKind
  readonly childId: string | null
  /** The child whom it is about, as far as the reader sees them now. */
  readonly child: { readonly reference: string; readonly name: string } | undefined
  readonly subjectId: string | null
  readonly details: Readonly<Record<string, string>>
  readonly madeAt: Date
}

/** Whether there is nothing more to look at: papers for a meeting whose day is over. */
export function isOver(notice: Pick<Notice, 'kind' | 'details'>, today: CalendarDate): boolean {
  const { meetingAt } = notice.details
  return notice.kind === 'pack-made' && meetingAt !== undefined && calendarDateAt(new Date(meetingAt)) < today
}
