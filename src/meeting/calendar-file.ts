import ical, { ICalCalendarMethod, ICalEventClass, ICalEventStatus } from 'ical-generator'

const MINUTES = 90

/** What a meeting is in a calendar. */
export type CalendarEntry = {
  readonly meetingId: string
  /** The child's reference: the only thing that says about whom. */
  readonly reference: string
  readonly bookedFor: Date
  readonly isCalledOff: boolean
  /** Grows with each change, so that a calendar takes the later one. */
  readonly version: number
  /** The whole address of the meeting's page. */
  readonly address: string
  readonly writtenAt: Date
}

/**
 * A calendar file (RFC 5545) with one entry: the reference and an address that asks for a sign-in. A calendar is read on telephones,
 * by assistants and on screens in a room: no name, no place, nobody who comes, and not what the meeting is. It lasts an hour and a
 * half, since nobody says how long a meeting will take.
 *
 * @protocol Appendix One, Confidentiality statement; decision 0049
 */
export function calendarFile(entry: CalendarEntry): string {
  const calendar = ical({
    prodId: { company: 'Llwybr', product: 'Llwybr' },
    method: entry.isCalledOff ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
  })
  calendar.createEvent({
    id: `${entry.meetingId}@llwybr`,
    sequence: entry.version,
    stamp: entry.writtenAt,
    start: entry.bookedFor,
    end: new Date(entry.bookedFor.getTime() + MINUTES * 60_000),
    summary: entry.reference,
    description: entry.address,
    url: entry.address,
    class: ICalEventClass.CONFIDENTIAL,
    status: entry.isCalledOff ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  })
  return calendar.toString()
}
