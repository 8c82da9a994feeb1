import { addWorkingDays } from '../calendar/working-days.ts'
import { type CalendarDate, calendarDateAt, daysBetween } from '../lib/calendar-date.ts'
import { dayToExplain } from '../meeting/rules.ts'
import type { Story } from './made-of.ts'
import type { wordsOf } from './words.ts'

type Words = ReturnType<typeof wordsOf>

/** When a meeting that is to come is booked for: no two of one chair are at one hour, and nobody meets on a Sunday. */
export function nextMeeting({ on, day, holidays, theme, point }: Story): string {
  const held = addWorkingDays(on(0), 2 + theme, holidays)
  return day(-daysBetween(on(0), held), `${point === 'booked' ? '10' : point === 'consulted' ? '13' : '15'}:00`)
}

/** Why on that day: some fall on a weekend or past the limit, whenever the demonstration is loaded, and those are explained. Else empty. */
export function bookingReason(story: Story, words: Words, bookedFor: string, limit: CalendarDate): string {
  return dayToExplain(dayOf(bookedFor), limit, story.holidays) === undefined ? '' : words.dayReason
}

/** The civil day of an instant. */
export const dayOf = (instant: string): CalendarDate => calendarDateAt(new Date(instant))
