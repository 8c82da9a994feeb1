import { type CalendarDate, isCalendarDate } from './calendar-date.ts'

const MONTHS = ['en', 'cy'].map(language =>
  Array.from({ length: 12 }, (_, month) =>
    plain(new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, month, 1))),
  ),
)

/**
 * The day that somebody typed, in numbers or in words of either language: 3/2/2012, 03.02.12, 2012-02-03, 3 February 2012, 3rd Feb 2012,
 * Dydd Gwener 3 Chwefror 2012. A year of two digits is one of this century. A weekday is not checked.
 *
 * @returns `undefined` for what is no such text, or no day that exists
 */
export function typedDay(typed: string): CalendarDate | undefined {
  const text = plain(typed)
  const written = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  const numbers = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4}|\d{2})$/.exec(text)
  const words =
    /^(?:(?:dydd )?[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th|af|il|ydd|fed|eg|ain)? (?:of |o )?([a-z]+),? (\d{4})$/.exec(text)
  if (written !== null) return dayOf(written[1], written[2], written[3])
  if (numbers !== null) return dayOf(numbers[3], numbers[2], numbers[1])
  if (words !== null) return dayOf(words[3], String(monthOf(words[2] ?? '')), words[1])
  return undefined
}

// The month that a word names or begins, when it is one alone: "Mai" and "Mawrth", "Chw" and "Feb", not "Ma".
function monthOf(word: string): number {
  const found = new Set(
    MONTHS.flatMap(names =>
      names.flatMap((name, at) => (name === word || (word.length > 2 && name.startsWith(word)) ? at : [])),
    ),
  )
  const exact = MONTHS.flatMap(names => names.indexOf(word)).find(at => at >= 0)
  return exact !== undefined ? exact + 1 : found.size === 1 ? ([...found][0] ?? 0) + 1 : 0
}

function dayOf(year = '', month = '', day = ''): CalendarDate | undefined {
  const text = `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isCalendarDate(text) ? text : undefined
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim()
}
