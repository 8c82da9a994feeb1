import type { Language } from '../access/actor.ts'
import { calendarDateAt, formatInstant, formatShortDay, formatTime } from '../lib/calendar-date.ts'
import { keyOf, type Translate } from '../web/translation.ts'
import type { Notice } from './notice.ts'

/** A notice as it is shown: whom it is about where its words do not say so, its words, and the page it leads to when there is one. */
export type ShownNotice = {
  readonly id: string
  readonly who: string
  readonly words: string
  readonly href: string | undefined
}

const PAGE_OF: Partial<Record<Notice['kind'], (subjectId: string) => string>> = {
  'action-answered': id => `/actions/${id}`,
  'action-not-carried-out': id => `/actions/${id}`,
  'complaint-answered': id => `/complaints/${id}`,
  'complaint-to-handle': id => `/complaints/${id}`,
  'concern-answered': id => `/decision-concerns/${id}`,
  'concern-asked': id => `/decision-concerns/${id}`,
  'concern-ended': id => `/decision-concerns/${id}`,
  'copy-incident-decided': id => `/copy-incidents/${id}`,
  'copy-taken-back': id => `/copy-incidents/${id}`,
  'family-copy-ready': id => `/family-copies/${id}`,
  'family-copy-returned': id => `/family-copies/${id}`,
  'family-copy-to-read': id => `/family-copies/${id}`,
  'pack-made': id => `/meetings/${id}/pack`,
  'referral-information': id => `/referrals/${id}`,
  'referral-joined': id => `/referrals/${id}`,
}

// Their words name two records, by their references alone.
const OF_TWO_RECORDS: readonly Notice['kind'][] = ['same-nhs-number', 'perhaps-the-same-child']

/**
 * Puts what the reader was told into words. No name of a child is kept in a notice: who it is about is asked of the child's own row at
 * each look, and is the reference while names are hidden.
 */
export function shownNotice(notice: Notice, language: Language, t: Translate, publicView: boolean): ShownNotice {
  const restricted = notice.kind === 'same-nhs-number' && notice.details['other'] === ''
  const { outcome, meetingAt } = notice.details
  const at = `${formatShortDay(calendarDateAt(notice.madeAt), language)}, ${formatTime(notice.madeAt)}`
  return {
    id: notice.id,
    who:
      notice.child === undefined || OF_TWO_RECORDS.includes(notice.kind)
        ? ''
        : publicView
          ? notice.child.reference
          : notice.child.name,
    words: t(restricted ? 'notice.same-nhs-number.restricted' : `notice.${notice.kind}`, {
      ...notice.details,
      ...(outcome !== undefined && { outcome: t(keyOf(`referral.outcome.${outcome}`)) }),
      ...(meetingAt !== undefined && { day: formatInstant(new Date(meetingAt), language) }),
      at,
    }),
    href: notice.subjectId === null ? undefined : PAGE_OF[notice.kind]?.(notice.subjectId),
  }
}
