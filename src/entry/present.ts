import type { Audience } from '../access/audience.ts'
import { inAlphabet } from '../lib/alphabet.ts'
import { languageName, WRITTEN_LANGUAGES } from '../lib/written-language.ts'
import type { Translate } from '../web/translation.ts'

/** Who may read an entry, in words: of a meeting its chair reads what is for the police, outside one the exploitation leads do. */
export function audienceWords(entry: { audience: Audience; meetingId: string | null }, t: Translate): string {
  return entry.audience === 'police' && entry.meetingId === null
    ? t('entry.audience.outside.police')
    : t(`entry.audience.${entry.audience}`)
}

/** The languages in which an entry may be written, to choose from: English and Welsh, then the others by their names. */
export function languageChoices(language: 'en' | 'cy'): readonly { value: string; text: string }[] {
  const choices = WRITTEN_LANGUAGES.map(value => ({ value, text: languageName(value, language) }))
  return [...choices.slice(0, 2), ...inAlphabet(language, choices.slice(2), each => each.text)]
}
