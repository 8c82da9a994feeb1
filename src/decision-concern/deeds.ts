import type { DeedTable } from '../access/deeds.ts'
import type { DecisionConcern } from './decision-concern.ts'

/** Where a concern stands: somebody was asked, or has answered, or it has ended. */
export const CONCERN_STATES = ['asked', 'answered', 'ended'] as const
export type ConcernState = (typeof CONCERN_STATES)[number]
/** `raiser` raised it, or takes it over from a colleague who sees the child no more; `asked` is asked now. */
export const CONCERN_PARTS = ['raiser', 'asked'] as const
export type ConcernPart = (typeof CONCERN_PARTS)[number]

/** Who may do what with a concern about a decision. @protocol Appendix One, Confidentiality statement; decision 0053 */
export const CONCERN_DEEDS: DeedTable<'answer' | 'go-on' | 'end', ConcernState, ConcernPart> = {
  answer: { asked: ['asked'] },
  'go-on': { asked: ['raiser'], answered: ['raiser'] },
  end: { asked: ['raiser'], answered: ['raiser'] },
}

/** Where a concern stands. */
export function stateOfConcern(concern: Pick<DecisionConcern, 'steps' | 'endedAt'>): ConcernState {
  if (concern.endedAt !== null) return 'ended'
  return concern.steps.at(-1)?.answeredAt == null ? 'asked' : 'answered'
}
