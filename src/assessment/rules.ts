import type { CalendarDate } from '../lib/calendar-date.ts'
import type { Assessment, AssessmentKind, RiskLevel } from './assessment.ts'

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

/**
 * The assessment in force of a kind: the latest done of those that are complete. Screenings are of one kind; assessments and
 * section 47 enquiries judge alike and are of another. A screening never takes the place of an assessment.
 *
 * @param assessments those of one child, in any order; of two done on one day the one given first counts
 * @protocol §5 Screening toolkit; §5 Not a one-off event; decision 0027
 */
export function currentOf<Each extends Pick<Assessment, 'kind' | 'doneOn' | 'completedAt'>>(
  assessments: readonly Each[],
  kind: AssessmentKind,
): Each | undefined {
  return assessments
    .filter(each => each.completedAt !== null && each.doneOn !== null && isScreening(each.kind) === isScreening(kind))
    .reduce<Each | undefined>(
      (latest, each) => (latest === undefined || (each.doneOn ?? '') > (latest.doneOn ?? '') ? each : latest),
      undefined,
    )
}

function isScreening(kind: AssessmentKind): boolean {
  return kind === 'screening'
}

/**
 * Whether an assessment done on a day is the one in force from now on; one dated before the current one is kept as what was known
 * then, and changes nothing today. Done on the same day, the later one counts.
 *
 * @protocol §5 Not a one-off event; decision 0027
 */
export function isInForce(doneOn: CalendarDate, current: Pick<Assessment, 'doneOn'> | undefined): boolean {
  return current?.doneOn == null || doneOn >= current.doneOn
}
