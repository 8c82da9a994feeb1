import { formatDay } from '../lib/calendar-date.ts'
import { languageName } from '../lib/written-language.ts'
import { type Answer, conflict } from '../web/answer.ts'
import type { Visit } from '../web/page.ts'
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
type Field = keyof typeof LABELS
const FIELDS = Object.keys(LABELS) as Field[]

/** Both sides of what two wrote at once of what only some may read, field by field: a text is written anew, an answer is one of the two. */
export function confidenceConflict(
  visit: Visit,
  mine: ConfidenceWords,
  { current, names }: { readonly current: Confidence; readonly names: ReadonlyMap<string, { readonly name: string }> },
): Answer {
  const { t, language, actor } = visit
  const sent = ({ others, withdrawn, ...words }: ConfidenceWords) => ({
    ...words,
    others: others.toSorted().join(' '),
    stays: withdrawn ? 'no' : 'yes',
  })
  const inWords = (words: ConfidenceWords, field: Exclude<Field, 'words'>): string => {
    switch (field) {
      case 'topic':
        return t(`confidence.topic.${words.topic}`)
      case 'writtenIn':
        return words.writtenIn === '' ? t('web.conflict.empty') : languageName(words.writtenIn, language)
      case 'familyKnows':
        return t(`confidence.family-knows.${words.familyKnows}`)
      case 'others':
        return words.others.map(id => names.get(id)?.name ?? '').join(' · ') || t('web.conflict.empty')
      case 'saidOn':
        return formatDay(words.saidOn, language)
      case 'stays':
        return t(`confidence.stays.${words.withdrawn ? 'no' : 'yes'}`)
    }
  }
  const theirs = { ...current, others: current.readers.filter(id => id !== actor.userId) }
  const both = [theirs, mine].map(each => ({ each, fields: sent(each) }))
  const [other, own] = [sent(theirs), sent(mine)]
  const differing = FIELDS.filter(field => other[field] !== own[field])
  const same = Object.fromEntries(
    FIELDS.filter(field => !differing.includes(field)).map(field => [field, own[field]] as const),
  )
  return conflict(
    t('web.conflict.title'),
    visit.path,
    differing.map(field => ({
      name: field,
      label: t(LABELS[field]),
      theirs: other[field],
      yours: own[field],
      ...(field === 'words'
        ? {}
        : { choice: both.map(({ each, fields }) => ({ value: fields[field], text: inWords(each, field) })) }),
    })),
    { ...same, version: String(current.version) },
  )
}
