import { addDays, type CalendarDate } from '../lib/calendar-date.ts'
import type { NewProposal } from './ending.ts'

/** The judgement on which an ending rests: of the latest assessment, with its day. */
export type Judgement = { readonly level: 'low' | 'medium' | 'high'; readonly doneOn: CalendarDate }

/**
 * What stands in the way of an ending or a step down. Both, when they say that the risk is lower, rest on a judgement that is
 * current (no older than the board's limit for assessing again; that day is current) and not high. "Turned 18" is for who is.
 *
 * @param reassessDays the board's limit for assessing again, in days
 * @protocol §5 Safety planning; §5 Not a one-off event; decision 0028
 */
export function hindersEnding(
  proposal: Pick<NewProposal, 'kind' | 'ending'>,
  judgement: Judgement | undefined,
  facts: { readonly today: CalendarDate; readonly reassessDays: number; readonly isChild: boolean },
): 'judgement-needed' | 'judged-high' | 'still-a-child' | undefined {
  if (proposal.ending === 'turned-18') return facts.isChild ? 'still-a-child' : undefined
  const restsOnJudgement =
    proposal.kind === 'step-down' || proposal.ending === 'risk-reduced' || proposal.ending === 'stepped-down'
  if (!restsOnJudgement) return undefined
  if (judgement === undefined || addDays(judgement.doneOn, facts.reassessDays) < facts.today) return 'judgement-needed'
  return judgement.level === 'high' ? 'judged-high' : undefined
}
