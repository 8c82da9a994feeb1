import type { DeedTable } from '../access/deeds.ts'

/** Where a pathway stands: open, to be ended or stepped down by a proposal that waits, or ended. */
export const PATHWAY_STATES = ['open', 'proposed', 'ended'] as const
export type PathwayState = (typeof PATHWAY_STATES)[number]

/** `network` works with the child; `manager` is a manager or exploitation lead; `second` is one who did not propose it. */
export const PATHWAY_PARTS = ['network', 'manager', 'proposer', 'second'] as const
export type PathwayPart = (typeof PATHWAY_PARTS)[number]

/** Who may do what with a pathway, state by state. @protocol §6 step 1; decision 0028 */
export const PATHWAY_DEEDS: DeedTable<
  'step-up' | 'propose' | 'confirm' | 'decline' | 'reopen',
  PathwayState,
  PathwayPart
> = {
  'step-up': { open: ['network'], proposed: ['network'] },
  propose: { open: ['network'] },
  confirm: { proposed: ['second'] },
  decline: { proposed: ['second', 'proposer'] },
  reopen: { ended: ['manager'] },
}
