import { foreignTo } from '../lib/written-language.ts'
import type { Work } from '../access/work.ts'
import { asFamilyCopyReader } from '../db/database.ts'
import type { Block, Document } from '../documents/document.ts'
import { formatDay } from '../lib/calendar-date.ts'
import type { CopyOptions } from '../meeting/document.ts'
import { correctionBlocks, planBlocks, type Translated, translationBlocks } from '../meeting/document-parts.ts'
import { type Context, CONTEXTS } from '../entry/entry.ts'
import type { CopyReader } from './family-copy.ts'
import { languageOfPlanPart, PLAN_PARTS, type SafetyPlan, type WrittenPlan } from '../meeting/meeting.ts'
import { type FamilyCopy, findFamilyCopy } from './store/reading.ts'
import { translationOf } from './translating.ts'
import { type ShownTranslation, shownTranslation } from '../translation/present.ts'
import { shownTo } from '../translation/translation.ts'

/**
 * The family's copy of a meeting's record, in the wording for the family or for the child: the words of the meeting are the same in
 * both, and what stands around them speaks to its reader. It is read under the family copy's own database role, which can see nothing that
 * was not decided for the family: not even a mistake here could put a closed word into it.
 *
 * @returns `undefined` when there is no such meeting for this actor, or it was not held
 * @protocol Appendix One, Stage One; Appendix One, Disclosure and redaction; decision 0025; decision 0059
 */
