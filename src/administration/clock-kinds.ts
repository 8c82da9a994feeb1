import { ACTION_CLOCKS } from '../agreed-action/agreed-action.ts'
import { ASSESSMENT_CLOCKS } from '../assessment/assessment.ts'
import type { ClockKind } from '../clock/clock.ts'
import { COMPLAINT_CLOCKS } from '../complaint/complaint.ts'
import { CONCERN_CLOCKS } from '../decision-concern/decision-concern.ts'
import { ENDING_CLOCKS } from '../ending/ending.ts'
import { MEETING_CLOCKS } from '../meeting/meeting.ts'
import { PANEL_CLOCKS } from '../panel/panel.ts'
import { POLICE_CLOCKS } from '../police/police.ts'
import { REFERRAL_CLOCKS } from '../referral/referral.ts'
import { TRANSITION_CLOCKS } from '../transition/transition.ts'

/** Every kind of clock that the slices declare, in the order of the pathway. */
export const CLOCK_KINDS: readonly ClockKind[] = [
  REFERRAL_CLOCKS,
  { policeDiscussion: POLICE_CLOCKS.referral },
  ASSESSMENT_CLOCKS,
  MEETING_CLOCKS,
  ACTION_CLOCKS,
  PANEL_CLOCKS,
  ENDING_CLOCKS,
  TRANSITION_CLOCKS,
  CONCERN_CLOCKS,
  COMPLAINT_CLOCKS,
].flatMap(kinds => Object.values<ClockKind>(kinds))
