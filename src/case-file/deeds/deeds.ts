import type { CaseFile } from '../case-file.ts'
import { childDeeds } from './child.ts'
import { complaintDeeds } from './complaint.ts'
import { decisionConcernDeeds } from './decision-concern.ts'
import type { Deed, Loading } from './deed.ts'
import { meetingDeeds } from './meeting.ts'
import { pathwayDeeds } from './pathway.ts'
import { referralDeeds } from './referral.ts'

/** Everything that a case file tells, as deeds in the order of the file; whoever does them puts them in the order of time. */
export function* deedsOf(file: CaseFile, loading: Loading): Generator<Deed> {
  yield* referralDeeds(file, '', loading)
  for (const [nth, each] of file.furtherReferrals.entries())
    yield* referralDeeds(each, `furtherReferrals[${nth}]`, loading)
  yield* childDeeds(file, loading)
  for (const [nth, each] of file.meetings.entries()) yield* meetingDeeds(each, `meetings[${nth}]`, loading)
  yield* pathwayDeeds(file, loading)
  yield* decisionConcernDeeds(file, loading)
  yield* complaintDeeds(file, loading)
}
