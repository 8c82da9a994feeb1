import { type CalendarDate, yearsOn } from '../lib/calendar-date.ts'
import { QUESTIONS, type SheetAnswers, type SheetQuestion } from './data-sheet.ts'

/** The bands in which ages are counted, so that no count points at one child. @protocol Appendix Two, Data collection sheet; decision 0055 */
export const AGE_BANDS = ['under-10', '10-to-12', '13-to-15', '16-to-17', '18-or-over', 'not-known'] as const
export type AgeBand = (typeof AGE_BANDS)[number]

/**
 * The band of a child's age on a day; of an estimated age as it was estimated.
 *
 * @protocol Appendix Two, Data collection sheet; decision 0055
 */
export function ageBandOf(
  child: { readonly bornOn: CalendarDate | null; readonly estimatedAge: number | null },
  on: CalendarDate,
): AgeBand {
  const years = child.bornOn === null ? child.estimatedAge : yearsOn(child.bornOn, on)
  if (years === null) return 'not-known'
  if (years < 10) return 'under-10'
  if (years < 13) return '10-to-12'
  if (years < 16) return '13-to-15'
  return years < 18 ? '16-to-17' : '18-or-over'
}

/** The questions that nobody has answered yet, in their order. @protocol Appendix Two, Data collection sheet */
export function missingFrom(answers: SheetAnswers): readonly SheetQuestion[] {
  return QUESTIONS.filter(question => answers[question] === undefined)
}

/**
 * Rows as comma-separated text for a spreadsheet, each cell in quotes. A cell that a spreadsheet would take for a formula begins with an
 * apostrophe, so that it is a text.
 *
 * @protocol Appendix Two, Data collection sheet; decision 0055
 */
export function commaSeparated(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
  return rows.map(row => `${row.map(cell).join(',')}\r\n`).join('')
}
