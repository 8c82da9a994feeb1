import type { Block } from '../documents/document.ts'
import { formatDay, calendarDateAt } from '../lib/calendar-date.ts'
import type { Translate } from '../web/translation.ts'
import type { DecisionConcern } from './decision-concern.ts'

/** Where a concern stands, in one line: how it ended, what was answered last, or at which step it waits. */
export function standsWords(concern: Pick<DecisionConcern, 'steps' | 'endedAs'>, t: Translate): string {
  if (concern.endedAs !== null) return t(`decision-concern.ending.${concern.endedAs}`)
  const last = concern.steps.at(-1)
  const step = t(`decision-concern.step.${last?.step ?? 'where-decided'}`)
  return last?.answer == null
    ? t('decision-concern.stands.asked', { step })
    : t('decision-concern.stands.answered', { step, answer: t(`decision-concern.answer.${last.answer}`) })
}

/** The concerns about what a meeting decided, with every step and its answer, for the full record; nothing when there are none. */
export function concernBlocks(
  concerns: readonly DecisionConcern[],
  names: ReadonlyMap<string, { readonly name: string }>,
  { t, language }: { readonly t: Translate; readonly language: 'en' | 'cy' },
): Block[] {
  if (concerns.length === 0) return []
  const title = t('decision-concern.list')
  const onDay = (id: string, at: Date) =>
    t('web.and-day', { what: names.get(id)?.name ?? '', day: formatDay(calendarDateAt(at), language) })
  return [
    { kind: 'heading', level: 2, text: title },
    {
      kind: 'table',
      caption: title,
      header: [
        t('decision-concern.decision.short'),
        t('decision-concern.why'),
        t('decision-concern.by'),
        t('decision-concern.became'),
      ],
      rows: concerns.map(concern => [
        concern.decision,
        [concern.why, concern.wanted].filter(Boolean).join('\n'),
        onDay(concern.raisedBy, concern.raisedAt),
        [
          ...concern.steps.flatMap(step => [
            `${t(`decision-concern.step.${step.step}`)}: ${onDay(step.askedId, step.askedAt)}`,
            ...(step.answer === null ? [] : [t(`decision-concern.answer.${step.answer}`), step.words]),
          ]),
          concern.endedAs === null ? '' : `${standsWords(concern, t)}: ${concern.endedWords}`,
        ]
          .filter(Boolean)
          .join('\n'),
      ]),
    },
  ]
}
