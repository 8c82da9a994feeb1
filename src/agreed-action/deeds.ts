import type { DeedTable } from '../access/deeds.ts'

/** Where an agreed action stands: open, or reported on, which happens once. */
export const ACTION_STATES = ['open', 'reported'] as const
/** `owner` is to carry it out; `network` works with the child and may know of it. */
export const ACTION_PARTS = ['owner', 'network'] as const

/** Who may do what with an agreed action. @protocol Appendix One, Change to an action; decision 0025 */
export const ACTION_DEEDS: DeedTable<'report', (typeof ACTION_STATES)[number], (typeof ACTION_PARTS)[number]> = {
  report: { open: ['owner', 'network'] },
}
