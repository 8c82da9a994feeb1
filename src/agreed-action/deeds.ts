import type { DeedTable } from '../access/deeds.ts'
import { chairIsTold } from './rules.ts'
import type { ActionOutcome } from './agreed-action.ts'

/** Where an agreed action stands: open, done, or reported on as changed or not carried out, which the chair answers once. */
export const ACTION_STATES = ['open', 'done', 'not-as-agreed', 'answered'] as const
export type ActionState = (typeof ACTION_STATES)[number]
/** `owner` is to carry it out; `network` works with the child and may know of it; `chair` is a chair around the child. */
export const ACTION_PARTS = ['owner', 'network', 'chair'] as const
export type ActionPart = (typeof ACTION_PARTS)[number]

/** Who may do what with an agreed action. @protocol Appendix One, Change to an action; decision 0025 */
export const ACTION_DEEDS: DeedTable<'report' | 'answer', ActionState, ActionPart> = {
  report: { open: ['owner', 'network'] },
  answer: { 'not-as-agreed': ['chair'] },
}

/** Where an action stands. @protocol Appendix One, Change to an action */
export function stateOfAction(outcome: ActionOutcome | null, isAnswered: boolean): ActionState {
  if (outcome === null) return 'open'
  if (!chairIsTold(outcome)) return 'done'
  return isAnswered ? 'answered' : 'not-as-agreed'
}
