import type { CalendarDate } from '../lib/calendar-date.ts'

/** What the Exploitation Prevention Panel decides on an escalation. @protocol §6 step 6; decision 0017 */
export const PANEL_DECISIONS = [
  'advice-given',
  'actions-agreed',
  'returned-to-meeting',
  'to-strategic-panel',
  'strategy-discussion-called-for',
] as const
export type PanelDecision = (typeof PANEL_DECISIONS)[number]

/** A day on which a panel sits. */
export type Sitting = { readonly id: string; readonly teamId: string; readonly sitsOn: CalendarDate }

/** A child escalated to the panel, with its reasons, and what the panel decided. */
export type Escalation = {
  readonly id: string
  readonly childId: string
  readonly sittingId: string | null
  readonly reasons: string
  readonly askedOfPanel: string
  readonly urgentReason: string
  readonly escalatedBy: string
  readonly escalatedAt: Date
  readonly decision: PanelDecision | null
  readonly decisionReasons: string
  readonly decidedAt: Date | null
  readonly version: number
}
