import { dueWords } from '../clock/present.ts'
import { standingOf } from '../clock/rules.ts'
import type { WorkLine } from '../clock/store/clocks.ts'
import { type CalendarDate, daysBetween, formatInstant } from '../lib/calendar-date.ts'
import { type Foreign, foreignTo } from '../lib/written-language.ts'
import type { Translate } from '../web/translation.ts'
import type { WorkAbout, WorkMeeting } from './store.ts'

/** One line of My work. */
export type ShownWork = {
  readonly href: string
  readonly who: string
  readonly what: string
  /** Which of its kind, in the words in which it was agreed; empty when there is no more to say, or names are hidden. */
  readonly about: string
  readonly foreign: Foreign | undefined
  /** When its meeting is booked for; empty when it is not. */
  readonly booked: string
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
  about: ReadonlyMap<string, WorkAbout>,
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
    const shown = shownWork(line, about.get(line.id), now, language, t, publicView)
    const days = daysBetween(today, line.dueOn)
    if (standingOf(line, now).state === 'late') groups.late.push(shown)
    else if (days <= 0) groups.today.push(shown)
    else if (days < 7) groups.week.push(shown)
    else groups.later.push(shown)
  }
  return groups
}

function shownWork(
  line: WorkLine,
  about: WorkAbout | undefined,
  now: Date,
  language: 'en' | 'cy',
  t: Translate,
  publicView: boolean,
): ShownWork {
  const standing = standingOf(line, now)
  const bookedFor = about?.bookedFor ?? null
  return {
    href: line.page,
    who: line.childName === null ? t('work.new-referral') : publicView ? (line.reference ?? '') : line.childName,
    what: t(`clock.rule.${line.rule}`),
    about: publicView ? '' : wordsAbout(line, about),
    foreign: foreignTo(language, about?.writtenIn ?? ''),
    booked: bookedFor === null ? '' : formatInstant(bookedFor, language),
    due: dueWords(line, language),
    late: standing.state === 'late' ? t('clock.late-by', { count: Math.max(1, standing.daysLate) }) : '',
    why: `/clocks/${line.id}`,
    holderId: line.holderId,
  }
}

// Whose referral it is need not be said of a child whose name stands there.
function wordsAbout(line: WorkLine, about: WorkAbout | undefined): string {
  if (line.rule === 'action') return about?.words ?? ''
  // Of a referral that has no child yet stand the initials, which a line's end must not part.
  return line.childName === null ? (about?.words ?? '').replaceAll(' ', '\u00a0') : ''
}

/** A meeting as My work shows it. */
export type ShownMeeting = { readonly href: string; readonly who: string; readonly part: string; readonly when: string }

/** The meetings of a reader, in words; one that runs leads to where it is held. Names become references in public view. */
export function shownMeetings(
  meetings: readonly WorkMeeting[],
  language: 'en' | 'cy',
  t: Translate,
  publicView: boolean,
): readonly ShownMeeting[] {
  return meetings.map(meeting => ({
    href:
      meeting.beganAt !== null && (meeting.part === 'chair' || meeting.part === 'note-taker')
        ? `/meetings/${meeting.id}/run`
        : `/meetings/${meeting.id}`,
    who: publicView ? meeting.reference : meeting.childName,
    part: t(`work.meeting.${meeting.part}`),
    when: meeting.beganAt === null ? formatInstant(meeting.bookedFor, language) : t('work.meeting.runs'),
  }))
}
