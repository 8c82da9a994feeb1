import { inAlphabet } from '../lib/alphabet.ts'
import { formatShortDay } from '../lib/calendar-date.ts'
import { foreignTo } from '../lib/written-language.ts'
import type { Visit } from '../web/page.ts'
import type { Confidence } from './confidence.ts'

/** What the child wants only some to read, as the list says it; of what is out of sight only that it is. */
export function shownConfidence(
  confidence: Confidence,
  names: ReadonlyMap<string, { readonly name: string }>,
  { t, language }: Pick<Visit, 't' | 'language'>,
) {
  const day = formatShortDay(confidence.saidOn, language)
  if (confidence.withdrawn) return { isWithdrawn: true as const, day }
  return {
    isWithdrawn: false as const,
    id: confidence.id,
    topic: t(`confidence.topic.${confidence.topic}`),
    words: confidence.words,
    foreign: foreignTo(language, confidence.writtenIn),
    familyKnows: t(`confidence.family-knows.${confidence.familyKnows}`),
    isKeptFromFamily: confidence.familyKnows !== 'yes',
    readers: inAlphabet(
      language,
      confidence.readers.map(id => names.get(id)?.name ?? ''),
      name => name,
    ).join(' · '),
    day,
  }
}
