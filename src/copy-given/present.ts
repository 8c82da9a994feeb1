import type { Language } from '../access/actor.ts'
import type { Sending } from '../family-copy/family-copy.ts'
import { formatDay } from '../lib/calendar-date.ts'
import type { Translate } from '../web/translation.ts'

/** That a copy arrived, and who said so; or that nobody has said so yet. */
export function receiptLine({ receipt }: Sending, { t, language }: { t: Translate; language: Language }): string {
  return receipt === undefined
    ? t('copy-given.receipt.none')
    : t('copy-given.receipt.line', { day: formatDay(receipt.receivedOn, language), words: receipt.words })
}
