import { formatShortDay } from '../lib/calendar-date.ts'
import type { Visit } from '../web/page.ts'
import type { KeptAddress } from './store/addresses.ts'

/** An address with the days that are known of it, in words. */
export function addressWords(address: KeptAddress, { t, language }: Pick<Visit, 't' | 'language'>) {
  const { fromOn, untilOn } = address
  return {
    id: address.id,
    kind: t(`child.address.${address.kind}`),
    where: [address.lines, address.postcode].filter(Boolean).join(', '),
    days: [
      fromOn === null ? '' : t('child.address.from', { day: formatShortDay(fromOn, language) }),
      untilOn === null ? '' : t('child.address.until', { day: formatShortDay(untilOn, language) }),
    ]
      .filter(Boolean)
      .join(', '),
    hasEnded: untilOn !== null,
  }
}