export async function familyRecord(
  work: Work,
  meetingId: string,
  options: CopyOptions,
  reader: CopyReader = 'family',
): Promise<Document | undefined> {
  const { t, language } = options
  const copy = await asFamilyCopyReader(work.tx, tx => findFamilyCopy(tx, meetingId))
  if (copy?.heldOn == null) return undefined
  const name = copy.childName
  const headingOf = (context: Context) =>
    context === 'individual' ? t(`family-copy.to.${reader}.individual`, { name }) : t(`family-copy.context.${context}`)
  const planHeading = (part: keyof SafetyPlan) =>
    part === 'childsGoals' || part === 'ifMissing'
      ? t(`family-copy.to.${reader}.plan.${part}`, { name })
      : t(`meeting.plan.${part}`)
  const inOther = (words: { writtenIn: string }) => foreignTo(language, words.writtenIn)
  const tongueOf = (part: keyof FamilyCopy['writtenIn']) => foreignTo(language, copy.writtenIn[part])
  const agencies = new Map(copy.agencies.map(agency => [agency.id, agency.name[language]]))
  const put: Translated = (words, writtenIn) => {
    const translation = translationOf(copy, language, { words, writtenIn })
    return translation && shownTranslation(translation, options)
  }
  const saidAtTheEnd = (part: 'childComments' | 'familyComments'): readonly Block[] =>
    copy[part] === ''
      ? [{ kind: 'paragraph', text: t('meeting.document.nothing-said') }]
      : [
          { kind: 'quotation', text: copy[part], attribution: '', foreign: tongueOf(part) },
          ...translationBlocks(put(copy[part], copy.writtenIn[part]), true),
        ]
  const planOf = (plan: WrittenPlan): readonly Block[] => [
    { kind: 'heading', level: 2, text: t('meeting.plan') },
    ...planBlocks(plan, language, planHeading, put),
    ...bylines(PLAN_PARTS.flatMap(part => put(plan[part], languageOfPlanPart(plan, part)) ?? [])),
  ]
  const blocks: Block[] = [
    { kind: 'heading', level: 1, text: t('meeting.document.family-title') },
    {
      kind: 'paragraph',
      text: t(`family-copy.to.${reader}.lead`, { name, day: formatDay(copy.heldOn, language) }),
    },
    { kind: 'heading', level: 2, text: t(`family-copy.to.${reader}.child-said`, { name }) },
    ...saidAtTheEnd('childComments'),
    { kind: 'heading', level: 2, text: t(`family-copy.to.${reader}.family-said`) },
    ...saidAtTheEnd('familyComments'),
  ]
  // Said on top: the words of others stay in the language in which they were said or written.
  const tongues = [...new Set(tonguesOf(copy).flatMap(code => foreignTo(language, code)?.name ?? []))]
  if (tongues.length > 0)
    blocks.splice(2, 0, {
      kind: 'paragraph',
      text: t('family-copy.other-languages', { languages: tongues.join(', ') }),
    })
  if (copy.familySummary !== '')
    blocks.push(
      { kind: 'heading', level: 2, text: t('meeting.document.summary') },
      { kind: 'paragraph', text: copy.familySummary, foreign: tongueOf('familySummary') },
      ...translationBlocks(put(copy.familySummary, copy.writtenIn.familySummary), false),
    )
  blocks.push({ kind: 'heading', level: 2, text: t('meeting.document.agreed') })
  blocks.push(
    copy.actions.length === 0
      ? { kind: 'paragraph', text: t('meeting.document.no-actions') }
      : {
          kind: 'table',
          caption: t('meeting.document.who-does-what'),
          header: [t('family-copy.where'), t('agreed-action.what'), t('agreed-action.who'), t('agreed-action.by-when')],
          rows: byContext(copy.actions).map(action => [
            headingOf(action.context),
            [
              { text: action.what, foreign: inOther(action) },
              ...[put(action.what, action.writtenIn)].flatMap(each => (each === undefined ? [] : { text: each.text })),
            ],
            [action.who, agencies.get(action.agencyId ?? '') ?? ''].filter(Boolean).join(', '),
            formatDay(action.dueOn, language),
          ]),
        },
    ...bylines(copy.actions.flatMap(action => put(action.what, action.writtenIn) ?? [])),
  )
  if (copy.plan !== undefined) blocks.push(...planOf(copy.plan))
  for (const context of [null, ...CONTEXTS]) {
    const here = copy.entries.filter(entry => entry.context === context)
    if (here.length === 0) continue
    blocks.push({
      kind: 'heading',
      level: 2,
      text: context === null ? t('meeting.document.what-was-said') : headingOf(context),
    })
    for (const entry of here) {
      const isQuotation = entry.basis === 'childs-own-words' || entry.basis === 'family-words'
      const translation = shownTo(language, entry, copy.translations)
      blocks.push(
        isQuotation
          ? {
              kind: 'quotation',
              text: entry.text,
              attribution: entry.saidBy,
              entryId: entry.id,
              foreign: inOther(entry),
            }
          : { kind: 'paragraph', text: entry.text, entryId: entry.id, foreign: inOther(entry) },
        ...translationBlocks(translation && shownTranslation(translation, options), isQuotation),
      )
    }
  }
  if (copy.people.length > 0)
    blocks.push(
      { kind: 'heading', level: 2, text: t('meeting.document.who-was-there') },
      {
        kind: 'list',
        items: copy.people.map(person =>
          [person.name, agencies.get(person.agencyId ?? '') ?? ''].filter(Boolean).join(', '),
        ),
      },
    )
  blocks.push({ kind: 'heading', level: 2, text: t('meeting.document.next') })
  if (copy.nextReviewBy !== null)
    blocks.push({
      kind: 'paragraph',
      text: t('meeting.document.next-meeting', { day: formatDay(copy.nextReviewBy, language) }),
    })
  blocks.push(
    { kind: 'paragraph', text: t(`family-copy.to.${reader}.ask`, { name: copy.chairName }) },
    { kind: 'paragraph', text: t(`family-copy.to.${reader}.complain`) },
  )
  if (reader === 'child') blocks.push({ kind: 'paragraph', text: t('family-copy.to.child.advocate') })
  blocks.push(
    { kind: 'paragraph', text: t(`family-copy.to.${reader}.danger`, { name }) },
    ...correctionBlocks(copy.corrections, options, put),
  )
  // One sentence, the same in every copy, whether much, little or nothing was left out: it tells nothing. A reason stands after
  // it only where the chair chose to tell one.
  blocks.push({ kind: 'notice', text: t(`family-copy.to.${reader}.may-be-left-out`) })
  if (copy.toldOmissions.length > 0)
    blocks.push(
      { kind: 'paragraph', text: t(`family-copy.to.${reader}.told`) },
      { kind: 'list', items: copy.toldOmissions.map(each => t(`family-copy.told.${each}`)) },
    )
  blocks.push({ kind: 'notice', text: t(`family-copy.to.${reader}.private`) })
  return {
    language,
    title: t(`family-copy.to.${reader}.classification`),
    classification: t(`family-copy.to.${reader}.classification`),
    reference: copy.reference,
    banner: options.banner,
    pageWords: t('meeting.document.page'),
    createdAt: copy.approvedAt ?? work.now,
    blocks,
  }
}

// In which languages the words of people are, in the order of the copy.
function tonguesOf({ writtenIn, actions, plan, entries, corrections }: FamilyCopy): readonly string[] {
  const { childComments, familyComments, familySummary } = writtenIn
  const words = [...actions, ...(plan === undefined ? [] : [plan]), ...entries, ...corrections]
  return [childComments, familyComments, familySummary, plan?.childsGoalsIn ?? '', ...words.map(each => each.writtenIn)]
}

// Grouped by where they help, and within each in the order of their days.
const byContext = (actions: FamilyCopy['actions']) =>
  CONTEXTS.flatMap(context => actions.filter(action => action.context === context))

// Who put them into the reader's language: each once, beneath all.
const bylines = (shown: readonly ShownTranslation[]): readonly Block[] =>
  [...new Set(shown.map(each => each.byline))].map(text => ({ kind: 'paragraph', text: `[${text}]` }))
