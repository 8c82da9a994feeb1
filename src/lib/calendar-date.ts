import { remembered } from './remembered.ts'

declare const day: unique symbol

/** A civil day, `YYYY-MM-DD`, with no time and no zone: neither daylight saving nor a server's zone can move it. */
export type CalendarDate = string & { readonly [day]: true }

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/

/** Whether a text is a day that exists, written `YYYY-MM-DD`. */
export function isCalendarDate(text: string): text is CalendarDate {
  const parts = SHAPE.exec(text)
  if (parts === null || text < '0100') return false
  const [month, dayOfMonth] = [Number(parts[2]), Number(parts[3])]
  const at = new Date(Date.UTC(Number(parts[1]), month - 1, dayOfMonth))
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === dayOfMonth
}

/** @throws {RangeError} when the text is not a day that exists */
export function calendarDate(text: string): CalendarDate {
  if (!isCalendarDate(text)) throw new RangeError(`not a day: ${text}`)
  return text
}

/** The day `count` days after `start`; before it when `count` is negative. */
export function addDays(start: CalendarDate, count: number): CalendarDate {
  return calendarDate(new Date(Date.parse(start) + count * 86_400_000).toISOString().slice(0, 10))
}

/**
 * The same day of the year `count` years after `start`; before it when `count` is negative. 29 February becomes 1 March in a
 * year that has no such day, as a birthday does in `yearsOn`.
 */
export function addYears(start: CalendarDate, count: number): CalendarDate {
  const year = String(Number(start.slice(0, 4)) + count).padStart(4, '0')
  const same = `${year}${start.slice(4)}`
  return isCalendarDate(same) ? same : calendarDate(start.endsWith('-02-29') ? `${year}-03-01` : same)
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}

/** Whether a day is a Saturday or a Sunday. */
export function isWeekend(on: CalendarDate): boolean {
  const weekday = new Date(Date.parse(on)).getUTCDay()
  return weekday === 0 || weekday === 6
}

/**
 * The age in whole years on a day. Someone born on 29 February is a year older on 1 March of a year that has no such day.
 *
 * @throws {RangeError} when the day is before the birth
 */
export function yearsOn(bornOn: CalendarDate, on: CalendarDate): number {
  if (on < bornOn) throw new RangeError('a day before the birth has no age')
  const years = Number(on.slice(0, 4)) - Number(bornOn.slice(0, 4))
  return on.slice(5) < bornOn.slice(5) ? years - 1 : years
}

const inWales = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

/** The civil day in Wales of an instant. */
export function calendarDateAt(instant: Date): CalendarDate {
  return calendarDate(inWales.format(instant))
}

const MONTH = { timeZone: 'UTC', month: 'long', year: 'numeric' } as const
const inWords = {
  day: inBoth({ ...MONTH, weekday: 'long', day: 'numeric' }),
  short: inBoth({ ...MONTH, day: 'numeric' }),
  month: inBoth(MONTH),
}

// A page of a chronology says a hundred days, most of them over and over.
function inBoth(options: Intl.DateTimeFormatOptions) {
  const words = (locale: string) => {
    const format = new Intl.DateTimeFormat(locale, options)
    return remembered(on => {
      const said = format.format(Date.parse(on)).replace(',', '')
      return said.charAt(0).toUpperCase() + said.slice(1)
    })
  }
  return { en: words('en-GB'), cy: words('cy') }
}

const clockWords = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** A day in words: "Friday 4 December 2026", "Dydd Gwener 4 Rhagfyr 2026". */
export function formatDay(on: CalendarDate, language: 'en' | 'cy'): string {
  return inWords.day[language](on)
}

/** A day in words without its weekday: "4 December 2026", "4 Rhagfyr 2026". */
export function formatShortDay(on: CalendarDate, language: 'en' | 'cy'): string {
  return inWords.short[language](on)
}

/** The month of a day in words: "December 2026", "Rhagfyr 2026". */
export function formatMonth(on: CalendarDate, language: 'en' | 'cy'): string {
  return inWords.month[language](on)
}

/** The time of day in Wales of an instant, in 24 hours: "14:05". */
export function formatTime(instant: Date): string {
  return clockWords.format(instant)
}

/** The day and the time in Wales of an instant: "Friday 4 December 2026, 14:05", "Dydd Gwener 4 Rhagfyr 2026, 14:05". */
export function formatInstant(instant: Date, language: 'en' | 'cy'): string {
  return `${formatDay(calendarDateAt(instant), language)}, ${formatTime(instant)}`
}

/**
 * The instant of a civil day and a time of day (`HH:MM`) in Wales. In the hour that a spring night skips, the hour after it.
 *
 * @throws {RangeError} when it is no time of day
 */
export function instantInWales(on: CalendarDate, time: string): Date {
  const [hours = '0', minutes = '0'] = (timeOfDay(time) ?? '').split(':')
  if (timeOfDay(time) === undefined) throw new RangeError('a time of day is written HH:MM')
  const asUtc = Date.parse(`${on}T${hours.padStart(2, '0')}:${minutes}:00Z`)
  // Wales is at most one hour ahead of UTC: one of the two is right.
  const summer = new Date(asUtc - 3_600_000)
  return formatTime(summer) === `${hours.padStart(2, '0')}:${minutes}` ? summer : new Date(asUtc)
}

/**
 * A time of day as people type it, as `HH:MM` in 24 hours: 14:30, 14.30, 1430, 2.30pm, 2 pm, 2.30yp. `undefined` for anything
 * else, such as 25:99 or "half two".
 */
export function timeOfDay(typed: string): string | undefined {
  const parts = /^(\d{1,2})(?:[:.]?(\d{2}))?\s*(am|pm|yb|yp|yh)?$/i.exec(typed.trim())
  if (parts === null) return undefined
  const [, hourTyped = '', minutes, half] = parts
  if (minutes === undefined && half === undefined) return undefined
  const afternoon = half !== undefined && /^(pm|yp|yh)$/i.test(half)
  const hour = Number(hourTyped)
  if (half !== undefined && (hour < 1 || hour > 12)) return undefined
  const hours = half === undefined ? hour : (hour % 12) + (afternoon ? 12 : 0)
  if (hours > 23 || Number(minutes ?? '0') > 59) return undefined
  return `${String(hours).padStart(2, '0')}:${minutes ?? '00'}`
}
