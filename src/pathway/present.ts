import { type CalendarDate, formatShortDay } from '../lib/calendar-date.ts'
import { keyOf, type Translate } from '../web/translation.ts'

/** What is judged and since when, in one line; that nothing is, when there is no level or no day. */
export function judgedWords(
  judgement: { readonly level: string | null; readonly doneOn: CalendarDate | null } | undefined,
  language: 'en' | 'cy',
  t: Translate,
): string {
  if (judgement?.level == null || judgement.doneOn === null) return t('referral.standing.no-level')
  return t('referral.standing.level', {
    level: t(keyOf(`assessment.level.${judgement.level}`)),
    day: formatShortDay(judgement.doneOn, language),
  })
}
