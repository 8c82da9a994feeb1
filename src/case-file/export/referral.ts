import { KNOWN_CHILD_OUTCOMES, type Outcome } from '../../referral/referral.ts'
import { goesOnAfter } from '../../referral/rules.ts'
import { policeOf } from './police.ts'
import { inLanguage } from './language.ts'
import type { Rows } from './rows.ts'
import type { Row } from '../store/rows.ts'

/** A referral as a case file writes it, with what the front door did with it. */
export function referralOf(rows: Rows, referral: Row): Record<string, unknown> {
  const { localAuthorityId, otherAuthorityId, ...answers } = referral['answers'] as Record<string, unknown>
  const [telling] = rows.with('other_authority_telling', 'referral_id', referral['id'])
  const [determination] = rows.with('determination', 'referral_id', referral['id'])
  return {
    referral: {
      at: rows.time(referral['submitted_at']),
      by: rows.email(referral['author_id']),
      answers: {
        ...answers,
        localAuthority: rows.authority(localAuthorityId),
        otherLocalAuthority: rows.authority(otherAuthorityId) ?? otherAuthorityId,
      },
    },
    ...rows.done('chased', referral['chased_at'], referral['author_id']),
    ...rows.done('acknowledged', referral['acknowledged_at'], referral['acknowledged_by']),
    ...rows.done('identified', referral['identified_at'], referral['identified_by']),
    ...(telling !== undefined && { otherAuthorityTold: { ...rows.deed(telling, 'told'), words: telling['words'] } }),
    ...policeOf(rows, referral['id']),
    ...(determination !== undefined && { determination: determinationOf(rows, referral, determination) }),
  }
}

function determinationOf(rows: Rows, referral: Row, determination: Row): Record<string, unknown> {
  const outcome = determination['outcome'] as Outcome
  const lead =
    goesOnAfter(outcome) && !(KNOWN_CHILD_OUTCOMES as readonly unknown[]).includes(outcome)
      ? rows.leadAfter(determination['decided_at'])
      : undefined
  return {
    ...rows.deed(determination, 'decided'),
    outcome,
    reasons: determination['reasons'],
    ...inLanguage(determination['written_in']),
    toldReferrer: referral['told_referrer'],
    ...(lead !== undefined && { leadPractitioner: lead }),
  }
}
