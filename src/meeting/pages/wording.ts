import type { Entry } from '../../entry/entry.ts'
import { calendarDateAt, formatDay, formatTime } from '../../lib/calendar-date.ts'
import type { Visit } from '../../web/page.ts'
import type { Meeting } from '../meeting.ts'
import { isWrittenBefore } from '../rules.ts'

/** What to call a meeting: the first, or a review with its number. */
export function meetingName(meeting: Pick<Meeting, 'number'>, t: Visit['t']): string {
  return meeting.number === 1 ? t('meeting.first') : t('meeting.review', { number: meeting.number })
}

/** Where a meeting stands, in words. */
export function meetingState(meeting: Meeting, { t, language }: Visit): string {
  if (meeting.calledOffAt !== null) return t('meeting.state.called-off')
  if (meeting.approvedAt !== null) return t('meeting.state.approved')
  if (meeting.heldOn !== null) return t('meeting.state.held', { day: formatDay(meeting.heldOn, language) })
  if (meeting.stage !== null) return t('meeting.state.running')
  if (meeting.bookedFor !== null)
    return t('meeting.state.booked', {
      day: formatDay(calendarDateAt(meeting.bookedFor), language),
      time: formatTime(meeting.bookedFor),
    })
  return t('meeting.state.asked-for', { day: formatDay(meeting.dueBy, language) })
}

/** An entry with everything about it in words: who, at which stage, of what kind, for whom. */
export function lineWords(
  entry: Entry,
  names: ReadonlyMap<string, { readonly name: string }>,
  t: Visit['t'],
  { beganAt }: Pick<Meeting, 'beganAt'>,
) {
  return {
    ...entry,
    who: entry.saidBy === '' ? (names.get(entry.authorId)?.name ?? '') : entry.saidBy,
    stageWords: t(
      isWrittenBefore(entry, beganAt)
        ? 'meeting.contribution.before'
        : `meeting.stage.${entry.stage ?? 'closed-session'}`,
    ),
    contextWords: entry.context === null ? '' : t(`entry.context.${entry.context}`),
    audienceWords: t(`entry.audience.${entry.audience}`),
    basisWords: entry.basis === null ? '' : t(`entry.basis.${entry.basis}`),
    isPasted: entry.wordsMade === 'pasted',
    isQuotation: entry.basis === 'childs-own-words' || entry.basis === 'family-words',
  }
}
