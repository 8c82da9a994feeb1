import type { RiskLevel } from './assessment.ts'

/**
 * Whether the protocol calls for an Exploitation Family Meeting at this level of risk.
 *
 * This answers what the protocol says, not what must happen: a practitioner may ask for a meeting at low risk, and a manager
 * may decide against one, each with a reason.
 *
 * @protocol §6 step 4; §5 Professional judgement
 */
export function protocolCallsForMeeting(level: RiskLevel): boolean {
  switch (level) {
    case 'medium':
    case 'high':
      return true
    case 'low':
      return false
  }
}

/**
 * Whether a judgement must say why it differs from the one before. The first judgement differs from none.
 *
 * @protocol §5 Not a one-off event; §5 Professional judgement
 */
export function changeNeedsReason(before: RiskLevel | null, now: RiskLevel): boolean {
  return before !== null && before !== now
}
