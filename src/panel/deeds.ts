import type { DeedTable } from '../access/deeds.ts'

/** Where an item of a panel stands. */
export const ITEM_STATES = ['open', 'decided'] as const
/** `panel` is a member of the very panel that it is before. */
export const ITEM_PARTS = ['panel'] as const

/** Who may do what with an item of a panel. @protocol §6 step 6; decision 0017; decision 0025 */
export const ITEM_DEEDS: DeedTable<'decide', (typeof ITEM_STATES)[number], (typeof ITEM_PARTS)[number]> = {
  decide: { open: ['panel'] },
}
