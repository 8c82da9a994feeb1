import { listFurtherBankHolidayNames, listSettings } from '../../board/store/board.ts'
import { sourceWords } from '../../clock/present.ts'
import { calendarDate, formatDay } from '../../lib/calendar-date.ts'
import { type Answer, showForm } from '../../web/answer.ts'
import type { FieldErrors, FormFields } from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { CLOCK_KINDS } from '../clock-kinds.ts'
import { ADMINISTRATOR, KNOWN_TO_ALL, waysFrom } from './ways.ts'

/** The limits and targets in force, with where each comes from: as they are, or again with what was typed. */
export async function limitsAnswer(visit: Visit, values: FormFields = {}, errors?: FieldErrors): Promise<Answer> {
  const { t, language } = visit
  const settings = await visit.act(({ tx }) => listSettings(tx))
  // A day that people set has no number.
  const kinds = CLOCK_KINDS.filter(kind => kind.limit.unit !== 'agreed')
  const model = {
    ways: waysFrom('/board/limits', visit),
    limitChoices: kinds.map(({ rule }) => ({ value: rule, text: t(`clock.rule.${rule}`) })),
    limits: kinds.map(({ rule, limit: standard }) => {
      const own = settings.filter(setting => setting.name === rule && setting.effectiveFrom <= visit.today).at(-1)
      return {
        name: t(`clock.rule.${rule}`),
        value: t(`clock.limit.${standard.unit}`, { count: own?.value ?? standard.value }),
        source: sourceWords(own?.source ?? standard.source, t),
        from: own === undefined ? '' : formatDay(calendarDate(own.effectiveFrom), language),
      }
    }),
  }
  return showForm('administration/views/limits.njk', t('board.limits'), model, values, errors)
}

/** The bank holidays that deadlines are counted by, from this year to the last known one: as they are, or again with what was typed. */
export async function bankHolidaysAnswer(visit: Visit, values: FormFields = {}, errors?: FieldErrors): Promise<Answer> {
  const { t, language, holidays } = visit
  const added = await visit.act(({ tx }) => listFurtherBankHolidayNames(tx))
  const nameOf = new Map(added.map(each => [each.day, each.name[language]]))
  const days = [...new Set([...holidays.days, ...added.map(each => calendarDate(each.day))])].toSorted()
  const thisYear = visit.today.slice(0, 4)
  const years = [...new Set(days.map(day => day.slice(0, 4)))].filter(year => year >= thisYear)
  const model = {
    ways: waysFrom('/board/bank-holidays', visit),
    lastYear: holidays.knownUntil.slice(0, 4),
    years: years.map(year => ({
      name: year,
      days: days
        .filter(day => day.startsWith(year))
        .map(day => ({ day: formatDay(day, language), name: nameOf.get(day) ?? '' })),
    })),
  }
  return showForm('administration/views/bank-holidays.njk', t('board.holidays'), model, values, errors)
}

const limitsPage = page({
  method: 'get',
  path: '/board/limits',
  roles: ADMINISTRATOR,
  audit: KNOWN_TO_ALL,
  handle: visit => limitsAnswer(visit),
})

const bankHolidaysPage = page({
  method: 'get',
  path: '/board/bank-holidays',
  roles: ADMINISTRATOR,
  audit: KNOWN_TO_ALL,
  handle: visit => bankHolidaysAnswer(visit),
})

export const numberPages: readonly Page[] = [limitsPage, bankHolidaysPage]
