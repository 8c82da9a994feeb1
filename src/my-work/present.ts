import { dueWords } from '../clock/present.ts'
import { standingOf } from '../clock/rules.ts'
import type { WorkLine } from '../clock/store/clocks.ts'
import { type CalendarDate, daysBetween } from '../lib/calendar-date.ts'
import type { Translate } from '../web/translation.ts'

/** One line of My work. */
export type ShownWork = {
  readonly href: string
  readonly who: string
  readonly what: string
  readonly due: string
  readonly late: string
  readonly why: string
  readonly holderId: string
}

/** The lines of My work in their groups; late first, then today, this week, later. */
export type WorkGroups = {
  readonly late: readonly ShownWork[]
  readonly today: readonly ShownWork[]
  readonly week: readonly ShownWork[]
  readonly later: readonly ShownWork[]
}

/** Puts running clocks into the groups of My work. Names become references in public view. */
export function workGroups(
  lines: readonly WorkLine[],
  now: Date,
  today: CalendarDate,
  language: 'en' | 'cy',
  t: Translate,
  publicView: boolean,
): WorkGroups {
  const groups = {
    late: [] as ShownWork[],
    today: [] as ShownWork[],
    week: [] as ShownWork[],
    later: [] as ShownWork[],
  }
  for (const line of lines) {
    const shown = shownWork(line, now, language, t, publicView)
    const days = daysBetween(today, line.dueOn)
    if (standingOf(line, now).state === 'late') groups.late.push(shown)
    else if (days <= 0) groups.today.push(shown)
    else if (days < 7) groups.week.push(shown)
    else groups.later.push(shown)
  }
  return groups
}

function shownWork(line: WorkLine, now: Date, language: 'en' | 'cy', t: Translate, publicView: boolean): ShownWork {
  const standing = standingOf(line, now)
  return {
    href: line.page,
    who: line.childName === null ? t('work.new-referral') : publicView ? (line.reference ?? '') : line.childName,
    what: t(`clock.rule.${line.rule}`),
    due: dueWords(line, language),
    late: standing.state === 'late' ? t('clock.late-by', { count: Math.max(1, standing.daysLate) }) : '',
    why: `/clocks/${line.id}`,
    holderId: line.holderId,
  }
}
