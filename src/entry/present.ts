import type { Audience } from '../access/audience.ts'
import type { Translate } from '../web/translation.ts'

/** Who may read an entry, in words: of a meeting its chair reads what is for the police, outside one the exploitation leads do. */
export function audienceWords(entry: { audience: Audience; meetingId: string | null }, t: Translate): string {
  return entry.audience === 'police' && entry.meetingId === null
    ? t('entry.audience.outside.police')
    : t(`entry.audience.${entry.audience}`)
}
