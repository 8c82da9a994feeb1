import type { RiskLevel } from '../assessment/assessment.ts'
import type { ClockRule } from '../clock/clock.ts'
import { inAlphabet } from '../lib/alphabet.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { PathwayStep } from '../pathway/pathway.ts'

/** A pathway that is open, as whoever answers for all of them needs to know it. */
export type OpenPathway = {
  readonly childId: string
  readonly reference: string
  readonly childName: string
  readonly step: PathwayStep
  readonly openedOn: CalendarDate
  readonly leadName: string | null
  /** The judgement in force, and whether it is a screening's alone. */
  readonly level: RiskLevel | null
  readonly levelOn: CalendarDate | null
  readonly isScreening: boolean
  /** What is due first of all that runs for the child; `null` when nothing does. */
  readonly next: {
    readonly rule: ClockRule
    readonly page: string
    readonly dueOn: CalendarDate
    readonly dueAt: Date | null
  } | null
}

/** By what the list is put in order. */
export const ORDERS = ['due', 'level', 'days', 'name'] as const
export type Order = (typeof ORDERS)[number]

const GRAVITY: Readonly<Record<RiskLevel, number>> = { high: 1, medium: 2, low: 3 }

/**
 * The pathways in the order asked for: `due` what is due first, and before it those for whom nothing is due, as a pathway that nobody
 * holds is the one to look at; `level` the highest first, the unjudged before them; `days` the longest open first; `name` by the
 * reader's alphabet. Those that are alike stand by what is due.
 */
export function inOrder(pathways: readonly OpenPathway[], order: Order, language: 'en' | 'cy'): readonly OpenPathway[] {
  const byDue = pathways.toSorted((one, other) => compare(dueKey(one), dueKey(other)))
  switch (order) {
    case 'due':
      return byDue
    case 'level':
      return byDue.toSorted((one, other) => gravityOf(one) - gravityOf(other))
    case 'days':
      return byDue.toSorted((one, other) => compare(one.openedOn, other.openedOn))
    case 'name':
      return inAlphabet(language, byDue, each => each.childName)
  }
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}

// Of one day, what is due at an hour comes before what has until the evening.
function dueKey({ next }: OpenPathway): string {
  return next === null ? '' : `${next.dueOn} ${next.dueAt?.toISOString() ?? '~'}`
}

function gravityOf({ level }: OpenPathway): number {
  return level === null ? 0 : GRAVITY[level]
}
