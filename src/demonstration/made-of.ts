import type { BankHolidays } from '../calendar/working-days.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { Point } from './points.ts'

/** What a demonstration case is made of. `day(n, time)` is an instant n days ago, `on(n)` that day. */
export type Story = {
  readonly givenName: string
  readonly familyName: string
  readonly language: 'cy' | 'en'
  readonly point: Point
  readonly bornOn: CalendarDate
  readonly nhsNumber: string
  /** Of the range that is kept for invented people; one child's, and the parent's. */
  readonly telephone: string
  readonly authority: string
  readonly duty: string
  readonly lead: string
  readonly chair: string
  readonly theme: number
  readonly holidays: BankHolidays
  /** An instant that has passed, whenever the demonstration is loaded. */
  readonly justNow: string
  readonly minutesAgo: (minutes: number) => string
  readonly day: (back: number, time: string) => string
  readonly on: (back: number) => CalendarDate
}
