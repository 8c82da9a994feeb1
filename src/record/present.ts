import type { Assessment } from '../assessment/assessment.ts'
import type { Child } from '../child/child.ts'
import { ageOn } from '../child/rules.ts'
import type { Line } from '../chronology/chronology.ts'
import { audienceWords } from '../entry/present.ts'
import { type CalendarDate, formatDay, formatMonth, formatShortDay, isCalendarDate } from '../lib/calendar-date.ts'
import { type Foreign, foreignTo } from '../lib/written-language.ts'
import type { ShownTranslation } from '../translation/present.ts'
import { keyOf, type Translate } from '../web/translation.ts'

type Language = 'en' | 'cy'

/** A child's name as everyone calls them; the reference alone in public view. */
export function childName(
  child: Pick<Child, 'givenName' | 'familyName' | 'knownAs' | 'reference'>,
  publicView: boolean,
): string {
  if (publicView) return child.reference
  const known = child.knownAs !== '' && child.knownAs !== child.givenName ? ` (${child.knownAs})` : ''
  return `${child.givenName}${known} ${child.familyName}`
}

/**
 * Covers names in what people wrote, for a screen that others may see: every word of the names given, of three letters or more, in
 * any case. A text can still tell who it is about, and the page says so.
 */
export function covered(text: string, names: readonly string[]): string {
  const words = [...new Set(names.flatMap(name => name.split(/[\s-]+/)))].filter(word => word.length >= 3)
  if (words.length === 0) return text
  const known = words.map(word => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')
  return text.replace(new RegExp(`(?<!\\p{Letter})(?:${known})(?!\\p{Letter})`, 'giu'), '[…]')
}

/** A child's age in words, and the day of birth when it is known and names are not hidden. */
export function ageWords(
  child: Child,
  today: CalendarDate,
  language: Language,
  t: Translate,
  publicView: boolean,
): string {
  const age = ageOn(child, today)
  if (age === undefined) return t('record.age.not-known')
  const years = t(age.estimated ? 'record.age.about' : 'record.age', { count: age.years })
  return child.bornOn === null || publicView
    ? years
    : `${years} (${t('record.born', { day: formatShortDay(child.bornOn, language) })})`
}

/** One line of the chronology as it is shown. */
export type ShownEntry = {
  readonly id: string
  readonly day: string
  readonly month: string
  /** The meeting that it was written at; `null` for every other line. */
  readonly meetingId: string | null
  readonly kind: string
  readonly title: string
  readonly text: string
  readonly basis: string
  readonly isQuotation: boolean
  readonly saidBy: string
  /** Said of words that are not in the reader's language. */
  readonly foreign: Foreign | undefined
  /** What a person put into the reader's language. */
  readonly translation: ShownTranslation | undefined
  readonly context: string
  readonly audience: string
  readonly audienceWords: string
  readonly who: string
  readonly agency: string
  readonly isNew: boolean
  readonly changed: boolean
  readonly version: number
}

/** What the chronology needs to know to name people and agencies, and what was translated of its lines. */
export type Names = {
  readonly people: ReadonlyMap<string, { readonly name: string }>
  readonly agencies: ReadonlyMap<string, string>
  readonly translations?: ReadonlyMap<string, ShownTranslation>
}

/** Puts a line of the chronology into words. What a person wrote stays as they wrote it; what the pathway recorded is put in the reader's language. */
export function shownEntry(
  entry: Line,
  names: Names,
  language: Language,
  t: Translate,
  since: Date | null,
): ShownEntry {
  return {
    id: entry.id,
    day: formatDay(entry.happenedOn, language),
    month: formatMonth(entry.happenedOn, language),
    meetingId: entry.kind === 'meeting-entry' ? entry.meetingId : null,
    kind: entry.kind,
    title: t(`chronology.kind.${entry.kind}`, detailsInWords(entry, names, language, t)),
    text: entry.text,
    basis: entry.basis === null ? '' : t(`entry.basis.${entry.basis}`),
    isQuotation: entry.basis === 'childs-own-words' || entry.basis === 'family-words',
    saidBy: entry.saidBy,
    foreign: foreignTo(language, entry.writtenIn),
    translation: names.translations?.get(entry.id),
    context: entry.context === null ? '' : t(`entry.context.${entry.context}`),
    audience: entry.audience,
    audienceWords: entry.audience === 'network' ? '' : audienceWords(entry, t),
    who: names.people.get(entry.authorId)?.name ?? '',
    agency: names.agencies.get(entry.agencyId) ?? '',
    isNew: since !== null && entry.recordedAt > since,
    changed: entry.wordsVersion > 1,
    version: entry.version,
  }
}

/** One line of the list: an entry, or all that was written one after another at a meeting. */
export type ShownLine = { readonly entries: readonly ShownEntry[]; readonly meetingId: string | null }

/** The lines of one month. */
export type ShownMonth = { readonly name: string; readonly lines: readonly ShownLine[] }

/** The lines of a chronology by month, in the order they come; what was written at a meeting stands together as one line. */
export function inMonths(entries: readonly ShownEntry[]): readonly ShownMonth[] {
  const months: { name: string; lines: { entries: ShownEntry[]; meetingId: string | null }[] }[] = []
  for (const entry of entries) {
    if (months.at(-1)?.name !== entry.month) months.push({ name: entry.month, lines: [] })
    const lines = months.at(-1)?.lines ?? []
    const last = lines.at(-1)
    if (last !== undefined && entry.meetingId !== null && last.meetingId === entry.meetingId) last.entries.push(entry)
    else lines.push({ entries: [entry], meetingId: entry.meetingId })
  }
  return months
}

/** The first of these lines, in their months. */
export function firstLines(months: readonly ShownMonth[], most: number): readonly ShownMonth[] {
  let left = most
  return months.flatMap(month => {
    const lines = month.lines.slice(0, Math.max(0, left))
    left -= lines.length
    return lines.length === 0 ? [] : [{ ...month, lines }]
  })
}

// Codes of a happening and the words they stand for.
const DETAIL_WORDS: Readonly<Record<string, string>> = {
  outcome: 'referral.outcome',
  ending: 'pathway.ending',
  concernEnding: 'decision-concern.ending',
  to: 'pathway.stepped-to',
  level: 'assessment.level',
  assessment: 'assessment.kind',
  rule: 'clock.rule',
  alert: 'child.alert',
  part: 'child.part',
  result: 'agreed-action.outcome',
  decision: 'panel.decision',
  copy: 'meeting.copy',
  risk: 'assessment.level',
}

function detailsInWords(entry: Line, names: Names, language: Language, t: Translate): Record<string, string | number> {
  const words: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(entry.details)) {
    if (typeof value === 'string' && isCalendarDate(value)) words[name] = formatShortDay(value, language)
    else if (name === 'user' && typeof value === 'string') words[name] = names.people.get(value)?.name ?? ''
    else if (DETAIL_WORDS[name] !== undefined) words[name] = t(keyOf(`${DETAIL_WORDS[name]}.${value}`))
    else words[name] = value
  }
  return words
}

/** The judgement in force, in words: how high the risk is, and apart from it what harm is known; form by form, by whom and when. */
export function shownJudgement(judgement: Assessment, names: Names, language: 'en' | 'cy', t: Translate) {
  const kind = t(`assessment.kind.${judgement.kind}`)
  const by = names.people.get(judgement.authorId)?.name ?? ''
  const day = judgement.doneOn === null ? '' : formatShortDay(judgement.doneOn, language)
  return {
    href: `/assessments/${judgement.id}`,
    level: judgement.level,
    levelWords: judgement.level === null ? '' : t(`assessment.level.${judgement.level}`),
    harm: judgement.harm === '' ? '' : t(`assessment.harm.${judgement.harm}`),
    forms: judgement.forms.map(each => ({
      name: t(`child.form.${each.form}`),
      level: each.level,
      levelWords: t(`assessment.level.${each.level}`),
      harm: t(`assessment.harm.${each.harm}`),
    })),
    source: [kind, day, by].filter(Boolean).join(', '),
  }
}
