import type { ActorTx } from '../db/database.ts'
import type { Entry } from '../entry/entry.ts'
import { languageName } from '../lib/written-language.ts'
import type { Visit } from '../web/page.ts'
import { listTranslations } from './store.ts'
import { isTranslatable, shownTo, type Translation } from './translation.ts'

/** A translation as it stands under the words: its text, and into which language by whom. */
export type ShownTranslation = { readonly text: string; readonly byline: string }

/** A translation into the language of the page or paper it stands on. */
export function shownTranslation(
  { text, language, translatedBy }: Pick<Translation, 'text' | 'language' | 'translatedBy'>,
  { t, language: reader }: Pick<Visit, 't' | 'language'>,
): ShownTranslation {
  return {
    text,
    byline: t('translation.byline', { language: languageName(language, reader), by: translatedBy }),
  }
}

/** What people put into the reader's language of these lines, by the line; asks nothing where every line is in it. */
export async function translationsFor(
  tx: ActorTx,
  lines: readonly (Pick<Entry, 'id' | 'writtenIn' | 'wordsVersion'> & { readonly kind: string })[],
  reader: Pick<Visit, 't' | 'language'>,
): Promise<ReadonlyMap<string, ShownTranslation>> {
  const foreign = lines.filter(line => line.writtenIn !== reader.language && isTranslatable(line))
  const translations = await listTranslations(
    tx,
    foreign.map(line => line.id),
  )
  return new Map(
    foreign.flatMap(line => {
      const translation = shownTo(reader.language, line, translations)
      return translation === undefined ? [] : [[line.id, shownTranslation(translation, reader)] as const]
    }),
  )
}
