import type { ActionAnswer, ActionOutcome } from './agreed-action.ts'

/**
 * Whether the chair has to be told of what became of an action: of every action that was changed or not carried out.
 *
 * @protocol Appendix One, Change to an action
 */
export function chairIsTold(outcome: ActionOutcome): boolean {
  return outcome !== 'done'
}

/**
 * Whether an action still asks something of a later meeting: nobody has reported on it, or it was changed or not carried out and the
 * chair's last word was not that this is accepted.
 *
 * @protocol §6 step 5; Appendix One, Change to an action; decision 0048
 */
export function isLeftOver(outcome: ActionOutcome | null, lastAnswer: ActionAnswer | undefined): boolean {
  return outcome === null || (chairIsTold(outcome) && lastAnswer !== 'accepted')
}
