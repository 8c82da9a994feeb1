import { calendarDateAt, formatDay, formatTime } from '../../lib/calendar-date.ts'
import type { Visit } from '../../web/page.ts'
import type { Meeting } from '../meeting.ts'

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
