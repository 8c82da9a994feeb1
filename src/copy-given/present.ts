import type { Language } from '../access/actor.ts'
import type { Sending } from '../family-copy/family-copy.ts'
import { addDays, type CalendarDate, daysBetween, formatDay } from '../lib/calendar-date.ts'
import type { Visit } from '../web/page.ts'
import type { Translate } from '../web/translation.ts'
import { DAYS_TO_REPORT } from './copy-given.ts'

/** That a copy arrived, and who said so; or that nobody has said so yet. */
export function receiptLine({ receipt }: Sending, { t, language }: { t: Translate; language: Language }): string {
  return receipt === undefined
    ? t('copy-given.receipt.none')
    : t('copy-given.receipt.line', { day: formatDay(receipt.receivedOn, language), words: receipt.words })
}

/** By which day information governance decides about a copy that was found where it should not be; once that day is over, by how much. */
export function reportByWords(
  foundOn: CalendarDate,
  { t, language, today }: Pick<Visit, 't' | 'language' | 'today'>,
): { readonly words: string; readonly isLate: boolean } {
  const by = addDays(foundOn, DAYS_TO_REPORT)
  const days = daysBetween(by, today)
  const words = t('copy-given.report-by', { day: formatDay(by, language) })
  return days <= 0
    ? { words, isLate: false }
    : { words: `${words} – ${t('clock.late-by', { count: days })}`, isLate: true }
}
