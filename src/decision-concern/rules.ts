import {
  CONCERN_ENDINGS,
  CONCERN_STEPS,
  type ConcernEnding,
  type ConcernStep,
  type DecisionConcern,
} from './decision-concern.ts'

/** The step after those that were taken; `undefined` after the last. @protocol Appendix One, Confidentiality statement; decision 0053 */
export function nextStep({ steps }: Pick<DecisionConcern, 'steps'>): ConcernStep | undefined {
  const last = steps.at(-1)
  return last === undefined ? CONCERN_STEPS[0] : CONCERN_STEPS[CONCERN_STEPS.indexOf(last.step) + 1]
}

/**
 * How a concern can end as it stands: before whoever is asked has answered it can only be withdrawn, and that no agreement was reached
 * is kept after the last step alone.
 *
 * @protocol Appendix One, Confidentiality statement; decision 0053
 */
export function endingsOf(concern: Pick<DecisionConcern, 'steps'>): readonly ConcernEnding[] {
  const last = concern.steps.at(-1)
  if (last?.answeredAt == null) return ['withdrawn']
  return CONCERN_ENDINGS.filter(ending => ending !== 'not-agreed' || nextStep(concern) === undefined)
}
