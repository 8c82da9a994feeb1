import type { DeedTable } from './access/deeds.ts'
import { ACTION_DEEDS, ACTION_PARTS, ACTION_STATES } from './agreed-action/deeds.ts'
import { COMPLAINT_DEEDS, COMPLAINT_PARTS, COMPLAINT_STATES } from './complaint/deeds.ts'
import { CONCERN_DEEDS, CONCERN_PARTS, CONCERN_STATES } from './decision-concern/deeds.ts'
import { PATHWAY_DEEDS, PATHWAY_PARTS, PATHWAY_STATES } from './ending/deeds.ts'
import { ITEM_DEEDS, ITEM_PARTS, ITEM_STATES } from './panel/deeds.ts'
import { REFERRAL_DEEDS, REFERRAL_PARTS, REFERRAL_STATES } from './referral/deeds.ts'
import { MEETING_DEEDS, MEETING_PARTS, MEETING_STATES } from './meeting/deeds.ts'

/** Every table of deeds, for whoever prints or tries them all. */
export const deedTables: readonly {
  readonly thing: string
  readonly states: readonly string[]
  readonly parts: readonly string[]
  readonly table: DeedTable<string, string, string>
}[] = [
  { thing: 'referral', states: REFERRAL_STATES, parts: REFERRAL_PARTS, table: REFERRAL_DEEDS },
  { thing: 'meeting', states: MEETING_STATES, parts: MEETING_PARTS, table: MEETING_DEEDS },
  { thing: 'pathway', states: PATHWAY_STATES, parts: PATHWAY_PARTS, table: PATHWAY_DEEDS },
  { thing: 'action', states: ACTION_STATES, parts: ACTION_PARTS, table: ACTION_DEEDS },
  { thing: 'panel-item', states: ITEM_STATES, parts: ITEM_PARTS, table: ITEM_DEEDS },
  { thing: 'complaint', states: COMPLAINT_STATES, parts: COMPLAINT_PARTS, table: COMPLAINT_DEEDS },
  { thing: 'decision-concern', states: CONCERN_STATES, parts: CONCERN_PARTS, table: CONCERN_DEEDS },
]
