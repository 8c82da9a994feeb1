import { type CalendarDate, formatShortDay } from '../lib/calendar-date.ts'
import { keyOf, type Translate } from '../web/translation.ts'
import type { Pathway } from './pathway.ts'

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

/** When and how a pathway ended, in one line; '' while it goes on. */
export function endedWords(
  { endedOn, ending }: Pick<Pathway, 'endedOn' | 'ending'>,
  language: 'en' | 'cy',
  t: Translate,
): string {
  if (endedOn === null) return ''
  return t('pathway.ended', { day: formatShortDay(endedOn, language), how: t(`pathway.ending.${ending ?? 'other'}`) })
}
