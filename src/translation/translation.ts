import { type Entry, NOTE_KINDS } from '../entry/entry.ts'

/** An entry in another language, as a person who knows both put it. The entry's own words stay as they are. @protocol §4 Language; decision 0071 */
export type Translation = {
  readonly id: string
  readonly entryId: string
  /** Which words of the entry it renders. */
  readonly wordsVersion: number
  /** Into which language, as a BCP 47 code. */
  readonly language: string
  readonly text: string
  /** Who made it, in the words of whoever wrote it down. */
  readonly translatedBy: string
  /** The chair lets it stand in the family's copy. */
  readonly forFamily: boolean
  readonly writtenBy: string
}

/** Whether a line can be translated: a note or what was said at a meeting, whose language is known. */
export function isTranslatable(line: { readonly kind: string; readonly writtenIn: string }): boolean {
  return line.writtenIn !== '' && [...NOTE_KINDS, 'meeting-entry'].includes(line.kind)
}

/**
 * The translation of an entry that a reader of a language is shown: the last one made of the words that it has now. `undefined` where
 * there is none, and where the entry is in the reader's language.
 */
export function shownTo<T extends Omit<Translation, 'id' | 'writtenBy' | 'forFamily'>>(
  language: string,
  entry: Pick<Entry, 'id' | 'writtenIn' | 'wordsVersion'>,
  translations: readonly T[],
): T | undefined {
  if (entry.writtenIn === language) return undefined
  return translations.findLast(
    each => each.entryId === entry.id && each.language === language && each.wordsVersion === entry.wordsVersion,
  )
}
