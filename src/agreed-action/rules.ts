import type { ActionOutcome } from './agreed-action.ts'

/**
 * Whether the chair has to be told of what became of an action: of every action that was changed or not carried out.
 *
 * @protocol Appendix One, Change to an action
 */
export function chairIsTold(outcome: ActionOutcome): boolean {
  return outcome !== 'done'
}
