import { formatDay, isCalendarDate } from '../lib/calendar-date.ts'
import { languageName } from '../lib/written-language.ts'
import { type Answer, formConflict, inList } from '../web/answer.ts'
import type { Visit } from '../web/page.ts'
import { keyOf } from '../web/translation.ts'
import type { Confidence, ConfidenceWords } from './confidence.ts'

const LABELS = {
  topic: 'confidence.topic',
  words: 'confidence.words',
  writtenIn: 'entry.written-in',
  familyKnows: 'confidence.family-knows',
  others: 'confidence.others',
  saidOn: 'confidence.said-on',
  stays: 'confidence.stays',
} as const

const sentOf = ({ topic, words, writtenIn, familyKnows, others, saidOn, withdrawn }: ConfidenceWords) => ({
  ...{ topic, words, writtenIn, familyKnows, others: others.toSorted(), saidOn },
  stays: withdrawn ? 'no' : 'yes',
})

/** Both sides of what two wrote at once of what only some may read, field by field: a text is written anew, an answer is one of the two. */
export function confidenceConflict(
  visit: Visit,
  mine: ConfidenceWords,
  { current, names }: { readonly current: Confidence; readonly names: ReadonlyMap<string, { readonly name: string }> },
): Answer {
  const { t, language, actor } = visit
  const theirs = { ...current, others: current.readers.filter(id => id !== actor.userId) }
  return formConflict(visit, {
    theirs: sentOf(theirs),
    yours: sentOf(mine),
    labelOf: field => t(LABELS[field]),
    inWords(field, value) {
      switch (field) {
        case 'words':
          return undefined
        case 'writtenIn':
          return languageName(value, language)
        case 'others':
          return inList(value, id => names.get(id)?.name ?? '')
        case 'saidOn':
          return isCalendarDate(value) ? formatDay(value, language) : ''
        case 'topic':
          return t(keyOf(`confidence.topic.${value}`))
        case 'familyKnows':
          return t(keyOf(`confidence.family-knows.${value}`))
        case 'stays':
          return t(keyOf(`confidence.stays.${value}`))
      }
    },
    hidden: { version: String(current.version) },
    savedAt: `/children/${current.childId}/confidences`,
  })
}
