import i18next, { type i18n } from 'i18next'
import type { webEn } from './messages.en.ts'
import type { Language } from '../access/actor.ts'

/** The words of the product, by key, in one language. */
export type Words = Readonly<Record<string, string>>

/** Both catalogues: every key of the one is a key of the other. */
export type Catalogue = Readonly<Record<Language, Words>>

/**
 * Whose words there are: these pages' own, and those that the catalogue of the whole product adds (`src/catalogue.ts`). So no page
 * below the catalogue has to know it.
 */
export interface RegisteredWords {
  readonly web: typeof webEn
}

type Key = { [Whose in keyof RegisteredWords]: keyof RegisteredWords[Whose] }[keyof RegisteredWords]
type Stem<K> = K extends `${infer S}_other` ? S : never

/** A key that there are words for: one of the catalogue, or the stem of a plural's forms. A typing mistake does not compile. */
export type MessageKey = Key | Stem<Key>

/** A key that is made from data, such as the name of an outcome. One that there are no words for throws when it is put into words. */
export const keyOf = (made: string): MessageKey => made as MessageKey

/** Puts a key into words of one language, with what stands in its places: `t('work.late', { count: 3 })`. */
export type Translate = (key: MessageKey, places?: Readonly<Record<string, unknown>>) => string

/** Makes the two translators from the catalogue. An unknown key throws: it would otherwise be shown to a person. */
export function translators(catalogue: Catalogue): Readonly<Record<Language, Translate>> {
  const words: i18n = i18next.createInstance()
  void words.init({
    resources: { en: { translation: catalogue.en }, cy: { translation: catalogue.cy } },
    lng: 'en',
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    interpolation: { escapeValue: false },
  })
  // A day within a Welsh sentence: "erbyn dydd Iau", and as an adverb, where it mutates, "Cynhaliwyd ddydd Iau".
  words.services.formatter?.add('dydd', (day: string) => day.replace(/^Dydd /, 'dydd '))
  words.services.formatter?.add('ddydd', (day: string) => day.replace(/^Dydd /, 'ddydd '))
  // When something was, with or without its weekday: "ddydd Iau 12 Tachwedd", "ar 12 Tachwedd".
  words.services.formatter?.add('pryd', (day: string) => (day.startsWith('Dydd ') ? `dd${day.slice(1)}` : `ar ${day}`))
  const translator = (language: Language): Translate => {
    const fixed = words.getFixedT(language)
    const known = catalogue[language]
    return (key, places) => {
      if (places === undefined) {
        const plain = known[key]
        if (plain === undefined) throw new RangeError(`no words for "${key}" in ${language}`)
        return plain
      }
      if (known[key] === undefined && known[`${key}_other`] === undefined)
        throw new RangeError(`no words for "${key}" in ${language}`)
      return fixed(key, places)
    }
  }
  return { en: translator('en'), cy: translator('cy') }
}
