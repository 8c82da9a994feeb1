import { asFamilyCopyReader } from '../db/database.ts'
import type { Work } from '../access/work.ts'
import { recordAuditEvent } from '../audit/store.ts'
import type { Context } from '../entry/entry.ts'
import { meetingFor, type Refused } from '../meeting/actions/asking.ts'
import { languageOfPlanPart, PLAN_PARTS, type SafetyPlan } from '../meeting/meeting.ts'
import { findFamilyCopySource } from '../meeting/store/meeting.ts'
import { translateEntry } from '../translation/actions.ts'
import { shownTo } from '../translation/translation.ts'
import type { CopyLanguage } from './family-copy.ts'
import { type CopyTranslation, type FamilyCopy, findFamilyCopy } from './store/reading.ts'
import { insertCopyTranslation } from './store/translations.ts'

const SAID = ['childComments', 'familyComments', 'familySummary'] as const

/** Words of a family's copy that are in another language than the copy, with what a person put of them into it. */
export type WordsToTranslate = {
  /** What they are known by on the page: the same as long as the words stand. */
  readonly key: string
  readonly part: (typeof SAID)[number] | 'action' | keyof SafetyPlan | 'entry' | 'correction'
  readonly words: string
  readonly writtenIn: string
  readonly isQuotation: boolean
  /** Of what was said in the meeting. */
  readonly entry: { readonly id: string; readonly wordsVersion: number; readonly context: Context | null } | undefined
  readonly stands: { readonly text: string; readonly translatedBy: string } | undefined
}

/** What a person put of words of a copy into its language; the last one, while the words are those that it renders. @protocol §4 Language; decision 0073 */
export function translationOf(
  { copyTranslations }: Pick<FamilyCopy, 'copyTranslations'>,
  language: CopyLanguage,
  { words, writtenIn }: { readonly words: string; readonly writtenIn: string },
): CopyTranslation | undefined {
  if (writtenIn === language) return undefined
  return copyTranslations.findLast(each => each.language === language && each.ofWords === words)
}

/**
 * The words of a copy that are not in its language, in the order of the copy; the same words once. Without those of which nobody said in
 * which language they are.
 *
 * @protocol §4 Language; decision 0073
 */
function wordsToTranslate(copy: FamilyCopy, language: CopyLanguage): readonly WordsToTranslate[] {
  const { plan } = copy
  const said = SAID.map(part => ({
    ...{ key: part, part, words: copy[part], writtenIn: copy.writtenIn[part] },
    isQuotation: part !== 'familySummary',
  }))
  const agreed = copy.actions.map(action => ({
    ...{ key: `action-${action.id}`, part: 'action' as const, words: action.what, writtenIn: action.writtenIn },
    isQuotation: false,
  }))
  const planned = PLAN_PARTS.map(part => ({
    ...{ key: part, part, words: plan?.[part] ?? '' },
    writtenIn: plan === undefined ? '' : languageOfPlanPart(plan, part),
    isQuotation: part === 'childsGoals',
  }))
  const ofMeeting = copy.entries.map(entry => ({
    ...{ key: `entry-${entry.id}`, part: 'entry' as const, words: entry.text, writtenIn: entry.writtenIn },
    isQuotation: entry.basis === 'childs-own-words' || entry.basis === 'family-words',
    entry: { id: entry.id, wordsVersion: entry.wordsVersion, context: entry.context },
    stands: shownTo(language, entry, copy.translations),
  }))
  const corrected = copy.corrections.map(({ number, text, writtenIn }) => ({
    ...{ key: `correction-${number}`, part: 'correction' as const, words: text, writtenIn },
    isQuotation: false,
  }))
  const isForeign = (each: { readonly words: string; readonly writtenIn: string }) =>
    each.words !== '' && each.writtenIn !== '' && each.writtenIn !== language
  const others = [...said, ...agreed, ...planned, ...corrected]
    .filter(isForeign)
    .filter((each, at, all) => all.findIndex(one => one.words === each.words) === at)
    .map(each => ({ ...each, entry: undefined, stands: translationOf(copy, language, each) }))
  return [...others, ...ofMeeting.filter(isForeign)]
}

/** The words of a meeting's copy as they stand that are not in its language; none for who may not read them, or before it was held. */
export async function findWordsToTranslate(
  work: Work,
  meetingId: string,
  language: CopyLanguage,
): Promise<readonly WordsToTranslate[]> {
  const copy = await asFamilyCopyReader(work.tx, tx => findFamilyCopy(tx, meetingId))
  return copy === undefined ? [] : wordsToTranslate(copy, language)
}

/**
 * Puts words of a family's copy into its language, as a person translated them: of what was said in the meeting beneath its entry, of all
 * else beneath the words in the copy alone. What is given as it stands already is not written again; one that stands is never taken out.
 *
 * @param translation `source` names what the copy was made from when it was read; `texts` goes by the keys of {@link findWordsToTranslate}
 * @protocol §4 Language; decision 0073
 */
export async function translateCopy(
  work: Work,
  translation: {
    readonly meetingId: string
    readonly language: CopyLanguage
    readonly source: string
    readonly texts: Readonly<Record<string, string>>
    readonly translatedBy: string
  },
): Promise<
  | { outcome: 'translated' }
  | { outcome: 'changed-since-you-read' | 'nothing-translated' | 'translator-needed' }
  | { outcome: 'taken-out'; key: string }
  | Refused
> {
  const { meetingId, language, texts, translatedBy } = translation
  const asked = await meetingFor(work, meetingId, 'translate-copy')
  if (asked.outcome !== 'may') return asked
  const { childId } = asked.meeting
  const source = await findFamilyCopySource(work.tx, meetingId)
  if (source !== translation.source) return { outcome: 'changed-since-you-read' }
  const all = await findWordsToTranslate(work, meetingId, language)
  const emptied = all.find(each => each.stands !== undefined && texts[each.key] === '')
  if (emptied !== undefined) return { outcome: 'taken-out', key: emptied.key }
  const written = all.flatMap(each => {
    const text = texts[each.key] ?? ''
    return text === '' || text === each.stands?.text ? [] : [{ ...each, text }]
  })
  if (written.length === 0) return { outcome: 'nothing-translated' }
  if (translatedBy === '') return { outcome: 'translator-needed' }
  for (const { words, text, entry } of written)
    if (entry === undefined) {
      const by = { translatedBy, writtenBy: work.actor.userId }
      await insertCopyTranslation(work.tx, { ...by, meetingId, childId, ofWords: words, language, text }, work.now)
    } else {
      const { id: entryId, wordsVersion } = entry
      const ofEntry = { entryId, wordsVersion, language, text, translatedBy, forFamily: true }
      const { outcome } = await translateEntry(work, ofEntry)
      if (outcome !== 'translated') throw new Error(`an entry of the copy could not be translated: ${outcome}`)
    }
  await recordAuditEvent(work.tx, 'family-copy.translated', { childId, subjectId: meetingId, details: { language } })
  return { outcome: 'translated' }
}
