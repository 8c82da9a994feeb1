import { type BankHolidays, isWorkingDay } from '../calendar/working-days.ts'
import { addDays, type CalendarDate, calendarDateAt, instantInWales } from '../lib/calendar-date.ts'

/** At which hours meetings are proposed: in the morning, and when school lets out early enough to come. */
const HOURS = ['10:00', '14:00'] as const

/** How near to another of their meetings nobody is proposed. @protocol §6 step 5; decision 0051 */
const APART = 90 * 60_000

/** Somebody who is booked, and for when. */
export type Booked = { readonly userId: string; readonly bookedFor: Date }

/** An hour at which a meeting can be held, with those of the people asked about who are free then. */
export type FreeHour = { readonly at: Date; readonly free: readonly string[] }

/**
 * The hours on working days at which at least one chair is free, soonest first: not before `from`, and until the end of `until`, which
 * is in time; at most `most`.
 *
 * @throws {RangeError} when the bank holidays for the period are not known
 * @protocol §6 step 5; decision 0051
 */
export function freeHours(
  { from, until, most }: { readonly from: Date; readonly until: CalendarDate; readonly most: number },
  people: { readonly chairs: readonly string[]; readonly noteTakers: readonly string[] },
  booked: readonly Booked[],
  holidays: BankHolidays,
): readonly FreeHour[] {
  const found: FreeHour[] = []
  for (let day = calendarDateAt(from); day <= until && found.length < most; day = addDays(day, 1)) {
    if (!isWorkingDay(day, holidays)) continue
    for (const hour of HOURS) {
      const at = instantInWales(day, hour)
      const isFree = (userId: string) =>
        !booked.some(each => each.userId === userId && Math.abs(each.bookedFor.getTime() - at.getTime()) < APART)
      if (at >= from && people.chairs.some(isFree) && found.length < most)
        found.push({ at, free: [...new Set([...people.chairs, ...people.noteTakers])].filter(isFree) })
    }
  }
  return found
}
