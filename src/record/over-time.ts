import type { RiskLevel } from '../assessment/assessment.ts'
import { type CalendarDate, calendarDate, daysBetween } from '../lib/calendar-date.ts'

/** The rows of the picture, from above. */
export const PICTURE_ROWS = ['referrals', 'judgement', 'meetings', 'panel'] as const
export type PictureRow = (typeof PICTURE_ROWS)[number]

/** Something of a child's pathway that happened, or is to happen, on a day. */
export type Moment = {
  readonly on: CalendarDate
  readonly row: PictureRow
  /** What is judged, of the row of judgements. */
  readonly level?: RiskLevel
  /** It has not happened yet: a meeting that is booked. */
  readonly isAhead?: boolean
}

/** A drawing of moments, in units of its own: what stands where. */
export type Drawing<Each extends Moment> = {
  readonly width: number
  readonly height: number
  readonly rows: readonly { readonly row: PictureRow; readonly y: number }[]
  readonly months: readonly { readonly on: CalendarDate; readonly x: number }[]
  readonly levels: readonly { readonly level: RiskLevel; readonly y: number }[]
  readonly marks: readonly { readonly moment: Each; readonly number: number; readonly x: number; readonly y: number }[]
  /** The judgement in force from day to day, as the points of a line; empty when nothing is judged. */
  readonly judged: string
  readonly todayX: number
}

const LEFT = 170
const RIGHT = 20
const WIDTH = 900
const ROW_AT: Readonly<Record<PictureRow, number>> = { referrals: 40, judgement: 120, meetings: 205, panel: 260 }
const LEVEL_AT: Readonly<Record<RiskLevel, number>> = { high: 90, medium: 120, low: 150 }
const HEIGHT = 310
const MOST_MONTHS = 12

/**
 * Where each moment stands in a picture of the pathway, the oldest at the left; numbered in the order of their days, as the table
 * beside it is. The picture reaches from the first moment to today, or to what is booked after it; a month has a line, and of very
 * many every second, third and so on.
 */
export function drawingOf<Each extends Moment>(moments: readonly Each[], today: CalendarDate): Drawing<Each> {
  const inTime = moments.toSorted((one, other) => (one.on < other.on ? -1 : Number(one.on > other.on)))
  const first = inTime[0]?.on ?? today
  const last = [today, ...inTime.map(each => each.on)].reduce((latest, on) => (on > latest ? on : latest))
  const days = Math.max(1, daysBetween(first, last))
  const x = (on: CalendarDate) => LEFT + Math.round((daysBetween(first, on) / days) * (WIDTH - LEFT - RIGHT))
  const judgements = inTime.flatMap(each => (each.level === undefined ? [] : [{ on: each.on, level: each.level }]))
  const steps = judgements.flatMap(({ on, level }, at) => {
    const until = judgements[at + 1]?.on ?? today
    return [`${x(on)},${LEVEL_AT[level]}`, `${x(until)},${LEVEL_AT[level]}`]
  })
  return {
    width: WIDTH,
    height: HEIGHT,
    rows: PICTURE_ROWS.map(row => ({ row, y: ROW_AT[row] })),
    months: monthsBetween(first, last).map(on => ({ on, x: x(on) })),
    levels: (['high', 'medium', 'low'] as const).map(level => ({ level, y: LEVEL_AT[level] })),
    marks: inTime.map((moment, at) => ({
      moment,
      number: at + 1,
      x: x(moment.on),
      y: moment.level === undefined ? ROW_AT[moment.row] : LEVEL_AT[moment.level],
    })),
    judged: steps.join(' '),
    todayX: x(today),
  }
}

// The first days of the months after the first day, thinned until they can be read.
function monthsBetween(first: CalendarDate, last: CalendarDate): readonly CalendarDate[] {
  const months: CalendarDate[] = []
  let [year = 0, month = 0] = first.split('-').map(Number)
  for (;;) {
    ;[year, month] = month === 12 ? [year + 1, 1] : [year, month + 1]
    const on = calendarDate(`${year}-${String(month).padStart(2, '0')}-01`)
    if (on > last) break
    months.push(on)
  }
  const every = Math.ceil(months.length / MOST_MONTHS)
  return months.filter((_, at) => at % every === 0)
}
