import { type CalendarDate, daysBetween, formatDay, formatTime } from '../lib/calendar-date.ts'
import type { Translate } from '../web/translation.ts'
import type { Clock, ClockRule } from './pathway.ts'
import { standingOf } from './rules.ts'
import type { WorkLine } from './store/clocks.ts'

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
    href: pageOfClock(line),
    who:
      line.childName === null ? t('pathway.work.new-referral') : publicView ? (line.reference ?? '') : line.childName,
    what: t(`pathway.rule.${line.rule}`),
    due: dueWords(line, language),
    late: standing.state === 'late' ? t('pathway.late-by', { count: Math.max(1, standing.daysLate) }) : '',
    why: `/clocks/${line.id}`,
    holderId: line.holderId,
  }
}

/** When a clock runs out, in words: a day, with the time when it is counted in hours. */
export function dueWords(clock: Pick<Clock, 'dueOn' | 'dueAt'>, language: 'en' | 'cy'): string {
  return clock.dueAt === null
    ? formatDay(clock.dueOn, language)
    : `${formatDay(clock.dueOn, language)}, ${formatTime(clock.dueAt)}`
}

/** The page on which what a clock measures is done. */
export function pageOfClock(clock: Pick<Clock, 'rule' | 'subjectId' | 'childId' | 'referralId'>): string {
  const pages: Readonly<Record<ClockRule, string>> = {
    'written-report': `/referrals/${clock.subjectId}`,
    acknowledgement: `/referrals/${clock.subjectId}`,
    determination: `/referrals/${clock.subjectId}`,
    assessment: `/children/${clock.childId ?? ''}/assessments`,
    'ask-for-meeting': `/children/${clock.childId ?? ''}/meetings/request`,
    'first-meeting': `/meetings/${clock.subjectId}`,
    consultation: `/meetings/${clock.subjectId}/consultation`,
    'review-meeting': `/children/${clock.childId ?? ''}/meetings/request`,
    'summary-to-family': `/meetings/${clock.subjectId}/record`,
    'record-sent': `/meetings/${clock.subjectId}/record`,
    action: `/actions/${clock.subjectId}`,
    debrief: `/meetings/${clock.subjectId}/debrief`,
    'panel-decision': `/panel/items/${clock.subjectId}`,
    reassessment: `/children/${clock.childId ?? ''}/assessments`,
  }
  return pages[clock.rule]
}
