import type { Block } from '../documents/document.ts'
import type { Stage } from '../entry/entry.ts'
import { formatDay } from '../lib/calendar-date.ts'
import { foreignTo } from '../lib/written-language.ts'
import type { ShownTranslation } from '../translation/present.ts'
import type { Translate } from '../web/translation.ts'
import type { LastTime } from './last-time.ts'
import {
  FINDING_KINDS,
  languageOfPlanPart,
  type MeetingPerson,
  PLAN_PARTS,
  type SafetyPlan,
  type WrittenPlan,
} from './meeting.ts'
import { isTheSame, type Naming } from './naming.ts'

/** What a review went through first, with what the chair said to it up to now. */
export function lastTimeBlocks(
  listed: readonly LastTime[],
  agencies: ReadonlyMap<string, string>,
  { t, language }: { readonly t: Translate; readonly language: 'en' | 'cy' },
): Block[] {
  const title = t('meeting.last-time.title')
  const heading: Block = { kind: 'heading', level: 2, text: title }
  if (listed.length === 0) return [heading, { kind: 'paragraph', text: t('meeting.document.nothing') }]
  const header = [
    t('meeting.last-time.what'),
    t('agreed-action.who'),
    t('agreed-action.by-when'),
    t('meeting.last-time.became'),
  ]
  return [
    heading,
    {
      kind: 'table',
      caption: title,
      header,
      rows: listed.map(({ action, answers }) => [
        [{ text: action.what, foreign: foreignTo(language, action.writtenIn) }],
        [action.who, agencies.get(action.agencyId ?? '') ?? ''].filter(Boolean).join(', '),
        formatDay(action.dueOn, language),
        [
          {
            text: t(
              action.outcome === null ? 'meeting.last-time.no-report' : `agreed-action.outcome.${action.outcome}`,
            ),
          },
          { text: action.outcomeReason, foreign: foreignTo(language, action.outcomeWrittenIn) },
          ...answers.flatMap(each => [
            { text: t(`agreed-action.answer.${each.answer}`) },
            { text: each.words, foreign: foreignTo(language, each.writtenIn) },
          ]),
        ].filter(words => words.text !== ''),
      ]),
    },
  ]
}

/** Who was invited, as what, and at which stages they were there; of who was not, what they replied. */
export function presentTable(
  people: readonly MeetingPerson[],
  presence: readonly { personId: string; stage: Stage }[],
  unheard: readonly MeetingPerson[],
  agencies: ReadonlyMap<string, string>,
  t: Translate,
  stages: readonly Stage[],
): Block {
  return {
    kind: 'table',
    caption: t('meeting.present'),
    header: [t('board.staff.name'), t('meeting.part'), t('meeting.stages'), t('statement.heard.short')],
    rows: people.map(person => {
      const here = stages
        .filter(stage => presence.some(each => each.personId === person.id && each.stage === stage))
        .map(stage => t(`meeting.stage.${stage}`))
      const there =
        here.length > 0
          ? here.join(', ')
          : person.reply !== undefined && person.reply.reply !== 'coming'
            ? [t(`meeting.reply.${person.reply.reply}`), person.reply.words].filter(Boolean).join(': ')
            : t('meeting.not-present')
      return [
        [person.name, agencies.get(person.agencyId ?? '') ?? ''].filter(Boolean).join(', '),
        t(`meeting.part.${person.part}`),
        there,
        here.length === 0 ? '' : t(unheard.includes(person) ? 'statement.heard.no' : 'statement.heard.yes'),
      ]
    }),
  }
}

/** What a person put of words of a language into that of the paper. */
export type Translated = (words: string, writtenIn: string) => ShownTranslation | undefined

/**
 * The safety plan of a meeting, block by block, under the headings of whoever it is for; beneath each part what a person put of it into
 * their language, without who that was.
 */
export function planBlocks(
  plan: WrittenPlan,
  language: 'en' | 'cy',
  headingOf: (part: keyof SafetyPlan) => string,
  translated: Translated = () => undefined,
): Block[] {
  return PLAN_PARTS.flatMap((part): Block[] => {
    const text = plan[part]
    if (text === '') return []
    const writtenIn = languageOfPlanPart(plan, part)
    const put = translated(text, writtenIn)
    const all = [{ text, foreign: foreignTo(language, writtenIn) }, ...(put === undefined ? [] : [{ text: put.text }])]
    return [
      { kind: 'heading', level: 3, text: headingOf(part) },
      ...all.map((words): Block =>
        part === 'childsGoals' ? { kind: 'quotation', attribution: '', ...words } : { kind: 'paragraph', ...words },
      ),
    ]
  })
}

/** The corrections of an approved record, in their order; beneath each what a person put of it into the language of the paper. */
export function correctionBlocks(
  corrections: readonly { readonly number: number; readonly text: string; readonly writtenIn: string }[],
  { t, language }: { readonly t: Translate; readonly language: 'en' | 'cy' },
  translated: Translated = () => undefined,
): Block[] {
  if (corrections.length === 0) return []
  return [
    { kind: 'heading', level: 2, text: t('meeting.corrections') },
    ...corrections.flatMap(({ number, text, writtenIn }): readonly Block[] => [
      { kind: 'heading', level: 3, text: t('meeting.correction', { number }) },
      { kind: 'paragraph', text, foreign: foreignTo(language, writtenIn) },
      ...translationBlocks(translated(text, writtenIn), false),
    ]),
  ]
}

/** Victims, offenders, locations and themes, a heading each, with when meetings before named the same. */
export function findingBlocks(
  { here, before }: Naming,
  { t, language }: { readonly t: Translate; readonly language: 'en' | 'cy' },
): Block[] {
  return FINDING_KINDS.flatMap((kind): Block[] => {
    const items = here
      .filter(finding => finding.kind === kind)
      .map(finding => {
        const days = before.find(each => isTheSame(each, finding))?.on.map(day => formatDay(day, language)) ?? []
        return days.length === 0
          ? finding.text
          : `${finding.text}\n${t('meeting.finding.on', { days: days.join(' · ') })}`
      })
    return items.length === 0
      ? []
      : [
          { kind: 'heading', level: 2, text: t(`meeting.findings.${kind}`) },
          { kind: 'list', items },
        ]
  })
}

/** What a person put of an entry into the language of the paper, beneath its words. */
export function translationBlocks(translation: ShownTranslation | undefined, isQuotation: boolean): readonly Block[] {
  if (translation === undefined) return []
  return isQuotation
    ? [{ kind: 'quotation', text: translation.text, attribution: translation.byline }]
    : [{ kind: 'paragraph', text: `${translation.text}\n[${translation.byline}]` }]
}
