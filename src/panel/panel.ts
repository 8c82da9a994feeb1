import type { ClockKind } from '../clock/clock.ts'
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

/** Who of the network may read why a child was escalated, and what was decided; the panel itself always does. */
export const ESCALATION_AUDIENCES = ['network', 'closed', 'police'] as const
export type EscalationAudience = (typeof ESCALATION_AUDIENCES)[number]

/** A day on which a panel sits. */
export type Sitting = { readonly id: string; readonly teamId: string; readonly sitsOn: CalendarDate }

/** A child escalated to the panel, with its reasons, and what the panel decided. */
export type Escalation = {
  readonly id: string
  readonly childId: string
  readonly sittingId: string | null
  /** The panel that it is before. */
  readonly teamId: string
  readonly audience: EscalationAudience
  /** The meeting whose closed session may read it, when it is closed. */
  readonly meetingId: string | null
  readonly reasons: string
  readonly askedOfPanel: string
  readonly urgentReason: string
  /** The language of all these as a BCP 47 code; empty where nobody said. */
  readonly writtenIn: string
  readonly escalatedBy: string
  readonly escalatedAt: Date
  readonly decision: PanelDecision | null
  readonly decisionReasons: string
  readonly decisionWrittenIn: string
  readonly decidedAt: Date | null
  readonly version: number
}

/** The clock of a panel item runs to the sitting. @protocol §6 step 6 */
export const PANEL_CLOCKS = {
  decision: {
    rule: 'panel-decision',
    limit: { value: 0, unit: 'agreed', authority: 'protocol', source: '§6 step 6' },
    page: ({ subjectId }) => `/panel/items/${subjectId}`,
  },
} as const satisfies Readonly<Record<string, ClockKind>>
