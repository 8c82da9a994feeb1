import { remembered } from './remembered.ts'

/**
 * The languages in which words about a child are written here, as BCP 47 codes: the two of the service, then others that families and
 * those who work with them write in.
 */
export const WRITTEN_LANGUAGES = [
  ...['en', 'cy'],
  ...['am', 'ar', 'bg', 'bn', 'ckb', 'cs', 'de', 'el', 'es', 'fa', 'fr', 'gu', 'hi', 'hu', 'it', 'kmr', 'lt', 'lv'],
  ...['ml', 'pa', 'pl', 'ps', 'pt', 'ro', 'ru', 'sk', 'so', 'sq', 'ta', 'ti', 'tr', 'uk', 'ur', 'vi', 'yue', 'zh'],
] as const satisfies readonly string[]

const namesIn = (locale: string) => {
  const names = new Intl.DisplayNames(locale, { type: 'language' })
  return remembered(code => names.of(code) ?? code)
}
const NAMES = { en: namesIn('en-GB'), cy: namesIn('cy-GB') }

/** What a language is called in the reader's own: "Arabic", "Arabeg"; empty where nobody said which. */
export function languageName(code: string, language: 'en' | 'cy'): string {
  return code === '' ? '' : NAMES[language](code)
}

/** What a page says of words that are not in its own language, so that they are read out and set as what they are. */
export type Foreign = {
  readonly lang: string
  readonly dir: 'ltr' | 'rtl'
  readonly name: string
  /** Neither English nor Welsh, which a reader here knows by sight: such words are named beside. */
  readonly isOther: boolean
}

/** Of words in a known language that is not the reader's; `undefined` for all others, which the page marks in no way. */
export function foreignTo(language: 'en' | 'cy', writtenIn: string): Foreign | undefined {
  if (writtenIn === '' || writtenIn === language) return undefined
  const isOther = writtenIn !== 'en' && writtenIn !== 'cy'
  return { lang: writtenIn, dir: directionOf(writtenIn), name: languageName(writtenIn, language), isOther }
}

/**
 * The language of words that somebody saves again, as a BCP 47 code: the one that was chosen; without a choice that of the page, unless the
 * words stand as they stood. Nothing is in no language.
 */
export function languageOfSaved(
  before: { readonly words: string; readonly writtenIn: string },
  now: { readonly words: string; readonly chosen: string | undefined },
  page: string | undefined,
): string {
  if (now.words === '') return ''
  return now.chosen ?? (now.words === before.words ? before.writtenIn : (page ?? ''))
}

/** Whether a language is written from the left or from the right. */
export const directionOf = remembered((code): 'ltr' | 'rtl' =>
  ['Arab', 'Hebr', 'Thaa', 'Syrc'].includes(new Intl.Locale(code).maximize().script ?? '') ? 'rtl' : 'ltr',
)
