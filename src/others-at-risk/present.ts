import { formatShortDay } from '../lib/calendar-date.ts'
import type { Visit } from '../web/page.ts'
import type { OtherAtRisk } from './others-at-risk.ts'

/** Somebody else around a child, as a line of a list says it; `isOpen` where nothing was done yet. */
export function shownOther(other: OtherAtRisk, { t, language }: Pick<Visit, 't' | 'language'>) {
  const done = other.done === 'not-yet' ? t('others.open') : t(`others.done.${other.done}`)
  return {
    id: other.id,
    who: other.who,
    kind: t(`others.kind.${other.kind}`),
    worries: other.worries.map(worry => t(`others.worry.${worry}`)).join(' · '),
    words: other.words,
    isOpen: other.done === 'not-yet',
    done: other.doneOn === null ? done : `${done}, ${formatShortDay(other.doneOn, language)}`,
    doneWords: other.doneWords,
  }
}
